import { priceText } from './invoice-match.ts'
import type { MatchedOrder } from './invoice-match.ts'

/** What the next invoice of an order may bill: unit prices as ordered, in the order's currency. */
export type ExpectedInvoice = {
  order: string
  supplierCode: string
  currency: string
  lines: { sku: string; units: number; unitPrice: string }[]
}

/**
 * The lines that the next invoice of an order bills if it is right: of each item what was accepted and not billed yet, or,
 * before anything of the order came, what was ordered. Lines of which nothing is left are not in it.
 */
export function expectedInvoice(order: MatchedOrder): ExpectedInvoice {
  const { number, supplierCode, currency } = order
  const hasCome = order.lines.some(({ acceptedUnits }) => acceptedUnits > 0)
  const lines = [...Map.groupBy(order.lines, ({ sku }) => sku).values()].flatMap((ofItem) => {
    const sum = (units: (line: (typeof ofItem)[number]) => number) =>
      ofItem.reduce((total, line) => total + units(line), 0)
    const billable = sum(hasCome ? (line) => line.acceptedUnits : (line) => line.orderedUnits)
    let left = Math.max(0, billable - sum((line) => line.invoicedUnits))
    return ofItem.map(({ sku, unitPrice, orderedUnits, invoicedUnits }) => {
      const units = Math.min(left, Math.max(0, orderedUnits - invoicedUnits))
      left -= units
      return { sku, units, unitPrice: priceText(unitPrice) }
    })
  })
  return { order: number, supplierCode, currency, lines: lines.filter(({ units }) => units > 0) }
}
