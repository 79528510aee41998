import { z } from 'zod'
import { addDays } from '#planning/calendar.ts'
import { lifeCycle } from '#purchasing/life-cycle.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { PersonRow } from '#store/people.ts'
import { changePerson } from '#store/people-writes.ts'
import { defineCommand, type CommandStep } from './command.ts'
import { day, reason } from './fields.ts'
import {
  administered,
  changeId,
  personId,
  recordChange,
  requireUnchanged,
  somebody,
} from './person-change.ts'
import { requireRole } from './role.ts'

/** The longest loan of a limit: an absence ends. */
const longestDays = 90

const deciding = lifeCycle.approve.roles

function refuse(message: string, repair: string): QuartermasterError {
  return new QuartermasterError('forbidden', message, repair)
}

async function requireDelegate(step: CommandStep, giver: PersonRow, id: string): Promise<void> {
  const delegate = await somebody(step, id)
  requireRole(delegate, deciding, 'decide about orders, so it can not stand in for anybody')
  if (delegate.id === giver.id) {
    throw refuse('Nobody stands in for themselves.', 'Choose another person.')
  }
  if (delegate.id === step.person.id) {
    throw refuse(
      'An administrator does not make themselves the delegate of somebody.',
      `${giver.name} can do it on their own page, or another administrator does.`,
    )
  }
  if (!delegate.active) {
    throw refuse(`${delegate.name} is not active in this shop.`, 'Choose an active person.')
  }
}

function requireEnd(asOf: string, untilOn: string): void {
  const latest = addDays(asOf, longestDays)
  if (untilOn >= asOf && untilOn <= latest) return
  throw new QuartermasterError(
    'invalid',
    `The loan would end on ${untilOn}.`,
    `Choose a day from ${asOf} to ${latest}; it can be lent again then.`,
  )
}

/** Lends a person's limit to another one until a day, or ends the loan: by the person, or by an administrator. */
export const setDelegate = defineCommand({
  name: 'set_delegate',
  title: 'Lend a limit',
  input: z.strictObject({
    changeId,
    person: personId,
    seenDelegate: personId.nullable(),
    /** Null ends the loan. */
    delegate: z.strictObject({ person: personId, untilOn: day }).nullable(),
    reason,
  }),
  key: (input) => `set delegate of ${input.person} ${input.changeId}`,
  async act(step, { person: id, seenDelegate, delegate, reason }) {
    const own = id === step.person.id
    const giver = own ? step.person : await administered(step, id, { endsLoan: delegate === null })
    if (delegate !== null)
      requireRole(giver, deciding, 'decide about orders; there is no limit to lend')
    requireUnchanged(giver, 'delegate', giver.delegateId, seenDelegate)
    if (delegate !== null) {
      await requireDelegate(step, giver, delegate.person)
      requireEnd(step.asOf, delegate.untilOn)
    }
    await changePerson(step.tx, giver.id, {
      delegateId: delegate?.person ?? null,
      delegateUntilOn: delegate?.untilOn ?? null,
    })
    await recordChange(step, giver, 'person.delegate_set', {
      from: giver.delegateId,
      to: delegate?.person ?? null,
      untilOn: delegate?.untilOn ?? null,
      reason,
    })
    return { person: giver.id, delegate }
  },
})
