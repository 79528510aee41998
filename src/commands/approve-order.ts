import { z } from 'zod'
import { approvalFacts } from '#operations/approval-facts.ts'
import { judgeApproval } from '#purchasing/judge-approval.ts'
import type { ApprovalDecision } from '#purchasing/judge-approval.ts'
import { lapsedApprovalAt, renewalRefusal } from '#purchasing/lapsed-approval.ts'
import { keptContent } from '#purchasing/order-content.ts'
import { contentHash } from '#store/content-hash.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { defineCommand } from './command.ts'
import { orderNumber, seenRevision } from './fields.ts'
import { orderOf, personActing, takeStep } from './order-of.ts'
import { recordApproval } from './record-approval.ts'

const input = z.strictObject({
  order: orderNumber,
  revision: seenRevision,
  /** The hash of what was on the card. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'send the hash that was on the card'),
  /** The total of the order in minor units, typed by the person where the policy asks for it. */
  typedAmountMinor: z
    .string()
    .regex(/^\d{1,18}$/, 'type the total as it is shown')
    .nullable(),
  /** The instant of the person's own approval that had lapsed when the card was shown; left out where there was none. */
  lastApprovedAt: z.iso
    .datetime({ precision: 3, error: 'send the instant that was on the card' })
    .optional(),
})

/** What an approver is told when the order is not what holds today: every difference, and nothing is approved. */
function notAsShown(
  order: string,
  decision: Extract<ApprovalDecision, { outcome: 'difference' }>,
): QuartermasterError {
  const { differences, flags } = decision
  return new QuartermasterError(
    'conflict',
    `${order} was not approved: ${differences.map(({ sentence }) => sentence).join(' ')}`,
    'Reject it with that reason, or have its requester revise it to what holds today and submit it again.',
    { order, refusal: 'difference', differences, flags },
  )
}

/** The rows do not say what the hash names: somebody wrote past the program. */
function changedBeside(order: string): QuartermasterError {
  return refusalError(
    refused(
      'changed_since_shown',
      `${order} is not what its revision says: its lines were changed beside the program.`,
      'Run quartermaster verify and find out who wrote to the database; reject the order and draft it anew.',
    ),
    { order },
  )
}

/**
 * Approves what was on the card, after looking again at price, stock, need, limits, budget and who had a hand in it. The
 * message to the supplier is queued in the same transaction once nobody else must approve.
 */
export const approveOrder = defineCommand({
  name: 'approve_order',
  title: 'Approve an order',
  input,
  // A yes that lapsed is renewed by a click on a card that said so; the click that gave it stays what it was.
  key: ({ order, revision, lastApprovedAt: last }) =>
    `approve ${order} revision ${revision}${last === undefined ? '' : ` after ${last}`}`,
  async act({ tx, person, policy, now, asOf, enqueue }, { order: number, ...seen }) {
    const before = await orderOf(tx, number)
    const actor = personActing(person)
    await takeStep(tx, before, { command: 'approve', complete: true }, actor, seen.revision)
    const { order, facts } = await approvalFacts(tx, number, { policy, now, asOf })
    if (contentHash(keptContent(order)) !== order.contentHash) throw changedBeside(number)
    const typedAmountMinor = seen.typedAmountMinor === null ? null : BigInt(seen.typedAmountMinor)
    const clicker = { kind: 'person' as const, person }
    const decision = judgeApproval({ ...facts, clicker, seen: { ...seen, typedAmountMinor } })
    if (decision.outcome === 'refused') {
      throw refusalError(decision, { order: number, flags: decision.flags })
    }
    if (decision.outcome === 'difference') throw notAsShown(number, decision)
    const renews = lapsedApprovalAt(facts, person.id)
    const stale = renewalRefusal(number, renews, seen.lastApprovedAt ?? null)
    if (stale !== null) throw refusalError(stale, { order: number })
    const complete = decision.outcome === 'approved'
    const { approval, flags } = decision
    const step = await takeStep(tx, order, { command: 'approve', complete }, actor, seen.revision)
    const given = { ...approval, madeBy: 'click' as const }
    await recordApproval(tx, { order, step, approval: given, renews, flags, at: now, enqueue })
    return {
      order: number,
      revision: order.revision,
      state: step.state,
      flags,
      open: decision.outcome === 'next_approver' ? decision.open : null,
    }
  },
})
