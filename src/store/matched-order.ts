// An order as an invoice is held against it: what was accepted, what was billed before, which charges to expect.
import { eq } from 'drizzle-orm'
import { addMinor } from '#planning/money.ts'
import { buyerBears } from '#planning/sourcing/incoterm.ts'
import { expectedChargesMinor } from '#purchasing/expected-charges.ts'
import { withInvoiced } from '#purchasing/invoice-lines.ts'
import type { MatchedOrder } from '#purchasing/invoice-match.ts'
import type { Database } from './database.ts'
import { receiptsOf } from './goods-receipts.ts'
import type { ReceiptWithLines } from './goods-receipts.ts'
import { countedStates, invoicesOfOrder } from './invoices.ts'
import type { OrderWithLines } from './purchase-orders.ts'
import { suppliers } from './schema.ts'

/** Units of an item that are accepted: usable, released ones included; not damaged, still held or scrapped ones. */
export function acceptedUnits(
  receivedUnits: number,
  receipts: readonly ReceiptWithLines[],
  sku: string,
): number {
  const of = (receipt: ReceiptWithLines) => receipt.lines.filter((line) => line.sku === sku)
  const good = (some: readonly ReceiptWithLines[]) =>
    some.flatMap(of).reduce((sum, line) => sum + line.receivedUnits - line.damagedUnits, 0)
  const booked = receipts.filter(({ bookedAt }) => bookedAt !== null)
  const own = booked.filter(({ bookedBy }) => bookedBy !== null)
  const imported = booked.filter((receipt) => receipt.bookedBy === null && of(receipt).length > 0)
  // What came before receipts were booked here: as their papers say, without papers as the order says.
  const before = imported.length > 0 ? good(imported) : Math.max(0, receivedUnits - good(own))
  const kept = own.flatMap(of).reduce((sum, { heldUnits, settlements }) => {
    const released = settlements.filter(({ outcome }) => outcome === 'released')
    return sum + heldUnits - released.reduce((units, each) => units + each.units, 0)
  }, 0)
  return before + good(own) - kept
}

async function freightTerms(db: Database, supplierCode: string) {
  const [supplier] = await db.select().from(suppliers).where(eq(suppliers.code, supplierCode))
  if (supplier === undefined || buyerBears(supplier.incoterm)?.freight !== true) return null
  return {
    currency: supplier.currency,
    perOrderMinor: supplier.freightPerOrderMinor,
    rate: supplier.freightRate,
  }
}

/** The order with what its receipts and its other invoices say; `except` is the number of the invoice that is judged, null for none. */
export async function matchedOrder(
  db: Database,
  order: OrderWithLines,
  baseCurrency: string,
  except: string | null,
): Promise<MatchedOrder> {
  const { number, supplierCode, currency } = order
  const receipts = await receiptsOf(db, number)
  const earlier = (await invoicesOfOrder(db, number)).filter(
    (invoice) => countedStates.includes(invoice.state) && invoice.number !== except,
  )
  const bySku = Map.groupBy(order.lines, ({ sku }) => sku)
  const lines = [...bySku].flatMap(([sku, ordered]) => {
    const received = ordered.reduce((sum, line) => sum + line.receivedUnits, 0)
    const accepted = acceptedUnits(received, receipts, sku)
    // What came is compared by item; it stands on its first line.
    return ordered.map(({ lineNumber, unitPrice, orderedUnits }, at) => ({
      lineNumber,
      sku,
      unitPrice,
      orderedUnits,
      acceptedUnits: at === 0 ? accepted : 0,
      invoicedUnits: 0,
    }))
  })
  const billed = earlier.map((invoice) =>
    invoice.lines.map((line) => ({ ...line, orderLine: line.orderLineNumber })),
  )
  const charged = addMinor(
    0,
    ...earlier
      .filter((invoice) => invoice.currency === currency)
      .flatMap(({ charges }) => charges.map(({ minor }) => minor)),
  )
  const freight = await freightTerms(db, supplierCode)
  const expected = expectedChargesMinor({ ...order, baseCurrency, freight })
  return {
    number,
    supplierCode,
    currency,
    lines: withInvoiced(lines, billed),
    expectedChargesMinor: Math.max(0, expected - charged),
  }
}
