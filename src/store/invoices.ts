// Invoices as people booked them, and what they are held against.
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { MatchFinding } from '#purchasing/invoice-match.ts'
import type { ChargeKind } from '#purchasing/landed-actual.ts'
import { contentHash } from './content-hash.ts'
import type { Database } from './database.ts'
import { invoiceCharges, invoiceLines, invoices } from './schema-orders.ts'

export type InvoiceRow = typeof invoices.$inferSelect
export type InvoiceState = InvoiceRow['state']
export type InvoiceWithLines = InvoiceRow & {
  lines: (typeof invoiceLines.$inferSelect)[]
  charges: { kind: ChargeKind; minor: number }[]
}
export type InvoiceKey = { supplierCode: string; number: string }

/** Stands for what holds an invoice, word for word: a decision says what it was about. */
export function findingsHash(findings: readonly MatchFinding[]): string {
  return contentHash(findings.map(({ reason, sku, sentence }) => [reason, sku, sentence]))
}

/** States in which the units of an invoice count as billed and its amounts as owed. */
export const countedStates: readonly InvoiceState[] = ['imported', 'matched', 'released']

const isInvoice = ({ supplierCode, number }: InvoiceKey) =>
  and(eq(invoices.supplierCode, supplierCode), eq(invoices.number, number))

/** Puts lines and charges to invoices, in their order. */
export async function invoicesWith(db: Database, rows: InvoiceRow[]): Promise<InvoiceWithLines[]> {
  if (rows.length === 0) return []
  const suppliers = [...new Set(rows.map(({ supplierCode }) => supplierCode))]
  const numbers = [...new Set(rows.map(({ number }) => number))]
  const lines = await db
    .select()
    .from(invoiceLines)
    .where(
      and(
        inArray(invoiceLines.supplierCode, suppliers),
        inArray(invoiceLines.invoiceNumber, numbers),
      ),
    )
    .orderBy(asc(invoiceLines.lineNumber))
  const charges = await db
    .select()
    .from(invoiceCharges)
    .where(
      and(
        inArray(invoiceCharges.supplierCode, suppliers),
        inArray(invoiceCharges.invoiceNumber, numbers),
      ),
    )
    .orderBy(asc(invoiceCharges.kind))
  return rows.map((row) => {
    const own = (part: { supplierCode: string; invoiceNumber: string }) =>
      part.supplierCode === row.supplierCode && part.invoiceNumber === row.number
    return {
      ...row,
      lines: lines.filter(own),
      charges: charges.filter(own).map(({ kind, minor }) => ({ kind, minor })),
    }
  })
}

/** The invoice of a supplier under exactly this number, or null. */
export async function invoiceOf(db: Database, key: InvoiceKey): Promise<InvoiceWithLines | null> {
  const rows = await db.select().from(invoices).where(isInvoice(key))
  return (await invoicesWith(db, rows))[0] ?? null
}

/** The numbers of every invoice of a supplier that is in the books, rejected ones too. */
export async function invoiceNumbers(db: Database, supplierCode: string): Promise<string[]> {
  const rows = await db
    .select({ number: invoices.number })
    .from(invoices)
    .where(eq(invoices.supplierCode, supplierCode))
    .orderBy(asc(invoices.number))
  return rows.map(({ number }) => number)
}

/** The invoices about an order, the first booked first. */
export async function invoicesOfOrder(
  db: Database,
  orderNumber: string,
): Promise<InvoiceWithLines[]> {
  const rows = await db
    .select()
    .from(invoices)
    .where(eq(invoices.orderNumber, orderNumber))
    .orderBy(asc(invoices.bookedAt), asc(invoices.invoicedOn), asc(invoices.number))
  return invoicesWith(db, rows)
}

/** Invoices that people booked, the newest first, held ones before all others. */
export async function bookedInvoices(
  db: Database,
  limit: number,
): Promise<{ invoices: InvoiceWithLines[]; heldCount: number; count: number }> {
  const booked: SQL = sql`${invoices.bookedBy} is not null`
  const [counted] = await db
    .select({
      count: sql<number>`count(*)::int`,
      heldCount: sql<number>`(count(*) filter (where ${invoices.state} = 'held'))::int`,
    })
    .from(invoices)
    .where(booked)
  const rows = await db
    .select()
    .from(invoices)
    .where(booked)
    .orderBy(
      desc(sql`(${invoices.state} = 'held')::int`),
      desc(invoices.bookedAt),
      asc(invoices.supplierCode),
      asc(invoices.number),
    )
    .limit(limit)
  return {
    invoices: await invoicesWith(db, rows),
    heldCount: counted?.heldCount ?? 0,
    count: counted?.count ?? 0,
  }
}

export type NewInvoice = typeof invoices.$inferInsert & {
  lines: { sku: string; units: number; unitPrice: string; orderLineNumber: number | null }[]
  charges: { kind: ChargeKind; minor: number }[]
}

/** Writes an invoice with its lines and charges. */
export async function insertInvoice(tx: Database, invoice: NewInvoice): Promise<void> {
  const { lines, charges, ...head } = invoice
  await tx.insert(invoices).values(head)
  const of = { supplierCode: head.supplierCode, invoiceNumber: head.number }
  await tx
    .insert(invoiceLines)
    .values(lines.map((line, at) => ({ ...of, lineNumber: at + 1, ...line })))
  if (charges.length === 0) return
  await tx.insert(invoiceCharges).values(charges.map((charge) => ({ ...of, ...charge })))
}

/** What comparing a held invoice anew found. */
export async function recordMatch(
  tx: Database,
  key: InvoiceKey,
  match: { state: 'matched' | 'held'; findings: MatchFinding[]; priceVarianceMinor: number },
): Promise<void> {
  await tx
    .update(invoices)
    .set(match)
    .where(and(isInvoice(key), eq(invoices.state, 'held')))
}

/** Settles a held invoice; false when it is held no more. */
export async function settleInvoice(
  tx: Database,
  key: InvoiceKey,
  decision: { state: 'released' | 'rejected'; by: string; at: string; reason: string },
): Promise<boolean> {
  const { state, by, at, reason } = decision
  const settled = await tx
    .update(invoices)
    .set({ state, decidedBy: by, decidedAt: at, decisionReason: reason })
    .where(and(isInvoice(key), eq(invoices.state, 'held')))
    .returning({ number: invoices.number })
  return settled.length > 0
}
