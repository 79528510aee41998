import { z } from 'zod'
import { judgeActivation, judgeConfirmation } from '#purchasing/supplier-change.ts'
import { refusalError } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { defineCommand } from './command.ts'
import { personActing } from './order-of.ts'
import { judgedChange, moveRequest, openRequest, requestId } from './supplier-change-of.ts'

/** A second person's yes to a change of a supplier; it counts after the call back and the waiting time of the policy. */
export const confirmSupplierChange = defineCommand({
  name: 'confirm_supplier_change',
  title: 'Confirm a change of a supplier',
  input: z.strictObject({
    request: requestId,
    /** The value as it was shown: nothing else is confirmed. */
    newValue: z.string(),
  }),
  key: (input) => `confirm ${input.request}`,
  async act(step, { request, newValue }) {
    const { tx, person, policy, now } = step
    const open = await openRequest(tx, request)
    const { change } = open
    const judged = judgeConfirmation(judgedChange(open), personActing(person))
    if (judged.outcome === 'refused') throw refusalError(judged)
    if (change.state === 'confirmed' || change.newValue !== newValue) {
      throw new QuartermasterError(
        'conflict',
        change.state === 'confirmed'
          ? `${request} is confirmed already.`
          : `${request} asks for another value than was shown.`,
        'Open the supplier again and decide on what it shows; nothing was changed.',
      )
    }
    const confirmed = { confirmedBy: person.id, confirmedAt: now }
    await moveRequest(step, change, {
      action: 'change_confirmed',
      set: { state: 'confirmed', ...confirmed },
      detail: { to: newValue },
    })
    const counts = judgeActivation({ ...judgedChange(open), ...confirmed }, policy, now)
    return {
      request,
      state: 'confirmed',
      waitsFor: counts.outcome === 'refused' ? counts.sentence : null,
    }
  },
})
