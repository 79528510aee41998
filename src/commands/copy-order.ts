import { z } from 'zod'
import { copiedContent } from '#operations/copied-content.ts'
import { lifeCycle } from '#purchasing/life-cycle.ts'
import { copyDraft } from '#store/order-doubles.ts'
import { defineCommand } from './command.ts'
import { orderNumber, seenRevision } from './fields.ts'
import { orderOf } from './order-of.ts'
import { requireRole } from './role.ts'

const input = z.strictObject({ order: orderNumber, revision: seenRevision })

/**
 * Drafts the same again at today's terms. Whoever had a hand in the first had a hand in this one, and where both would
 * stand within the window somebody must say on record that both are meant before it can be approved.
 */
export const copyOrder = defineCommand({
  name: 'copy_order',
  title: 'Order the same again',
  input,
  key: ({ order, revision }) => `copy ${order} revision ${revision}`,
  async act({ tx, person, now, asOf }, { order: number }) {
    requireRole(person, lifeCycle.submit.roles, 'draft orders')
    const order = await orderOf(tx, number)
    const { content, rateToBase } = await copiedContent(tx, order, asOf)
    const author = { id: person.id, at: now, asOf }
    const made = await copyDraft(tx, { from: number, content, rateToBase }, author)
    return { order: made, revision: 1, state: 'draft' }
  },
})
