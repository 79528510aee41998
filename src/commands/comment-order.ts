import { z } from 'zod'
import { appendAudit } from '#store/audit.ts'
import { defineCommand } from './command.ts'
import { orderNumber, reason } from './fields.ts'
import { orderOf } from './order-of.ts'
import { changeId } from './person-change.ts'

const input = z.strictObject({ order: orderNumber, changeId, text: reason })

/**
 * Says something about an order where everybody reads it: a question to its requester, or the answer. It decides nothing,
 * changes nothing about the order, and is no hand in it.
 */
export const commentOrder = defineCommand({
  name: 'comment_order',
  title: 'Ask or say something about an order',
  input,
  key: ({ order, changeId }) => `comment ${order} ${changeId}`,
  async act({ tx, person, now }, { order: number, text }) {
    const { revision } = await orderOf(tx, number)
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'order.comment',
      subject: number,
      detail: { revision, reason: text },
    })
    return { order: number, revision }
  },
})
