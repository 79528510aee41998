// What a person reads who hands an order in or sends it, and is refused: the code for programs, what is wrong, the way out.
import { describe, expect, it } from 'vitest'
import { judgeSending } from '#purchasing/judge-sending.ts'
import type { SendingRequest } from '#purchasing/judge-sending.ts'
import { judgeSubmission, quantityRefusal } from '#purchasing/judge-submission.ts'
import type { SubmissionRequest } from '#purchasing/judge-submission.ts'
import {
  given,
  line,
  now,
  order,
  people,
  policyWith,
  supplier,
  verdict,
  words,
} from './order-world.ts'

describe('who hands in is told', () => {
  const terms = [{ sku: 'MUG', moqUnits: 24, orderMultipleUnits: 12, maximumUnits: 480 }]
  const submit = (changes: Partial<SubmissionRequest> = {}) =>
    judgeSubmission({
      policy: policyWith(),
      now,
      order: order({ state: 'draft', lines: [line({ units: 24, planUnits: 24 })] }),
      supplier: supplier(),
      options: [],
      terms,
      related: [],
      people,
      ...changes,
    })
  const draft = (...lines: Parameters<typeof line>[0][]) =>
    order({ state: 'draft', lines: lines.map((each) => line({ planUnits: null, ...each })) })

  it('that it is worth nothing', () => {
    expect(words(submit({ order: order({ state: 'draft', totalMinor: 0 }) }))).toEqual([
      'zero_total',
      'PO-1 is worth nothing; there is nothing to approve.',
      'Correct its prices and units, or cancel it.',
    ])
  })

  it('which line can not be bought, whichever line it is', () => {
    const tea = { sku: 'TEA', moqUnits: 1, orderMultipleUnits: 1, maximumUnits: null }
    const both = { terms: [...terms, tea] }
    const lines = [{ units: 24 }, { sku: 'TEA', units: 7 }]
    expect(verdict(submit({ ...both, order: draft(...lines) }))).toBe('submitted')
    expect(verdict(submit({ ...both, order: draft(...lines.toReversed()) }))).toBe('submitted')
    const wrong = draft({ sku: 'TEA', units: 7 }, { units: 25 })
    expect(words(submit({ ...both, order: wrong }))).toEqual([
      'not_order_multiple',
      '25 of MUG can not be ordered: it is sold at least 24, in multiples of 12, at most 480.',
      'Order 36.',
    ])
  })

  it('nothing of an item whose terms nobody stated', () => {
    expect(verdict(submit({ order: draft({ sku: 'TEA', units: 7 }) }))).toBe('submitted')
  })

  it('the next quantity that is sold, up to the most', () => {
    const repair = (units: number, changes: object = {}) =>
      quantityRefusal('MUG', units, { ...terms[0]!, ...changes })?.repair
    const none = 'Order a quantity that is sold, or choose another supplier.'
    expect(repair(50, { maximumUnits: null })).toBe('Order 60.')
    expect(repair(470)).toBe('Order 480.')
    expect(repair(481)).toBe(none)
    expect(repair(0, { maximumUnits: null })).toBe(none)
    expect(repair(-12, { moqUnits: 0 })).toBe(none)
    expect(repair(480)).toBeUndefined()
  })

  it('what the approver will see flagged, whether it is handed in or not', () => {
    const close = order({ state: 'draft', totalMinor: 199_000, lines: [line({ units: 24 })] })
    expect(submit({ order: close })).toMatchObject({
      outcome: 'submitted',
      flags: [{ code: 'just_under_limit' }],
    })
    expect(submit({ order: close, people: people.slice(0, 2) })).toEqual({
      outcome: 'submitted',
      flags: [],
    })
    expect(submit({ order: { ...close, state: 'sent' } })).toMatchObject({
      code: 'wrong_state',
      flags: [{ code: 'just_under_limit' }],
    })
  })
})

describe('who sends is told', () => {
  const send = (changes: Partial<SendingRequest> = {}) =>
    judgeSending({
      policy: policyWith(),
      now,
      order: order({ state: 'approved' }),
      supplier: supplier(),
      given: [given('eva', { limitMinor: 200_000 })],
      ...changes,
    })
  const approved = order({ state: 'approved' })

  it.each([
    [
      'that a clock is wrong',
      { now: '2026-11-24T07:59:59Z' },
      [
        'clock_skew',
        'PO-1 would be sent before it was approved: a clock is wrong.',
        'Set the clocks of the servers right; then send again.',
      ],
    ],
    [
      'that it is not what was approved',
      { order: { ...approved, contentHash: 'h3' } },
      [
        'changed_after_approval',
        'PO-1 says something else than what was approved.',
        'Reopen it as a new revision, submit it and have it approved as it is now.',
      ],
    ],
    [
      'that the approval is too old',
      { now: '2026-11-27T08:00:01Z' },
      [
        'approval_expired',
        'The approval of PO-1 is older than 72 hours.',
        'Reopen it as a new revision and have it approved again.',
      ],
    ],
    [
      'that somebody is missing',
      { supplier: supplier({ risk: 'high' }) },
      [
        'not_approved',
        'PO-1 is not approved by everybody who must.',
        'Have it approved; approving sends it.',
      ],
    ],
    [
      'that nothing goes to a blocked supplier',
      { supplier: supplier({ status: 'blocked' }) },
      [
        'supplier_not_usable',
        'ACME is blocked; nothing is sent to it.',
        'Cancel the order and order from another supplier.',
      ],
    ],
    [
      'that there is no address',
      { supplier: supplier({ email: '' }) },
      [
        'no_recipient',
        'ACME has no e-mail address for orders.',
        'Have the address entered in the supplier master, or hand the PDF over and record that.',
      ],
    ],
    [
      'that it was sent already',
      { order: { ...approved, state: 'sent' } },
      [
        'wrong_state',
        'PO-1 is sent; it can not be sent now.',
        'What can happen to it: acknowledge, receive, cancel.',
      ],
    ],
  ] as [string, Partial<SendingRequest>, string[]][])('%s', (_what, changes, expected) => {
    expect(words(send(changes))).toEqual(expected)
  })

  it('nothing at the instant of the approval, nor of approvals of an earlier revision', () => {
    expect(verdict(send({ now: '2026-11-24T08:00:00Z' }))).toBe('send')
    const both = [given('ines', { revision: 1 }), given('eva', { limitMinor: 200_000 })]
    expect(verdict(send({ given: both }))).toBe('send')
    expect(verdict(send({ given: both.slice(0, 1) }))).toBe('changed_after_approval')
  })

  it('nothing where the limit is reached at the recorded rate, and no more', () => {
    const euros = (rateToBase: string) =>
      verdict(send({ order: { ...approved, totalMinor: 100_000, currency: 'EUR', rateToBase } }))
    expect(euros('2')).toBe('send')
    expect(euros('2.00001')).toBe('not_approved')
  })
})
