import { ensurePlan } from '#operations/plan-shop.ts'
import { lineResults, lineTotals, planLineList, storedLines } from '#store/plan-lines.ts'
import type { LineFilter, LineTotals, PlanLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import type { Recommendation, Urgency } from '#planning/types.ts'
import { kpiLine } from '#planning/watch/kpi-facts.ts'
import { formatMoney } from '#render/figures.ts'
import type { Database } from '#store/database.ts'
import { countOf, dayOf, nameOf, pageOf, present, sentenceOf, unitsOf } from './shared/answer.ts'
import {
  budgetOf,
  budgetSentences,
  budgetTotals,
  leftOutSentences,
  orderOnOf,
} from './shared/budget.ts'
import type { BoughtLine, Budget } from './shared/budget.ts'
import { excessCoverDays, excessOf, paceDays } from './shared/cover.ts'
import { fromText, partsWithin } from './shared/parts.ts'
import { planSource } from './shared/plan.ts'
import { lineFilter, resolveScope } from './shared/scope.ts'
import type { Scope } from './shared/scope.ts'
import { z } from 'zod'
import { answerFields, limitUpTo, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const recommendReorders = defineTool({
  name: 'recommend_reorders',
  title: 'Buy list',
  access: 'read',
  description:
    'Gives the buy list: what to order now, how many, from whom, by when, at what landed cost, the most urgent first.\nUse it for "what should I reorder". show=withheld lists items whose numbers are held back until a fact is mended, show=overstock what is too much; budget chooses lines and quantities that save most margin. Each line has a handle such as R12-34.',
  input: z.strictObject({
    supplier: words().optional(),
    category: words().optional(),
    location: words().optional(),
    item: words().optional().describe('SKU or words of the name'),
    show: z.enum(['due', 'withheld', 'overstock']).optional(),
    budget: words(40).optional().describe('"5000 GBP", or "5000 GBP a week" to date the orders'),
    limit: limitUpTo(15),
    offset: z.number().int().min(0).max(100000).optional(),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    lines: z.array(
      z.object({
        recommendation: z.string(),
        sku: z.string(),
        name: z.string(),
        locationCode: z.string(),
        units,
        neededUnits: units,
        plannedUnits: units.optional(),
        supplierCode: z.string().optional(),
        split: z.array(z.object({ supplierCode: z.string(), units })).optional(),
        landedCostMinor: minor.optional(),
        orderByOn: onDate.optional(),
        orderOn: onDate.optional(),
        stockoutOn: onDate.optional(),
        urgency: z.string(),
        costOfWaitingMinor: minor.optional(),
        defect: z.string().optional(),
        repair: z.string().optional(),
        worthMinor: minor.optional(),
        excessUnits: units.optional(),
        excessMinor: minor.optional(),
        display: z.string(),
      }),
    ),
    totals: z.object({
      lineCount: units,
      units,
      landedCostMinor: minor,
      withheldCount: units,
      withheldWorthMinor: minor.optional(),
      budgetMinor: minor.optional(),
      leftOutCount: units.optional(),
      cutCount: units.optional(),
      savesMinor: minor.optional(),
      savesAtMostMinor: minor.optional(),
      nextThousandSavesMinor: minor.optional(),
      display: z.string(),
    }),
    leftOut: z.array(z.string()).optional(),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const { show = 'due', limit = 10, offset = 0 } = input
    const scope = await resolveScope(db, input)
    const run = await ensurePlan(db, { asOf, now })
    const { baseCurrency } = run.summary
    const filters = {
      due: { ...(await lineFilter(db, scope, 'chosen')), decision: ['order' as const] },
      withheld: { ...(await lineFilter(db, scope, 'sold')), decision: ['withheld' as const] },
    }
    const budget =
      input.budget === undefined ? null : await budgetOf(db, run, filters.due, input.budget)
    const bought = budget === null ? await lineTotals(db, run.id, filters.due) : sumOf(budget)
    const withheld = await lineTotals(db, run.id, filters.withheld)
    const { page, moreCount } =
      show === 'overstock'
        ? pageOf(await overstock(db, run, scope), limit, offset)
        : show === 'due' && budget !== null
          ? boughtPage(budget, limit, offset)
          : await storedPage(db, run, filters[show], show === 'due' ? bought : withheld, {
              limit,
              offset,
            })
    return {
      asOf,
      source: planSource(run),
      currency: baseCurrency,
      lines: page,
      totals: totalsOf({ bought, withheld, budget, baseCurrency, words: scope.words }),
      ...(budget !== null && budget.leftOut.length > 0 && { leftOut: leftOutSentences(budget) }),
      moreCount,
    }
  },
})

type Page<Line> = { page: Line[]; moreCount: number }

/** A page of the list with the results of its lines read: the others are only counted. */
async function storedPage(
  db: Database,
  run: PlanRun,
  filter: LineFilter,
  { lineCount }: LineTotals,
  where: { limit: number; offset: number },
) {
  const page = await planLineList(db, run.id, filter, where)
  const moreCount = Math.max(0, lineCount - where.offset - page.length)
  return shownPage(db, { page, moreCount }, run.summary.baseCurrency)
}

async function shownPage(db: Database, { page, moreCount }: Page<PlanLine>, currency: string) {
  const results = await lineResults(
    db,
    page.map(({ id }) => id),
  )
  const shown = page.flatMap((line) => {
    const result = results.get(line.id)
    if (result === undefined) return []
    return [
      line.decision === 'order'
        ? dueLine(line, result, currency)
        : withheldLine(line, result, currency),
    ]
  })
  return { page: shown, moreCount }
}

/** The page of a list that a budget cut, with the quantities that it buys. */
function boughtPage(budget: Budget, limit: number, offset: number) {
  const byWeek = budget.bought.toSorted((a, b) => a.bought.week - b.bought.week)
  const { page, moreCount } = pageOf(byWeek, limit, offset)
  return { page: page.map((each) => boughtLine(budget, each)), moreCount }
}

function boughtLine(budget: Budget, each: BoughtLine) {
  const { line, result, bought } = each
  const { units, landedCostMinor } = bought
  const shown = dueLine(line, { ...result, units, landedCostMinor }, budget.currency)
  if (budget.isWeekly) {
    const orderOn = orderOnOf(budget, each)
    return { ...shown, orderOn, display: `${shown.display}; order on ${dayOf(orderOn)}` }
  }
  if (units === result.units) return shown
  const display = `${shown.display}; cut from ${unitsOf(result.units)}`
  return { ...shown, plannedUnits: result.units, display }
}

const sumOf = ({ plan, bought }: Budget): LineTotals => ({
  lineCount: bought.length,
  units: bought.reduce((sum, { bought: { units } }) => sum + units, 0),
  landedCostMinor: plan.spentMinor,
  worthMinor: null,
})

function headOf(line: PlanLine, urgency: Urgency) {
  return {
    recommendation: line.id,
    sku: line.sku,
    name: nameOf(line.name),
    locationCode: line.locationCode,
    urgency,
  }
}

function dueLine(line: PlanLine, result: Recommendation, currency: string) {
  const head = headOf(line, result.urgency)
  const stockoutOn = result.position?.stockoutOn ?? null
  const parts = partsWithin(result)
    .filter((part) => part.units > 0)
    .map(({ supplierCode, units: each }) => ({ supplierCode: supplierCode ?? '', units: each }))
  const price =
    result.landedCostMinor === null
      ? ''
      : `, ${formatMoney(result.landedCostMinor, currency)} landed`
  const word = result.urgency === 'overdue' ? 'overdue since' : 'by'
  const by = result.orderByOn === null ? '' : `, ${word} ${dayOf(result.orderByOn)}`
  const out = stockoutOn === null ? '' : `; runs out on ${dayOf(stockoutOn)}`
  return present({
    ...head,
    units: result.units,
    neededUnits: result.neededUnits,
    supplierCode: result.supplierCode,
    split: parts.length > 1 ? parts : null,
    landedCostMinor: result.landedCostMinor,
    orderByOn: result.orderByOn,
    stockoutOn,
    costOfWaitingMinor: result.costOfWaitingMinor,
    display: `${line.id}: ${unitsOf(result.units)} of ${line.sku} ${head.name} for ${line.locationCode} ${fromText(parts)}${by}${price}${out}`,
  })
}

function withheldLine(line: PlanLine, result: Recommendation, currency: string) {
  const [defect] = result.defects
  const head = headOf(line, result.urgency)
  const worthMinor = defect?.worthMinor ?? null
  const worth = worthMinor === null ? '' : ` (${formatMoney(worthMinor, currency)} waits for it)`
  return present({
    ...head,
    units: 0,
    neededUnits: result.neededUnits,
    supplierCode: line.supplierCode,
    defect: defect?.code,
    repair: defect === undefined ? null : sentenceOf(defect.repair),
    worthMinor,
    display: sentenceOf(
      `${line.id}: ${line.sku} ${head.name} at ${line.locationCode} is withheld${worth}. ${defect?.fact ?? ''}`,
    ),
  })
}

function totalsOf(found: {
  bought: LineTotals
  withheld: LineTotals
  budget: Budget | null
  baseCurrency: string
  words: string
}) {
  const { bought, withheld, budget, baseCurrency, words } = found
  const { units, landedCostMinor } = bought
  const money = formatMoney(landedCostMinor, baseCurrency)
  const sentences = [
    bought.lineCount === 0
      ? `Nothing ${budget === null || budget.leftOut.length === 0 ? 'is due' : 'due can be bought'} ${words}`.trim()
      : `${countOf(bought.lineCount, 'line')} ${budget === null ? 'due' : 'to buy'} ${words}, ${unitsOf(units)}, ${money} landed`.replace(
          ' ,',
          ',',
        ),
    ...(budget === null ? [] : budgetSentences(budget)),
    withheld.lineCount === 0
      ? null
      : `${countOf(withheld.lineCount, 'line')} withheld until a fact is mended`,
  ]
  return present({
    lineCount: bought.lineCount,
    units,
    landedCostMinor,
    withheldCount: withheld.lineCount,
    // Unknown worth is left out: it is not nothing.
    withheldWorthMinor: withheld.worthMinor,
    ...(budget !== null && budgetTotals(budget)),
    display: sentences.filter((sentence) => sentence !== null).join('; '),
  })
}

/** Lines with more on hand than half a year sells, the dearest first. */
async function overstock(db: Database, run: PlanRun, scope: Scope) {
  const filter = await lineFilter(db, scope, 'sold')
  const candidates = (await planLineList(db, run.id, filter)).filter(
    ({ position }) =>
      (position?.onHandUnits ?? 0) > 0 &&
      (position?.daysOfSupply ?? Infinity) > excessCoverDays / 2,
  )
  const stored = await storedLines(db, run.id, { ids: candidates.map(({ id }) => id) })
  const storedOf = new Map(stored.map((line) => [line.id, line]))
  return candidates
    .flatMap((line) => {
      const whole = storedOf.get(line.id)
      const excess =
        whole === undefined ? null : excessOf(kpiLine(whole.inputs, run.policy, paceDays))
      if (whole === undefined || excess === null || excess.excessUnits === 0) return []
      return [overstockLine(line, whole.result, excess, run.summary.baseCurrency)]
    })
    .toSorted((a, b) => (b.excessMinor ?? 0) - (a.excessMinor ?? 0))
}

function overstockLine(
  line: PlanLine,
  result: Recommendation,
  excess: { excessUnits: number; excessMinor: number | null },
  currency: string,
) {
  const head = headOf(line, result.urgency)
  const worth =
    excess.excessMinor === null ? '' : `, ${formatMoney(excess.excessMinor, currency)} at cost`
  return present({
    ...head,
    units: 0,
    neededUnits: result.neededUnits,
    supplierCode: line.supplierCode,
    ...excess,
    display: `${line.sku} ${head.name} at ${line.locationCode}: ${unitsOf(excess.excessUnits)} more than ${excessCoverDays} days sell${worth}`,
  })
}
