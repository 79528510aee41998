import { z } from 'zod'
import { changePerson } from '#store/people-writes.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import {
  administered,
  changeId,
  personId,
  recordChange,
  requireUnchanged,
} from './person-change.ts'

const role = z.enum(['buyer', 'approver', 'warehouse', 'payables', 'administrator'])

/** Gives a person another role; it holds from the next request on. */
export const setRole = defineCommand({
  name: 'set_role',
  title: 'Change a role',
  input: z.strictObject({ changeId, person: personId, seenRole: role, role, reason }),
  key: (input) => `set role of ${input.person} ${input.changeId}`,
  async act(step, input) {
    const person = await administered(step, input.person)
    requireUnchanged(person, 'role', person.role, input.seenRole)
    await changePerson(step.tx, person.id, { role: input.role })
    await recordChange(step, person, 'person.role_set', {
      from: person.role,
      to: input.role,
      reason: input.reason,
    })
    return { person: person.id, role: input.role }
  },
})
