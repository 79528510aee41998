// What a person reads whose click on approve is refused: the code for programs, what is wrong, the way out.
import { describe, expect, it } from 'vitest'
import { judgeApproval } from '#purchasing/judge-approval.ts'
import type { ApprovalRequest } from '#purchasing/judge-approval.ts'
import {
  given,
  now,
  order,
  people,
  person,
  policyWith,
  related,
  request,
  supplier,
  verdict,
  words,
} from './order-world.ts'

const somebodyElse = 'Somebody else with the limit must decide.'
const rightClock = 'Set the clocks of the servers right; then decide again.'
const lend = (from: string, to: string, until: string | null) =>
  people.map((each) =>
    each.id === from ? { ...each, delegateId: to, delegateUntilOn: until } : each,
  )
const seen = { revision: 2, contentHash: 'h2', typedAmountMinor: null }
const typing = policyWith({ typedAmountAboveMinor: 149_999 })
const skewed =
  'The click on PO-1 is dated before the order was submitted or approved: a clock is wrong.'
const budgets = [
  { category: 'kitchen', startsOn: '2026-11-01', endsOn: '2026-11-30', amountMinor: 149_999 },
]

describe('who clicks on approve is told', () => {
  const cases: [string, string, Partial<ApprovalRequest>, string[]][] = [
    [
      'that a program never does',
      'ines',
      { clicker: { kind: 'tool', person: people[3]! } },
      [
        'people_only',
        'Only a signed-in person approves an order; a program never does.',
        'Open the order and decide there.',
      ],
    ],
    [
      'that nobody knows them',
      'nobody',
      {},
      [
        'unmapped_identity',
        'This account does not belong to a person of the shop.',
        'Ask an administrator to connect the account with a person; then decide again.',
      ],
    ],
    [
      'that they left',
      'eva',
      { people: people.map((each) => ({ ...each, active: each.id !== 'eva' })) },
      ['inactive_person', 'Eva is no longer active in this shop.', somebodyElse],
    ],
    [
      'which roles decide',
      'wim',
      {},
      [
        'wrong_role',
        'The role warehouse does not decide about orders.',
        'Ask a person with the role buyer or approver or administrator.',
      ],
    ],
    [
      'which revision stands',
      'eva',
      { seen: { ...seen, revision: 1 } },
      [
        'old_revision',
        'PO-1 is at revision 2; revision 1 can not be approved any more.',
        'Look at revision 2 and decide about that.',
      ],
    ],
    [
      'that it is approved already',
      'eva',
      { order: order({ state: 'approved' }) },
      [
        'wrong_state',
        'PO-1 is approved; it can not be approved now.',
        'It is approved already; nothing more is to be done, it will be sent.',
      ],
    ],
    [
      'that it changed',
      'eva',
      { seen: { ...seen, contentHash: 'h1' } },
      [
        'changed_since_shown',
        'PO-1 is not what was shown.',
        'Load the order again and decide about what it says now.',
      ],
    ],
    [
      'that a clock is wrong',
      'eva',
      { order: order({ submittedAt: '2026-11-24T10:00:01Z' }) },
      ['clock_skew', skewed, rightClock],
    ],
    [
      'that a clock is wrong, by the drafting where nothing else is dated',
      'eva',
      { order: order({ submittedAt: null, createdAt: '2026-11-24T10:00:01Z' }) },
      ['clock_skew', skewed, rightClock],
    ],
    [
      'that they asked for it',
      'eva',
      { order: order({ createdBy: 'eva' }) },
      [
        'self_approval',
        'Eva asked for this order, so somebody else decides about PO-1.',
        somebodyElse,
      ],
    ],
    [
      'that they edited it',
      'eva',
      { order: order({ lastEditedBy: 'eva' }) },
      ['editor_approval', 'Eva edited it last, so somebody else decides about PO-1.', somebodyElse],
    ],
    [
      'that they wrote a part of it',
      'eva',
      { order: order({ preparedBy: ['bob', 'eva'] }) },
      [
        'editor_approval',
        'Eva wrote a part of it, or of the order it was copied from, so somebody else decides about PO-1.',
        somebodyElse,
      ],
    ],
    [
      'that they entered the supplier',
      'eva',
      { supplier: supplier({ createdBy: 'eva' }) },
      [
        'supplier_creator_approval',
        'Eva entered the supplier, so somebody else decides about PO-1.',
        somebodyElse,
      ],
    ],
    [
      'that it belongs with an own order',
      'ines',
      {
        order: order({ costCentre: 'C1' }),
        related: [related({ createdBy: 'ines', preparedBy: ['ines'], costCentre: 'C1' })],
      },
      [
        'self_approval',
        'PO-1 belongs with PO-0, which Ines asked for; so somebody else decides.',
        somebodyElse,
      ],
    ],
    [
      'that once is enough',
      'ines',
      { given: [given('ines')] },
      [
        'approved_before',
        'Ines approved PO-1 already; it waits for somebody else.',
        'Nothing more is to be done by this person.',
      ],
    ],
    [
      'that the loan is of one who may not decide',
      'bea',
      { order: order({ createdBy: 'ines' }), people: lend('ines', 'bea', '2026-12-31') },
      [
        'barred_delegation',
        'Bea stands in for a person who may not decide about PO-1.',
        somebodyElse,
      ],
    ],
    [
      'when the loan ended',
      'bea',
      { people: lend('ines', 'bea', '2026-11-23') },
      [
        'delegation_ended',
        'Bea stood in for Ines until 2026-11-23; that has ended.',
        'Ines decides, or lends the limit again.',
      ],
    ],
    [
      'that a loan without an end is none',
      'bea',
      { people: lend('ines', 'bea', null) },
      [
        'delegation_ended',
        'Bea stood in for Ines; that has ended.',
        'Ines decides, or lends the limit again.',
      ],
    ],
    [
      'that they have no limit',
      'bea',
      {},
      ['over_limit', 'Bea has no limit for approving orders.', somebodyElse],
    ],
    [
      'whom to ask, three people at most',
      'eva',
      {
        order: order({ totalMinor: 200_001 }),
        people: [...people, person('zoe', 200_001), person('abe', null, { role: 'administrator' })],
      },
      ['over_limit', 'PO-1 is above the limit of Eva.', 'Ask Zoe or Ines or Abe.'],
    ],
    [
      'that nobody has the limit',
      'eva',
      { order: order({ totalMinor: 200_001 }), people: people.slice(0, 3) },
      [
        'over_limit',
        'PO-1 is above the limit of Eva.',
        'Nobody has the limit; an administrator must give it to a person.',
      ],
    ],
    [
      'what it belongs with',
      'eva',
      {
        order: order({ totalMinor: 1 }),
        related: [related(), related({ number: 'PO-9', totalMinor: 100_000 })],
      },
      [
        'split_suspected',
        'PO-1 belongs with PO-0, PO-9; together they are above the limit of Eva.',
        'Ask Ines or Omar.',
      ],
    ],
    [
      'that it is worth nothing',
      'eva',
      { order: order({ totalMinor: 0 }) },
      [
        'zero_total',
        'PO-1 is worth nothing; there is nothing to approve.',
        'Cancel it, or correct its prices and units.',
      ],
    ],
    [
      'that it was asked for before',
      'eva',
      {
        related: [
          related({ createdBy: 'bea', preparedBy: ['bea'], lines: [{ sku: 'MUG', units: 100 }] }),
        ],
      },
      [
        'duplicate_likely',
        'PO-0 already asks ACME for nearly the same.',
        'Reject it; or have its requester say on record that both are meant.',
      ],
    ],
    [
      'to type the amount',
      'eva',
      { policy: typing, seen },
      [
        'amount_not_typed',
        'PO-1 is above the amount from which the approver types the total.',
        'Type the total of the order as it is shown, then approve.',
      ],
    ],
    [
      'that the typed amount is another',
      'eva',
      { policy: typing, seen: { ...seen, typedAmountMinor: 150_001 } },
      [
        'amount_not_typed',
        'The typed amount is not the total of PO-1.',
        'Type the total of the order as it is shown, then approve.',
      ],
    ],
    [
      'how far it goes beyond the budget',
      'eva',
      { policy: policyWith({ budgets }) },
      [
        'over_budget',
        'PO-1 takes the budget of kitchen £0.01 beyond its £1,499.99.',
        'Order less, wait for the next period, or have the budget raised.',
      ],
    ],
  ]
  it.each(cases)('%s', (_what, by, changes, expected) => {
    expect(words(judgeApproval(request(by, changes)))).toEqual(expected)
  })

  it('first that they may not decide, then what changed, then of the budget', () => {
    const dearer = [{ sku: 'MUG', unitPrice: '16.50', neededUnits: 100, neededBeforeUnits: 100 }]
    const changes = {
      policy: policyWith({ budgets }),
      current: { lines: dearer, rateToBase: '1' },
    }
    expect(verdict(judgeApproval(request('bea', changes)))).toBe('over_limit')
    expect(verdict(judgeApproval(request('eva', changes)))).toBe('difference')
    expect(verdict(judgeApproval(request('eva', { policy: changes.policy })))).toBe('over_budget')
  })

  it('of a wrong clock where one approval of two is dated after the click, and of none at its instant', () => {
    const at = (...instants: string[]) =>
      verdict(
        judgeApproval(request('eva', { given: instants.map((each) => given('x', { at: each })) })),
      )
    expect(at('2026-11-24T09:00:00Z', '2026-11-24T10:00:01Z')).toBe('clock_skew')
    expect(at('2026-11-24T09:00:00Z', '2026-11-24T10:00:00Z')).toBe('approved')
  })

  it('to type the amount above the shop’s, not at it', () => {
    const policy = policyWith({ typedAmountAboveMinor: 150_000 })
    expect(verdict(judgeApproval(request('eva', { policy, seen })))).toBe('approved')
    const typed = { ...seen, typedAmountMinor: 150_000 }
    expect(verdict(judgeApproval(request('eva', { policy: typing, seen: typed })))).toBe('approved')
  })

  it('nothing of the amount where the shop has nobody type it', () => {
    const policy = policyWith({ typedAmountAboveMinor: null })
    expect(verdict(judgeApproval(request('eva', { policy, seen })))).toBe('approved')
  })
})

describe('an approval on record', () => {
  const approvalOf = (by: string, changes: Partial<ApprovalRequest> = {}) =>
    judgeApproval(request(by, changes))

  it('says who, for what content, when and with which limit', () => {
    const of = { revision: 2, contentHash: 'h2', at: now, forPerson: null }
    expect(approvalOf('eva')).toEqual({
      outcome: 'approved',
      approval: { ...of, by: 'eva', limitMinor: 200_000, role: 'approver' },
      flags: [],
    })
    expect(approvalOf('omar')).toMatchObject({
      approval: { ...of, by: 'omar', limitMinor: null, role: 'administrator' },
    })
  })

  it('with a loan is by the one who clicked, with the limit and the role of the one who lent it', () => {
    expect(approvalOf('bea', { people: lend('omar', 'bea', '2026-11-24') })).toMatchObject({
      approval: { by: 'bea', forPerson: 'omar', limitMinor: null, role: 'administrator' },
    })
  })

  it('draws on the own limit as long as it is enough, and then on the loan', () => {
    const lent = lend('ines', 'eva', '2026-11-24')
    expect(approvalOf('eva', { people: lent })).toMatchObject({ approval: { forPerson: null } })
    const large = order({ totalMinor: 200_001 })
    expect(approvalOf('eva', { people: lent, order: large })).toMatchObject({
      approval: { forPerson: 'ines', limitMinor: 2_500_000 },
    })
  })
})
