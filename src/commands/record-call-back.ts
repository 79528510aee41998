import { z } from 'zod'
import { phoneFault, sameDetail } from '#purchasing/supplier-details.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'
import { detailOf, moveRequest, openRequest, requestId } from './supplier-change-of.ts'
import type { OpenRequest } from './supplier-change-of.ts'

/** The number that must be called: the one on record. Only a first number may come from elsewhere, from a paper. */
function requireNumberOnRecord({ change, supplier }: OpenRequest, number: string): void {
  if (supplier.phone === null && change.field === 'phone') {
    const fault = phoneFault(number)
    if (fault === null && !sameDetail('phone', number, change.newValue)) return
    throw new QuartermasterError(
      'invalid',
      fault ?? 'The number that is asked for does not vouch for itself.',
      'Call a number from a contract or an old invoice, and say in the words which.',
    )
  }
  if (supplier.phone === null) {
    throw refusalError(
      refused(
        'no_call_back',
        `${supplier.code} has no phone number on record to call back on.`,
        'Ask for the phone number first; it counts after its own check and waiting time.',
      ),
    )
  }
  if (sameDetail('phone', supplier.phone, number)) return
  throw refusalError(
    refused(
      'no_call_back',
      `${number} is not the number of ${supplier.code} on record.`,
      `Call ${supplier.phone}, never a number from the message that asks for the change.`,
    ),
  )
}

/** Records that somebody else than who asked called the supplier on the number on record, and what was said. */
export const recordCallBack = defineCommand({
  name: 'record_call_back',
  title: 'Record a call back',
  input: z.strictObject({
    changeId,
    request: requestId,
    number: z.string().trim().min(1, 'give the number that was called').max(40),
    said: reason,
  }),
  key: (input) => `call back ${input.request} ${input.changeId}`,
  async act(step, { request, number, said }) {
    const { tx, person, now } = step
    requireRole(person, ['buyer', 'administrator'], 'call suppliers back')
    const open = await openRequest(tx, request)
    if (person.id === open.change.requestedBy) {
      throw refusalError(
        refused(
          'self_approval',
          `${person.name} asked for this change, so somebody else calls back.`,
          'Ask another buyer or an administrator to call.',
        ),
      )
    }
    requireNumberOnRecord(open, number)
    await moveRequest(step, open.change, {
      action: 'called_back',
      set: { calledBackBy: person.id, calledBackAt: now, calledNumber: number },
      detail: { number, said },
    })
    return { request, about: detailOf(open.change), calledBackAt: now }
  },
})
