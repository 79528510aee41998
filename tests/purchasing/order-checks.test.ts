import { describe, expect, it } from 'vitest'
import { judgeAutoApproval } from '#purchasing/auto-approval.ts'
import { judgeApproval } from '#purchasing/judge-approval.ts'
import type { ApprovalRequest } from '#purchasing/judge-approval.ts'
import { judgeSending } from '#purchasing/judge-sending.ts'
import { judgeSubmission, quantityRefusal } from '#purchasing/judge-submission.ts'
import type { OrderFacts, SupplierFacts } from '#purchasing/order-facts.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import {
  given,
  line,
  now,
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

describe('ten small orders are one large one', () => {
  // minor units and day in November of each order, the last is decided | by | verdict
  const table = `
    100000@16, 99999@22            | eva  | approved
    100000@16, 100000@22           | eva  | approved
    100000@16, 100001@22           | eva  | split_suspected
    100000@16, 100001@22           | ines | approved
    190000@15, 190000@22           | eva  | split_suspected
    190000@14, 190000@22           | eva  | approved
    66666@16, 66667@18, 66667@20   | eva  | approved
    66667@16, 66667@18, 66667@20   | eva  | split_suspected
    190000@23, 190000@18           | eva  | split_suspected
    1@16, 200000@22                | eva  | split_suspected
    1@16, 200001@22                | eva  | over_limit`
  it.each(rowsOf(table))('%s by %s: %s', (orders, by, expected) => {
    const all = orders!.split(', ').map((cell, at) => {
      const [minor, day] = cell.split('@').map(Number)
      const createdAt = `2026-11-${day}T12:00:00Z`
      return { number: `PO-${at}`, totalMinor: minor!, createdAt, submittedAt: null }
    })
    const last = order({ ...all.at(-1)! })
    const others = all.slice(0, -1).map((each) => related({ ...each }))
    expect(verdict(judgeApproval(request(by!, { order: last, related: others })))).toBe(expected)
  })

  it.each([
    ['drafted long before, submitted together', '2026-10-01', '2026-11-17', 'split_suspected'],
    ['drafted together, submitted long before', '2026-11-23', '2026-10-01', 'split_suspected'],
    ['both long before', '2026-10-01', '2026-11-15', 'approved'],
    ['never submitted', '2026-10-01', null, 'approved'],
  ])('%s', (_how, created, submitted, expected) => {
    const other = related({
      totalMinor: 100_000,
      createdAt: `${created}T09:00:00Z`,
      submittedAt: submitted === null ? null : `${submitted}T09:00:00Z`,
    })
    const asked = order({ createdAt: '2026-11-23T09:00:00Z', submittedAt: '2026-11-24T09:00:00Z' })
    expect(verdict(judgeApproval(request('eva', { order: asked, related: [other] })))).toBe(
      expected,
    )
  })

  it.each([
    ['another supplier', { supplierCode: 'NORD' }, 'approved'],
    ['another requester', { createdBy: 'bea' }, 'approved'],
    [
      'another requester of the cost centre',
      { createdBy: 'bea', costCentre: 'C1' },
      'split_suspected',
    ],
    ['a cancelled one', { state: 'cancelled' }, 'approved'],
    ['one received and closed already', { state: 'closed' }, 'split_suspected'],
    [
      'another currency at its own rate',
      { currency: 'JPY', rateToBase: '0.01', totalMinor: 50_001 },
      'split_suspected',
    ],
  ] as const)('with %s', (_what, changes, expected) => {
    const asked = order({ totalMinor: 150_000, costCentre: 'C1' })
    const other = related({ totalMinor: 150_000, ...changes })
    expect(verdict(judgeApproval(request('eva', { order: asked, related: [other] })))).toBe(
      expected,
    )
  })
})

describe('flags', () => {
  const flagsOf = (changes: Partial<ApprovalRequest>) =>
    judgeApproval(request('ines', changes)).flags.map(({ code }) => code)
  const withLine = (changes: Parameters<typeof line>[0]) => ({
    order: order({ lines: [line(changes)] }),
  })
  const since = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString()

  it.each([
    ['an ordinary order', {}, []],
    ['a supplier of 29 days', { supplier: supplier({ createdAt: since(29) }) }, ['new_supplier']],
    ['a supplier of 30 days', { supplier: supplier({ createdAt: since(30) }) }, []],
    ['a risky supplier', { supplier: supplier({ risk: 'high' }) }, ['risky_supplier']],
    ['new bank details', { supplier: supplier({ bankChangedAt: since(9.9) }) }, ['bank_changed']],
    ['bank details of old', { supplier: supplier({ bankChangedAt: since(10) }) }, []],
    ['a new address', { supplier: supplier({ emailChangedAt: since(1) }) }, ['email_changed']],
    ['a price up 4.9 %', withLine({ lastUnitPrice: '10.00', unitPrice: '10.49' }), []],
    ['a price up 5 %', withLine({ lastUnitPrice: '10.00', unitPrice: '10.50' }), ['price_rise']],
    ['a price down 4.9 %', withLine({ lastUnitPrice: '10.00', unitPrice: '9.51' }), []],
    ['half the price', withLine({ lastUnitPrice: '10.00', unitPrice: '5.00' }), ['price_drop']],
    ['a price that was nothing', withLine({ lastUnitPrice: '0', unitPrice: '5' }), ['price_rise']],
    ['never bought there', withLine({ lastUnitPrice: null }), []],
    ['nine times the plan', withLine({ planUnits: 40, units: 399 }), []],
    ['a slipped zero', withLine({ planUnits: 40, units: 400 }), ['quantity_beyond_plan']],
    [
      'just under the limit of eva',
      { order: order({ totalMinor: 196_000 }) },
      ['just_under_limit'],
    ],
    ['at the limit of eva', { order: order({ totalMinor: 200_000 }) }, ['just_under_limit']],
    ['further under it', { order: order({ totalMinor: 195_999 }) }, []],
    ['an order that belongs with another', { related: [related()] }, ['split_window']],
  ] as [string, Partial<ApprovalRequest>, string[]][])('on %s', (_what, changes, codes) => {
    expect(flagsOf(changes)).toEqual(codes)
  })

  it('come with a refusal, too, and add up the lines of an item', () => {
    const lines = [line({ units: 200, planUnits: 40 }), line({ units: 200, planUnits: 40 })]
    const refusal = judgeApproval(request('bea', { order: order({ lines }) }))
    expect(refusal).toMatchObject({ outcome: 'refused', flags: [{ code: 'quantity_beyond_plan' }] })
  })
})

describe('what changed since the order was written', () => {
  const nowIs = (changes: object, rateToBase = '1') => ({
    current: {
      lines: [
        { sku: 'MUG', unitPrice: '15.00', neededUnits: 100, neededBeforeUnits: 100, ...changes },
      ],
      rateToBase,
    },
  })
  const foreign = { order: order({ currency: 'EUR', rateToBase: '1.00' }) }
  it.each([
    ['nothing', nowIs({}), []],
    ['the price by 2 %', nowIs({ unitPrice: '15.30' }), []],
    ['the price by more', nowIs({ unitPrice: '15.31' }), ['price']],
    ['the price, down', nowIs({ unitPrice: '14.69' }), ['price']],
    ['the supplier dropped it', nowIs({ unitPrice: null }), ['not_offered']],
    ['the need, by a tenth', nowIs({ neededUnits: 91 }), []],
    ['the need, by more', nowIs({ neededUnits: 90 }), ['need']],
    ['the need, up', nowIs({ neededUnits: 900 }), []],
    ['no plan is known', nowIs({ neededUnits: null }), []],
    ['the rate a little', { ...foreign, ...nowIs({}, '1.02') }, []],
    ['the rate by more', { ...foreign, ...nowIs({}, '1.03') }, ['rate']],
    ['a rate that the base currency has no use for', nowIs({}, '1.5'), []],
    ['the line is gone', { current: { lines: [], rateToBase: '1' } }, ['not_offered']],
  ] as [string, Partial<ApprovalRequest>, string[]][])('%s', (_what, changes, kinds) => {
    const decision = judgeApproval(request('ines', changes))
    expect(decision.outcome).toBe(kinds.length === 0 ? 'approved' : 'difference')
    if (decision.outcome !== 'difference') return
    expect(decision.differences.map(({ kind }) => kind)).toEqual(kinds)
    for (const { sentence } of decision.differences) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })

  it('counts what is ordered of an item on all its lines', () => {
    const lines = [line({ units: 60 }), line({ units: 60 })]
    const decision = judgeApproval(
      request('ines', { order: order({ lines }), ...nowIs({ neededUnits: 60 }) }),
    )
    expect(decision).toMatchObject({ differences: [{ orderedUnits: 120, neededUnits: 60 }] })
  })

  it('is told in figures that can be checked', () => {
    const told = (changes: object, rate = '1', facts: Partial<ApprovalRequest> = {}) => {
      const decision = judgeApproval(request('ines', { ...facts, ...nowIs(changes, rate) }))
      return decision.outcome === 'difference' ? decision.differences[0]!.sentence : ''
    }
    expect(told({ unitPrice: '16.50' })).toBe('The price of MUG is now 16.50, not 15.00 (+10 %).')
    expect(told({ unitPrice: '13.50' })).toBe('The price of MUG is now 13.50, not 15.00 (-10 %).')
    expect(told({ neededUnits: 40 })).toBe('MUG: 100 ordered, 40 are needed today; it was 100.')
    expect(told({ neededUnits: 0 })).toBe('MUG: 100 ordered, none is needed today; it was 100.')
    expect(told({}, '1.10', foreign)).toBe('One EUR is now 1.10 GBP, not 1.00 (+10 %).')
    const free = { order: order({ lines: [line({ unitPrice: '0', lastUnitPrice: '0' })] }) }
    expect(told({ unitPrice: '1' }, '1', free)).toBe('The price of MUG is now 1, not 0.')
    expect(told({ unitPrice: '0.00' }, '1', free)).toBe('')
  })
})

describe('further eyes', () => {
  const rule = {
    name: 'kitchen',
    aboveMinor: null,
    categories: ['kitchen'],
    supplierRisks: null,
    criticalities: null,
    approvals: 2,
    role: 'administrator',
  }
  const decide = (by: string, changes: Partial<ApprovalRequest>) =>
    verdict(judgeApproval(request(by, changes)))

  it('are asked for by category, risk, criticality and amount, all conditions of a rule together', () => {
    const asks = (changes: Partial<typeof rule> | object, facts: Partial<ApprovalRequest> = {}) =>
      decide('ines', { policy: policyWith({ approvalRules: [{ ...rule, ...changes }] }), ...facts })
    expect(asks({})).toBe('next_approver')
    expect(asks({ categories: ['garden'] })).toBe('approved')
    expect(asks({ aboveMinor: 150_000 })).toBe('approved')
    expect(asks({ aboveMinor: 149_999 })).toBe('next_approver')
    expect(asks({ supplierRisks: ['high'] })).toBe('approved')
    expect(asks({ supplierRisks: ['high'] }, { supplier: supplier({ risk: 'high' }) })).toBe(
      'next_approver',
    )
    expect(asks({ criticalities: ['critical'] })).toBe('approved')
    const critical = order({ lines: [line({ criticality: 'critical' })] })
    expect(asks({ criticalities: ['critical'] }, { order: critical })).toBe('next_approver')
  })

  it('are of different people, one with the limit, one with the role', () => {
    const policy = policyWith({ approvalRules: [rule] })
    expect(decide('eva', { policy, given: [given('ines')] })).toBe('next_approver')
    expect(decide('omar', { policy, given: [given('ines')] })).toBe('approved')
    expect(decide('ines', { policy, given: [given('ines')] })).toBe('approved_before')
    expect(
      decide('ines', { policy, given: [given('omar', { forPerson: 'ines', role: 'approver' })] }),
    ).toBe('approved_before')
    const lent = people.map((each) =>
      each.id === 'ines' ? { ...each, delegateId: 'bea', delegateUntilOn: '2026-12-31' } : each,
    )
    const noRole = policyWith({ approvalRules: [{ ...rule, role: null }] })
    expect(decide('bea', { policy: noRole, people: lent, given: [given('ines')] })).toBe(
      'barred_delegation',
    )
    expect(decide('bea', { policy: noRole, people: lent, given: [given('eva')] })).toBe('approved')
    const zero = [...people, person('zoe', 0)]
    expect(decide('zoe', { policy: noRole, people: zero, given: [given('ines')] })).toBe(
      'over_limit',
    )
    const roleOnly = policyWith({ approvalRules: [{ ...rule, approvals: 1 }] })
    expect(decide('ines', { policy: roleOnly })).toBe('next_approver')
    expect(decide('omar', { policy: roleOnly })).toBe('approved')
  })

  it('do not count when they saw another content or are too old', () => {
    const policy = policyWith({ approvalRules: [rule] })
    const after = (changes: object) => decide('omar', { policy, given: [given('ines', changes)] })
    expect(after({})).toBe('approved')
    expect(after({ revision: 1 })).toBe('next_approver')
    expect(after({ contentHash: 'h1' })).toBe('next_approver')
    expect(after({ at: '2026-11-21T10:00:00Z' })).toBe('approved')
    expect(after({ at: '2026-11-21T09:59:59Z' })).toBe('next_approver')
  })
})

describe('a budget', () => {
  const budgets = [
    { category: 'kitchen', startsOn: '2026-11-01', endsOn: '2026-11-30', amountMinor: 200_000 },
  ]
  const spent = (minor: number, changes: object = {}) => [
    { orderNumber: 'PO-0', category: 'kitchen', on: '2026-11-02', minor, ...changes },
  ]
  const decide = (changes: Partial<ApprovalRequest>, policy: Partial<PurchasingPolicy> = {}) =>
    judgeApproval(request('ines', { policy: policyWith({ budgets, ...policy }), ...changes }))

  it.each([
    ['up to the last penny', spent(50_000), 'approved'],
    ['not a penny beyond', spent(50_001), 'over_budget'],
    ['not counting another category', spent(90_000, { category: 'garden' }), 'approved'],
    ['not counting another period', spent(90_000, { on: '2026-10-31' }), 'approved'],
    ['not counting the order itself twice', spent(90_000, { orderNumber: 'PO-1' }), 'approved'],
  ])('is used %s', (_how, commitments, expected) => {
    expect(verdict(decide({ commitments }))).toBe(expected)
  })

  it.each([
    ['2026-11-01T00:00:00Z', 'over_budget'],
    ['2026-11-30T23:59:59Z', 'over_budget'],
    ['2026-12-01T00:00:00Z', 'approved'],
    ['2026-10-31T23:59:59Z', 'approved'],
  ])('holds on its first and its last day: %s %s', (at, expected) => {
    const asked = order({ createdAt: '2026-10-01T00:00:00Z', submittedAt: null })
    for (const on of ['2026-11-01', '2026-11-30']) {
      const commitments = spent(50_001, { on })
      expect(verdict(decide({ now: at, order: asked, commitments }))).toBe(expected)
    }
  })

  it('is only flagged where the shop wants that', () => {
    const over = decide({ commitments: spent(50_001) }, { beyondBudget: 'flag' })
    expect(over).toMatchObject({ outcome: 'approved', flags: [{ code: 'over_budget' }] })
  })
})

describe('handing in', () => {
  const terms = [{ sku: 'MUG', moqUnits: 24, orderMultipleUnits: 12, maximumUnits: 480 }]
  const submit = (
    units: number,
    changes: Partial<OrderFacts> = {},
    from: Partial<SupplierFacts> = {},
  ) =>
    judgeSubmission({
      policy: policyWith(),
      now,
      order: order({ state: 'draft', lines: [line({ units, planUnits: units })], ...changes }),
      supplier: supplier(from),
      options: [],
      terms,
      related: [],
      people,
    })

  it.each([
    [24, 'submitted', ''],
    [12, 'not_order_multiple', 'Order 24.'],
    [50, 'not_order_multiple', 'Order 60.'],
    [480, 'submitted', ''],
    [492, 'not_order_multiple', 'another supplier'],
    [0, 'not_order_multiple', 'another supplier'],
  ])('%s units: %s %s', (units, expected, repair) => {
    const result = submit(units)
    expect(verdict(result)).toBe(expected)
    if (result.outcome === 'refused') expect(result.repair).toContain(repair)
  })

  it('says what is sold', () => {
    expect(submit(50)).toMatchObject({
      sentence:
        '50 of MUG can not be ordered: it is sold at least 24, in multiples of 12, at most 480.',
    })
    const open = { moqUnits: 24, orderMultipleUnits: 12, maximumUnits: null }
    expect(quantityRefusal('MUG', 50, open)?.sentence).toBe(
      '50 of MUG can not be ordered: it is sold at least 24, in multiples of 12.',
    )
  })

  it('is refused from another state, for nothing, and from a blocked supplier', () => {
    expect(verdict(submit(24, { state: 'sent' }))).toBe('wrong_state')
    expect(verdict(submit(24, { totalMinor: 0 }))).toBe('zero_total')
    expect(verdict(submit(24, {}, { status: 'blocked' }))).toBe('supplier_not_usable')
    expect(
      quantityRefusal('MUG', 7, { moqUnits: 1, orderMultipleUnits: 1, maximumUnits: null }),
    ).toBeNull()
  })
})

describe('sending', () => {
  const send = (
    changes: Partial<OrderFacts> = {},
    approvals = [given('eva', { limitMinor: 200_000 })],
    from: Partial<SupplierFacts> = {},
    at = now,
  ) =>
    judgeSending({
      policy: policyWith(),
      now: at,
      order: order({ state: 'approved', ...changes }),
      supplier: supplier(from),
      given: approvals,
    })

  it('goes to the address of the supplier master', () => {
    expect(send()).toEqual({ outcome: 'send', to: 'orders@acme.example' })
    expect(verdict(send({}, undefined, { email: null }))).toBe('no_recipient')
    expect(verdict(send({}, undefined, { email: ' ' }))).toBe('no_recipient')
    expect(verdict(send({}, undefined, { status: 'blocked' }))).toBe('supplier_not_usable')
  })

  it('needs an approval of this content, by enough people, with the limit', () => {
    expect(verdict(send({}, []))).toBe('not_approved')
    expect(verdict(send({ contentHash: 'freight added' }))).toBe('changed_after_approval')
    expect(verdict(send({ revision: 3 }))).toBe('changed_after_approval')
    expect(verdict(send({ totalMinor: 200_001 }))).toBe('not_approved')
    expect(verdict(send({ state: 'submitted' }))).toBe('wrong_state')
  })

  it('counts a person and the one who lent that person’s limit once', () => {
    const risky = (approvals: ReturnType<typeof given>[]) =>
      verdict(send({}, approvals, { risk: 'high' }))
    expect(risky([given('ines'), given('bea', { forPerson: 'ines' })])).toBe('not_approved')
    expect(risky([given('ines'), given('bea', { forPerson: 'eva' })])).toBe('send')
  })

  it('is possible for 72 hours, not a second more, and not before the approval', () => {
    const at = (text: string) => verdict(send({}, undefined, {}, text))
    expect(at('2026-11-27T08:00:00Z')).toBe('send')
    expect(at('2026-11-27T08:00:01Z')).toBe('approval_expired')
    expect(at('2026-11-24T07:59:59Z')).toBe('clock_skew')
  })
})

describe('approval without a click', () => {
  const on = { autoApproval: { switchedOnBy: 'ines', upToMinor: 150_000 } }
  const auto = (changes: Partial<ApprovalRequest> = {}, policy: Partial<PurchasingPolicy> = on) => {
    const { clicker: _clicker, seen: _seen, ...rest } = request('ines', changes)
    return judgeAutoApproval({ ...rest, policy: policyWith(policy) })
  }

  it('is off unless a person switched it on, and is then in their name', () => {
    expect(auto({}, {})).toEqual({ outcome: 'by_hand', reasons: ['the rule is switched off'] })
    expect(auto()).toMatchObject({ outcome: 'approved', approval: { by: 'ines', revision: 2 } })
  })

  it.each([
    ['a larger amount', { order: order({ totalMinor: 150_001 }) }],
    ['a larger amount in the window', { related: [related({ totalMinor: 1 })] }],
    ['a line that is not from a plan', { order: order({ lines: [line({ planUnits: null })] }) }],
    ['more than the plan', { order: order({ lines: [line({ units: 101 })] }) }],
    ['any flag', { supplier: supplier({ bankChangedAt: '2026-11-20T10:00:00Z' }) }],
    ['an order that needs two people', { supplier: supplier({ risk: 'high' }) }],
    ['a price that moved', { current: { lines: [], rateToBase: '1' } }],
    ['an order of the one who switched it on', { order: order({ createdBy: 'ines' }) }],
    ['one who left', { people: people.map((each) => ({ ...each, active: each.id !== 'ines' })) }],
    ['one who is not known', { people: people.filter(({ id }) => id !== 'ines') }],
    ['a draft', { order: order({ state: 'draft' }) }],
  ] as [string, Partial<ApprovalRequest>][])('leaves %s to a person', (_what, changes) => {
    const result = auto(changes)
    expect(result.outcome).toBe('by_hand')
    expect((result as { reasons: string[] }).reasons.length).toBeGreaterThan(0)
  })
})
