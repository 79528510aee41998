import { z } from 'zod'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import { findingsHash, invoiceOf, settleInvoice } from '#store/invoices.ts'
import type { InvoiceWithLines } from '#store/invoices.ts'
import { defineCommand } from './command.ts'
import type { CommandStep } from './command.ts'
import { documentNumber, paperCode, reason } from './fields.ts'
import { matchHeldInvoices } from './invoice-matching.ts'
import { requireRole } from './role.ts'

const input = z.strictObject({
  supplierCode: paperCode,
  number: documentNumber,
  /** The hash of what held it when the person looked. */
  seen: z.string().regex(/^[0-9a-f]{64}$/, 'send the hash that was on the page'),
  reason,
})

type Input = z.output<typeof input>

const payers = ['payables', 'administrator'] as const

async function heldInvoice({ tx }: CommandStep, request: Input): Promise<InvoiceWithLines> {
  const { supplierCode, number } = request
  const invoice = await invoiceOf(tx, request)
  if (invoice === null) {
    throw new QuartermasterError(
      'not_found',
      `There is no invoice "${number}" of ${supplierCode}.`,
      'Open Invoices to see them all.',
    )
  }
  if (invoice.state !== 'held') {
    throw refusalError(
      refused(
        'wrong_state',
        `Invoice ${number} of ${supplierCode} is ${invoice.state}; only a held one is decided about.`,
        'Look at the invoice as it is now.',
      ),
    )
  }
  if (findingsHash(invoice.findings) === request.seen) return invoice
  throw refusalError(
    refused(
      'changed_since_shown',
      `What holds invoice ${number} of ${supplierCode} has changed since it was shown.`,
      'Look at its reasons as they are now and decide about those.',
    ),
  )
}

async function settle(
  step: CommandStep,
  invoice: InvoiceWithLines,
  state: 'released' | 'rejected',
  why: string,
) {
  const { tx, person, now } = step
  const { supplierCode, number } = invoice
  const settled = await settleInvoice(tx, invoice, { state, by: person.id, at: now, reason: why })
  if (!settled) throw new Error(`invoice ${number} moved while the books were held`)
  await appendAudit(tx, {
    at: now,
    actor: person.id,
    action: state === 'released' ? 'invoice.release' : 'invoice.reject',
    subject: `${supplierCode} ${number}`,
    detail: { from: 'held', to: state, findings: invoice.findings, reason: why },
  })
  await raiseDataVersion(tx)
  return { supplierCode, number, order: invoice.orderNumber, state }
}

/** Lets a held invoice be paid in spite of what was found: another person than the one who booked it, with a reason. */
export const releaseInvoice = defineCommand({
  name: 'release_invoice',
  title: 'Release an invoice',
  input,
  key: ({ supplierCode, number, seen }) => `release ${supplierCode} ${number}: ${seen}`,
  async act(step, request) {
    requireRole(step.person, payers, 'release invoices')
    const invoice = await heldInvoice(step, request)
    if (invoice.bookedBy === step.person.id) {
      throw new QuartermasterError(
        'forbidden',
        `${step.person.name} booked invoice ${invoice.number}, so somebody else releases it.`,
        `Ask another person with the role ${payers.join(' or ')}.`,
        { refusal: 'booker_releases' },
      )
    }
    const settled = await settle(step, invoice, 'released', request.reason)
    // Its units are billed from now on: what another held invoice of the order says may have changed by it.
    if (invoice.orderNumber !== null) await matchHeldInvoices(step, invoice.orderNumber)
    return settled
  },
})

/** Refuses a held invoice for good: it is not paid, and its units are not billed. */
export const rejectInvoice = defineCommand({
  name: 'reject_invoice',
  title: 'Reject an invoice',
  input,
  key: ({ supplierCode, number, seen }) => `reject ${supplierCode} ${number}: ${seen}`,
  async act(step, request) {
    requireRole(step.person, payers, 'reject invoices')
    const invoice = await heldInvoice(step, request)
    return settle(step, invoice, 'rejected', request.reason)
  },
})
