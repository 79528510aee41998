// What an order says: the part that a revision stores, a hash names and an approval is bound to.
import {
  addMinor,
  convertMinor,
  currencyDigits,
  exactDecimal,
  lineTotalMinor,
} from '#planning/money.ts'
import { QuartermasterError } from '#root/errors.ts'

export type OrderLineContent = {
  lineNumber: number
  sku: string
  units: number
  /** Exact decimal with six places, in the currency of the order per stock unit. */
  unitPrice: string
  expectedOn: string | null
}

export type OrderContent = {
  supplierCode: string
  locationCode: string
  currency: string
  expectedOn: string | null
  lines: OrderLineContent[]
}

export type PricedLine = OrderLineContent & { lineTotalMinor: number }

/** A price in the one spelling that content hashes use: six places. Throws 'invalid' for what is not a price. */
export function sixPlaces(unitPrice: string): string {
  const price = exactDecimal(unitPrice)
  if (price.lt(0)) {
    throw new QuartermasterError(
      'invalid',
      `${unitPrice} is below zero.`,
      'Give the price as the supplier quotes it.',
    )
  }
  return price.toFixed(6)
}

/** What an order says, from the way it and its lines are kept. */
export function keptContent(order: {
  supplierCode: string
  locationCode: string
  currency: string
  expectedOn: string | null
  lines: readonly {
    lineNumber: number
    sku: string
    orderedUnits: number
    unitPrice: string
    expectedOn: string | null
  }[]
}): OrderContent {
  const { supplierCode, locationCode, currency, expectedOn, lines } = order
  return {
    supplierCode,
    locationCode,
    currency,
    expectedOn,
    lines: lines.map((line) => ({
      lineNumber: line.lineNumber,
      sku: line.sku,
      units: line.orderedUnits,
      unitPrice: sixPlaces(line.unitPrice),
      expectedOn: line.expectedOn,
    })),
  }
}

/** Each line with its total in minor units of the order's currency, rounded once, and their sum. */
export function priceOrder(content: OrderContent): { lines: PricedLine[]; totalMinor: number } {
  const digits = currencyDigits(content.currency)
  const lines = content.lines.map((line) => ({
    ...line,
    lineTotalMinor: lineTotalMinor(line.unitPrice, line.units, digits),
  }))
  return { lines, totalMinor: addMinor(...lines.map((line) => line.lineTotalMinor)) }
}

/** An order total in minor units of the base currency at the rate recorded on the order; limits are compared with this. */
export function totalInBase(
  order: { totalMinor: number; currency: string; rateToBase: string },
  baseCurrency: string,
): number {
  return convertMinor(
    order.totalMinor,
    currencyDigits(order.currency),
    order.rateToBase,
    currencyDigits(baseCurrency),
  )
}
