// Whether a message may go to its supplier at this moment, and what it says: looked up from the books each time.
import { orderPaper } from '#operations/order-paper.ts'
import { keptContent } from '#purchasing/order-content.ts'
import { judgeSending } from '#purchasing/judge-sending.ts'
import { refused } from '#purchasing/refusal.ts'
import type { Refused } from '#purchasing/refusal.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import { QuartermasterError } from '#root/errors.ts'
import { contentHash } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { givenApprovals } from '#store/order-approvals.ts'
import { orderFacts, supplierFacts } from '#store/order-facts.ts'
import type { MessageRow } from '#store/order-messages.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'

export type Judged =
  | { outcome: 'send'; to: string; order: OrderWithLines; document: OrderDocument }
  /** What it was to say does not hold any more; nobody needs to do anything. */
  | { outcome: 'moot' }
  | (Refused & { order: OrderWithLines })

/** The state in which an order must be for each kind of message about it. */
const stateFor = { order: 'approved', cancellation: 'cancelled', reminder: 'sent' } as const

/**
 * Judges a message as the books stand. `now` is ISO; `replyTo` the shop's address for answers. Throws only what is a
 * defect.
 */
export async function judgeMessage(
  db: Database,
  message: MessageRow,
  moment: { now: string; replyTo: string },
): Promise<Judged> {
  const found = await orderFacts(db, message.orderNumber)
  if (found === null) throw new Error(`${message.id} is about an order that is not there`)
  const { order, facts } = found
  if (order.state !== stateFor[message.kind] || order.revision !== message.revision) {
    return { outcome: 'moot' }
  }
  const supplier = await supplierFacts(db, order.supplierCode)
  if (supplier === null) throw new Error(`the supplier of ${order.number} vanished`)
  const judged =
    message.kind === 'order'
      ? judgeSending({
          policy: await purchasingPolicy(db),
          now: moment.now,
          order: facts,
          supplier,
          given: await givenApprovals(db, order.number),
        })
      : recipientOf(supplier)
  if (judged.outcome === 'refused') return { ...judged, order }
  if (contentHash(keptContent(order)) !== order.contentHash) return { ...tampered(order), order }
  try {
    const about = {
      kind: message.kind === 'cancellation' ? ('cancellation' as const) : ('order' as const),
      issuedAt: new Date(message.queuedAt).toISOString(),
      replyTo: moment.replyTo,
    }
    return { outcome: 'send', to: judged.to, order, document: await orderPaper(db, order, about) }
  } catch (error) {
    if (error instanceof QuartermasterError) return { ...unwritable(error), order }
    throw error
  }
}

function recipientOf({ code, email }: { code: string; email: string | null }) {
  if (email !== null && email.trim() !== '') return { outcome: 'send' as const, to: email }
  return refused(
    'no_recipient',
    `${code} has no e-mail address.`,
    'Tell the supplier by telephone, or have the address entered in the supplier master.',
  )
}

function tampered({ number }: { number: string }): Refused {
  return refused(
    'changed_after_approval',
    `The lines of ${number} are not what its revision says.`,
    'Run verify; somebody must look at the order before anything is sent.',
  )
}

/** A paper that can not be written is a matter for people, as every refusal is. */
export function unwritable({ message, repair }: QuartermasterError): Refused {
  return refused('not_sendable', message, repair)
}
