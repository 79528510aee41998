import { unkeptTexts } from '#root/kept-text.ts'
import { QuartermasterError } from '#root/errors.ts'
import { formatMoney } from '#render/figures.ts'
import { plainText } from '#render/text.ts'
import { lineResults, lineTotals, planLineList } from '#store/plan-lines.ts'
import type { LineTotals, PlanLine } from '#store/plan-lines.ts'
import { planRunById } from '#store/plan-runs.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { countOf, dayOf, nameOf, present, unitsOf } from '#tools/shared/answer.ts'
import { fromText, partsWithin } from '#tools/shared/parts.ts'
import { ensurePlan } from './plan-shop.ts'
import { asOfDay, type Shop } from './shop.ts'

/** A plan as it was made; amounts are minor units of `currency`, `display` sentences are ready to quote. */
export type PlanReading = {
  /** R12. */
  planCode: string
  asOf: string
  source: string
  currency: string
  totals: {
    lineCount: number
    units: number
    landedCostMinor: number
    enoughCount: number
    withheldCount: number
    notPlannedCount: number
    display: string
  }
  /** What it says to order, the most urgent first. */
  lines: PlanReadingLine[]
  moreCount: number
}

export type PlanReadingLine = {
  recommendation: string
  sku: string
  name: string
  locationCode: string
  units: number
  landedCostMinor?: number
  orderByOn?: string
  display: string
}

const shownLines = 20

/** The run that a word names: 'latest' is today's over the facts as they are now, made when there is none. */
async function runOf(shop: Shop, plan: string): Promise<PlanRun> {
  if (plan === 'latest') {
    return ensurePlan(shop.db, { asOf: await asOfDay(shop), now: shop.now().toISOString() })
  }
  const [, id] = /^R?([1-9]\d{0,8})$/i.exec(plan) ?? []
  const run = id === undefined ? null : await planRunById(shop.db, Number(id))
  if (run !== null) return run
  const shown = unkeptTexts(plan).length > 0 ? 'of that name' : `"${plainText(plan).slice(0, 20)}"`
  throw new QuartermasterError(
    'not_found',
    `There is no plan ${shown}.`,
    'Name a plan as R12, or "latest" for the plan of today.',
  )
}

function lineReading(line: PlanLine, orderByOn: string | null, currency: string): PlanReadingLine {
  const { id, sku, locationCode, units, landedCostMinor } = line
  const name = nameOf(line.name)
  const by = orderByOn === null ? '' : `, by ${dayOf(orderByOn)}`
  const price = landedCostMinor === null ? '' : `, ${formatMoney(landedCostMinor, currency)} landed`
  return present({
    recommendation: id,
    sku,
    name,
    locationCode,
    units,
    landedCostMinor,
    orderByOn,
    display: `${id}: ${unitsOf(units)} of ${sku} ${name} for ${locationCode} ${fromText(partsWithin(line))}${by}${price}`,
  })
}

function totalsOf({ summary }: PlanRun, { lineCount, units, landedCostMinor }: LineTotals) {
  const { enoughCount, withheldCount, notPlannedCount, baseCurrency } = summary
  const money = formatMoney(landedCostMinor, baseCurrency)
  return {
    lineCount,
    units,
    landedCostMinor,
    enoughCount,
    withheldCount,
    notPlannedCount,
    display: `${countOf(lineCount, 'line')} to order, ${unitsOf(units)}, ${money} landed; ${countOf(enoughCount, 'line')} with enough, ${withheldCount} withheld until a fact is mended, ${notPlannedCount} not planned`,
  }
}

/** A plan with its first 20 lines to order. Throws 'not_found' for a plan that was never made, else what planning throws. */
export async function readPlan(shop: Shop, { plan }: { plan: string }): Promise<PlanReading> {
  const run = await runOf(shop, plan)
  const { db } = shop
  const { baseCurrency } = run.summary
  const due = { decision: ['order' as const] }
  const [totals, page] = await Promise.all([
    lineTotals(db, run.id, due),
    planLineList(db, run.id, due, { limit: shownLines, offset: 0 }),
  ])
  const results = await lineResults(
    db,
    page.map(({ id }) => id),
  )
  return {
    planCode: `R${run.id}`,
    asOf: run.asOf,
    source: `plan R${run.id} of ${dayOf(run.asOf)}, made by engine ${run.engineVersion}`,
    currency: baseCurrency,
    totals: totalsOf(run, totals),
    lines: page.map((line) =>
      lineReading(line, results.get(line.id)?.orderByOn ?? null, baseCurrency),
    ),
    moreCount: Math.max(0, totals.lineCount - page.length),
  }
}
