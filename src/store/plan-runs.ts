import { and, desc, eq, sql } from 'drizzle-orm'
import type { PlanningPolicy } from '#planning/types.ts'
import { dataVersionKey } from './data-version.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { planRuns } from './schema-records.ts'

/** What a run found, in the base currency. */
export type PlanSummary = {
  baseCurrency: string
  lineCount: number
  orderCount: number
  enoughCount: number
  withheldCount: number
  notPlannedCount: number
  landedCostMinor: number
  withheldWorthMinor: number
}

export type PlanRun = Omit<typeof planRuns.$inferSelect, 'policy' | 'summary'> & {
  policy: PlanningPolicy
  summary: PlanSummary
}

/** A row of the table with its JSON typed. */
export const asRun = (row: typeof planRuns.$inferSelect): PlanRun => ({
  ...row,
  policy: row.policy as PlanningPolicy,
  summary: row.summary as PlanSummary,
})

/** The newest run of a date and data version, or null. */
export async function currentRun(
  db: Database,
  where: { asOf: string; dataVersion: number },
): Promise<PlanRun | null> {
  const [row] = await db
    .select()
    .from(planRuns)
    .where(and(eq(planRuns.asOf, where.asOf), eq(planRuns.dataVersion, where.dataVersion)))
    .orderBy(desc(planRuns.id))
    .limit(1)
  return row === undefined ? null : asRun(row)
}

export type PlanState = {
  /** What the shop says of its policy, or null. */
  ownPolicy: Partial<PlanningPolicy> | null
  dataVersion: number
  /** The newest run of the date over the facts as they are now, or null. */
  run: PlanRun | null
}

/** What tells whether there is a plan of a date, in one question: every tool asks it first. */
export async function planState(db: Database, asOf: string, policyKey: string): Promise<PlanState> {
  const [row] = await selectRows<{
    ownPolicy: Partial<PlanningPolicy> | null
    dataVersion: number
    run: PlanRun | null
  }>(
    db,
    sql`select state.policy as "ownPolicy", state.version as "dataVersion", (
          select json_build_object('id', id, 'asOf', as_of, 'engineVersion', engine_version, 'policy', policy,
            'dataVersion', data_version, 'inputsHash', inputs_hash, 'planHash', plan_hash, 'summary', summary,
            'createdAt', created_at::text)
          from plan_run where as_of = ${asOf} and data_version = state.version order by id desc limit 1) as run
        from (select (select value from setting where key = ${policyKey}) as policy,
          coalesce((select (value #>> '{}')::int from setting where key = ${dataVersionKey}), 0) as version) as state`,
  )
  return row!
}

/** The newest run of any date, or null. */
export async function newestRun(db: Database): Promise<PlanRun | null> {
  const [row] = await db.select().from(planRuns).orderBy(desc(planRuns.id)).limit(1)
  return row === undefined ? null : asRun(row)
}

export async function planRunById(db: Database, id: number): Promise<PlanRun | null> {
  const [row] = await db.select().from(planRuns).where(eq(planRuns.id, id))
  return row === undefined ? null : asRun(row)
}

/** The run made from exactly these inputs, or null: the same inputs are never planned twice. */
export async function runOfInputs(db: Database, inputsHash: string): Promise<PlanRun | null> {
  const [row] = await db.select().from(planRuns).where(eq(planRuns.inputsHash, inputsHash))
  return row === undefined ? null : asRun(row)
}

/** Says that a run also answers for a later data version whose facts are the same. */
export async function renewRun(db: Database, id: number, dataVersion: number): Promise<void> {
  await db.update(planRuns).set({ dataVersion }).where(eq(planRuns.id, id))
}

/** Opens a run inside a transaction; its hashes and summary follow with `closeRun`. */
export async function openRun(
  tx: Database,
  run: Omit<typeof planRuns.$inferInsert, 'summary' | 'inputsHash' | 'planHash'>,
): Promise<number> {
  const unfinished = {
    summary: {},
    planHash: '',
    inputsHash: `unfinished ${run.createdAt} ${run.dataVersion}`,
  }
  const [row] = await tx
    .insert(planRuns)
    .values({ ...run, ...unfinished })
    .returning({ id: planRuns.id })
  if (row === undefined) throw new Error('a plan run was inserted and came back without an id')
  return row.id
}

/** Writes what names the finished run. */
export async function closeRun(
  tx: Database,
  id: number,
  found: { summary: PlanSummary; inputsHash: string; planHash: string },
): Promise<void> {
  await tx.update(planRuns).set(found).where(eq(planRuns.id, id))
}

export type EarlierLine = { id: string; inputsHash: string; decision: string; resultHash: string }

/** What a new run may take over of every line of a run, by item and place. */
export async function linesByPlace(
  db: Database,
  planRunId: number,
): Promise<Map<string, EarlierLine>> {
  const rows = await selectRows<EarlierLine & { sku: string; locationCode: string }>(
    db,
    sql`select id, sku, location_code as "locationCode", inputs_hash as "inputsHash", decision,
          result_hash as "resultHash"
        from plan_line where plan_run_id = ${planRunId} and result_hash <> ''`,
  )
  return new Map(
    rows.map(({ sku, locationCode, ...line }) => [placeKey({ sku, locationCode }), line]),
  )
}

/** The packed results of lines by handle. */
export async function packedResults(db: Database, ids: string[]): Promise<Map<string, Uint8Array>> {
  if (ids.length === 0) return new Map()
  const rows = await selectRows<{ id: string; result: Uint8Array }>(
    db,
    sql`select id, body.result from plan_line
        join plan_line_body as body on body.plan_run_id = body_run_id and body.line = body_line
        where id = any(${sql.param(ids)}::text[])`,
  )
  return new Map(rows.map((row) => [row.id, row.result]))
}

/** One text per item and place. */
export function placeKey(place: { sku: string; locationCode: string }): string {
  return `${place.sku}\u0001${place.locationCode}`
}
