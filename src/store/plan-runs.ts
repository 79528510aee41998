import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { canonicalJson } from '#planning/canonical.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation } from '#planning/types.ts'
import type { Database } from './database.ts'
import { items, planLines, planRuns } from './schema.ts'

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

/** A line without the parts that only a replay or a chart reads. */
export type PlanLine = {
  id: string
  planRunId: number
  sku: string
  name: string
  category: string
  locationCode: string
  decision: Recommendation['decision']
  urgencyRank: number
  supplierCode: string | null
  units: number
  landedCostMinor: number | null
  result: Omit<Recommendation, 'forecast'>
}

export type StoredLine = Omit<typeof planLines.$inferSelect, 'inputs' | 'result'> & {
  inputs: ItemLocationInput
  result: Recommendation
}

const asRun = (row: typeof planRuns.$inferSelect): PlanRun => ({
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

export type NewLine = {
  id: string
  result: Recommendation
  urgencyRank: number
  inputsHash: string
  /** Canonical JSON of the inputs. */
  inputsText: string
}

/** Writes lines of a run; call it with some hundred at a time. */
export async function writeLines(tx: Database, planRunId: number, lines: NewLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.insert(planLines).values(
    lines.map(({ id, result, urgencyRank, inputsHash, inputsText }) => ({
      id,
      planRunId,
      sku: result.sku,
      locationCode: result.locationCode,
      decision: result.decision,
      urgencyRank,
      supplierCode: result.supplierCode,
      units: result.units,
      landedCostMinor: result.landedCostMinor,
      inputsHash,
      inputs: sql`${inputsText}::jsonb`,
      result: sql`${canonicalJson(result)}::jsonb`,
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

/** One text per item and place. */
export function placeKey(place: { sku: string; locationCode: string }): string {
  return `${place.sku}\u0001${place.locationCode}`
}

/** Whole results by handle. */
export async function resultsOf(db: Database, ids: string[]): Promise<Map<string, Recommendation>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: planLines.id, result: planLines.result })
    .from(planLines)
    .where(inArray(planLines.id, ids))
  return new Map(rows.map((row) => [row.id, row.result as Recommendation]))
}

/** One line with its inputs and whole result, or null. */
export async function storedLine(db: Database, id: string): Promise<StoredLine | null> {
  const [row] = await db.select().from(planLines).where(eq(planLines.id, id))
  if (row === undefined) return null
  return { ...row, inputs: row.inputs as ItemLocationInput, result: row.result as Recommendation }
}

export type LineFilter = {
  decision?: Recommendation['decision'][]
  ids?: string[]
  skus?: string[]
  category?: string
  supplierCode?: string
  locationCode?: string
}

function suits(planRunId: number, filter: LineFilter): SQL | undefined {
  const { decision, ids, skus, category, supplierCode, locationCode } = filter
  return and(
    eq(planLines.planRunId, planRunId),
    decision && inArray(planLines.decision, decision),
    ids && inArray(planLines.id, ids.length > 0 ? ids : ['']),
    skus && inArray(planLines.sku, skus.length > 0 ? skus : ['']),
    category === undefined ? undefined : eq(items.category, category),
    supplierCode === undefined ? undefined : eq(planLines.supplierCode, supplierCode),
    locationCode === undefined ? undefined : eq(planLines.locationCode, locationCode),
  )
}

/** The lines of a run, the most urgent first, then the costliest to wait for; without the forecasts. */
export async function planLineList(
  db: Database,
  planRunId: number,
  filter: LineFilter = {},
): Promise<PlanLine[]> {
  const rows = await db
    .select({
      id: planLines.id,
      planRunId: planLines.planRunId,
      sku: planLines.sku,
      name: items.name,
      category: items.category,
      locationCode: planLines.locationCode,
      decision: planLines.decision,
      urgencyRank: planLines.urgencyRank,
      supplierCode: planLines.supplierCode,
      units: planLines.units,
      landedCostMinor: planLines.landedCostMinor,
      result: sql<Omit<Recommendation, 'forecast'>>`${planLines.result} - 'forecast'`,
    })
    .from(planLines)
    .innerJoin(items, eq(items.sku, planLines.sku))
    .where(suits(planRunId, filter))
    .orderBy(
      asc(planLines.urgencyRank),
      desc(sql`coalesce((${planLines.result} ->> 'costOfWaitingMinor')::numeric, 0)`),
      asc(planLines.sku),
      asc(planLines.locationCode),
    )
  return rows
}

/** The line of an item at a place in the newest run before this one that has it, or null. */
export async function lineBefore(
  db: Database,
  line: { planRunId: number; sku: string; locationCode: string },
): Promise<{
  id: string
  asOf: string
  createdAt: string
  result: Recommendation
  inputs: ItemLocationInput
} | null> {
  const [row] = await db
    .select({ line: planLines, asOf: planRuns.asOf, createdAt: planRuns.createdAt })
    .from(planLines)
    .innerJoin(planRuns, eq(planRuns.id, planLines.planRunId))
    .where(
      and(
        eq(planLines.sku, line.sku),
        eq(planLines.locationCode, line.locationCode),
        sql`${planLines.planRunId} < ${line.planRunId}`,
      ),
    )
    .orderBy(desc(planLines.planRunId))
    .limit(1)
  if (row === undefined) return null
  const { result, inputs } = row.line
  return {
    id: row.line.id,
    asOf: row.asOf,
    createdAt: row.createdAt,
    result: result as Recommendation,
    inputs: inputs as ItemLocationInput,
  }
}
