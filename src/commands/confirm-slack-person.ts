import { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import { everyPerson, type PersonRow } from '#store/people.ts'
import { changeSlackPerson, slackPeopleOf, slackPerson } from '#store/slack-people.ts'
import type { SlackPerson } from '#store/slack-people.ts'
import { defineCommand, type CommandStep } from './command.ts'
import { changeId, personId, recordChange } from './person-change.ts'
import { requireRole } from './role.ts'
import { teamId, userId } from './slack-fields.ts'

const stateOf = { confirm: 'confirmed', refuse: 'refused' } as const

/**
 * An administrator's word on whether a user of Slack is the person whose e-mail they have there. Whoever is confirmed asks,
 * drafts and decides in Slack as that person.
 */
export const confirmSlackPerson = defineCommand({
  name: 'confirm_slack_person',
  title: 'Say who somebody in Slack is',
  input: z.strictObject({
    changeId,
    teamId,
    userId,
    /** The person and the state that the page showed: nothing else is decided about. */
    personId,
    seenState: z.enum(['asked', 'confirmed', 'refused']),
    answer: z.enum(['confirm', 'refuse']),
  }),
  key: (input) => `slack person ${input.teamId} ${input.userId} ${input.changeId}`,
  async act(step, { teamId: team, userId: user, personId: seenPerson, seenState, answer }) {
    requireRole(step.person, ['administrator'], 'decide who is who in Slack')
    const at = { teamId: team, userId: user }
    const known = await slackPerson(step.tx, at)
    if (known === null) {
      throw new QuartermasterError(
        'not_found',
        'Nobody in Slack has asked under this name.',
        'They write to the bot once; then they stand on the Slack page.',
      )
    }
    const { mapping, person } = known
    const state = stateOf[answer]
    if (mapping.personId !== seenPerson || mapping.state !== seenState || state === seenState) {
      throw conflict(
        `What is known of ${mapping.displayName} in Slack was changed meanwhile.`,
        'Open the Slack page again and decide on what it shows',
      )
    }
    if (answer === 'confirm') await requireConfirmable(step, mapping, person)
    await changeSlackPerson(step.tx, at, {
      state,
      decidedBy: step.person.id,
      decidedAt: step.now,
    })
    const { email, displayName } = mapping
    const detail = { team, user, email, displayName, from: seenState }
    await recordChange(step, person, `person.slack_${state}`, detail)
    return { person: person.id, state }
  },
})

const conflict = (message: string, repair: string) =>
  new QuartermasterError('conflict', message, `${repair}; nothing was changed.`)

const forbidden = (message: string, repair: string) =>
  new QuartermasterError('forbidden', message, `${repair}; nothing was changed.`)

/** Throws unless this administrator may let this user act as the person. Taking access away is never refused. */
async function requireConfirmable(
  { tx, person: administrator }: CommandStep,
  mapping: SlackPerson,
  person: PersonRow,
): Promise<void> {
  if (!person.active) {
    throw conflict(
      `${person.name} is no longer active in this shop.`,
      'Refuse the user, or let the person in again first',
    )
  }
  if (person.delegateId === administrator.id) {
    throw forbidden(
      `${person.name} lends the limit to ${administrator.name}, who therefore does not say who ${person.name} is.`,
      'End the loan first, or ask another administrator',
    )
  }
  // One's own access is another's business wherever there is another. The only administrator has nobody to ask, and gains
  // nothing that their console does not give them.
  const others = (await everyPerson(tx)).filter(
    ({ id, active, role }) => active && role === 'administrator' && id !== administrator.id,
  )
  if (person.id === administrator.id && others.length > 0) {
    throw forbidden(
      'Nobody confirms themselves while there is another administrator.',
      `Ask ${others[0]!.name}`,
    )
  }
  const twin = (await slackPeopleOf(tx)).find(
    ({ mapping: each }) =>
      each.state === 'confirmed' &&
      each.personId === person.id &&
      each.teamId === mapping.teamId &&
      each.userId !== mapping.userId,
  )
  if (twin !== undefined) {
    throw conflict(
      `${twin.mapping.displayName} is ${person.name} in this workspace already.`,
      'Refuse that user first, if this one is the right one',
    )
  }
}
