// The difference that another policy would make to the orders that are open now; reads only.
import { judgeApproval } from '#purchasing/judge-approval.ts'
import { approvalRefusal } from '#purchasing/judge-sending.ts'
import { previewApproval } from '#purchasing/approval-preview.ts'
import type { DecisionFacts } from '#purchasing/approval-preview.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { fieldChanges, policyWith } from '#purchasing/policy-difference.ts'
import type { FieldChange } from '#purchasing/policy-difference.ts'
import { QuartermasterError } from '#root/errors.ts'
import { contentHash } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { ordersIn } from '#store/purchase-orders.ts'
import { decisionFacts } from './approval-facts.ts'

/** How an order stands under a policy. */
export type OrderUnder = {
  approvals: number
  roles: readonly string[]
  /** Names of those who may decide, in the order of the route. */
  deciders: string[]
  flags: string[]
  /** Why nobody may approve it, or why it may not be sent; null = somebody may, it may. */
  stopped: string | null
}

export type OrderEffect = {
  order: string
  state: OrderState
  before: OrderUnder
  after: OrderUnder
}

export type PolicyPreview = {
  policy: PurchasingPolicy
  changes: FieldChange[]
  /** Orders that stand differently: submitted, approved and not sent, drafts as if they were handed in now. */
  orders: OrderEffect[]
  lookedAt: number
  /** Names the change and the difference it makes: what was seen is what is set. */
  hash: string
}

type Moment = { now: string; asOf: string }

/** Why none of those who may decide could approve the order as it is written, or null. */
function stoppedFor(facts: DecisionFacts, deciders: readonly string[]): string | null {
  const { revision, contentHash: hash, totalMinor, lines, rateToBase } = facts.order
  const asWritten = lines.map(({ sku, unitPrice }) => ({
    sku,
    unitPrice,
    neededUnits: null,
    neededBeforeUnits: null,
  }))
  const refusals = deciders.flatMap((id) => {
    const decision = judgeApproval({
      ...facts,
      clicker: { kind: 'person', person: facts.people.find((each) => each.id === id) ?? null },
      seen: { revision, contentHash: hash, typedAmountMinor: totalMinor },
      current: { lines: asWritten, rateToBase },
    })
    return decision.outcome === 'refused' ? [decision.sentence] : []
  })
  if (deciders.length === 0) return 'Nobody may decide about it.'
  return refusals.length < deciders.length ? null : refusals[0]!
}

/** A draft is looked at as if it were handed in now. */
function asHandedIn(facts: DecisionFacts): DecisionFacts {
  const { order, now } = facts
  return order.state === 'draft'
    ? { ...facts, order: { ...order, state: 'submitted', submittedAt: now } }
    : facts
}

function standingUnder(read: DecisionFacts): OrderUnder {
  const facts = asHandedIn(read)
  try {
    const { needs, route, flags } = previewApproval(facts)
    const stopped =
      facts.order.state === 'approved'
        ? (approvalRefusal(facts)?.sentence ?? null)
        : stoppedFor(
            facts,
            route.deciders.map(({ id }) => id),
          )
    return {
      approvals: needs.approvals,
      roles: needs.roles,
      deciders: route.deciders.map(({ name }) => name),
      flags: flags.map(({ sentence }) => sentence),
      stopped,
    }
  } catch (error) {
    if (!(error instanceof QuartermasterError)) throw error
    return { approvals: 0, roles: [], deciders: [], flags: [], stopped: error.message }
  }
}

async function effectOn(
  db: Database,
  number: string,
  policies: { from: PurchasingPolicy; to: PurchasingPolicy },
  moment: Moment,
): Promise<OrderEffect> {
  const { order, facts } = await decisionFacts(db, number, { policy: policies.from, ...moment })
  const next = await decisionFacts(db, number, { policy: policies.to, ...moment })
  const [before, after] = [standingUnder(facts), standingUnder(next.facts)]
  return { order: number, state: order.state, before, after }
}

/**
 * What a change of the policy in force would do to every order that is drafted, submitted, or approved and not sent.
 * Throws 'invalid' for what is no policy, or no change.
 */
export async function previewPolicy(
  db: Database,
  current: PurchasingPolicy,
  changes: Record<string, unknown>,
  moment: Moment,
): Promise<PolicyPreview> {
  const policy = policyWith(current, changes)
  const changed = fieldChanges(current, policy)
  if (changed.length === 0) {
    throw new QuartermasterError(
      'invalid',
      'The policy says this already.',
      'Change a field, or leave the policy as it is.',
    )
  }
  const effects: OrderEffect[] = []
  for (const state of ['submitted', 'approved', 'draft'] as const) {
    for (const number of await ordersIn(db, state)) {
      effects.push(await effectOn(db, number, { from: current, to: policy }, moment))
    }
  }
  const orders = effects.filter(({ before, after }) => fieldChanges(before, after).length > 0)
  const hash = contentHash(['purchasing_policy', current, policy, orders])
  return { policy, changes: changed, orders, lookedAt: effects.length, hash }
}
