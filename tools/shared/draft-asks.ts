// What a caller wants drafted, as places, suppliers and quantities; prices and legal quantities come afterwards.
import type { SupplierOption } from '#planning/types.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { resolveItem } from '#store/items.ts'
import { resolveLocation } from '#store/locations.ts'
import { lineResults, linesOfHandles, planLineList } from '#store/plan-lines.ts'
import { placeKey } from '#store/plan-runs.ts'
import type { PlanLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { liveOrdersFrom } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { resolveSupplier } from '#store/suppliers.ts'
import { listOf, sentenceOf } from './answer.ts'
import { budgetOf } from './budget.ts'
import { partsWithin } from './parts.ts'
import { handleOf } from './plan.ts'

export type Ask = {
  sku: string
  locationCode: string
  /** Null: the first usable one by rank. */
  supplierCode: string | null
  askedUnits: number
  recommendationId: string | null
  /** The plan's own arrival date for its quantity. */
  expectedOn: string | null
}

export type Asks = { asks: Ask[]; existing: OrderWithLines[]; warnings: string[] }

/** One ask for each supplier that delivers of a line; `supplierCode` = only of that one. */
function asksOf(
  line: PlanLine,
  recommendationId: string | null,
  { units = line.units, supplierCode }: { units?: number; supplierCode?: string | undefined } = {},
): Ask[] {
  const { sku, locationCode } = line
  return partsWithin(line, units)
    .filter((part) => supplierCode === undefined || part.supplierCode === supplierCode)
    .map(({ supplierCode: from, units: askedUnits, expectedOn }) => {
      return { sku, locationCode, supplierCode: from, askedUnits, recommendationId, expectedOn }
    })
}

/** Every due line of the plan, of a supplier or for a place when these are named. */
export async function asksDue(
  db: Database,
  run: PlanRun,
  where: { supplierCode?: string; locationCode?: string },
): Promise<Ask[]> {
  const due = await planLineList(db, run.id, { decision: ['order'], ...where })
  const { supplierCode } = where
  return due.flatMap((line) => asksOf(line, line.id, { supplierCode }))
}

/** The due lines that a budget buys (words such as "5000 GBP"), each with the quantity that it buys. */
export async function asksWithin(
  db: Database,
  run: PlanRun,
  where: { supplierCode?: string; locationCode?: string },
  budget: string,
): Promise<Ask[]> {
  const { bought } = await budgetOf(db, run, where, budget)
  // What a weekly budget puts into a later week is drafted then.
  return bought
    .filter(({ bought: { week } }) => week === 0)
    .flatMap(({ line, bought: { units } }) => {
      const { supplierCode } = where
      return asksOf(line, line.id, { units, supplierCode })
    })
}

/**
 * The lines behind handles, as the plan sees them now. A handle that a live order was drafted from gives that order; a
 * line that is no longer due is left out with a warning. Throws 'not_found' for a handle nobody gave.
 */
export async function asksOfHandles(db: Database, run: PlanRun, texts: string[]): Promise<Asks> {
  const handles = [...new Set(texts.map(handleOf))]
  const existing = await liveOrdersFrom(db, handles)
  const covered = new Set(
    existing.flatMap((order) => order.lines.map((line) => line.recommendationId)),
  )
  const named = await linesOfHandles(db, handles)
  const unknown = handles.filter((handle) => !named.has(handle))
  if (unknown.length > 0) {
    throw new QuartermasterError(
      'not_found',
      `No recommendation has the handle ${listOf(unknown.slice(0, 5))}.`,
      'recommend_reorders gives the handles of today.',
    )
  }
  const open = handles.filter((handle) => !covered.has(handle))
  const skus = open.map((handle) => named.get(handle)?.sku ?? '')
  const lines = skus.length === 0 ? [] : await planLineList(db, run.id, { skus })
  const now = new Map(lines.map((line) => [placeKey(line), line]))
  const asks: Ask[] = []
  const warnings: string[] = []
  for (const handle of open) {
    const then = named.get(handle)
    const line = then === undefined ? undefined : now.get(placeKey(then))
    if (then === undefined || line?.decision !== 'order') {
      warnings.push(
        `${handle} (${then?.sku} at ${then?.locationCode}) is no longer due and is left out.`,
      )
      continue
    }
    if (line.units !== then.units) {
      warnings.push(
        `${handle} said ${then.units}; the plan of now says ${line.units} units of ${line.sku}.`,
      )
    }
    asks.push(...asksOf(line, handle))
  }
  return { asks, existing, warnings }
}

type ItemAsk = { item: string; units?: number | undefined; location?: string | undefined }

/** Items named by a caller, with its quantity or the plan's. Throws when the place or the quantity can not be told. */
export async function asksOfItems(
  db: Database,
  run: PlanRun,
  items: ItemAsk[],
  words: { supplier?: string | undefined; location?: string | undefined },
): Promise<Asks> {
  const supplierCode =
    words.supplier === undefined ? null : (await resolveSupplier(db, words.supplier)).code
  const asks: Ask[] = []
  const warnings: string[] = []
  for (const wanted of items) {
    const item = await resolveItem(db, wanted.item)
    const place = wanted.location ?? words.location
    const locationCode = place === undefined ? null : (await resolveLocation(db, place)).code
    const planned = (await planLineList(db, run.id, { skus: [item.sku] })).filter(
      (line) => locationCode === null || line.locationCode === locationCode,
    )
    const found = itemAsks(item.sku, planned, wanted.units, supplierCode)
    asks.push(...found)
    warnings.push(
      ...(await doubtsOf(
        db,
        planned.filter((line) => isAsked(found, line)),
      )),
    )
  }
  const key = (ask: Ask) => `${placeKey(ask)} ${ask.supplierCode}`
  const repeated = asks.find((ask, at) => asks.findIndex((other) => key(other) === key(ask)) < at)
  if (repeated !== undefined) {
    throw new QuartermasterError(
      'invalid',
      `${repeated.sku} for ${repeated.locationCode} is named twice.`,
      'Give each item once for each location.',
    )
  }
  return { asks, existing: [], warnings }
}

const isAsked = (asks: Ask[], line: PlanLine) =>
  asks.some((ask) => placeKey(ask) === placeKey(line))

/** What the plan doubts about lines that a person orders all the same. */
async function doubtsOf(db: Database, lines: PlanLine[]): Promise<string[]> {
  const withheld = lines.filter(({ decision }) => decision === 'withheld')
  const results = await lineResults(
    db,
    withheld.map(({ id }) => id),
  )
  return withheld.flatMap(({ id, sku, locationCode }) =>
    (results.get(id)?.defects ?? []).map(
      ({ fact }) => `The plan withholds ${sku} at ${locationCode}: ${sentenceOf(fact)}`,
    ),
  )
}

function itemAsks(
  sku: string,
  planned: PlanLine[],
  units: number | undefined,
  supplierCode: string | null,
): Ask[] {
  const [only] = planned
  if (only === undefined) {
    throw new QuartermasterError(
      'not_found',
      `${sku} is not kept at that location.`,
      'get_stock_position shows where an item is kept.',
      { sku },
    )
  }
  if (units === undefined) return plannedAsks(sku, planned, supplierCode)
  if (planned.length > 1) {
    const candidates = planned.map((line) => ({ code: line.locationCode, name: line.locationCode }))
    throw new QuartermasterError(
      'ambiguous',
      `${sku} is kept at ${listOf(candidates.map(({ code }) => code))}.`,
      'Say for which location the units are.',
      { kind: 'location', candidates, moreCount: 0 },
    )
  }
  const { locationCode } = only
  const from = supplierCode ?? only.supplierCode
  return [
    {
      sku,
      locationCode,
      supplierCode: from,
      askedUnits: units,
      recommendationId: null,
      expectedOn: null,
    },
  ]
}

function plannedAsks(sku: string, planned: PlanLine[], supplierCode: string | null): Ask[] {
  const due = planned.filter((line) => line.decision === 'order')
  if (due.length > 0) {
    return due.flatMap((line) => {
      const { locationCode, units } = line
      const planned = asksOf(line, line.id)
      if (supplierCode === null || planned.every((ask) => ask.supplierCode === supplierCode)) {
        return planned
      }
      // A person named the supplier: it gets the whole line.
      const own = planned.find((ask) => ask.supplierCode === supplierCode)
      const expectedOn = own?.expectedOn ?? null
      const recommendationId = line.id
      return [{ sku, locationCode, supplierCode, askedUnits: units, recommendationId, expectedOn }]
    })
  }
  throw new QuartermasterError(
    'conflict',
    `The plan orders no ${sku} now (${planned[0]?.decision.replace('_', ' ')}).`,
    `How many units should it be? Or ask explain_recommendation why the plan has none.`,
    { sku },
  )
}

/** The supplier an ask goes to: the one named, else the first active one by rank. */
export function supplierOf(ask: Ask, options: readonly SupplierOption[]): string {
  if (ask.supplierCode !== null) return ask.supplierCode
  const [first] = options
    .filter((option) => option.status === 'active')
    .toSorted((a, b) => a.preferredRank - b.preferredRank)
  if (first !== undefined) return first.supplierCode
  throw new QuartermasterError(
    'conflict',
    `No approved supplier sells ${ask.sku}.`,
    'Have a supplier approved for it, or import one.',
    { sku: ask.sku },
  )
}
