import { z } from 'zod'
import { addDays } from '#planning/calendar.ts'
import { addMinor, currencyDigits, isCurrency, lineTotalMinor } from '#planning/money.ts'
import { comparableNumber } from '#purchasing/invoice-match.ts'
import type { Invoice } from '#purchasing/invoice-match.ts'
import type { ChargeKind } from '#purchasing/landed-actual.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { contentHash } from '#store/content-hash.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { rateOn } from '#store/exchange-rates.ts'
import { insertInvoice, invoiceNumbers, invoiceOf } from '#store/invoices.ts'
import type { InvoiceWithLines } from '#store/invoices.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { ownSkus } from '#store/supplier-codes.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import { defineCommand } from './command.ts'
import type { CommandStep } from './command.ts'
import { day, documentNumber, orderNumber, paperCode } from './fields.ts'
import { matchNow } from './invoice-matching.ts'
import { requireRole } from './role.ts'

const amount = z
  .string()
  .trim()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, 'write an amount such as 1250.00')

const input = z.strictObject({
  supplierCode: paperCode,
  number: documentNumber,
  /** The order as the invoice names it. */
  order: orderNumber,
  invoicedOn: day,
  /** Null = after the supplier's terms. */
  dueOn: day.nullable().default(null),
  currency: z.string().refine(isCurrency, 'write an ISO 4217 code such as GBP, EUR or USD'),
  total: amount,
  freight: amount.default('0'),
  duty: amount.default('0'),
  other: amount.default('0'),
  lines: z
    .array(
      z.strictObject({
        /** Our SKU, or the code that the supplier sells it under. */
        sku: paperCode,
        units: z.number().int('bill whole units').min(1, 'bill at least one').max(999_999_999),
        unitPrice: amount,
        /** The line of the order that it bills; left out where the invoice names none. */
        orderLine: z.number().int('name the line by its number').min(1).max(9_999).optional(),
      }),
    )
    .min(1, 'an invoice has a line')
    .max(1_000, 'book at most 1,000 lines at once'),
})

type Input = z.output<typeof input>

const payers = ['payables', 'administrator'] as const

function minorOf(text: string, currency: string, what: string): number {
  const digits = currencyDigits(currency)
  const fraction = (text.split('.')[1] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) {
    throw new QuartermasterError(
      'invalid',
      `${what} has more decimals than ${currency} has: ${text}.`,
      `Write it with at most ${digits} decimals; nothing was changed.`,
    )
  }
  return lineTotalMinor(text, 1, digits)
}

function chargesOf(request: Input): { kind: ChargeKind; minor: number }[] {
  const kinds: [ChargeKind, string, string][] = [
    ['freight', request.freight, 'The freight'],
    ['duty', request.duty, 'The duty'],
    ['other', request.other, 'The other charge'],
  ]
  return kinds
    .map(([kind, text, what]) => ({ kind, minor: minorOf(text, request.currency, what) }))
    .filter(({ minor }) => minor !== 0)
}

/** What the supplier's codes are here. Throws 'invalid' for one that nobody knows: its price and units fit nothing. */
async function ownLines(tx: Database, { supplierCode, lines }: Input) {
  const own = await ownSkus(
    tx,
    supplierCode,
    lines.map(({ sku }) => sku),
  )
  const unknown = lines.find(({ sku }) => !own.has(sku))
  if (unknown !== undefined) {
    throw new QuartermasterError(
      'invalid',
      `There is no item "${unknown.sku}", and ${supplierCode} sells none under that code.`,
      'Write the SKU that it has here; what is no item goes into the charges.',
    )
  }
  return lines.map((line) => ({ ...line, sku: own.get(line.sku) ?? line.sku }))
}

/** The rate that the invoice's amounts are turned into the base currency with, or null. */
async function rateOf(
  { tx, policy }: CommandStep,
  { currency, invoicedOn }: Input,
  order: OrderWithLines | null,
): Promise<string | null> {
  if (currency === policy.baseCurrency) return '1'
  return order?.currency === currency ? order.rateToBase : rateOn(tx, currency, invoicedOn)
}

/** Throws 'conflict': a number stands for one invoice for ever, also when that one was rejected. */
function refuseOther({ supplierCode, number, state }: InvoiceWithLines): never {
  throw refusalError(
    refused(
      'duplicate_document',
      `Invoice ${number} of ${supplierCode} is in the books with another content (${state}).`,
      'Look at the one on record; a corrected invoice has a number of its own, ask the supplier for it.',
    ),
    { supplierCode, number },
  )
}

const outcomeOf = (invoice: InvoiceWithLines, already: boolean) => ({
  supplierCode: invoice.supplierCode,
  number: invoice.number,
  order: invoice.orderNumber,
  state: invoice.state,
  findings: invoice.findings,
  priceVarianceMinor: invoice.priceVarianceMinor,
  already: already ? { by: invoice.bookedBy, at: invoice.bookedAt } : null,
})

async function supplierOf(tx: Database, code: string): Promise<SupplierRow> {
  const supplier = (await suppliersByCode(tx, [code])).get(code)
  if (supplier !== undefined) return supplier
  throw new QuartermasterError(
    'not_found',
    `There is no supplier "${code}".`,
    'Open Suppliers to see their codes; an invoice of a stranger is not booked.',
  )
}

function refuseFuture(request: Input, asOf: string): void {
  if (request.invoicedOn <= asOf) return
  throw new QuartermasterError(
    'invalid',
    `An invoice of ${request.invoicedOn} can not have come; today is ${asOf}.`,
    'Read the date of the invoice again; nothing was changed.',
  )
}

async function write(
  step: CommandStep,
  request: Input,
  hash: string,
  termsDays: number,
): Promise<void> {
  const { tx, person, now } = step
  const { supplierCode, number, currency, invoicedOn } = request
  const order = await purchaseOrder(tx, request.order)
  const lines = await ownLines(tx, request)
  const charges = chargesOf(request)
  const totalMinor = minorOf(request.total, currency, 'The total')
  const chargesMinor = addMinor(0, ...charges.map(({ minor }) => minor))
  const billed = { supplierCode, number, orderNumber: request.order, currency, totalMinor }
  const invoice: Invoice = { ...billed, lines, chargesMinor }
  const match = await matchNow(step, invoice, order, await invoiceNumbers(tx, supplierCode))
  await insertInvoice(tx, {
    ...billed,
    orderNumber: order?.number ?? null,
    orderAsWritten: order === null ? request.order : null,
    invoicedOn,
    dueOn: request.dueOn ?? addDays(invoicedOn, termsDays),
    rateToBase: await rateOf(step, request, order),
    state: match.outcome,
    findings: match.findings,
    priceVarianceMinor: match.priceVarianceMinor,
    bookedBy: person.id,
    bookedAt: now,
    contentHash: hash,
    source: 'book_invoice',
    lines: lines.map(({ orderLine = null, ...line }) => ({ ...line, orderLineNumber: orderLine })),
    charges,
  })
  await appendAudit(tx, {
    at: now,
    actor: person.id,
    action: 'invoice.book',
    subject: `${supplierCode} ${number}`,
    detail: { ...billed, charges, lines, to: match.outcome, findings: match.findings },
  })
}

/**
 * Books an invoice and holds it against its order and what was received: matched, or held with every reason. The same
 * number is booked once; the same content again changes nothing, and a number that is only written otherwise is held.
 */
export const bookInvoice = defineCommand({
  name: 'book_invoice',
  title: 'Book an invoice',
  input,
  key: (request) => `invoice ${request.supplierCode} ${contentHash(request)}`,
  async act(step, request) {
    const { tx, person, asOf } = step
    requireRole(person, payers, 'book invoices')
    const supplier = await supplierOf(tx, request.supplierCode)
    refuseFuture(request, asOf)
    const key = { supplierCode: supplier.code, number: request.number }
    const hash = contentHash({ ...request, number: comparableNumber(request.number) })
    const standing = await invoiceOf(tx, key)
    if (standing?.contentHash === hash) return outcomeOf(standing, true)
    if (standing !== null) refuseOther(standing)
    await write(step, request, hash, supplier.paymentTermsDays)
    await raiseDataVersion(tx)
    const booked = await invoiceOf(tx, key)
    if (booked === null) throw new Error(`invoice ${request.number} vanished while it was booked`)
    return outcomeOf(booked, false)
  },
})
