import { judgeSubmission } from '#purchasing/judge-submission.ts'
import type { Flag } from '#purchasing/order-flags.ts'
import { refusalError } from '#purchasing/refusal.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { quantityTerms } from '#store/order-facts.ts'
import { submitOrder } from '#store/purchase-order-writes.ts'
import type { Author } from '#store/purchase-order-writes.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { decisionFacts } from './approval-facts.ts'

/**
 * Hands a draft in for approval, by a person or by a tool in a person's name: supplier, quantities and total are looked
 * at, and what an approver will see is flagged. `submitted` is false where it was submitted before. Throws 'conflict' with
 * the way out where it can not be handed in.
 */
export async function submitForApproval(
  db: Database,
  order: { number: string; revision: number },
  author: Author,
): Promise<{ submitted: boolean; flags: Flag[] }> {
  return exclusively(db, async (tx) => {
    const policy = await purchasingPolicy(tx)
    const moment = { policy, now: author.at, asOf: author.asOf }
    const { facts } = await decisionFacts(tx, order.number, moment)
    if (facts.order.state === 'submitted' && facts.order.revision === order.revision) {
      return { submitted: false, flags: [] }
    }
    const terms = await quantityTerms(tx, facts.order)
    const judged = judgeSubmission({ ...facts, terms })
    if (judged.outcome === 'refused') throw refusalError(judged, { order: order.number })
    const { submitted } = await submitOrder(tx, order, author)
    return { submitted, flags: judged.flags }
  })
}
