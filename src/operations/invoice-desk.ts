// What payables looks at: invoices that people booked, the held ones first, with every reason.
import { expectedInvoice } from '#purchasing/expected-invoice.ts'
import type { ExpectedInvoice } from '#purchasing/expected-invoice.ts'
import type { Role } from '#purchasing/life-cycle.ts'
import type { Database } from '#store/database.ts'
import { bookedInvoices, findingsHash } from '#store/invoices.ts'
import type { InvoiceWithLines } from '#store/invoices.ts'
import { matchedOrder } from '#store/matched-order.ts'
import { everyPerson, personById } from '#store/people.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { noSuchOrder } from './approval-facts.ts'

export type DeskInvoice = InvoiceWithLines & {
  supplierName: string
  /** Null = it was imported. */
  bookedByName: string | null
  decidedByName: string | null
  /** The hash of what holds it: a decision names it. */
  seen: string
  mayRelease: boolean
  mayReject: boolean
}

export type InvoiceDesk = {
  asOf: string
  invoices: DeskInvoice[]
  heldCount: number
  moreCount: number
  mayBook: boolean
}

/** Roles that book and decide about invoices. */
export const payers: readonly Role[] = ['payables', 'administrator']
const shownInvoices = 50

/** The invoices of the shop as one person may decide about them. */
export async function invoiceDesk(
  db: Database,
  { personId, asOf }: { personId: string; asOf: string },
): Promise<InvoiceDesk> {
  const person = await personById(db, personId)
  const { invoices, heldCount, count } = await bookedInvoices(db, shownInvoices)
  const suppliers = await suppliersByCode(
    db,
    invoices.map(({ supplierCode }) => supplierCode),
  )
  const everybody = await everyPerson(db)
  const nameOf = (id: string | null) =>
    id === null ? null : (everybody.find((each) => each.id === id)?.name ?? id)
  const pays = person !== null && payers.includes(person.role)
  return {
    asOf,
    invoices: invoices.map((invoice) => ({
      ...invoice,
      supplierName: suppliers.get(invoice.supplierCode)?.name ?? invoice.supplierCode,
      bookedByName: nameOf(invoice.bookedBy),
      decidedByName: nameOf(invoice.decidedBy),
      seen: findingsHash(invoice.findings),
      mayRelease: pays && invoice.state === 'held' && invoice.bookedBy !== personId,
      mayReject: pays && invoice.state === 'held',
    })),
    heldCount,
    moreCount: count - invoices.length,
    mayBook: pays,
  }
}

/** The invoice that an order expects next, to fill a form with. Throws 'not_found'. */
export async function invoiceOfOrder(db: Database, number: string): Promise<ExpectedInvoice> {
  const order = await purchaseOrder(db, number)
  if (order === null) throw noSuchOrder(number)
  const { baseCurrency } = await purchasingPolicy(db)
  return expectedInvoice(await matchedOrder(db, order, baseCurrency, null))
}
