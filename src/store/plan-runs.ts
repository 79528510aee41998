import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { DemandForecast, PlanningPolicy, Recommendation } from '#planning/types.ts'
import type { Database } from './database.ts'
import { planLines, planRuns } from './schema-records.ts'

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

type LineColumns = Pick<
  Recommendation,
  'sku' | 'locationCode' | 'decision' | 'supplierCode' | 'units' | 'landedCostMinor'
>

export type NewLine = {
  id: string
  line: LineColumns
  inputsHash: string
  /** Canonical JSON of the inputs and of the whole result. */
  inputsText: string
  resultText: string
}

/** Writes lines of a run; call it with some hundred at a time. */
export async function writeLines(tx: Database, planRunId: number, lines: NewLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.insert(planLines).values(
    lines.map(({ id, line, inputsHash, inputsText, resultText }) => ({
      id,
      planRunId,
      sku: line.sku,
      locationCode: line.locationCode,
      decision: line.decision,
      urgencyRank: 0,
      supplierCode: line.supplierCode,
      units: line.units,
      landedCostMinor: line.landedCostMinor,
      inputsHash,
      inputs: sql`${inputsText}::jsonb`,
      result: sql`${resultText}::jsonb`,
    })),
  )
}

export type EarlierLine = { id: string; inputsHash: string }

/** Handle and inputs hash of every line of a run by item and place: what a new run may take over. */
export async function linesByPlace(
  db: Database,
  planRunId: number,
): Promise<Map<string, EarlierLine>> {
  const rows = await db
    .select({
      id: planLines.id,
      sku: planLines.sku,
      locationCode: planLines.locationCode,
      inputsHash: planLines.inputsHash,
    })
    .from(planLines)
    .where(eq(planLines.planRunId, planRunId))
  return new Map(rows.map((row) => [placeKey(row), { id: row.id, inputsHash: row.inputsHash }]))
}

/** Forecasts by handle; null where a line had none. */
export async function forecastsOf(
  db: Database,
  ids: string[],
): Promise<Map<string, DemandForecast | null>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({
      id: planLines.id,
      forecast: sql<DemandForecast | null>`nullif(${planLines.result} -> 'forecast', 'null'::jsonb)`,
    })
    .from(planLines)
    .where(inArray(planLines.id, ids))
  return new Map(rows.map((row) => [row.id, row.forecast]))
}

/** Replaces the result of a line that the plan is still being made of; `resultText` is its canonical JSON. */
export async function rewriteLine(
  tx: Database,
  id: string,
  line: LineColumns,
  resultText: string,
): Promise<void> {
  const { decision, supplierCode, units, landedCostMinor } = line
  await tx
    .update(planLines)
    .set({ decision, supplierCode, units, landedCostMinor, result: sql`${resultText}::jsonb` })
    .where(eq(planLines.id, id))
}

/** Gives the lines of a new run their final handles and ranks. */
export async function nameLines(
  tx: Database,
  names: { from: string; id: string; urgencyRank: number }[],
): Promise<void> {
  await tx.execute(sql`update plan_line set id = named.id, urgency_rank = named.rank
    from (select * from unnest(
      ${sql.param(names.map((name) => name.from))}::text[],
      ${sql.param(names.map((name) => name.id))}::text[],
      ${sql.param(names.map((name) => name.urgencyRank))}::smallint[]) as t(old, id, rank)) as named
    where plan_line.id = named.old`)
}

/** One text per item and place. */
export function placeKey(place: { sku: string; locationCode: string }): string {
  return `${place.sku}\u0001${place.locationCode}`
}
