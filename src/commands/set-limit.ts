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

/** Minor units of the base currency; null = what the policy gives the role. */
const limitMinor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable()

/** States what a person may approve in one order. An administrator raises neither the own limit nor one that is lent to them. */
export const setLimit = defineCommand({
  name: 'set_limit',
  title: 'Change a limit',
  input: z.strictObject({
    changeId,
    person: personId,
    seenLimitMinor: limitMinor,
    limitMinor,
    reason,
  }),
  key: (input) => `set limit of ${input.person} ${input.changeId}`,
  async act(step, input) {
    const person = await administered(step, input.person)
    requireUnchanged(person, 'limit', person.approvalLimitMinor, input.seenLimitMinor)
    await changePerson(step.tx, person.id, { approvalLimitMinor: input.limitMinor })
    await recordChange(step, person, 'person.limit_set', {
      fromMinor: person.approvalLimitMinor,
      toMinor: input.limitMinor,
      reason: input.reason,
    })
    return { person: person.id, limitMinor: input.limitMinor }
  },
})
