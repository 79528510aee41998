import type { DriftingSeries } from '../accuracy/accuracy-report.ts'
import type { SupplierPerformance } from '../sourcing/performance.ts'
import type { IsoDate, ItemLocationInput, PlanningPolicy, Recommendation } from '../types.ts'

/** A planned line with what it was planned from. */
export type WatchLine = { input: ItemLocationInput; recommendation: Recommendation }

/** A line of an approved order of which something is still to come. */
export type OpenLineFact = {
  orderNumber: string
  supplierCode: string
  supplierName: string
  sku: string
  locationCode: string
  orderedUnits: number
  receivedUnits: number
  /** The promised day; null = nobody promised one. */
  expectedOn: IsoDate | null
}

/** Goods that came and that nobody has booked. */
export type UnbookedFact = {
  receiptNumber: string
  orderNumber: string
  supplierCode: string
  sku: string
  locationCode: string
  units: number
  receivedOn: IsoDate
}

/** An invoice line beside the price of its order; prices are exact decimals in `currency`. */
export type InvoiceLineFact = {
  invoiceNumber: string
  orderNumber: string
  supplierCode: string
  sku: string
  units: number
  unitPrice: string
  orderedUnitPrice: string
  currency: string
  /** The rate of the order; null = unknown. */
  rateToBase: string | null
  invoicedOn: IsoDate
}

export type SupplierFact = {
  supplierCode: string
  supplierName: string
  performance: SupplierPerformance
  /** Open approved orders and the orders of the last year, minor units of the base currency. */
  openOrderMinor: number
  yearlySpendMinor: number
}

export type WatchFacts = {
  asOf: IsoDate
  baseCurrency: string
  policy: PlanningPolicy
  lines: WatchLine[]
  openLines: OpenLineFact[]
  unbooked: UnbookedFact[]
  invoiceLines: InvoiceLineFact[]
  suppliers: SupplierFact[]
  /** Forecasts that the accuracy ledger finds leaning to one side. */
  drifting: DriftingSeries[]
}
