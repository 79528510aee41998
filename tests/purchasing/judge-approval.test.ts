import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeApproval } from '#purchasing/judge-approval.ts'
import type { ApprovalRequest } from '#purchasing/judge-approval.ts'
import { orderStates } from '#purchasing/life-cycle.ts'
import {
  given,
  line,
  order,
  people,
  person,
  policyWith,
  related,
  request,
  rowsOf,
  supplier,
  verdict,
} from './order-world.ts'

const decide = (by: string, changes: Partial<ApprovalRequest> = {}) =>
  verdict(judgeApproval(request(by, changes)))

describe('the limit', () => {
  // minor units | currency | rate | who | verdict
  const table = `
    199999           | GBP | 1        | eva  | approved
    200000           | GBP | 1        | eva  | approved
    200001           | GBP | 1        | eva  | over_limit
    2500000          | GBP | 1        | ines | approved
    2500001          | GBP | 1        | ines | next_approver
    9007199254740993 | GBP | 1        | omar | next_approver
    185185           | EUR | 1.08     | eva  | approved
    185186           | EUR | 1.08     | eva  | over_limit
    285714           | JPY | 0.0070   | eva  | approved
    285715           | JPY | 0.0070   | eva  | over_limit
    28571            | JPY | 0.0700   | eva  | approved
    28572            | JPY | 0.0700   | eva  | over_limit
    0                | GBP | 1        | eva  | zero_total
    150000           | GBP | 1        | bea  | over_limit
    150000           | GBP | 1        | wim  | wrong_role`
  it.each(rowsOf(table))('%s %s at %s by %s: %s', (minor, currency, rate, who, expected) => {
    const totalMinor = BigInt(minor!)
    const asked = order({ totalMinor, currency: currency!, rateToBase: rate! })
    expect(decide(who!, { order: asked })).toBe(expected)
  })

  it('names the people to ask instead', () => {
    const refusal = judgeApproval(request('eva', { order: order({ totalMinor: 200_001 }) }))
    expect(refusal).toMatchObject({
      sentence: 'PO-1 is above the limit of Eva.',
      repair: 'Ask Ines or Omar.',
    })
    const alone = people.filter(({ id }) => id === 'eva' || id === 'bob')
    expect(
      judgeApproval(request('eva', { order: order({ totalMinor: 200_001 }), people: alone })),
    ).toMatchObject({ repair: expect.stringContaining('administrator') })
  })

  it('is never compared without a rate', () => {
    const foreign = order({ currency: 'EUR', rateToBase: null })
    expect(() => judgeApproval(request('eva', { order: foreign }))).toThrow('no exchange rate')
  })

  it('is the one stated for the person, else that of the role, else nothing', () => {
    const policy = policyWith({ roleLimitsMinor: { approver: 150_000, buyer: 0 } })
    const some = [...people, person('ann', null), person('kim', 10, { role: 'approver' })]
    expect(decide('ann', { policy, people: some })).toBe('approved')
    expect(decide('kim', { policy, people: some })).toBe('over_limit')
    expect(decide('omar', { policy, people: some })).toBe('over_limit')
    expect(decide('ann', { people: some })).toBe('over_limit')
  })
})

describe('nobody decides about an own order, by any detour', () => {
  const detours: [string, string, Partial<ApprovalRequest>, string][] = [
    ['asking for it', 'eva', { order: order({ createdBy: 'eva' }) }, 'self_approval'],
    ['editing it', 'eva', { order: order({ lastEditedBy: 'eva' }) }, 'editor_approval'],
    [
      'editing it and letting another edit last, or reopening, or copying',
      'eva',
      { order: order({ preparedBy: ['bob', 'eva'] }) },
      'editor_approval',
    ],
    [
      'entering the supplier',
      'eva',
      { supplier: supplier({ createdBy: 'eva' }) },
      'supplier_creator_approval',
    ],
    [
      'having it copied from an own order, live or dead, without a record',
      'eva',
      {
        related: [
          related({
            state: 'rejected',
            createdBy: 'eva',
            preparedBy: ['eva'],
            lines: [{ sku: 'MUG', units: 104 }],
          }),
        ],
      },
      'self_approval',
    ],
    [
      'asking for the other half in the same cost centre',
      'ines',
      {
        order: order({ costCentre: 'C1' }),
        related: [related({ createdBy: 'ines', preparedBy: ['ines'], costCentre: 'C1' })],
      },
      'self_approval',
    ],
    [
      'borrowing the limit of somebody else',
      'bob',
      {
        people: people.map((each) =>
          each.id === 'ines' ? { ...each, delegateId: 'bob', delegateUntilOn: '2026-12-31' } : each,
        ),
      },
      'self_approval',
    ],
    [
      'lending the own limit',
      'bea',
      {
        order: order({ createdBy: 'eva', preparedBy: ['eva'], lastEditedBy: 'eva' }),
        people: people.map((each) =>
          each.id === 'eva' ? { ...each, delegateId: 'bea', delegateUntilOn: '2026-12-31' } : each,
        ),
      },
      'barred_delegation',
    ],
    [
      'writing it in another currency',
      'eva',
      { order: order({ createdBy: 'eva', currency: 'EUR', rateToBase: '0.85' }) },
      'self_approval',
    ],
  ]
  it.each(detours)('%s', (_how, who, changes, expected) => {
    expect(decide(who, changes)).toBe(expected)
  })

  it('while somebody without a hand in it decides', () => {
    for (const [, , changes] of detours) {
      expect(['approved', 'next_approver']).toContain(decide('omar', changes))
    }
  })
})

describe('who clicks', () => {
  it.each([
    ['nobody known', { kind: 'person', person: null }, 'unmapped_identity'],
    ['a tool in the name of a manager', { kind: 'tool', person: people[3]! }, 'people_only'],
    ['a job in the name of a manager', { kind: 'job', person: people[3]! }, 'people_only'],
    [
      'somebody who left',
      { kind: 'person', person: { ...people[3]!, active: false } },
      'inactive_person',
    ],
  ] as const)('%s is refused', (_who, clicker, code) => {
    const decision = judgeApproval(request('eva', { clicker }))
    expect(verdict(decision)).toBe(code)
    expect((decision as { repair: string }).repair).toMatch(/^[A-Z].*\.$/)
  })

  it('with a loan: until the end of its last day where the shop is, by own role', () => {
    const loan = (until: string | null, to = 'bea') =>
      people.map((each) =>
        each.id === 'ines' ? { ...each, delegateId: to, delegateUntilOn: until } : each,
      )
    const policy = policyWith({ timeZone: 'Pacific/Auckland' })
    // 10:00 UTC on 24 November is 23:00 in Auckland, still the 24th; 11:00 UTC is the 25th there.
    expect(decide('bea', { people: loan('2026-11-24'), policy })).toBe('approved')
    expect(decide('bea', { people: loan('2026-11-24'), policy, now: '2026-11-24T11:00:00Z' })).toBe(
      'delegation_ended',
    )
    expect(decide('bea', { people: loan(null) })).toBe('delegation_ended')
    expect(decide('wim', { people: loan('2026-11-24', 'wim') })).toBe('wrong_role')
    expect(judgeApproval(request('bea', { people: loan('2026-11-24') }))).toMatchObject({
      approval: { by: 'bea', forPerson: 'ines', limitMinor: 2_500_000 },
    })
  })
})

describe('what is clicked', () => {
  it('must be the revision and the content that stand', () => {
    const seen = { revision: 2, contentHash: 'h2', typedAmountMinor: null }
    expect(decide('eva', { seen: { ...seen, revision: 1 } })).toBe('old_revision')
    expect(decide('eva', { seen: { ...seen, contentHash: 'other' } })).toBe('changed_since_shown')
    expect(decide('eva', { seen })).toBe('approved')
  })

  it('must wait for a decision', () => {
    for (const state of orderStates) {
      expect(decide('eva', { order: order({ state }) })).toBe(
        state === 'submitted' ? 'approved' : 'wrong_state',
      )
    }
  })

  it('can not lie before the submission or an earlier approval', () => {
    const skewed = (submittedAt: string) => decide('eva', { order: order({ submittedAt }) })
    expect(skewed('2026-11-24T10:00:00Z')).toBe('approved')
    expect(skewed('2026-11-24T10:00:01Z')).toBe('clock_skew')
    expect(decide('eva', { given: [given('ines', { at: '2026-11-24T10:05:00Z' })] })).toBe(
      'clock_skew',
    )
  })

  it('needs the amount typed above the shop’s amount, and typed right', () => {
    const policy = policyWith({ typedAmountAboveMinor: 150_000 })
    const typed = (totalMinor: number, typedAmountMinor: number | null) =>
      decide('ines', {
        policy,
        order: order({ totalMinor }),
        seen: { revision: 2, contentHash: 'h2', typedAmountMinor },
      })
    expect(typed(150_000, null)).toBe('approved')
    expect(typed(150_001, null)).toBe('amount_not_typed')
    expect(typed(150_001, 150_010)).toBe('amount_not_typed')
    expect(typed(150_001, 150_001)).toBe('approved')
  })
})

describe('a supplier that may not be used', () => {
  it('is refused with the one to order from instead', () => {
    const options = [
      {
        sku: 'MUG',
        supplierCode: 'OLD',
        status: 'active',
        preferredRank: 1,
        validUntil: '2026-11-23',
      },
      { sku: 'MUG', supplierCode: 'NORD', status: 'active', preferredRank: 3, validUntil: null },
      {
        sku: 'MUG',
        supplierCode: 'SUD',
        status: 'active',
        preferredRank: 2,
        validUntil: '2026-11-24',
      },
      { sku: 'MUG', supplierCode: 'BAD', status: 'unapproved', preferredRank: 1, validUntil: null },
    ] as const
    for (const status of ['blocked', 'unapproved'] as const) {
      expect(
        judgeApproval(request('eva', { supplier: supplier({ status }), options })),
      ).toMatchObject({
        code: 'supplier_not_usable',
        repair: 'Instead: order MUG from SUD.',
      })
    }
    expect(
      judgeApproval(request('eva', { supplier: supplier({ status: 'blocked' }) })),
    ).toMatchObject({ repair: 'Instead: nobody else sells MUG.' })
  })
})

describe('a nearly equal order', () => {
  const twin = [
    related({ createdBy: 'bea', preparedBy: ['bea'], lines: [{ sku: 'MUG', units: 110 }] }),
  ]
  it('stops the approval until somebody said on record that both are meant', () => {
    expect(decide('eva', { related: twin })).toBe('duplicate_likely')
    const meant = order({ duplicateOverrideBy: 'bob' })
    expect(decide('eva', { related: twin, order: meant })).toBe('approved')
    expect(decide('eva', { related: twin.map((each) => ({ ...each, state: 'cancelled' })) })).toBe(
      'approved',
    )
  })

  it('is found where an item is on two lines', () => {
    const halves = [
      related({
        lines: [
          { sku: 'MUG', units: 50 },
          { sku: 'MUG', units: 50 },
        ],
      }),
    ]
    expect(decide('ines', { related: halves })).toBe('duplicate_likely')
  })
})

describe('whatever the facts', () => {
  it('nobody with a hand in an order ever approves it, and nobody beyond a limit does alone', () => {
    const ids = people.map(({ id }) => id)
    fc.assert(
      fc.property(
        fc.record({
          by: fc.constantFrom(...ids),
          createdBy: fc.constantFrom(...ids),
          lastEditedBy: fc.constantFrom(...ids),
          preparedBy: fc.subarray(ids),
          supplierCreatedBy: fc.option(fc.constantFrom(...ids)),
          totalMinor: fc.integer({ min: 0, max: 4_000_000 }),
          otherMinor: fc.integer({ min: 0, max: 4_000_000 }),
          day: fc.integer({ min: 1, max: 30 }),
          lender: fc.option(fc.constantFrom(...ids)),
        }),
        (facts) => {
          const { by, createdBy, lastEditedBy, preparedBy, totalMinor, otherMinor } = facts
          const createdAt = `2026-11-${String(facts.day).padStart(2, '0')}T12:00:00Z`
          const asked = order({
            createdBy,
            lastEditedBy,
            preparedBy,
            totalMinor,
            createdAt: '2026-11-16T12:00:00Z',
          })
          const decision = judgeApproval(
            request(by, {
              order: asked,
              supplier: supplier({ createdBy: facts.supplierCreatedBy }),
              related: [
                related({ createdBy, totalMinor: otherMinor, createdAt, submittedAt: null }),
              ],
              people: people.map((each) =>
                each.id === facts.lender
                  ? { ...each, delegateId: by, delegateUntilOn: '2026-12-31' }
                  : each,
              ),
            }),
          )
          if (decision.outcome !== 'approved' && decision.outcome !== 'next_approver') return
          const { approval } = decision
          const hands = [createdBy, lastEditedBy, ...preparedBy, facts.supplierCreatedBy]
          expect(hands).not.toContain(approval.by)
          expect(hands).not.toContain(approval.forPerson ?? approval.by)
          if (decision.outcome === 'next_approver') return
          const held = totalMinor + (facts.day >= 9 && facts.day <= 23 ? otherMinor : 0)
          expect(approval.limitMinor ?? Infinity).toBeGreaterThanOrEqual(held)
          expect(held).toBeLessThanOrEqual(2_500_000)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('an order is approved once: after an approval the same people can not approve it again', () => {
    const large = order({ totalMinor: 3_000_000, lines: [line({ units: 2_000 })] })
    const first = judgeApproval(request('ines', { order: large }))
    expect(first).toMatchObject({
      outcome: 'next_approver',
      open: { approvals: 1, limit: true, roles: [] },
      because: ['large orders'],
    })
    const { approval } = first as Extract<typeof first, { outcome: 'next_approver' }>
    expect(decide('ines', { order: large, given: [approval] })).toBe('approved_before')
    expect(decide('eva', { order: large, given: [approval] })).toBe('next_approver')
    expect(decide('omar', { order: large, given: [approval] })).toBe('approved')
    expect(decide('omar', { order: { ...large, revision: 3 }, given: [approval] })).toBe(
      'next_approver',
    )
  })
})
