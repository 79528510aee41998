import { z } from 'zod'
import { linkEnd } from '#operations/sign-in-link.ts'
import { QuartermasterError } from '#root/errors.ts'
import { addSignInLink } from '#store/sign-in-links.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { administered, personId, recordChange } from './person-change.ts'

/**
 * Makes a sign-in link for somebody. Only the hash of its token comes here, so that the token is in no book and no
 * result. Whoever has the link signs in as that person: it stands on their account page and in the audit who made it.
 */
export const giveSignInLink = defineCommand({
  name: 'give_sign_in_link',
  title: 'Make a sign-in link',
  input: z.strictObject({
    person: personId,
    tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
    reason,
  }),
  key: ({ tokenHash }) => `give sign-in link ${tokenHash}`,
  async act(step, { person: id, tokenHash, reason }) {
    const person = await administered(step, id)
    if (!person.active) {
      throw new QuartermasterError(
        'forbidden',
        `${person.name} is not active in this shop.`,
        'Let the person in first.',
      )
    }
    await addSignInLink(step.tx, {
      tokenHash,
      personId: person.id,
      madeBy: step.person.id,
      createdAt: step.now,
      expiresAt: linkEnd(step.now),
    })
    await recordChange(step, person, 'person.link_made', { reason })
    return { person: person.id }
  },
})
