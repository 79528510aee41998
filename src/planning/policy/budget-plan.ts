// The buy list within a budget: every line may be bought in part or left out, orders keep their minimum and freight.

import { addMinor, currencyDigits } from '../money.ts'
import { fullContainers } from '../sourcing/landed-cost.ts'
import { legalQuantity } from '../sourcing/legal-quantity.ts'
import type {
  ItemLocationInput,
  PlanningPolicy,
  Recommendation,
  SplitPart,
  SupplierOption,
} from '../types.ts'
import { chooseWithin, type BudgetOption, type BudgetOrder } from './budget-search.ts'
import { containerFreightMinor } from './fill-container.ts'
import { activeRules } from './human-rules.ts'
import { orderFreightMinor } from './joint-order.ts'
import { planLine } from './line-plan.ts'
import { orderCost } from './order-cost.ts'
import { expectedShortUnits } from './order-timing.ts'
import { countedUnits } from './stock-position.ts'
import { chooseSupplier } from './supplier-choice.ts'

/** A due line with what it was planned from. */
export type DueLine = { input: ItemLocationInput; line: Recommendation }

/** What is bought of a line: legal units, their landed cost and the margin that they save until the next review. */
export type BudgetedLine = {
  units: number
  landedCostMinor: number
  savesMinor: number
  /** Weeks from today to the order; 0 = now. */
  week: number
}

/** Money in minor units of the base currency. */
export type BudgetPlan = {
  budgetMinor: number
  spentMinor: number
  /** In the order of the lines; null = left out. */
  lines: (BudgetedLine | null)[]
  /** What each whole line would save: what leaving it out costs. */
  wholeSavesMinor: number[]
  savesMinor: number
  /** No choice within the budget saves more. */
  savesAtMostMinor: number
  /** What a thousand major units more would save. */
  nextThousandSavesMinor: number
}

/** Quantities of a line that a budget looks at. */
const budgetQuantities = 24
/** Money that is left buys what saves nothing yet: a line of the list is worth a trifle beyond the margin it saves. */
const trifle = 1e-5

type Priced = { due: DueLine; option: SupplierOption; options: BudgetOption[] }

function legalUnits(option: SupplierOption, units: number, mostOptions: number): number[] {
  const { orderMultipleUnits: multiple } = option
  const least = legalQuantity({ ...option, maximumUnits: null }, 1)?.units ?? units
  const count = Math.max(0, Math.floor((units - least) / multiple))
  const stride = Math.max(1, Math.ceil(count / (mostOptions - 1))) * multiple
  const smaller = Array.from({ length: Math.ceil((units - least) / stride) }, (_, step) => {
    return least + step * stride
  })
  return [...smaller.filter((each) => each < units), units]
}

/**
 * Margin that `units` save until the order of the next review could be here, as the cost of waiting counts it: units
 * short without the order, less those short with it; what is short before any order arrives can not be saved.
 */
function savedMargin({ input, line }: DueLine, policy: PlanningPolicy): (units: number) => number {
  const rules = activeRules(input)
  const choice = chooseSupplier(input, rules)
  const plan = planLine(input, policy, line.forecast, line.position, choice, rules)
  const { stockoutCostMinor, sellPriceMinor } = input.item
  const landedUnit = (line.landedCostMinor ?? 0) / Math.max(1, line.units)
  const margin = stockoutCostMinor ?? (sellPriceMinor === null ? 0 : sellPriceMinor - landedUnit)
  if (plan === null || line.position === null || margin <= 0) return () => 0
  const { protectionDemand, leadTimeDemand } = plan.levels
  const moved = plan.quantity.transfers.reduce((sum, { units }) => sum + units, 0)
  const stock = countedUnits(line.position) + moved
  const without = expectedShortUnits(protectionDemand, stock)
  const anyway = expectedShortUnits(leadTimeDemand, stock)
  return (units) => {
    const short = Math.max(anyway, expectedShortUnits(protectionDemand, stock + units))
    return margin * Math.max(0, without - short)
  }
}

/** What the first supplier delivers of a line at most, and the others, whose parts are bought whole or not at all. */
function partsOf({ split, units }: Recommendation): { ownUnits: number; others: SplitPart[] } {
  const [own, ...others] = split ?? []
  return { ownUnits: own?.units ?? units, others }
}

/** Landed cost of the other suppliers' parts among `units` of a line: orders of their own. */
function othersMinor(line: Recommendation, units: number): number {
  const { ownUnits, others } = partsOf(line)
  let left = units - ownUnits
  return others.reduce((sum, part) => {
    if (part.units > left) return sum
    left -= part.units
    return addMinor(sum, part.landedCostMinor ?? 0)
  }, 0)
}

/**
 * Legal quantities of a due line up to its own, with what they cost and the margin that they save; where several
 * suppliers deliver it, less of the first one before any of the others.
 */
export function budgetOptions(
  due: DueLine,
  option: SupplierOption,
  policy: PlanningPolicy,
  mostOptions: number = budgetQuantities,
): BudgetOption[] {
  const { input, line } = due
  const saved = savedMargin(due, policy)
  const { ownUnits, others } = partsOf(line)
  const sums = others.map((_, at) =>
    others.slice(0, at + 1).reduce((sum, part) => sum + part.units, ownUnits),
  )
  return [...legalUnits(option, ownUnits, mostOptions), ...sums].map((units): BudgetOption => {
    const own = Math.min(units, ownUnits)
    const { landedCostMinor, lineTotalMinor } = orderCost(input, policy, option, own, 0)
    // A cent more: the freight of the order is shared among its lines and rounded on each.
    const costMinor = addMinor(landedCostMinor ?? 0, othersMinor(line, units)) + 1
    const valueMinor = saved(units) + trifle * costMinor
    return { units, costMinor, goodsMinor: lineTotalMinor, valueMinor }
  })
}

function priced(due: DueLine, policy: PlanningPolicy): Priced | null {
  const { input, line } = due
  const option = input.suppliers.find(({ supplierCode }) => supplierCode === line.supplierCode)
  if (option === undefined || line.landedCostMinor === null || line.units <= 0) return null
  return { due, option, options: budgetOptions(due, option, policy) }
}

const placeOf = ({ due, option }: Priced) =>
  JSON.stringify([option.supplierCode, due.input.locationCode])

/** What an order pays beside its lines: these pay for full containers, the order for what is empty in the last one. */
const fixedFreight = (option: SupplierOption, baseCurrency: string) =>
  orderFreightMinor(option, baseCurrency) + containerFreightMinor(option, baseCurrency)

function ordersOf(lines: Priced[]): { lines: Priced[]; order: BudgetOrder }[] {
  return [...Map.groupBy(lines, placeOf).values()].map((together) => {
    const planned = together.reduce((sum, { options }) => sum + options.at(-1)!.goodsMinor, 0)
    const [{ due, option }] = together as [Priced]
    const order = {
      lines: together.map(({ options }) => options),
      fixedMinor: Math.ceil(fixedFreight(option, due.input.baseCurrency) - 1e-6),
      // An order that the plan itself leaves below the minimum owes no more than it is.
      minimumGoodsMinor: Math.min(option.minimumOrderMinor, planned),
    }
    return { lines: together, order }
  })
}

/** The lines of one order as chosen, with the freight of the order shared by goods value. */
function boughtOf(
  lines: Priced[],
  chosen: (BudgetOption | null)[],
  policy: PlanningPolicy,
): [DueLine, BudgetedLine][] {
  const goods = chosen.reduce((sum, one) => sum + (one?.goodsMinor ?? 0), 0)
  const full = lines.map(({ due, option }, index) => {
    const units = Math.min(chosen[index]?.units ?? 0, partsOf(due.line).ownUnits)
    return fullContainers(option, units)
  })
  const used = full.reduce((sum, one) => sum + one, 0)
  const begun = used > 0 ? Math.ceil(used - 1e-9) / used : 1
  return lines.flatMap(({ due, option }, index) => {
    const one = chosen[index]
    if (!one) return []
    const share = goods > 0 ? one.goodsMinor / goods : 1
    const { units } = one
    const ownUnits = Math.min(units, partsOf(due.line).ownUnits)
    const { landedCostMinor: own } = orderCost(
      due.input,
      policy,
      option,
      ownUnits,
      share,
      full[index]! * begun,
    )
    const landedCostMinor = addMinor(own ?? 0, othersMinor(due.line, units))
    const savesMinor = Math.round(one.valueMinor - trifle * one.costMinor)
    return [[due, { units, landedCostMinor, savesMinor, week: 0 }]]
  })
}

/**
 * The lines and legal quantities of a buy list that save the most margin until the next review for at most `budgetMinor`
 * (minor units of the base currency) of landed cost, and what a thousand more would save. Lines whose landed cost is not
 * known are left out.
 */
export function planWithinBudget(
  due: DueLine[],
  policy: PlanningPolicy,
  budgetMinor: number,
): BudgetPlan {
  const lines = due.flatMap((one) => priced(one, policy) ?? [])
  const orders = ordersOf(lines)
  const search = (money: number) =>
    chooseWithin(
      orders.map(({ order }) => order),
      money,
    )
  const savedBy = ({ costMinor, valueMinor }: BudgetOption) => valueMinor - trifle * costMinor
  const whole = new Map(lines.map((one) => [one.due, savedBy(one.options.at(-1)!)]))
  const best = search(budgetMinor)
  const saves = (chosen: (BudgetOption | null)[][]) =>
    chosen.flat().reduce((sum, one) => sum + (one ? savedBy(one) : 0), 0)
  const bought = new Map(
    orders.flatMap(({ lines: together }, index) => boughtOf(together, best.chosen[index]!, policy)),
  )
  const [first] = due
  const thousand = 1000 * 10 ** currencyDigits(first?.input.baseCurrency ?? 'EUR')
  const more =
    bought.size < due.length || [...bought].some(([one, { units }]) => units < one.line.units)
  const chosen = due.map((one) => bought.get(one) ?? null)
  const savesMinor = addMinor(0, ...chosen.map((one) => one?.savesMinor ?? 0))
  const next = more ? saves(search(budgetMinor + thousand).chosen) - saves(best.chosen) : 0
  return {
    budgetMinor,
    spentMinor: addMinor(0, ...chosen.map((one) => one?.landedCostMinor ?? 0)),
    lines: chosen,
    wholeSavesMinor: due.map((one) => Math.round(whole.get(one) ?? 0)),
    savesMinor,
    savesAtMostMinor: Math.max(savesMinor, Math.ceil(best.boundMinor)),
    nextThousandSavesMinor: Math.max(0, Math.round(next)),
  }
}
