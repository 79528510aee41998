import { formatNumber } from '#render/figures.ts'
import { lineTotalMinor } from '../money.ts'
import { buyerBears } from '../sourcing/incoterm.ts'
import { fullContainers, paidCost, unitPriceAt } from '../sourcing/landed-cost.ts'
import type { ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'

export type OrderCost = {
  unitPrice: string
  /** Goods, minor units of the supplier's currency, rounded once. */
  lineTotalMinor: number
  /** Goods, freight and duty in minor units of the base currency; null = rate or Incoterm unknown. */
  landedCostMinor: number | null
}

/** Whether rate and Incoterm are known, without which no landed cost can be told. */
export function canLand(option: SupplierOption): boolean {
  return option.rateToBase !== null && buyerBears(option.incoterm) !== null
}

/**
 * What `units` of an option cost at the price break they reach. `orderShare` (0..1) is this line's part of the freight
 * that is charged once per order, `containers` what it pays of containers: as if all were full, where nothing is said.
 * Payment terms are left out: they are no part of what is paid.
 */
export function orderCost(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  units: number,
  orderShare: number,
  containers: number = fullContainers(option, units),
): OrderCost {
  const unitPrice = unitPriceAt(option, units)
  const total = lineTotalMinor(unitPrice, units, option.currencyDigits)
  if (!canLand(option)) return { unitPrice, lineTotalMinor: total, landedCostMinor: null }
  const { baseCurrency } = input
  const { holdingRate } = policy
  const terms = { baseCurrency, holdingRate, orderShare, containers }
  const { paidMinor } = paidCost(option, units, terms, unitPrice)
  return { unitPrice, lineTotalMinor: total, landedCostMinor: paidMinor }
}

/** "12 days of supply", for warnings about large quantities. */
export function supplyText(units: number, perDayUnits: number): string {
  return perDayUnits > 0 ? `${formatNumber(units / perDayUnits, 0)} days of supply` : 'no demand'
}
