// Who may be told something on their own, one after another, each by their own clock.
import type { PersonRow } from '#store/people.ts'
import { slackPeopleOf } from '#store/slack-people.ts'
import type { SlackPerson } from '#store/slack-people.ts'
import type { Door } from './door.ts'
import type { SlackApplication } from './program.ts'
import { isQuiet, localTime, type LocalTime } from './quiet-hours.ts'
import type { Slack } from './slack.ts'

/** One person in one workspace, at the moment of the round. */
export type Reader = {
  slack: Slack
  door: Door
  mapping: SlackPerson
  person: PersonRow
  application: SlackApplication
  local: LocalTime
}

/**
 * Does something for every confirmed, active person in a workspace of the app whose hours are not quiet now. What fails
 * for one of them is reported, and the others get theirs.
 */
export async function eachAwakeReader(
  slack: Slack,
  isMeant: (one: { mapping: SlackPerson; person: PersonRow }) => boolean,
  act: (reader: Reader) => Promise<void>,
): Promise<void> {
  const teams = new Set(await slack.teams())
  const { program } = slack
  for (const { mapping, person } of await slackPeopleOf(slack.db)) {
    const isThere = teams.has(mapping.teamId) && mapping.state === 'confirmed' && person.active
    if (!isThere || !isMeant({ mapping, person })) continue
    try {
      const local = localTime(program.now(), mapping.timeZone)
      if (isQuiet(local.time, mapping)) continue
      const door = await slack.doorOf(mapping.teamId)
      const { id, name, role } = person
      const application = program.applicationFor({ id, name, role })
      await act({ slack, door, mapping, person, application, local })
    } catch (error) {
      program.report(error)
    }
  }
}
