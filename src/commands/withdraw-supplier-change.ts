import { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { moveRequest, openRequest, requestId } from './supplier-change-of.ts'

/** Takes a request back before it counts: whoever asked, or an administrator. The old details stay as they are. */
export const withdrawSupplierChange = defineCommand({
  name: 'withdraw_supplier_change',
  title: 'Withdraw a change of a supplier',
  input: z.strictObject({ request: requestId, reason }),
  key: (input) => `withdraw ${input.request}`,
  async act(step, { request, reason }) {
    const { person, now, tx } = step
    const { change } = await openRequest(tx, request)
    if (person.role !== 'administrator' && person.id !== change.requestedBy) {
      throw new QuartermasterError(
        'forbidden',
        `${person.name} did not ask for this change.`,
        'Ask whoever asked for it, or an administrator.',
      )
    }
    await moveRequest(step, change, {
      action: 'change_withdrawn',
      set: { state: 'withdrawn', settledAt: now },
      detail: { reason },
    })
    return { request, state: 'withdrawn' }
  },
})
