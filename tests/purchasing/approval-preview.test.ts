import { describe, expect, it } from 'vitest'
import { approvalNeeds, openNeeds } from '#purchasing/approval-needs.ts'
import { previewApproval } from '#purchasing/approval-preview.ts'
import { approvalRoute, barFor, limitsOf, ownLimit, powersOf } from '#purchasing/approval.ts'
import {
  given,
  line,
  order,
  people,
  person,
  policyWith,
  related,
  request,
  supplier,
} from './order-world.ts'

const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id)

describe('before anybody clicks, a person sees', () => {
  it('who may decide, with which limit, and that one of them must', () => {
    const { held, route, ...rest } = previewApproval(request('eva'))
    expect(held).toEqual({ ownMinor: 150_000n, heldMinor: 150_000n, together: [] })
    expect(route.deciders).toEqual([
      { id: 'eva', name: 'Eva', role: 'approver', limitMinor: 200_000, forPerson: null },
      { id: 'ines', name: 'Ines', role: 'approver', limitMinor: 2_500_000, forPerson: null },
      { id: 'omar', name: 'Omar', role: 'administrator', limitMinor: Infinity, forPerson: null },
    ])
    expect(route.excluded).toEqual([])
    expect(rest).toEqual({
      needs: { approvals: 1, roles: [], because: [] },
      given: [],
      open: { approvals: 1, limit: true, roles: [] },
      flags: [],
    })
  })

  it('the amount with all that belongs with it, and who is then below it', () => {
    const preview = previewApproval(request('eva', { related: [related()] }))
    expect(preview.held).toMatchObject({ ownMinor: 150_000n, heldMinor: 250_000n })
    expect(ids(preview.route.deciders)).toEqual(['ines', 'omar'])
    expect(preview.route.excluded).toEqual([
      { id: 'eva', name: 'Eva', reason: 'has a lower limit' },
    ])
    expect(preview.flags.map(({ code }) => code)).toEqual(['split_window'])
  })

  it('who had a hand in it, the one who entered the supplier too', () => {
    const of = supplier({ createdBy: 'ines' })
    expect(previewApproval(request('eva', { supplier: of })).route.excluded).toEqual([
      { id: 'ines', name: 'Ines', reason: 'entered the supplier' },
    ])
  })

  it('which approvals count, and when nothing is missing any more', () => {
    const old = given('ines', { revision: 1 })
    const now = given('eva', { limitMinor: 150_000 })
    const preview = previewApproval(request('omar', { given: [old, now] }))
    expect(preview.given).toEqual([now])
    expect(preview.open).toBeNull()
    const below = given('eva', { limitMinor: 149_999 })
    expect(previewApproval(request('omar', { given: [below] })).open).toEqual({
      approvals: 1,
      limit: true,
      roles: [],
    })
  })

  it('a loan to the end of its last day where the shop is', () => {
    const lent = people.map((each) =>
      each.id === 'ines' ? { ...each, delegateId: 'bea', delegateUntilOn: '2026-11-24' } : each,
    )
    const at = (timeZone: string, now: string) =>
      ids(
        previewApproval(request('eva', { people: lent, policy: policyWith({ timeZone }), now }))
          .route.deciders,
      )
    expect(at('Pacific/Auckland', '2026-11-24T10:59:59Z')).toContain('bea')
    expect(at('Pacific/Auckland', '2026-11-24T11:00:00Z')).not.toContain('bea')
    expect(at('UTC', '2026-11-24T11:00:00Z')).toContain('bea')
  })

  it('what is unusual: an amount just under a limit, a budget that does not cover it', () => {
    const budgets = [
      { category: 'kitchen', startsOn: '2026-11-01', endsOn: '2026-11-30', amountMinor: 1 },
    ]
    const policy = policyWith({ budgets })
    const close = order({ totalMinor: 199_000 })
    expect(
      previewApproval(request('eva', { policy, order: close })).flags.map(({ code }) => code),
    ).toEqual(['just_under_limit', 'over_budget'])
    const nobody = people.slice(0, 2)
    expect(previewApproval(request('eva', { order: close, people: nobody })).flags).toEqual([])
  })
})

describe('what a person may draw on', () => {
  const policy = policyWith({ roleLimitsMinor: { approver: 150_000, administrator: null } })
  const on = '2026-11-24'
  const lender = (id: string, limit: number | null, changes = {}) =>
    person(id, limit, { delegateId: 'sam', delegateUntilOn: on, ...changes })
  const sam = person('sam', 5)
  const drawn = (...others: ReturnType<typeof person>[]) =>
    powersOf(sam, [sam, ...others], on, policy).map(({ limitMinor, giver }) => [
      giver?.id ?? 'own',
      limitMinor,
    ])

  it('is the own limit, then the loans, the highest first', () => {
    expect(drawn(lender('ann', 10), lender('max', 30), lender('zoe', 20))).toEqual([
      ['own', 5],
      ['max', 30],
      ['zoe', 20],
      ['ann', 10],
    ])
  })

  it.each([
    ['who lent it to somebody else', { delegateId: 'kim' }],
    ['who left', { active: false }],
    ['whose loan has no end', { delegateUntilOn: null }],
    ['whose loan ended', { delegateUntilOn: '2026-11-23' }],
    ['who decides nothing', { approvalLimitMinor: 0 }],
    ['whose role decides nothing', { role: 'warehouse' }],
  ])('is nothing of a person %s', (_who, changes) => {
    expect(drawn(lender('ann', 10, changes))).toEqual([['own', 5]])
  })

  it('is not an own loan', () => {
    const self = { ...sam, delegateId: 'sam', delegateUntilOn: on }
    expect(powersOf(self, [self], on, policy)).toEqual([{ limitMinor: 5, giver: null }])
  })

  it('is nothing for a role that never decides, whoever lends', () => {
    const wim = person('wim', null, { role: 'warehouse' })
    const ann = lender('ann', 10, { delegateId: 'wim' })
    expect(powersOf(wim, [wim, ann], on, policy)).toEqual([])
  })

  it('is the limit of the person, else of the role, else nothing', () => {
    const limit = (own: number | null, role: string) => ownLimit(person('x', own, { role }), policy)
    expect(limit(7, 'approver')).toBe(7)
    expect(limit(0, 'approver')).toBeNull()
    expect(limit(null, 'approver')).toBe(150_000)
    expect(limit(null, 'administrator')).toBe(Infinity)
    expect(limit(null, 'buyer')).toBeNull()
    expect(limit(7, 'warehouse')).toBeNull()
    expect(limitsOf(people, policyWith())).toEqual([200_000, 2_500_000, Infinity])
  })
})

describe('the chain to ask along', () => {
  it('starts with the smallest limit that is enough, equals by their ids', () => {
    const chief = (id: string) => person(id, null, { role: 'administrator' })
    const some = [chief('zed'), person('max', 9), person('ann', 9), person('kim', 8), chief('abe')]
    const question = { ...order(), amountMinor: 8, supplierCreatedBy: null, asOf: '2026-11-24' }
    const chain = (list: typeof some) =>
      approvalRoute(list, question, policyWith()).deciders.map(({ id }) => id)
    expect(chain(some)).toEqual(['kim', 'ann', 'max', 'abe', 'zed'])
    expect(chain(some.toReversed())).toEqual(['kim', 'ann', 'max', 'abe', 'zed'])
  })

  it('names why a person is out of it, by a code for programs', () => {
    const made = { createdBy: 'a', lastEditedBy: 'b', preparedBy: ['c'], supplierCreatedBy: 'd' }
    const bar = (id: string, changes = {}) => barFor(person(id, 1, changes), made)
    expect(bar('x', { active: false })).toEqual({
      code: 'inactive_person',
      reason: 'is not active',
    })
    expect(bar('a')).toEqual({ code: 'self_approval', reason: 'asked for this order' })
    expect(bar('b')).toEqual({ code: 'editor_approval', reason: 'edited it last' })
    expect(bar('c')).toEqual({
      code: 'editor_approval',
      reason: 'wrote a part of it, or of the order it was copied from',
    })
    expect(bar('d')).toEqual({ code: 'supplier_creator_approval', reason: 'entered the supplier' })
    expect(bar('x')).toBeNull()
  })
})

describe('how many people an order needs', () => {
  const rule = (name: string, approvals: number, role: string | null) => ({
    name,
    aboveMinor: null,
    categories: null,
    supplierRisks: null,
    criticalities: null,
    approvals,
    role,
  })
  const approvalRules = [rule('two', 2, 'buyer'), rule('three', 3, null), rule('again', 1, 'buyer')]

  it('is the most that any rule asks for, with every role once', () => {
    expect(approvalNeeds(order(), supplier(), 1n, policyWith({ approvalRules }))).toEqual({
      approvals: 3,
      roles: ['buyer'],
      because: ['two', 'three', 'again'],
    })
  })

  it('follows from one line among others', () => {
    const lines = [line(), line({ sku: 'KNIFE', category: 'steel', criticality: 'critical' })]
    const rules = [
      { ...rule('steel', 2, null), categories: ['steel'] },
      { ...rule('critical', 2, null), criticalities: ['critical'] as const },
      { ...rule('garden', 2, null), categories: ['garden'] },
    ]
    const policy = policyWith({ approvalRules: rules })
    expect(approvalNeeds(order({ lines }), supplier(), 1n, policy).because).toEqual([
      'steel',
      'critical',
    ])
  })

  it('is counted down to nothing, and never below what limit and roles still ask for', () => {
    const needs = { approvals: 2, roles: ['buyer'], because: [] }
    const bob = given('bob', { role: 'buyer', limitMinor: 0 })
    expect(openNeeds(needs, [], 10n)).toEqual({ approvals: 2, limit: true, roles: ['buyer'] })
    expect(openNeeds(needs, [bob], 10n)).toEqual({ approvals: 1, limit: true, roles: [] })
    expect(openNeeds(needs, [bob, given('eva', { limitMinor: 9 })], 10n)).toEqual({
      approvals: 1,
      limit: true,
      roles: [],
    })
    expect(openNeeds(needs, [bob, given('eva', { limitMinor: 10 })], 10n)).toBeNull()
    expect(openNeeds(needs, [given('eva'), given('ines')], 10n)).toEqual({
      approvals: 1,
      limit: false,
      roles: ['buyer'],
    })
    expect(openNeeds(needs, [bob, given('a', { limitMinor: null }), given('c')], 10n)).toBeNull()
  })
})
