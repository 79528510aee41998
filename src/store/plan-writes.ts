// Writing a run: its lines are staged beside the table while they are planned, ranked and named when all are known.
import { sql } from 'drizzle-orm'
import type { PartUnits, Recommendation, StockPosition } from '#planning/types.ts'
import { copyBytes, copyLine, copyRows } from './copy-rows.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import type { PlanSummary } from './plan-runs.ts'

export type NewLine = {
  /** Its place in the order of planning, from 0. */
  line: number
  inputsHash: string
  facts: NewFacts
  inputs: Uint8Array
  result: Uint8Array
}

/** What is kept of a line beside its body. */
export type NewFacts = {
  sku: string
  locationCode: string
  decision: Recommendation['decision']
  /** Orders before withheld lines before the rest, within these by urgency. */
  urgencyRank: number
  supplierCode: string | null
  /** The supplier in whose order the line was planned, where it is another one. */
  orderSupplierCode: string | null
  /** What each supplier delivers, where several do. */
  split: PartUnits[] | null
  units: number
  landedCostMinor: number | null
  costOfWaitingMinor: number | null
  worthMinor: number | null
  expectedOn: string | null
  position: StockPosition | null
  resultHash: string
}

const factColumns = [
  'sku',
  'location_code',
  'decision',
  'urgency_rank',
  'supplier_code',
  'order_supplier_code',
  'split',
  'units',
  'landed_cost_minor',
  'cost_of_waiting_minor',
  'worth_minor',
  'expected_on',
  'position',
  'result_hash',
] as const
const stagedColumns = ['line', 'inputs_hash', 'body_run_id', 'body_line', ...factColumns]
const bodyColumns = ['plan_run_id', 'line', 'inputs', 'result'] as const

const factCells = (facts: NewFacts) => [
  facts.sku,
  facts.locationCode,
  facts.decision,
  facts.urgencyRank,
  facts.supplierCode,
  facts.orderSupplierCode,
  facts.split === null ? null : JSON.stringify(facts.split),
  facts.units,
  facts.landedCostMinor,
  facts.costOfWaitingMinor,
  facts.worthMinor,
  facts.expectedOn,
  facts.position === null ? null : JSON.stringify(facts.position),
  facts.resultHash,
]

/** Makes the staging tables; they go with `closeStaging`, or with a transaction that fails. */
export async function openStaging(tx: Database): Promise<void> {
  const facts = `sku text, location_code text, decision text, urgency_rank smallint, supplier_code text,
    order_supplier_code text, split jsonb, units integer,
    landed_cost_minor bigint, cost_of_waiting_minor bigint, worth_minor bigint, expected_on date, position jsonb,
    result_hash text`
  await tx.execute(
    sql.raw(`create temp table staged_plan_line (line integer, inputs_hash text, body_run_id integer, body_line integer,
      ${facts}) on commit drop`),
  )
  await tx.execute(
    sql.raw(`create temp table kept_plan_line (line integer, id text) on commit drop`),
  )
  await tx.execute(
    sql.raw(`create temp table joined_plan_line (body_line integer, ${facts}) on commit drop`),
  )
  await tx.execute(
    sql.raw(
      `create temp table joined_plan_line_body (body_line integer, result bytea) on commit drop`,
    ),
  )
}

/** Takes the staging tables away: another run may be made in the same transaction, as in one that is only tried. */
export async function closeStaging(tx: Database): Promise<void> {
  await tx.execute(
    sql`drop table staged_plan_line, kept_plan_line, joined_plan_line, joined_plan_line_body`,
  )
}

/** Writes the bodies of lines and stages the rest of them. */
export async function stageLines(tx: Database, planRunId: number, lines: NewLine[]): Promise<void> {
  if (lines.length === 0) return
  await copyBytes(
    tx,
    'plan_line_body',
    bodyColumns,
    lines.map(({ line, inputs, result }) => [planRunId, line, inputs, result]),
  )
  await copyRows(
    tx,
    'staged_plan_line',
    stagedColumns,
    lines.map(({ line, inputsHash, facts }) =>
      copyLine([line, inputsHash, planRunId, line, ...factCells(facts)]),
    ),
  )
}

/** Stages lines that say what a line of an earlier run says, by its handle. */
export async function stageKeptLines(
  tx: Database,
  lines: { line: number; id: string }[],
): Promise<void> {
  if (lines.length === 0) return
  const cells = lines.map(({ line, id }) => copyLine([line, id]))
  await copyRows(tx, 'kept_plan_line', ['line', 'id'], cells)
}

/** The packed inputs and results of lines of this run, in the order asked for. */
export async function stagedBodies(
  tx: Database,
  planRunId: number,
  lines: number[],
): Promise<{ inputs: Uint8Array; result: Uint8Array }[]> {
  const rows = await selectRows<{ line: number; inputs: Uint8Array; result: Uint8Array }>(
    tx,
    sql`select line, inputs, result from plan_line_body
        where plan_run_id = ${planRunId} and line = any(${sql.param(lines)}::integer[])`,
  )
  const found = new Map(rows.map((row) => [row.line, row]))
  return lines.map((line) => found.get(line)!)
}

/** Stages what lines become when they go into one order; it counts with `applyJoined`. */
export async function stageJoined(
  tx: Database,
  lines: { line: number; facts: NewFacts; result: Uint8Array }[],
): Promise<void> {
  if (lines.length === 0) return
  await copyRows(
    tx,
    'joined_plan_line',
    ['body_line', ...factColumns],
    lines.map(({ line, facts }) => copyLine([line, ...factCells(facts)])),
  )
  await copyBytes(
    tx,
    'joined_plan_line_body',
    ['body_line', 'result'],
    lines.map(({ line, result }) => [line, result]),
  )
}

/** Puts the joined lines over what the same lines said alone. */
export async function applyJoined(tx: Database, planRunId: number): Promise<void> {
  await tx.execute(sql`analyze joined_plan_line, joined_plan_line_body`)
  await tx.execute(sql`update plan_line_body as body set result = joined.result from joined_plan_line_body as joined
    where body.plan_run_id = ${planRunId} and body.line = joined.body_line`)
  const columns = sql.raw(factColumns.join(', '))
  const values = sql.raw(factColumns.map((name) => `joined.${name}`).join(', '))
  await tx.execute(sql`update staged_plan_line as staged set (${columns}) = row(${values})
    from joined_plan_line as joined where staged.line = joined.body_line`)
}

/**
 * Gives the staged lines their ranks and handles (R12-1 is the most urgent line of run 12) and makes them lines of the
 * run. Returns what the run found.
 */
export async function nameLines(
  tx: Database,
  planRunId: number,
): Promise<Omit<PlanSummary, 'baseCurrency'>> {
  const facts = sql.raw(factColumns.join(', '))
  const own = sql.raw(factColumns.map((name) => `earlier.${name}`).join(', '))
  await tx.execute(sql`insert into staged_plan_line (line, inputs_hash, body_run_id, body_line, ${facts})
    select kept.line, earlier.inputs_hash, earlier.body_run_id, earlier.body_line, ${own}
    from kept_plan_line as kept join plan_line as earlier using (id)`)
  await tx.execute(sql`insert into plan_line (id, plan_run_id, line_number, inputs_hash, body_run_id, body_line, ${facts})
    select 'R' || ${planRunId}::text || '-' || place, ${planRunId}, place, inputs_hash, body_run_id, body_line, ${facts}
    from (select *, row_number() over (order by urgency_rank, coalesce(cost_of_waiting_minor, 0) desc,
      sku collate "C", location_code collate "C") as place from staged_plan_line) as ranked`)
  const [found] = await selectRows<Omit<PlanSummary, 'baseCurrency'>>(
    tx,
    sql`select count(*)::int as "lineCount",
      (count(*) filter (where decision = 'order'))::int as "orderCount",
      (count(*) filter (where decision = 'enough'))::int as "enoughCount",
      (count(*) filter (where decision = 'withheld'))::int as "withheldCount",
      (count(*) filter (where decision = 'not_planned'))::int as "notPlannedCount",
      coalesce(sum(landed_cost_minor), 0)::float8 as "landedCostMinor",
      coalesce(sum(worth_minor), 0)::float8 as "withheldWorthMinor"
    from staged_plan_line`,
  )
  return found!
}
