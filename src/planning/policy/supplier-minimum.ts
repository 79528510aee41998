// The minimum order value of a supplier holds for an order, not for a line: lines of one supplier and location meet it
// together.

import { formatDate, formatMoney } from '#render/figures.ts'
import { addMinor } from '../money.ts'
import { legalQuantity } from '../sourcing/legal-quantity.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation, SupplierOption } from '../types.ts'
import { activeRules } from './human-rules.ts'
import { step } from './need-steps.ts'
import { orderCost } from './order-cost.ts'
import { orderLimit } from './order-limits.ts'
import { meanOverDays } from './projection.ts'
import { countedUnits } from './stock-position.ts'

/** A line on the list with what it was planned from. */
export type OrderLine = {
  input: ItemLocationInput
  option: SupplierOption
  line: Recommendation
}

/** What a line would order alone and what it may be raised to, units; nothing is raised above `mostUnits`. */
export type MinimumLine = {
  input: ItemLocationInput
  option: SupplierOption
  units: number
  /** There already, on its way or drafted. */
  heldUnits: number
  perDayUnits: number
  mostUnits: number
}

/** A top-up never makes a line last longer than this. */
const longestTopUpDays = 182

/** The most that a line may be raised to: its limit, its shelf life and half a year of stock; never below its own units. */
export function mostTopUpUnits(
  shelfLifeDays: number | null,
  limitUnits: number | null,
  { units, heldUnits, perDayUnits }: Omit<MinimumLine, 'mostUnits' | 'input' | 'option'>,
): number {
  const longest = Math.min(shelfLifeDays ?? longestTopUpDays, longestTopUpDays)
  const sellable = Math.floor(longest * perDayUnits - heldUnits)
  return Math.max(units, Math.min(limitUnits ?? Infinity, sellable))
}

function candidate({ input, option, line }: OrderLine): MinimumLine {
  const days = Math.max(1, Math.round(line.protectionDays ?? 1))
  const perDayUnits = line.forecast ? meanOverDays(line.forecast, days) / days : 0
  const { position } = line
  const heldUnits = position ? countedUnits(position) : 0
  const limit = position && orderLimit(input, option, position, activeRules(input)).units
  const own = { units: line.units, heldUnits, perDayUnits }
  return { input, option, ...own, mostUnits: mostTopUpUnits(input.item.shelfLifeDays, limit, own) }
}

/** Units of a line so that everything lasts `coverDays`; never less than its own quantity, never an illegal one. */
function unitsFor(
  { option, units, heldUnits, perDayUnits, mostUnits }: MinimumLine,
  coverDays: number,
) {
  const wanted = Math.ceil(coverDays * perDayUnits - heldUnits)
  if (wanted <= units) return units
  const legal = legalQuantity({ ...option, maximumUnits: mostUnits }, wanted)
  return Math.max(units, legal?.units ?? 0)
}

/** Goods value of the lines at so many units each, minor units of the supplier's currency. */
export function goodsMinor(lines: MinimumLine[], units: number[], policy: PlanningPolicy): number {
  const totals = lines.map(
    ({ input, option }, index) =>
      orderCost(input, policy, option, units[index] ?? 0, 1).lineTotalMinor,
  )
  return addMinor(...totals)
}

/**
 * Units per line that reach the minimum with every line lasting equally long: the units added are those that sell
 * soonest, so they tie money up least. Null = not within half a year of stock, shelf life and limits.
 */
export function topUp(
  lines: MinimumLine[],
  minimumMinor: number,
  policy: PlanningPolicy,
): number[] | null {
  const at = (coverDays: number) => lines.map((line) => unitsFor(line, coverDays))
  const reaches = (units: number[]) => goodsMinor(lines, units, policy) >= minimumMinor
  let enough = longestTopUpDays
  let tooLittle = 0
  if (!reaches(at(enough))) return null
  while (enough - tooLittle > 0.05) {
    const middle = (enough + tooLittle) / 2
    if (reaches(at(middle))) enough = middle
    else tooLittle = middle
  }
  const units = at(enough)
  // The last halving may have raised several lines at once: give back what is not needed, the longest cover first.
  const cover = (index: number) => {
    const one = lines[index]
    return one ? (one.heldUnits + (units[index] ?? 0)) / Math.max(1e-9, one.perDayUnits) : 0
  }
  for (const index of [...lines.keys()].toSorted((a, b) => cover(b) - cover(a))) {
    const { option, units: own } = lines[index]!
    const fewer = units.with(index, (units[index] ?? 0) - option.orderMultipleUnits)
    const legal = (fewer[index] ?? 0) >= Math.max(own, option.moqUnits)
    if (legal && reaches(fewer)) units[index] = fewer[index] ?? 0
  }
  return units
}

/** The line with other units, its figures and a step that accounts for the difference. */
function raised(
  { input, option, line }: OrderLine,
  policy: PlanningPolicy,
  units: number,
  orderShare: number,
  detail: string,
): Recommendation {
  const cost = orderCost(input, policy, option, units, orderShare)
  if (units === line.units) return { ...line, ...cost }
  const added = step('supplier_minimum', 'Supplier minimum order', units - line.units, detail)
  return { ...line, units, ...cost, waterfall: [...line.waterfall, added] }
}

function waitWarning(lines: OrderLine[], totalMinor: number, option: SupplierOption): string {
  const place = lines[0]?.input.locationCode ?? ''
  const total = formatMoney(totalMinor, option.currency)
  const minimum = formatMoney(option.minimumOrderMinor, option.currency)
  const dates = lines.flatMap(({ line }) => line.orderByOn ?? []).toSorted()
  const until = dates[0] === undefined ? '' : ` until ${formatDate(dates[0])} at the latest`
  return `Everything due from ${option.supplierName} for ${place} comes to ${total}, below its minimum order of ${minimum}. Nothing is urgent: wait${until}, or add to the order.`
}

function stuckWarning(detail: string): string {
  return `${detail}; half a year of stock of these items does not reach it. Ask for an exception or another supplier.`
}

/**
 * The lines of one supplier and one location as one order. Below the supplier's minimum: when a line is overdue or due
 * now the lines are topped up, each with a step of its own; else every line says that the order can wait. Freight that
 * is charged per order is shared by goods value.
 */
export function meetSupplierMinimum(lines: OrderLine[], policy: PlanningPolicy): Recommendation[] {
  const candidates = lines.map(candidate)
  const option = lines[0]?.option
  if (option === undefined) return []
  const planned = lines.map(({ line }) => line.units)
  const totalMinor = goodsMinor(candidates, planned, policy)
  const short = totalMinor < option.minimumOrderMinor
  const urgent = lines.some(({ line }) => line.urgency === 'overdue' || line.urgency === 'now')
  const units = short && urgent ? topUp(candidates, option.minimumOrderMinor, policy) : null
  const ordered = units ?? planned
  const orderMinor = goodsMinor(candidates, ordered, policy)
  const minimum = formatMoney(option.minimumOrderMinor, option.currency)
  const detail = `${option.supplierName} takes orders from ${minimum}; without it the order is ${formatMoney(totalMinor, option.currency)}`
  const warning =
    !short || units ? null : urgent ? stuckWarning(detail) : waitWarning(lines, totalMinor, option)
  return lines.map((one, index) => {
    const count = ordered[index] ?? one.line.units
    const goods = goodsMinor([candidates[index]!], [count], policy)
    const share = orderMinor > 0 ? goods / orderMinor : 1
    const line = raised(one, policy, count, share, detail)
    return warning === null ? line : { ...line, warnings: [...line.warnings, warning] }
  })
}
