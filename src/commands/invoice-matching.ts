// An invoice held against its order and receipts, when it is booked and again when goods come that it waited for.
import { matchInvoice } from '#purchasing/invoice-match.ts'
import type { Invoice, MatchResult } from '#purchasing/invoice-match.ts'
import { addMinor } from '#planning/money.ts'
import { appendAudit } from '#store/audit.ts'
import { findingsHash, invoicesOfOrder, recordMatch } from '#store/invoices.ts'
import type { InvoiceWithLines } from '#store/invoices.ts'
import { matchedOrder } from '#store/matched-order.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import type { CommandStep } from './command.ts'
import { orderOf } from './order-of.ts'

/** Matches an invoice with its order (null = there is none) as the books stand. */
export async function matchNow(
  { tx, policy }: Pick<CommandStep, 'tx' | 'policy'>,
  invoice: Invoice,
  order: OrderWithLines | null,
  earlierNumbers: readonly string[],
): Promise<MatchResult> {
  const against =
    order === null ? null : await matchedOrder(tx, order, policy.baseCurrency, invoice.number)
  return matchInvoice(invoice, against, earlierNumbers, policy)
}

function asWritten(invoice: InvoiceWithLines, order: OrderWithLines): Invoice {
  const { supplierCode, number, currency, totalMinor, lines, charges } = invoice
  const chargesMinor = addMinor(0, ...charges.map(({ minor }) => minor))
  return {
    supplierCode,
    number,
    orderNumber: order.number,
    currency,
    totalMinor,
    lines: lines.map((line) => ({ ...line, orderLine: line.orderLineNumber })),
    chargesMinor,
  }
}

/**
 * Compares the held invoices of an order anew, since goods were booked or released. That a number came twice stays
 * found. Returns the numbers of those that match now.
 */
export async function matchHeldInvoices(step: CommandStep, orderNumber: string): Promise<string[]> {
  const { tx, person, now } = step
  const held = (await invoicesOfOrder(tx, orderNumber)).filter(({ state }) => state === 'held')
  const matched: string[] = []
  for (const invoice of held) {
    const order = await orderOf(tx, orderNumber)
    const result = await matchNow(step, asWritten(invoice, order), order, [])
    const twice = invoice.findings.filter(({ reason }) => reason === 'duplicate_document')
    const findings = [...twice, ...result.findings]
    const state = findings.length === 0 ? 'matched' : 'held'
    if (findingsHash(findings) === findingsHash(invoice.findings)) continue
    const { priceVarianceMinor } = result
    await recordMatch(tx, invoice, { state, findings, priceVarianceMinor })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'invoice.match',
      subject: `${invoice.supplierCode} ${invoice.number}`,
      detail: { order: orderNumber, from: 'held', to: state, findings },
    })
    if (state === 'matched') matched.push(invoice.number)
  }
  return matched
}
