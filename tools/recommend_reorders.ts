import { ensurePlan } from '#operations/plan-shop.ts'
import { planLineList, storedLines } from '#store/plan-lines.ts'
import type { PlanLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { addMinor } from '#planning/money.ts'
import { kpiLine } from '#planning/watch/kpi-facts.ts'
import { formatMoney } from '#render/figures.ts'
import { parseBudget, withinBudget } from '#purchasing/budget.ts'
import type { BudgetPlan } from '#purchasing/budget.ts'
import type { Database } from '#store/database.ts'
import { countOf, dayOf, nameOf, pageOf, present, sentenceOf, unitsOf } from './shared/answer.ts'
import { excessCoverDays, excessOf, paceDays } from './shared/cover.ts'
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
    'Gives the buy list: what to order now, how many, from whom, by when, at what landed cost, the most urgent first.\nUse it for "what should I reorder". show=withheld lists items whose numbers are held back until a fact is mended, show=overstock what is too much. Each line has a handle such as R12-34.',
  input: z.strictObject({
    supplier: words().optional(),
    category: words().optional(),
    location: words().optional(),
    item: words().optional().describe('SKU or words of the name'),
    show: z.enum(['due', 'withheld', 'overstock']).optional(),
    budget: words(40).optional().describe('amount and currency, "5000 GBP"'),
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
        supplierCode: z.string().optional(),
        landedCostMinor: minor.optional(),
        orderByOn: onDate.optional(),
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
      display: z.string(),
    }),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const { show = 'due', limit = 10, offset = 0 } = input
    const scope = await resolveScope(db, input)
    const run = await ensurePlan(db, { asOf, now })
    const { baseCurrency } = run.summary
    const due = await planLineList(db, run.id, {
      ...(await lineFilter(db, scope, 'chosen')),
      decision: ['order'],
    })
    const budget =
      input.budget === undefined ? null : withinBudget(due, parseBudget(input.budget, baseCurrency))
    const bought = budget === null ? due : budget.chosen
    const withheld = await planLineList(db, run.id, {
      ...(await lineFilter(db, scope, 'sold')),
      decision: ['withheld'],
    })
    const shown =
      show === 'due'
        ? bought.map((line) => dueLine(line, baseCurrency))
        : show === 'withheld'
          ? withheld.map((line) => withheldLine(line, baseCurrency))
          : await overstock(db, run, scope)
    const { page, moreCount } = pageOf(shown, limit, offset)
    return {
      asOf,
      source: planSource(run),
      currency: baseCurrency,
      lines: page,
      totals: totalsOf({ bought, withheld, budget, baseCurrency, words: scope.words }),
      moreCount,
    }
  },
})

function headOf(line: PlanLine) {
  return {
    recommendation: line.id,
    sku: line.sku,
    name: nameOf(line.name),
    locationCode: line.locationCode,
    urgency: line.result.urgency,
  }
}

function dueLine(line: PlanLine, currency: string) {
  const { result } = line
  const head = headOf(line)
  const stockoutOn = result.position?.stockoutOn ?? null
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
    landedCostMinor: result.landedCostMinor,
    orderByOn: result.orderByOn,
    stockoutOn,
    costOfWaitingMinor: result.costOfWaitingMinor,
    display: `${line.id}: ${unitsOf(result.units)} of ${line.sku} ${head.name} for ${line.locationCode} from ${result.supplierCode}${by}${price}${out}`,
  })
}

function withheldLine(line: PlanLine, currency: string) {
  const [defect] = line.result.defects
  const head = headOf(line)
  const worthMinor = defect?.worthMinor ?? null
  const worth = worthMinor === null ? '' : ` (${formatMoney(worthMinor, currency)} waits for it)`
  return present({
    ...head,
    units: 0,
    neededUnits: line.result.neededUnits,
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
  bought: PlanLine[]
  withheld: PlanLine[]
  budget: BudgetPlan<PlanLine> | null
  baseCurrency: string
  words: string
}) {
  const { bought, withheld, budget, baseCurrency, words } = found
  const landedCostMinor = addMinor(0, ...bought.map((line) => line.landedCostMinor ?? 0))
  const worths = withheld.flatMap((line) => line.result.defects[0]?.worthMinor ?? [])
  const units = bought.reduce((sum, line) => sum + line.units, 0)
  const money = formatMoney(landedCostMinor, baseCurrency)
  const sentences = [
    bought.length === 0
      ? `Nothing is due ${words}`.trim()
      : `${countOf(bought.length, 'line')} due ${words}, ${unitsOf(units)}, ${money} landed`.replace(
          ' ,',
          ',',
        ),
    withheld.length === 0
      ? null
      : `${countOf(withheld.length, 'line')} withheld until a fact is mended`,
    budget === null || budget.leftOut.length === 0
      ? null
      : `${countOf(budget.leftOut.length, 'due line')} left out of ${formatMoney(budget.budgetMinor, baseCurrency)}`,
  ]
  return present({
    lineCount: bought.length,
    units,
    landedCostMinor,
    withheldCount: withheld.length,
    // Unknown worth is left out: it is not nothing.
    withheldWorthMinor: worths.length === 0 ? null : addMinor(0, ...worths),
    budgetMinor: budget?.budgetMinor,
    leftOutCount: budget?.leftOut.length,
    display: sentences.filter((sentence) => sentence !== null).join('; '),
  })
}

/** Lines with more on hand than half a year sells, the dearest first. */
async function overstock(db: Database, run: PlanRun, scope: Scope) {
  const filter = await lineFilter(db, scope, 'sold')
  const candidates = (await planLineList(db, run.id, filter)).filter(
    ({ result: { position } }) =>
      (position?.onHandUnits ?? 0) > 0 &&
      (position?.daysOfSupply ?? Infinity) > excessCoverDays / 2,
  )
  const stored = await storedLines(db, run.id, { ids: candidates.map(({ id }) => id) })
  const inputsOf = new Map(stored.map((line) => [line.id, line.inputs]))
  return candidates
    .flatMap((line) => {
      const inputs = inputsOf.get(line.id)
      const excess = inputs === undefined ? null : excessOf(kpiLine(inputs, run.policy, paceDays))
      if (excess === null || excess.excessUnits === 0) return []
      return [overstockLine(line, excess, run.summary.baseCurrency)]
    })
    .toSorted((a, b) => (b.excessMinor ?? 0) - (a.excessMinor ?? 0))
}

function overstockLine(
  line: PlanLine,
  excess: { excessUnits: number; excessMinor: number | null },
  currency: string,
) {
  const head = headOf(line)
  const worth =
    excess.excessMinor === null ? '' : `, ${formatMoney(excess.excessMinor, currency)} at cost`
  return present({
    ...head,
    units: 0,
    neededUnits: line.result.neededUnits,
    supplierCode: line.supplierCode,
    ...excess,
    display: `${line.sku} ${head.name} at ${line.locationCode}: ${unitsOf(excess.excessUnits)} more than ${excessCoverDays} days sell${worth}`,
  })
}
