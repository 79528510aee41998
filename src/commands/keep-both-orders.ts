import { z } from 'zod'
import { lifeCycle } from '#purchasing/life-cycle.ts'
import type { Role } from '#purchasing/life-cycle.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { recordDuplicateOverride } from '#store/order-doubles.ts'
import { defineCommand } from './command.ts'
import { orderNumber, reason, seenRevision } from './fields.ts'
import { orderOf } from './order-of.ts'

const input = z.strictObject({ order: orderNumber, revision: seenRevision, reason })

/** Says on record that an order is meant although a nearly equal one stands; an approver still decides. */
export const keepBothOrders = defineCommand({
  name: 'keep_both_orders',
  title: 'Keep a nearly equal order',
  input,
  key: ({ order, revision }) => `keep ${order} revision ${revision}`,
  async act({ tx, person, now }, { order: number, revision, reason }) {
    const order = await orderOf(tx, number)
    if (!lifeCycle.submit.roles.includes(person.role as Role)) {
      throw new QuartermasterError(
        'forbidden',
        `The role ${person.role} does not prepare orders.`,
        `Ask a person with the role ${lifeCycle.submit.roles.join(' or ')}.`,
      )
    }
    await recordDuplicateOverride(tx, { number, revision, by: person.id })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'order.keep_both',
      subject: number,
      detail: { revision, reason },
    })
    return { order: number, revision: order.revision }
  },
})
