// What payables looks at: invoices that people booked, the held ones first, with every reason.
import type { Role } from '#purchasing/life-cycle.ts'
import type { Database } from '#store/database.ts'
import { bookedInvoices, findingsHash } from '#store/invoices.ts'
import type { InvoiceWithLines } from '#store/invoices.ts'
import { personById } from '#store/people.ts'
import { suppliersByCode } from '#store/suppliers.ts'

export type DeskInvoice = InvoiceWithLines & {
  supplierName: string
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
  const pays = person !== null && payers.includes(person.role)
  return {
    asOf,
    invoices: invoices.map((invoice) => ({
      ...invoice,
      supplierName: suppliers.get(invoice.supplierCode)?.name ?? invoice.supplierCode,
      seen: findingsHash(invoice.findings),
      mayRelease: pays && invoice.state === 'held' && invoice.bookedBy !== personId,
      mayReject: pays && invoice.state === 'held',
    })),
    heldCount,
    moreCount: count - invoices.length,
    mayBook: pays,
  }
}
