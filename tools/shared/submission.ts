// How the submission of an order is told: as the tool that submits answers, and as a question looks at it before.
import type { Flag } from '#purchasing/order-flags.ts'
import type { Database } from '#store/database.ts'
import type { OrderRow, OrderWithLines } from '#store/purchase-orders.ts'
import { resolveSupplier } from '#store/suppliers.ts'
import { nameOf, present, sentenceOf } from './answer.ts'
import { lastDecision } from './decided.ts'
import { decisionOn, decisionSentence } from './decision.ts'
import type { Decision } from './decision.ts'
import { orderAnswer } from './order.ts'

/** Nothing was done; the order was handed in by this call; or it waits since an earlier one. */
export type Handed = 'now' | 'before' | 'not_yet' | 'not_waiting'

/** The order as it stands, who may decide about it or what was decided, and `handed` in words. */
export async function submissionAnswer(
  db: Database,
  order: OrderWithLines,
  done: { handed: Handed; flags: Flag[] },
  when: { asOf: string; now: string },
) {
  const decision = await decisionOn(db, order.number, when)
  const decided = await lastDecision(db, order)
  const supplier = await resolveSupplier(db, order.supplierCode)
  const { baseCurrency } = decision
  const waits = done.handed !== 'not_waiting'
  return present({
    asOf: when.asOf,
    source: 'approval limits and decisions in the books',
    ...orderAnswer(order, { supplierName: supplier.name, baseCurrency }),
    submitted: done.handed === 'now',
    decided: decided?.sentence ?? null,
    reasonQuoted: decided?.reasonQuoted ?? null,
    ...(waits ? whoDecides(decision, done.flags) : nobodyDecides),
    display: waits
      ? `${handedIn(order, done.handed)} ${decisionSentence(decision)}`
      : (decided?.sentence ?? standsAt(order)),
  })
}

function handedIn({ number }: OrderRow, handed: Handed): string {
  if (handed === 'now') return `${number} is submitted.`
  if (handed === 'before') return `${number} was submitted before.`
  return `${number} is a draft; nothing was submitted.`
}

const nobodyDecides = {
  flags: [],
  approvalsMissing: 0,
  deciders: [],
  excluded: [],
  deciderCount: 0,
}

/** An order that came from elsewhere has no decision here. */
const standsAt = ({ number, state }: OrderRow) => `${number} is ${state.replace('_', ' ')}.`

function whoDecides(decision: Decision, submittedWith: Flag[]) {
  const { route, open, needs, flags, baseCurrency } = decision
  // What was unusual when it was handed in, then what an approver sees besides, such as an overspent budget.
  const told = new Set(submittedWith.map(({ sentence }) => sentence))
  const raised = [...submittedWith, ...flags.filter(({ sentence }) => !told.has(sentence))]
  return {
    flags: raised.slice(0, 8).map(({ sentence }) => sentenceOf(sentence)),
    approvalsMissing: open?.approvals ?? needs.approvals,
    deciders: route.deciders.slice(0, 8).map(({ name, role, limitMinor, forPerson }) =>
      present({
        name: nameOf(name),
        role,
        currency: baseCurrency,
        limitMinor: Number.isFinite(limitMinor) ? limitMinor : null,
        standsInFor: forPerson === null ? null : nameOf(forPerson),
      }),
    ),
    excluded: route.excluded
      .slice(0, 8)
      .map(({ name, reason }) => ({ name: nameOf(name), reason })),
    deciderCount: route.deciders.length,
  }
}
