// Deliveries that come too early or that nobody needs: postpone, cut or cancel.

import { toDay, toIso } from '../calendar.ts'
import { canLand } from '../policy/order-cost.ts'
import { landedUnitCost } from '../sourcing/landed-cost.ts'
import { legalQuantity } from '../sourcing/legal-quantity.ts'
import type { PlanningPolicy, SupplierOption } from '../types.ts'
import type { OrderRepair, RepairLine, RepairRules } from './order-repair.ts'
import type { Arrival, StockSchedule } from './stock-schedule.ts'

export type Asked = {
  line: RepairLine
  policy: PlanningPolicy
  rules: RepairRules
  option: SupplierOption
  schedule: StockSchedule
  /** Every delivery as it stands after the repairs before this one. */
  arrivals: Arrival[]
  arrival: Arrival
}

/** What can be told of an order line before anything is decided. */
export function unchanged({ line, arrival, option }: Asked): OrderRepair {
  const { orderNumber, lineNumber, openUnits, expectedOn } = arrival.line
  const on = expectedOn ?? line.input.asOf
  return {
    orderNumber,
    lineNumber,
    sku: line.input.item.sku,
    locationCode: line.input.locationCode,
    supplierCode: option.supplierCode,
    action: 'keep',
    openUnits,
    toUnits: openUnits,
    fromOn: on,
    toOn: on,
    savesMinor: 0,
    costMinor: 0,
    reason: 'it is needed as it is ordered',
  }
}

const isSent = ({ arrival }: Asked) =>
  ['sent', 'acknowledged', 'partly_received'].includes(arrival.line.state)

/** Landed cost of a unit of an order of `units`, minor units of the base currency; 0 = it can not be told. */
export function unitCost({ line, policy, option }: Asked, units: number): number {
  if (!canLand(option)) return 0
  const { baseCurrency } = line.input
  return landedUnitCost(option, Math.max(1, units), {
    baseCurrency,
    holdingRate: policy.holdingRate,
  })
}

/** Holding `units` for `days`, minor units of the base currency. */
const holding = (asked: Asked, units: number, days: number) =>
  (units * unitCost(asked, asked.arrival.units) * asked.policy.holdingRate * days) / 365

/** The first day on which the stock without this delivery falls under the safety stock. */
function neededDay({ line, schedule, arrivals, arrival }: Asked): number {
  const safety = Math.max(0, line.recommendation.safetyStockUnits ?? 0)
  const stock = schedule.stock(arrivals.filter((one) => one !== arrival))
  const low = stock.findIndex((units) => units < safety - 1e-9)
  return low < 0 ? stock.length : low
}

/** A later date: the units stand at the supplier and not here. Goods on the way can not be stopped. */
function postponed(asked: Asked, needed: number): OrderRepair | null {
  const { arrival, rules, line } = asked
  const latest = Math.min(needed, arrival.day + rules.longestShiftDays)
  const days = latest - arrival.day
  if (days < rules.leastShiftDays || arrival.line.inTransitUnits > 0) return null
  const toOn = toIso(toDay(line.input.asOf) + 1 + latest)
  return {
    ...unchanged(asked),
    action: 'postpone',
    toOn,
    savesMinor: Math.round(holding(asked, arrival.units, days)),
    reason: `the stock lasts ${needed - arrival.day} days longer than that without it`,
  }
}

/**
 * Fewer units: those that nobody buys within the longest cover after arrival, or before they expire. They are held until
 * they are sold, or written off when that is never. What stays is a legal quantity, or nothing.
 */
function reduced(asked: Asked): OrderRepair | null {
  const { line, rules, option, schedule, arrivals, arrival } = asked
  const { item } = line.input
  const cover = Math.min(rules.longestCoverDays, item.shelfLifeDays ?? Infinity)
  const safety = Math.max(0, line.recommendation.safetyStockUnits ?? 0)
  const end = Math.min(arrival.day + cover, 729)
  const left = schedule.stock(arrivals)[end]! - safety
  const mostCut = arrival.line.openUnits - arrival.line.inTransitUnits
  const excess = Math.min(mostCut, Math.floor(left))
  if (excess <= 0) return null
  const keep = arrival.line.openUnits - excess
  const legal = keep <= 0 ? 0 : (legalQuantity({ ...option, maximumUnits: null }, keep)?.units ?? 0)
  const cut = arrival.line.openUnits - legal
  if (cut <= 0) return null
  const perDay = schedule.demand(end, 730) / Math.max(1, 730 - end)
  const isSold = perDay > 0 && item.lifecycle !== 'phase_out' && item.lifecycle !== 'discontinued'
  const spoils = item.shelfLifeDays !== null && cover === item.shelfLifeDays
  const cost = unitCost(asked, arrival.line.openUnits)
  const held = cover + (isSold ? cut / (2 * perDay) : Infinity)
  // Held for years it is worth no more than thrown away.
  const saves = spoils || !isSold ? cut * cost : Math.min(cut * cost, holding(asked, cut, held))
  const feeRate = option.cancelFeeRate ?? rules.assumedCancelFeeRate
  const fee = isSent(asked) ? feeRate * cut * cost : 0
  const dearer = legal * (legal > 0 ? unitCost(asked, legal) - cost : 0)
  return {
    ...unchanged(asked),
    action: legal === 0 ? 'cancel' : 'cut',
    toUnits: legal,
    savesMinor: Math.round(saves),
    costMinor: Math.round(fee + Math.max(0, dearer)),
    reason: spoils
      ? `${excess} of the units expire before they sell`
      : `${excess} of the units are not sold within ${cover} days`,
  }
}

/** The repairs of a delivery that is too early or too large; none where it is needed. */
export function tooMuch(asked: Asked): OrderRepair[] {
  const needed = neededDay(asked)
  return [postponed(asked, needed), reduced(asked)].filter((one) => one !== null)
}
