import type { IsoDate } from '../types.ts'
import type { LandedCost } from './landed-cost.ts'
import type { PriceBreakAdvice } from './price-break.ts'
import type { SupplierDefect } from './supplier-defects.ts'
import type { UnreliabilityCost } from './unreliability.ts'

/** One supplier for the need; Minor without `lineTotal` is in `baseCurrency`, never blended with `currency`. */
export type SupplierComparison = {
  supplierCode: string
  supplierName: string
  usable: boolean
  defects: SupplierDefect[]
  /** 1 = the lowest cost per usable unit; null = not usable. */
  rank: number | null
  askedUnits: number
  /** The legal quantity for what was asked; null = there is none. */
  units: number | null
  /** True when the supplier's maximum is below what was asked. */
  short: boolean
  currency: string
  unitPrice: string
  lineTotalMinor: number | null
  baseCurrency: string
  landed: LandedCost | null
  /** Goods, freight and duty, as on the buy list. */
  landedCostMinor: number | null
  /** Zero or negative: what the payment terms are worth. */
  paymentTermsMinor: number | null
  unreliability: UnreliabilityCost | null
  unreliabilityMinor: number | null
  /** Holding the units that MOQ and multiple add to what was asked, until the asked ones are sold. */
  surplusCarryingMinor: number | null
  /** Landed cost, payment terms, unreliability and surplus carrying together. */
  totalMinor: number | null
  /** Total over the units, six places, base currency. */
  usableUnitPrice: string | null
  leadTimeDays: number | null
  leadTimeSdDays: number | null
  otifRate: number | null
  defectRate: number | null
  /** Facts nobody has measured, and what was taken instead. */
  assumptions: string[]
  expectedOn: IsoDate | null
  stockoutOn: IsoDate | null
  arrivesBeforeStockout: boolean | null
  nextBreak: PriceBreakAdvice | null
  reason: string
}
