// Freight that is charged per order is shared by everything in the order: lines last longer together, and lines that are
// nearly due come along. Joint replenishment with a common interval, Silver, Pyke & Thomas, Inventory and Production
// Management in Supply Chains (4th ed.), chapter 10 (coordinated items, can-order points).

import { formatDate, formatMoney } from '#render/figures.ts'
import { daysBetween } from '../calendar.ts'
import { currencyDigits } from '../money.ts'
import { buyerBears } from '../sourcing/incoterm.ts'
import { landedUnitCost } from '../sourcing/landed-cost.ts'
import { legalQuantity } from '../sourcing/legal-quantity.ts'
import { longestLotDays, reviewsPerOrder } from '../sourcing/lot-size.ts'
import type { PlanningPolicy, Recommendation, SupplierOption } from '../types.ts'
import { activeRules } from './human-rules.ts'
import { step } from './need-steps.ts'
import { canLand, orderCost } from './order-cost.ts'
import { orderLimit } from './order-limits.ts'
import { urgencyOf } from './order-timing.ts'
import { lotFacts } from './price-break.ts'
import { meanOverDays } from './projection.ts'
import type { OrderLine } from './supplier-minimum.ts'

/** Freight of one order in minor units of the base currency; 0 where the supplier bears it or it is not known. */
export function orderFreightMinor(option: SupplierOption, baseCurrency: string): number {
  if (!canLand(option) || buyerBears(option.incoterm)?.freight !== true) return 0
  const major = option.freightPerOrderMinor / 10 ** option.currencyDigits
  return major * Number(option.rateToBase) * 10 ** currencyDigits(baseCurrency)
}

/** Units a day over lead time and review period, as the line was planned. */
function perDayOf({ line }: OrderLine): number {
  const days = Math.max(1, Math.round(line.protectionDays ?? 1))
  return line.forecast ? meanOverDays(line.forecast, days) / days : 0
}

/** Landed value of a day's demand, minor units of the base currency. */
function dailyValue(one: OrderLine, policy: PlanningPolicy): number {
  const { baseCurrency } = one.input
  const terms = { baseCurrency, holdingRate: policy.holdingRate }
  const perDay = perDayOf(one)
  return perDay * landedUnitCost(one.option, Math.max(1, one.option.moqUnits), terms)
}

/** The cost curve is flat around its minimum and money is not: an order may cost this much more than the cheapest. */
const slack = 1.1

/**
 * Reviews that an order for these lines should last. The whole n with the least cost of freight and order lines, spread
 * over n reviews, and of holding what is ordered is T = sqrt(2 (K + sum k) / sum h d) on the grid of reviews; of those
 * that cost at most a tenth more, the shortest is taken, which ties up a third less.
 */
function jointReviews(lines: OrderLine[], freightMinor: number, policy: PlanningPolicy): number {
  const { reviewPeriodDays, orderCostMinor, holdingRate } = policy
  const held = lines.reduce((sum, one) => sum + dailyValue(one, policy), 0) * (holdingRate / 365)
  const most = Math.max(1, Math.floor(longestLotDays / reviewPeriodDays))
  const cost = freightMinor + lines.length * orderCostMinor
  const costs = Array.from({ length: most }, (_, index) => {
    const reviews = index + 1
    return cost / reviews + (reviews * held * reviewPeriodDays ** 2) / 2
  })
  const bound = slack * Math.min(...costs)
  return 1 + costs.findIndex((each) => each <= bound)
}

/** Units that may be added to a line and sold before they expire. */
function roomFor({ input, option, line }: OrderLine): number {
  const { position } = line
  if (position === null) return 0
  const limit = orderLimit(input, option, position, activeRules(input)).units
  const shelfLife = input.item.shelfLifeDays
  const kept =
    shelfLife === null ? Infinity : Math.floor(shelfLife * perDayOf({ input, option, line }))
  return Math.min(limit ?? Infinity, kept)
}

function withUnits(
  { input, option, line }: OrderLine,
  policy: PlanningPolicy,
  units: number,
  detail: string,
): Recommendation {
  const cost = orderCost(input, policy, option, units, 1)
  const added = step('joint_order', 'Shares the freight of the order', units - line.units, detail)
  return { ...line, units, ...cost, waterfall: [...line.waterfall, added] }
}

/** Units beyond the order-up-to level with which a line lasts for so many reviews. */
function lastingUnits(one: OrderLine, policy: PlanningPolicy, reviews: number): number {
  const own = reviewsPerOrder(one.option, lotFacts(one.input, policy, perDayOf(one)))
  return Math.max(0, Math.floor((reviews - own) * policy.reviewPeriodDays * perDayOf(one)))
}

/** A due line that lasts as long as the whole order does. */
function lasting(one: OrderLine, policy: PlanningPolicy, reviews: number, detail: string) {
  const { option, line } = one
  const more = lastingUnits(one, policy, reviews)
  if (more < 1) return line
  const most = Math.floor(roomFor(one) / option.orderMultipleUnits) * option.orderMultipleUnits
  const wanted = Math.max(1, Math.floor(line.units + more))
  const legal = legalQuantity({ ...option, maximumUnits: null }, wanted)?.units ?? line.units
  const units = Math.min(legal, most)
  return units > line.units ? withUnits(one, policy, units, detail) : line
}

/** A line that is due within this many reviews may come along with an order of today. */
const nearReviews = 2

/** Whether a line that is not due becomes so soon enough to come along with an order that goes out anyway. */
export function isNearlyDue({ input, option, line }: OrderLine, policy: PlanningPolicy): boolean {
  const dueOn = line.whyNot?.dueOn ?? null
  if (line.decision !== 'enough' || dueOn === null) return false
  const days = daysBetween(input.asOf, dueOn)
  return (
    days <= nearReviews * policy.reviewPeriodDays &&
    orderFreightMinor(option, input.baseCurrency) > 0
  )
}

/** What a line that is not due yet is short of its order-up-to level; below zero where it is above. */
const belowTarget = ({ line }: OrderLine) =>
  -(line.waterfall.find(({ code }) => code === 'not_needed_yet')?.units ?? 0)

/**
 * A line that becomes due before the next order to this supplier is likely, and that costs less to hold until then than
 * its share of the freight of an order of its own; null = it waits.
 */
function comingAlong(
  one: OrderLine,
  policy: PlanningPolicy,
  order: { freightMinor: number; reviews: number; dailyValue: number },
): Recommendation | null {
  const { input, option, line } = one
  const dueOn = line.whyNot?.dueOn ?? input.asOf
  const need = belowTarget(one) + lastingUnits(one, policy, order.reviews)
  if (!isNearlyDue(one, policy) || need <= 0 || activeRules(input).doNotOrder) return null
  const early = daysBetween(input.asOf, dueOn)
  if (early > order.reviews * policy.reviewPeriodDays) return null
  const legal = legalQuantity({ ...option, maximumUnits: null }, need)
  if (legal === null || legal.units > roomFor(one)) return null
  const { landedCostMinor } = orderCost(input, policy, option, legal.units, 0)
  const own = dailyValue(one, policy)
  const share = (order.freightMinor * own) / Math.max(1e-9, own + order.dailyValue)
  const held = ((landedCostMinor ?? 0) * policy.holdingRate * early) / 365
  if (held >= share) return null
  const money = formatMoney(Math.round(order.freightMinor), input.baseCurrency)
  const detail = `due on ${formatDate(dueOn)}; comes with an order that goes out anyway and shares its freight of ${money}`
  return {
    ...withUnits(one, policy, legal.units, detail),
    decision: 'order',
    urgency: urgencyOf(input, policy, option, line.orderByOn),
    costOfWaitingMinor: 0,
    whyNot: null,
  }
}

/**
 * The lines of one supplier and location as freight per order makes them: due lines last as long as the order should,
 * lines that are nearly due come along. Nothing changes where no line is due or the supplier charges no freight per
 * order. The steps still sum to the units.
 */
export function joinForFreight(lines: OrderLine[], policy: PlanningPolicy): Recommendation[] {
  const due = lines.filter(({ line }) => line.decision === 'order')
  const [first] = due
  const freightMinor = first ? orderFreightMinor(first.option, first.input.baseCurrency) : 0
  if (first === undefined || freightMinor <= 0) return lines.map(({ line }) => line)
  const reviews = jointReviews(due, freightMinor, policy)
  const money = formatMoney(Math.round(freightMinor), first.input.baseCurrency)
  const detail = `an order costs ${money} of freight; one for ${reviews} reviews shares it out`
  const order = {
    freightMinor,
    reviews,
    dailyValue: due.reduce((sum, one) => sum + dailyValue(one, policy), 0),
  }
  return lines.map((one) =>
    one.line.decision === 'order'
      ? lasting(one, policy, reviews, detail)
      : (comingAlong(one, policy, order) ?? one.line),
  )
}
