import { and, asc, desc, eq, gt, inArray, lte, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { inputOfKept, type KeptInput } from '#planning/packed-history.ts'
import type {
  ItemLocationInput,
  PartUnits,
  Recommendation,
  StockPosition,
} from '#planning/types.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { bodyText } from './plan-body.ts'
import { asRun, packedResults } from './plan-runs.ts'
import type { PlanRun } from './plan-runs.ts'
import { planLineBodies, planLines, planRuns } from './schema-records.ts'
import { items } from './schema.ts'

/** A line as lists, totals and filters need it; the rest is in its body. */
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
  /** What each supplier delivers, where several do, the first one `supplierCode`. */
  split: PartUnits[] | null
  units: number
  landedCostMinor: number | null
  costOfWaitingMinor: number | null
  worthMinor: number | null
  expectedOn: string | null
  position: StockPosition | null
}

export type StoredLine = Omit<typeof planLines.$inferSelect, 'position' | 'split'> & {
  inputs: ItemLocationInput
  result: Recommendation
}

const body = planLineBodies
const ofLine = and(eq(body.planRunId, planLines.bodyRunId), eq(body.line, planLines.bodyLine))
const parsed = <Value>(stored: Uint8Array) => JSON.parse(bodyText(stored)) as Value

function withBody(row: {
  line: typeof planLines.$inferSelect
  inputs: Uint8Array
  result: Uint8Array
}): StoredLine {
  const { position: _position, split: _split, ...line } = row.line
  return {
    ...line,
    inputs: inputOfKept(parsed<KeptInput>(row.inputs)),
    result: parsed<Recommendation>(row.result),
  }
}

function linesWithBodies(db: Database) {
  return db
    .select({ line: planLines, inputs: body.inputs, result: body.result })
    .from(planLines)
    .innerJoin(body, ofLine)
}

/** Which lines were planned with a line: of its location only, or of all; with those that the order left out, or not. */
export type PlannedTogether = { anywhere: boolean; leftOut: boolean }

const orderSupplier = sql`coalesce(${planLines.orderSupplierCode}, ${planLines.supplierCode})`

/**
 * The lines that were planned together with a line, itself among them, in the order they were planned: those on the list
 * of its supplier, for its location or for all.
 */
export async function plannedWith(
  db: Database,
  line: StoredLine,
  { anywhere, leftOut }: PlannedTogether,
): Promise<StoredLine[]> {
  const rows = await linesWithBodies(db).where(
    and(
      eq(planLines.planRunId, line.planRunId),
      inArray(planLines.decision, leftOut ? ['order', 'not_planned'] : ['order']),
      anywhere ? undefined : eq(planLines.locationCode, line.locationCode),
      sql`${orderSupplier} = ${line.orderSupplierCode ?? line.supplierCode ?? ''}`,
    ),
  )
  return rows
    .map(withBody)
    .toSorted((a, b) =>
      a.sku < b.sku || (a.sku === b.sku && a.locationCode < b.locationCode) ? -1 : 1,
    )
}

/**
 * Names all that the lines of `plannedWith` are and were planned from, by a SHA-256 that the database makes of the stored
 * bytes: a changed byte of any of them changes it.
 */
export async function plannedWithDigest(
  db: Database,
  line: Pick<StoredLine, 'planRunId' | 'locationCode' | 'supplierCode' | 'orderSupplierCode'>,
  { anywhere, leftOut }: PlannedTogether,
): Promise<string> {
  const place = anywhere ? sql`true` : sql`line.location_code = ${line.locationCode}`
  const decisions = leftOut ? sql`('order', 'not_planned')` : sql`('order')`
  const [row] = await selectRows<{ digest: string }>(
    db,
    sql`select encode(sha256(string_agg(sha256(convert_to(line.id, 'UTF8')) || sha256(body.inputs) || sha256(body.result),
          ''::bytea order by line.id)), 'hex') as digest
        from plan_line as line join plan_line_body as body on body.plan_run_id = body_run_id and body.line = body_line
        where line.plan_run_id = ${line.planRunId} and coalesce(line.order_supplier_code, line.supplier_code) = ${line.orderSupplierCode ?? line.supplierCode ?? ''}
          and line.decision in ${decisions} and ${place}`,
  )
  return row?.digest ?? ''
}

/** One line with its inputs and whole result, or null. */
export async function storedLine(db: Database, id: string): Promise<StoredLine | null> {
  const [row] = await linesWithBodies(db).where(eq(planLines.id, id))
  return row === undefined ? null : withBody(row)
}

/** The lines of these handles that exist, with inputs and whole results. */
export async function storedLinesById(db: Database, ids: string[]): Promise<StoredLine[]> {
  if (ids.length === 0) return []
  return (await linesWithBodies(db).where(inArray(planLines.id, ids))).map(withBody)
}

/** Lines of a run with inputs and whole results, by item and place; for what computes on them. */
export async function storedLines(
  db: Database,
  planRunId: number,
  filter: LineFilter,
): Promise<StoredLine[]> {
  const rows = await linesWithBodies(db)
    .innerJoin(items, eq(items.sku, planLines.sku))
    .where(suits(planRunId, filter))
    .orderBy(asc(planLines.sku), asc(planLines.locationCode))
  return rows.map(withBody)
}

const pageLines = 1_000

/** Every line of a run with inputs and whole result, some at a time: memory does not grow with the shop. */
export async function* everyStoredLine(
  db: Database,
  planRunId: number,
): AsyncGenerator<StoredLine> {
  for (let from = 0; ; from += pageLines) {
    const rows = await linesWithBodies(db).where(
      and(
        eq(planLines.planRunId, planRunId),
        gt(planLines.lineNumber, from),
        lte(planLines.lineNumber, from + pageLines),
      ),
    )
    if (rows.length === 0) return
    for (const row of rows.toSorted((a, b) => a.line.lineNumber - b.line.lineNumber)) {
      yield withBody(row)
    }
  }
}

/** What lines say in whole, by handle; for the few that are shown. */
export async function lineResults(
  db: Database,
  ids: string[],
): Promise<Map<string, Recommendation>> {
  const packed = await packedResults(db, ids)
  return new Map([...packed].map(([id, result]) => [id, parsed<Recommendation>(result)]))
}

export type LineFilter = {
  decision?: Recommendation['decision'][]
  ids?: string[]
  skus?: string[]
  category?: string
  supplierCode?: string
  locationCode?: string
}

/** The whole line, or a part of it, is from a supplier. */
const delivers = (supplierCode: string) =>
  or(
    eq(planLines.supplierCode, supplierCode),
    sql`${planLines.split} @> ${JSON.stringify([{ supplierCode }])}::jsonb`,
  )

function suits(planRunId: number, filter: LineFilter): SQL | undefined {
  const { decision, ids, skus, category, supplierCode, locationCode } = filter
  return and(
    eq(planLines.planRunId, planRunId),
    decision && inArray(planLines.decision, decision),
    ids && sql`${planLines.id} = any(${sql.param(ids)}::text[])`,
    skus && sql`${planLines.sku} = any(${sql.param(skus)}::text[])`,
    category === undefined ? undefined : eq(items.category, category),
    supplierCode === undefined ? undefined : delivers(supplierCode),
    locationCode === undefined ? undefined : eq(planLines.locationCode, locationCode),
  )
}

/** The lines of a run, the most urgent first, then the costliest to wait for. */
export async function planLineList(
  db: Database,
  planRunId: number,
  filter: LineFilter = {},
  page: { limit: number; offset: number } | null = null,
): Promise<PlanLine[]> {
  const query = db
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
      split: sql<PartUnits[] | null>`${planLines.split}`,
      units: planLines.units,
      landedCostMinor: planLines.landedCostMinor,
      costOfWaitingMinor: planLines.costOfWaitingMinor,
      worthMinor: planLines.worthMinor,
      expectedOn: planLines.expectedOn,
      position: sql<StockPosition | null>`${planLines.position}`,
    })
    .from(planLines)
    .innerJoin(items, eq(items.sku, planLines.sku))
    .where(suits(planRunId, filter))
    .orderBy(asc(planLines.lineNumber))
  return page === null ? query : query.limit(page.limit).offset(page.offset)
}

export type LineTotals = {
  lineCount: number
  units: number
  landedCostMinor: number
  /** Null: of no line it is known. */
  worthMinor: number | null
}

/** A figure of the lines: the whole one, or what a supplier delivers of a line in parts. */
function partSum(figure: 'units' | 'landedCostMinor', supplierCode: string | undefined) {
  const whole = planLines[figure]
  if (supplierCode === undefined) return sql<number>`coalesce(sum(${whole}), 0)::float8`
  const own = sql`(select sum((part ->> ${figure})::float8) from jsonb_array_elements(${planLines.split}) as part
    where part ->> 'supplierCode' = ${supplierCode})`
  return sql<number>`coalesce(sum(case when ${planLines.split} is null then ${whole} else ${own} end), 0)::float8`
}

/**
 * Sums over the lines of a run, of one supplier only over what it delivers; money in minor units of the base currency.
 */
export async function lineTotals(
  db: Database,
  planRunId: number,
  filter: LineFilter,
): Promise<LineTotals> {
  const [row] = await db
    .select({
      lineCount: sql<number>`count(*)::int`,
      units: partSum('units', filter.supplierCode),
      landedCostMinor: partSum('landedCostMinor', filter.supplierCode),
      worthMinor: sql<number | null>`sum(${planLines.worthMinor})::float8`,
    })
    .from(planLines)
    .innerJoin(items, eq(items.sku, planLines.sku))
    .where(suits(planRunId, filter))
  return row!
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
    .select({ line: planLines, run: planRuns, inputs: body.inputs, result: body.result })
    .from(planLines)
    .innerJoin(body, ofLine)
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
  return row === undefined ? null : { run: asRun(row.run), line: withBody(row) }
}

/** `landedCostMinor`: of the recommended units, minor units of the base currency. */
export type HandleLine = {
  sku: string
  locationCode: string
  units: number
  landedCostMinor: number | null
}

/** What handles stand for, those that exist. */
export async function linesOfHandles(
  db: Database,
  ids: string[],
): Promise<Map<string, HandleLine>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({
      id: planLines.id,
      sku: planLines.sku,
      locationCode: planLines.locationCode,
      units: planLines.units,
      landedCostMinor: planLines.landedCostMinor,
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
