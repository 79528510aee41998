// Whether this person may decide about this order at all: who they are, and whether they had a hand in it by any detour.
import { barFor, powersOf } from './approval.ts'
import type { Approver, Power } from './approval.ts'
import { lifeCycle } from './life-cycle.ts'
import type { Role } from './life-cycle.ts'
import { ownOrderBehind } from './near-orders.ts'
import type { GivenApproval, OrderFacts, RelatedOrder, SupplierFacts } from './order-facts.ts'
import type { PurchasingPolicy } from './policy.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

const anotherPerson = 'Somebody else with the limit must decide.'

/** Who clicked: null where the account of the surface is not mapped to a person of the shop. */
export type Clicker = { kind: 'person' | 'tool' | 'job'; person: Approver | null }

/** The active person behind a click whose role may decide, or why there is none. */
export function decidingPerson(clicker: Clicker): { outcome: 'known'; person: Approver } | Refused {
  const { kind, person } = clicker
  if (kind !== 'person') {
    return refused(
      'people_only',
      'Only a signed-in person approves an order; a program never does.',
      'Open the order and decide there.',
    )
  }
  if (person === null) {
    return refused(
      'unmapped_identity',
      'This account does not belong to a person of the shop.',
      'Ask an administrator to connect the account with a person; then decide again.',
    )
  }
  if (!person.active) {
    return refused(
      'inactive_person',
      `${person.name} is no longer active in this shop.`,
      anotherPerson,
    )
  }
  if (!lifeCycle.approve.roles.includes(person.role as Role)) {
    return refused(
      'wrong_role',
      `The role ${person.role} does not decide about orders.`,
      `Ask a person with the role ${lifeCycle.approve.roles.join(' or ')}.`,
    )
  }
  return { outcome: 'known', person }
}

/**
 * Why a person had a hand in the order, or null: asked for it, wrote a part of it, entered the supplier; or did so for
 * an order that this one repeats (dead or alive), or asked for one that it belongs with in the window.
 */
export function segregationRefusal(
  person: Approver,
  order: OrderFacts,
  supplier: SupplierFacts,
  around: {
    related: readonly RelatedOrder[]
    together: readonly RelatedOrder[]
    policy: PurchasingPolicy
  },
): Refused | null {
  const bar = barFor(person, { ...order, supplierCreatedBy: supplier.createdBy })
  if (bar !== null) {
    return refused(
      bar.code,
      `${person.name} ${bar.reason}, so somebody else decides about ${order.number}.`,
      anotherPerson,
    )
  }
  const own =
    ownOrderBehind(order, around.related, person.id, around.policy.duplicates) ??
    around.together.find(({ createdBy }) => createdBy === person.id)
  if (own === undefined) return null
  return refused(
    'self_approval',
    `${order.number} belongs with ${own.number}, which ${person.name} asked for; so somebody else decides.`,
    anotherPerson,
  )
}

/** The power that a person draws on for the amount, or why none: the own limit first, then a loan of one not barred or used. */
export function powerFor(
  person: Approver,
  order: OrderFacts,
  supplier: SupplierFacts,
  question: {
    people: readonly Approver[]
    on: string
    policy: PurchasingPolicy
    amountMinor: bigint
    given: readonly GivenApproval[]
  },
): { outcome: 'power'; power: Power } | Refused {
  const { people, on, policy, given } = question
  const used = new Set(given.flatMap(({ by, forPerson }) => [by, forPerson ?? by]))
  if (used.has(person.id)) {
    return refused(
      'approved_before',
      `${person.name} approved ${order.number} already; it waits for somebody else.`,
      'Nothing more is to be done by this person.',
    )
  }
  const preparers = { ...order, supplierCreatedBy: supplier.createdBy }
  const powers = powersOf(person, people, on, policy)
  const usable = powers.filter(
    ({ giver }) => giver === null || (barFor(giver, preparers) === null && !used.has(giver.id)),
  )
  const best =
    usable.find(({ limitMinor }) => limitMinor >= question.amountMinor) ?? usable[0] ?? null
  if (best !== null) return { outcome: 'power', power: best }
  if (powers.length > 0) {
    return refused(
      'barred_delegation',
      `${person.name} stands in for a person who may not decide about ${order.number}.`,
      anotherPerson,
    )
  }
  const ended = people.find((giver) => giver.delegateId === person.id)
  if (ended !== undefined) {
    return refused(
      'delegation_ended',
      `${person.name} stood in for ${ended.name}${ended.delegateUntilOn === null ? '' : ` until ${ended.delegateUntilOn}`}; that has ended.`,
      `${ended.name} decides, or lends the limit again.`,
    )
  }
  return refused('over_limit', `${person.name} has no limit for approving orders.`, anotherPerson)
}
