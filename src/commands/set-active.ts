import { z } from 'zod'
import { revokeAccessTokensOf } from '#store/access-tokens.ts'
import { changePerson } from '#store/people-writes.ts'
import { voidSignInLinks } from '#store/sign-in-links.ts'
import { endSessionsOf } from '#store/web-sessions.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import {
  administered,
  changeId,
  personId,
  recordChange,
  requireUnchanged,
} from './person-change.ts'

/** Lets a person in or out of the shop; whoever is out is signed out everywhere, and their links and tokens are void. */
export const setActive = defineCommand({
  name: 'set_active',
  title: 'Let a person in or out',
  input: z.strictObject({
    changeId,
    person: personId,
    seenActive: z.boolean(),
    active: z.boolean(),
    reason,
  }),
  key: (input) => `set active of ${input.person} ${input.changeId}`,
  async act(step, input) {
    const person = await administered(step, input.person)
    requireUnchanged(person, 'access', person.active, input.seenActive)
    await changePerson(step.tx, person.id, { active: input.active })
    if (!input.active) {
      await endSessionsOf(step.tx, person.id, step.now)
      await voidSignInLinks(step.tx, person.id, step.now)
      await revokeAccessTokensOf(step.tx, person.id, step.now)
    }
    await recordChange(step, person, input.active ? 'person.let_in' : 'person.let_out', {
      reason: input.reason,
    })
    return { person: person.id, active: input.active }
  },
})
