import { z } from 'zod'
import { appendAudit } from '#store/audit.ts'
import { settlePriceList } from '#store/price-lists.ts'
import { listId, waitingList } from './apply-price-list.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'

/** Puts a staged list away; the terms stay as they are. */
export const discardPriceList = defineCommand({
  name: 'discard_price_list',
  title: 'Discard a price list',
  input: z.strictObject({ changeId, list: listId, reason }),
  key: (input) => `discard prices ${input.list} ${input.changeId}`,
  async act({ tx, person, now }, { list: id, reason }) {
    requireRole(person, ['buyer', 'approver', 'administrator'], 'discard price lists')
    const list = await waitingList(tx, id)
    await settlePriceList(tx, id, { state: 'discarded', settledBy: person.id, settledAt: now })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'prices.discarded',
      subject: list.supplierCode,
      detail: { list: id, reason },
    })
    return { list: id, state: 'discarded' }
  },
})
