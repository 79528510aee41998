import { addDays, daysBetween } from '../calendar.ts'
import { activeRules } from '../policy/human-rules.ts'
import { canLand } from '../policy/order-cost.ts'
import { chooseSupplier } from '../policy/supplier-choice.ts'
import type { ReceiptFact } from '../sourcing/delivery.ts'
import { landedUnitCost } from '../sourcing/landed-cost.ts'
import type { IsoDate, ItemLocationInput, PlanningPolicy } from '../types.ts'

/** One item at one location over the window; money in minor units of the base currency. */
export type KpiLine = {
  sku: string
  locationCode: string
  onHandUnits: number | null
  /** Landed cost of one unit from the usual supplier, a floating number. */
  unitCostMinor: number | null
  sellPriceMinor: number | null
  /** Days of the window with a demand record, and what they hold; null = no record of the window. */
  window: {
    days: number
    soldUnits: number
    stockoutDays: number
    soldOnStockoutDays: number
  } | null
  /** The last day with a sale; null = none in the recorded history. */
  lastSoldOn: IsoDate | null
  historyStartsOn: IsoDate | null
}

/** A purchase order that was ever approved. */
export type KpiOrder = {
  orderNumber: string
  supplierCode: string
  locationCode: string
  createdOn: IsoDate
  /** The day of the last receipt; null while anything is open. */
  completedOn: IsoDate | null
  /** Value still to come, minor units of the base currency at the order's own rate. */
  openMinor: number
}

/** Goods that were invoiced in the window, minor units of the base currency. */
export type KpiLanded = {
  /** Goods, freight, duty and other charges as invoiced. */
  totalMinor: number
  /** What the plan reckoned with for the same units; null = they are from no plan. */
  plannedMinor: number | null
}

export type KpiFacts = {
  asOf: IsoDate
  baseCurrency: string
  /** Calendar days of the window that ends on the as-of day. */
  windowDays: number
  holdingRate: number
  /** On hand beyond this many days of demand is excess. */
  excessCoverDays: number
  /** Stock without a sale for this many days is dead. */
  deadAfterDays: number
  lines: KpiLine[]
  orders: KpiOrder[]
  receipts: ReceiptFact[]
  landed: KpiLanded[]
}

function unitCostOf(input: ItemLocationInput, policy: PlanningPolicy): number | null {
  const { option } = chooseSupplier(input, activeRules(input))
  if (option === null || !canLand(option)) return null
  const terms = { baseCurrency: input.baseCurrency, holdingRate: policy.holdingRate }
  return landedUnitCost(option, Math.max(1, option.moqUnits), terms)
}

function windowOf(input: ItemLocationInput, windowDays: number): KpiLine['window'] {
  const { history } = input
  if (history === null) return null
  const first = Math.max(0, daysBetween(history.startsOn, addDays(input.asOf, 1 - windowDays)))
  const last = Math.min(history.units.length - 1, daysBetween(history.startsOn, input.asOf))
  if (last < first) return null
  const window = { days: last - first + 1, soldUnits: 0, stockoutDays: 0, soldOnStockoutDays: 0 }
  for (let day = first; day <= last; day++) {
    const units = history.units[day] ?? 0
    window.soldUnits += units
    if (history.stockout[day] !== true) continue
    window.stockoutDays += 1
    window.soldOnStockoutDays += units
  }
  return window
}

/** What the key figures need of one planning input; the history counts as sold what was asked for and not cancelled. */
export function kpiLine(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  windowDays: number,
): KpiLine {
  const { history, stock, item } = input
  const lastSold = history === null ? -1 : history.units.findLastIndex((units) => units > 0)
  return {
    sku: item.sku,
    locationCode: input.locationCode,
    onHandUnits: stock?.onHandUnits ?? null,
    unitCostMinor: unitCostOf(input, policy),
    sellPriceMinor: item.sellPriceMinor,
    window: windowOf(input, windowDays),
    lastSoldOn: history === null || lastSold < 0 ? null : addDays(history.startsOn, lastSold),
    historyStartsOn: history?.startsOn ?? null,
  }
}
