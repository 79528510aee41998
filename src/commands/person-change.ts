// What the commands about people share: who may give them, whom they are about, and what the audit keeps.
import { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { personById, type PersonRow } from '#store/people.ts'
import type { CommandStep } from './command.ts'
import { requireRole } from './role.ts'

export const personId = z.string().trim().min(1, 'name the person').max(64)

/** One form, one effect: it comes with the form, so that the same change may be made again another day. */
export const changeId = z.string().regex(/^[\w-]{22,64}$/, 'open the page again and send its form')

/** The person of an id. Throws 'not_found'. */
export async function somebody(step: CommandStep, id: string): Promise<PersonRow> {
  const person = await personById(step.tx, id)
  if (person !== null) return person
  throw new QuartermasterError(
    'not_found',
    `There is no person "${id}".`,
    'Choose one on the People page; people come in with people.csv.',
  )
}

/**
 * Whom an administrator changes. Throws 'forbidden' for everybody else, for one's own entry, and for somebody whose limit
 * the administrator may draw on: `endsLoan` is the one change of such a person that takes nothing.
 */
export async function administered(
  step: CommandStep,
  id: string,
  { endsLoan }: { endsLoan: boolean } = { endsLoan: false },
): Promise<PersonRow> {
  requireRole(step.person, ['administrator'], 'change people')
  if (id === step.person.id) {
    throw new QuartermasterError(
      'forbidden',
      'Nobody changes their own role, limit or access.',
      'Ask another administrator; where there is none, bring one in with people.csv on the machine.',
    )
  }
  const person = await somebody(step, id)
  if (person.delegateId === step.person.id && !endsLoan) {
    throw new QuartermasterError(
      'forbidden',
      `${person.name} lends the limit to ${step.person.name}, who therefore changes nothing about it.`,
      'End the loan first, or ask another administrator.',
    )
  }
  return person
}

/** Throws 'conflict' when a person is not as the page showed them any more. */
export function requireUnchanged(person: PersonRow, what: string, now: unknown, seen: unknown) {
  if (now === seen) return
  throw new QuartermasterError(
    'conflict',
    `The ${what} of ${person.name} was changed meanwhile.`,
    'Open the page again and decide on what it shows; nothing was changed.',
  )
}

/** Keeps a change in the audit: before, after and why. */
export async function recordChange(
  step: CommandStep,
  person: PersonRow,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const { tx, now: at, person: actor } = step
  await appendAudit(tx, { at, actor: actor.id, action, subject: person.id, detail })
}
