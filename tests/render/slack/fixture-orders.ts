// An order as it lies on desks, from an ordinary one to one that nobody should have written.
import { lifeCycle } from '#purchasing/life-cycle.ts'
import type { OrderLineShown, OrderShown } from '#render/slack/order-shown.ts'

export const hostile =
  '<https://evil.example|PO-1> <!channel> <@U0123ABCD> @here *bold* _it_ ~no~ `code` :smile: a@evil.example www.evil.example [x](https://evil.example) \u202Eleft\u0007'
export const rightToLeft = 'كوب سيراميك أزرق 350'

export function lineOf(number: number, more: Partial<OrderLineShown> = {}): OrderLineShown {
  return {
    sku: `MUG-${String(number).padStart(2, '0')}`,
    name: 'Blue mug',
    units: 144,
    planUnits: 144,
    waterfall: [
      { label: 'Demand over the lead time', units: 168 },
      { label: 'Available', units: -24 },
      { label: 'Order multiple', units: 0 },
    ],
    unitPrice: '4.250000',
    lastUnitPrice: '3.900000',
    lineTotalMinor: 61_200,
    ...more,
  }
}

export function orderOf(more: Partial<OrderShown> = {}): OrderShown {
  return {
    number: 'PO-2026-0041',
    state: 'submitted',
    revision: 3,
    supplierName: 'Kyoto Ceramics',
    locationCode: 'LON',
    currency: 'USD',
    totalMinor: 122_400,
    baseCurrency: 'GBP',
    ownMinor: 96_700,
    heldMinor: 146_700,
    heldWith: ['PO-2026-0039'],
    createdBy: 'Sam Reed',
    submittedAt: '2026-11-21T10:00:00.000Z',
    expectedOn: '2026-12-14',
    confirmedForOn: null,
    note: null,
    lines: [lineOf(1), lineOf(2, { lastUnitPrice: '4.250000' })],
    flags: [
      { code: 'new_supplier', sentence: 'KYOTO is a supplier of less than 30 days.' },
      { code: 'just_under_limit', sentence: 'The amount is just under a limit.' },
    ],
    differences: [],
    approvalCount: 1,
    given: [],
    lastApprovedAt: null,
    missingCount: 1,
    deciders: [{ name: 'Ines Costa', role: 'approver', forName: null }],
    commands: ['approve', 'reject'],
    approval: { allowed: true, typedAmount: false },
    changes: [],
    history: [
      {
        at: '2026-11-21T10:00:00.000Z',
        who: 'Sam Reed',
        action: 'submit',
        to: 'submitted',
        revision: 3,
        reason: null,
      },
    ],
    ...more,
  }
}

/** The order after a step that somebody took. */
export function after(
  action: keyof typeof lifeCycle,
  state: OrderShown['state'],
  reason: string | null = null,
): OrderShown {
  const order = orderOf({ state, approval: null, commands: [] })
  const event = { at: '2026-11-22T10:32:00.000Z', who: 'Ines Costa', action, to: state }
  return { ...order, history: [...order.history, { ...event, revision: order.revision, reason }] }
}

/** Four hundred lines, three hundred flags, names of three thousand characters, all of it hostile. */
export function monsterOrder(): OrderShown {
  const long = `${hostile} ${rightToLeft} `.repeat(20).slice(0, 3_000)
  return orderOf({
    number: `PO-${'9'.repeat(61)}`,
    supplierName: long,
    createdBy: long,
    note: long,
    lines: Array.from({ length: 400 }, (_, index) =>
      lineOf(index, {
        name: long,
        sku: long,
        waterfall: Array.from({ length: 26 }, () => ({ label: long, units: 12 })),
      }),
    ),
    flags: Array.from({ length: 300 }, (_, index) => ({
      code: 'price_rise' as const,
      sentence: `Flag ${index}: ${long}`,
    })),
    differences: Array.from({ length: 300 }, (_, index) => ({
      kind: 'not_offered' as const,
      sku: long,
      sentence: `Difference ${index}: ${long}`,
    })),
    changes: Array.from({ length: 300 }, () => ({
      sku: long,
      what: 'price' as const,
      from: '4.25',
      to: '4.50',
    })),
    heldWith: Array.from({ length: 100 }, () => long),
    given: Array.from({ length: 20 }, () => ({
      name: long,
      forName: long,
      at: '2026-11-22T10:32:00.000Z',
    })),
    missingCount: 2,
    deciders: Array.from({ length: 60 }, () => ({ name: long, role: 'approver', forName: long })),
    lastApprovedAt: '2026-11-22T10:32:00.000Z',
    approval: { allowed: true, typedAmount: true },
  })
}
