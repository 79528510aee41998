// An order handed in after a client asked the person in front of it. The question shows what would be submitted; the
// answer submits exactly that, once, and nothing else: whoever approves signs in elsewhere.
import { randomBytes } from 'node:crypto'
import { judgeSubmission } from '#purchasing/judge-submission.ts'
import { refusalError } from '#purchasing/refusal.ts'
import { formatMoney } from '#render/figures.ts'
import { QuartermasterError } from '#root/errors.ts'
import { hashText } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { quantityTerms } from '#store/order-facts.ts'
import { resolveOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { takeRequestState } from '#store/request-states.ts'
import { signingKey } from '#store/signing-keys.ts'
import { approvePurchaseOrder } from '#tools/approve_purchase_order.ts'
import { requireDrafter } from '#tools/shared/drafting.ts'
import { submissionAnswer } from '#tools/shared/submission.ts'
import { runTool } from '#agent/run-tool.ts'
import type { Tool } from '#root/tool.ts'
import { decisionFacts } from './approval-facts.ts'
import { toolContext } from './call-tool.ts'
import type { Shop } from './shop.ts'

/** How long it is remembered that an answer was taken up: longer than any seal on a question lasts. */
const rememberedMilliseconds = 60 * 60 * 1000

/** What names an order as it was shown: any edit changes it. */
export type ShownOrder = { order: string; revision: number; contentHash: string }

/** `lineCount`, `total` (ready to show) and `flags` are what a person is asked about; null = there is nothing to ask. */
export type SubmissionView = ShownOrder & {
  question: { supplierName: string; lineCount: number; total: string; flags: string[] } | null
  /** The answer of the tool to an order that it leaves as it is. */
  standing: unknown
}

export type SubmissionConfirmed = ShownOrder & {
  /** Whom the question was put to. */
  principal: string
  /** The question's own random name. */
  question: string
}

/** 'changed' and 'used' submitted nothing: the order is another one by now, or this answer was given before. */
export type ConfirmedOutcome =
  | { outcome: 'done'; result: unknown }
  | { outcome: 'changed' | 'used' }

/** The key that questions are sealed with, base64url: made at the first, the same in every process of the shop. */
export async function requestStateKey(shop: Shop): Promise<{ key: string }> {
  const fresh = { key: randomBytes(32).toString('base64url'), at: shop.now().toISOString() }
  return { key: await signingKey(shop.db, 'request state', fresh) }
}

/**
 * An order before it is submitted, with what to ask where it is a draft. Submits nothing. Throws what the tool would:
 * 'forbidden' for a role that drafts nothing, 'not_found', and 'conflict' where the draft can not be handed in.
 */
export async function readSubmission(
  shop: Shop,
  { order: named }: { order: string },
): Promise<SubmissionView> {
  const { db, person, asOf, now } = await toolContext(shop)
  requireDrafter(person)
  const order = await resolveOrder(db, named)
  const { number, revision, contentHash } = order
  const flags = order.state === 'draft' ? await flagsOf(db, order, { asOf, now }) : []
  const handed =
    order.state === 'draft' ? 'not_yet' : order.state === 'submitted' ? 'before' : 'not_waiting'
  const standing = await submissionAnswer(db, order, { handed, flags }, { asOf, now })
  const { supplierName } = standing
  const question = {
    supplierName,
    lineCount: order.lines.length,
    total: formatMoney(order.totalMinor, order.currency),
    flags: standing.flags,
  }
  return {
    order: number,
    revision,
    contentHash,
    question: order.state === 'draft' ? question : null,
    standing: approvePurchaseOrder.output.parse(standing),
  }
}

/** What an approver of a draft would see first. Throws 'conflict' where it can not be handed in. */
async function flagsOf(db: Database, order: OrderWithLines, when: { asOf: string; now: string }) {
  const policy = await purchasingPolicy(db)
  const { facts } = await decisionFacts(db, order.number, { policy, ...when })
  const judged = judgeSubmission({ ...facts, terms: await quantityTerms(db, facts.order) })
  if (judged.outcome === 'refused') throw refusalError(judged, { order: order.number })
  return judged.flags
}

/**
 * Submits the order that a person was shown and said yes to, by the tool itself and in the same transaction that takes
 * the answer up. An order that was handed in meanwhile is only told about. Throws what the tool throws; then the answer
 * is not taken up either.
 */
export async function submitConfirmed(
  shop: Shop,
  confirmed: SubmissionConfirmed,
): Promise<ConfirmedOutcome> {
  const context = await toolContext(shop)
  return exclusively(shop.db, async (tx): Promise<ConfirmedOutcome> => {
    const order = await resolveOrder(tx, confirmed.order)
    if (order.number !== confirmed.order) throw shownNoMore(confirmed.order)
    if (order.state === 'draft') {
      const { revision, contentHash } = order
      const same = revision === confirmed.revision && contentHash === confirmed.contentHash
      if (!same) return { outcome: 'changed' }
      if (!(await takeUp(tx, confirmed, context.now))) return { outcome: 'used' }
    }
    const tool = approvePurchaseOrder as unknown as Tool
    return {
      outcome: 'done',
      result: await runTool(tool, { order: order.number }, { ...context, db: tx }),
    }
  })
}

function takeUp(tx: Database, { principal, question }: SubmissionConfirmed, now: string) {
  const expiresAt = new Date(Date.parse(now) + rememberedMilliseconds).toISOString()
  const stateHash = hashText(`${principal}\u0000${question}`)
  return takeRequestState(tx, { stateHash, principal, usedAt: now, expiresAt })
}

const shownNoMore = (order: string) =>
  new QuartermasterError(
    'not_found',
    `${order.slice(0, 40)} is not in the books.`,
    'get_purchase_order lists the drafts.',
  )
