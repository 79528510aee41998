import { describe, expect, it } from 'vitest'
import { approvalRoute, mayDraft } from '#purchasing/approval.ts'
import type { Approver } from '#purchasing/approval.ts'

function person(id: string, limit: number | null, changes: Partial<Approver> = {}): Approver {
  return {
    id,
    name: id.toUpperCase(),
    role: 'approver',
    approvalLimitMinor: limit,
    active: true,
    delegateId: null,
    delegateUntilOn: null,
    ...changes,
  }
}

const question = {
  amountMinor: 100_000,
  createdBy: 'bob',
  lastEditedBy: 'bob',
  supplierCreatedBy: null,
  asOf: '2026-11-24',
}
const ids = (people: { id: string }[]) => people.map(({ id }) => id)

describe('who must decide', () => {
  it('takes limits inclusive, the smallest sufficient one first', () => {
    const people = [
      person('zoe', 500_000),
      person('ann', 100_000),
      person('max', 99_999),
      person('bob', null),
    ]
    const route = approvalRoute(people, question)
    expect(ids(route.deciders)).toEqual(['ann', 'zoe'])
    expect(route.excluded).toEqual([{ id: 'max', name: 'MAX', reason: 'has a lower limit' }])
  })

  it.each([
    ['who asked for it', { createdBy: 'ann' }, 'asked for this order'],
    ['who edited it last', { lastEditedBy: 'ann' }, 'edited it last'],
    ['who entered the supplier', { supplierCreatedBy: 'ann' }, 'entered the supplier'],
  ])('bars the one %s, whatever the limit', (_who, changes, reason) => {
    const route = approvalRoute([person('ann', 9_000_000)], { ...question, ...changes })
    expect(route.deciders).toEqual([])
    expect(route.excluded).toEqual([{ id: 'ann', name: 'ANN', reason }])
  })

  it('names nobody when nobody has the limit', () => {
    expect(approvalRoute([person('ann', 5)], question).deciders).toEqual([])
    expect(approvalRoute([], question)).toEqual({ deciders: [], excluded: [] })
  })

  it('leaves out people who left', () => {
    expect(approvalRoute([person('ann', 900_000, { active: false })], question).deciders).toEqual(
      [],
    )
  })

  it('lets a delegate stand in until the day the loan ends, and not a day longer', () => {
    const giver = (untilOn: string) =>
      person('ann', 900_000, { delegateId: 'sam', delegateUntilOn: untilOn })
    const sam = person('sam', null, { role: 'buyer' })
    const on = approvalRoute([giver('2026-11-24'), sam], question)
    expect(on.deciders).toEqual([
      expect.objectContaining({ id: 'ann', forPerson: null }),
      expect.objectContaining({ id: 'sam', limitMinor: 900_000, forPerson: 'ANN' }),
    ])
    expect(ids(approvalRoute([giver('2026-11-23'), sam], question).deciders)).toEqual(['ann'])
  })

  it('bars the loan with the one who gave it, but not the own limit of the delegate', () => {
    const giver = person('bob', 900_000, { delegateId: 'sam', delegateUntilOn: '2026-12-31' })
    const borrowed = approvalRoute([giver, person('sam', null)], question)
    expect(borrowed.deciders).toEqual([])
    expect(borrowed.excluded).toContainEqual({
      id: 'sam',
      name: 'SAM',
      reason: 'stands in for a person who is barred',
    })
    expect(ids(approvalRoute([giver, person('sam', 100_000)], question).deciders)).toEqual(['sam'])
  })
})

describe('who may draft', () => {
  it('is a buyer, an approver or an administrator', () => {
    const roles = ['buyer', 'approver', 'warehouse', 'payables', 'administrator', '']
    expect(roles.filter(mayDraft)).toEqual(['buyer', 'approver', 'administrator'])
  })
})
