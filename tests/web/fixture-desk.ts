// The orders of the made-up shop as they lie on a desk, and the inbox of what waits.
import type { ApprovalInbox } from '#operations/approval-inbox.ts'
import type { OrderDesk } from '#operations/order-desk.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import { legalCommands } from '#purchasing/order-step.ts'
import { orders } from './fixture-rows.ts'

const waterfall = [
  { code: 'lead_time_demand' as const, label: 'Demand over the lead time', units: 168, detail: '' },
  { code: 'available' as const, label: 'Available', units: -24, detail: '' },
]

const approver = { kind: 'person', id: 'sam', role: 'administrator', active: true } as const

/** The desk of an order of the fixture, or undefined for a number that is not in it. */
export function deskNamed(number: string): OrderDesk | undefined {
  const found = orders.find((each) => each.order === number)
  if (found === undefined) return undefined
  const state = found.state as OrderState
  const isSubmitted = state === 'submitted'
  const standing = { number, state, revision: found.revision, approvedBy: [] }
  return {
    number,
    state,
    revision: found.revision,
    contentHash: 'a'.repeat(64),
    supplierCode: found.supplierCode,
    supplierName: found.supplierName,
    supplierEmail: 'orders@kiln.example',
    locationCode: found.locationCode,
    currency: found.currency,
    totalMinor: found.totalMinor,
    baseCurrency: 'GBP',
    ownMinor: found.base.totalMinor,
    heldMinor: found.base.totalMinor + (isSubmitted ? 50_000 : 0),
    heldWith: isSubmitted ? ['PO-2026-0039'] : [],
    createdBy: found.createdBy,
    createdAt: '2026-11-21T09:00:00.000Z',
    submittedAt: isSubmitted ? '2026-11-21T10:00:00.000Z' : null,
    expectedOn: found.expectedOn,
    confirmedForOn: null,
    late: found.late,
    daysLate: found.late ? 4 : 0,
    unconfirmed: state === 'sent' ? { sentOn: '2026-11-17', days: 4, tooLong: true } : null,
    acknowledgedAs: null,
    note: 'noteQuoted' in found ? found.noteQuoted : null,
    lines: found.lines.map((line, at) => ({
      lineNumber: at + 1,
      sku: line.sku,
      name: line.name,
      units: line.units,
      planUnits: 144,
      waterfall,
      recommendationId: 'R12-1',
      unitPrice: line.unitPrice,
      lastUnitPrice: '3.900000',
      lineTotalMinor: line.lineTotalMinor,
      expectedOn: found.expectedOn,
      receivedUnits: line.receivedUnits,
    })),
    flags: isSubmitted
      ? [{ code: 'new_supplier', sentence: 'KYOTO is a supplier of less than 30 days.' }]
      : [],
    differences: [],
    approvalCount: 1,
    approvalRoles: [],
    approvalRules: [],
    given: [],
    lastApprovedAt: null,
    missingCount: isSubmitted ? 1 : 0,
    deciders: [{ name: 'Maya Okafor', role: 'approver', forName: null }],
    excluded: [{ name: 'Sam Reed', reason: 'asked for this order' }],
    commands: legalCommands(standing, approver),
    approval: isSubmitted ? { allowed: true, typedAmount: true } : null,
    duplicateOverride: false,
    mayDraft: true,
    mayBill: false,
    changes: [],
    messages: [],
    history: [
      {
        at: '2026-11-21T09:00:00.000Z',
        who: 'Sam Reed',
        action: 'draft',
        from: null,
        to: 'draft',
        revision: 1,
        reason: null,
      },
    ],
  }
}

/** One order for the person who looks, one for somebody else. */
export function inboxOfFixture(): ApprovalInbox {
  const desk = deskNamed('PO-2026-0041')!
  const order = {
    number: desk.number,
    supplierName: desk.supplierName,
    locationCode: desk.locationCode,
    currency: desk.currency,
    totalMinor: desk.totalMinor,
    heldMinor: desk.heldMinor,
    requestedBy: desk.createdBy,
    submittedAt: desk.submittedAt,
    lineCount: desk.lines.length,
    flags: desk.flags,
    missingCount: 1,
    barredBecause: null,
  }
  const other = { ...order, number: 'PO-2026-0040', flags: [], barredBecause: 'Sam asked for it.' }
  return { baseCurrency: 'GBP', mine: [order], others: [other], moreCount: 0 }
}
