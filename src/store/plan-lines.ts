import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { ItemLocationInput, Recommendation } from '#planning/types.ts'
import type { Database } from './database.ts'
import { asRun } from './plan-runs.ts'
import type { PlanRun } from './plan-runs.ts'
import { planLines, planRuns } from './schema-records.ts'
import { items } from './schema.ts'

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

/** The lines that go into one order with a line on the list, itself among them, in the order they were planned. */
export async function orderedWith(db: Database, line: StoredLine): Promise<StoredLine[]> {
  const rows = await db
    .select()
    .from(planLines)
    .where(
      and(
        eq(planLines.planRunId, line.planRunId),
        eq(planLines.decision, 'order'),
        eq(planLines.locationCode, line.locationCode),
        eq(planLines.supplierCode, line.supplierCode ?? ''),
      ),
    )
  return rows
    .map((row) => ({
      ...row,
      inputs: row.inputs as ItemLocationInput,
      result: row.result as Recommendation,
    }))
    .toSorted((a, b) => (a.sku < b.sku ? -1 : 1))
}

/** One line with its inputs and whole result, or null. */
export async function storedLine(db: Database, id: string): Promise<StoredLine | null> {
  const [row] = await db.select().from(planLines).where(eq(planLines.id, id))
  if (row === undefined) return null
  return { ...row, inputs: row.inputs as ItemLocationInput, result: row.result as Recommendation }
}

/** Lines of a run with inputs and whole results, by item and place; for what computes on them. */
export async function storedLines(
  db: Database,
  planRunId: number,
  filter: LineFilter,
): Promise<StoredLine[]> {
  const rows = await db
    .select({ line: planLines })
    .from(planLines)
    .innerJoin(items, eq(items.sku, planLines.sku))
    .where(suits(planRunId, filter))
    .orderBy(asc(planLines.sku), asc(planLines.locationCode))
  return rows.map(({ line }) => ({
    ...line,
    inputs: line.inputs as ItemLocationInput,
    result: line.result as Recommendation,
  }))
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

/**
 * The line of the same item and place to compare one with: of the newest run of an earlier day, else of the run before
 * on the same day; null when there is none.
 */
export async function lineBefore(
  db: Database,
  line: { planRunId: number; sku: string; locationCode: string },
  asOf: string,
): Promise<{ run: PlanRun; line: StoredLine } | null> {
  const [row] = await db
    .select({ line: planLines, run: planRuns })
    .from(planLines)
    .innerJoin(planRuns, eq(planRuns.id, planLines.planRunId))
    .where(
      and(
        eq(planLines.sku, line.sku),
        eq(planLines.locationCode, line.locationCode),
        sql`${planLines.planRunId} < ${line.planRunId}`,
      ),
    )
    .orderBy(desc(sql`${planRuns.asOf} < ${asOf}`), desc(planRuns.asOf), desc(planRuns.id))
    .limit(1)
  if (row === undefined) return null
  return {
    run: asRun(row.run),
    line: {
      ...row.line,
      inputs: row.line.inputs as ItemLocationInput,
      result: row.line.result as Recommendation,
    },
  }
}

/** What handles stand for, those that exist. */
export async function linesOfHandles(
  db: Database,
  ids: string[],
): Promise<Map<string, { sku: string; locationCode: string; units: number }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({
      id: planLines.id,
      sku: planLines.sku,
      locationCode: planLines.locationCode,
      units: planLines.units,
    })
    .from(planLines)
    .where(inArray(planLines.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Handles spread evenly over a run. */
export async function sampleOfRun(
  db: Database,
  planRunId: number,
  count: number,
): Promise<string[]> {
  const rows = await db
    .select({ id: planLines.id })
    .from(planLines)
    .where(eq(planLines.planRunId, planRunId))
    .orderBy(asc(planLines.sku), asc(planLines.locationCode))
  const step = Math.max(1, Math.floor(rows.length / count))
  return rows
    .filter((_, at) => at % step === 0)
    .slice(0, count)
    .map(({ id }) => id)
}
