// Who of the shop is in a workspace, as the feed of orders sees them.
import type { OrderDesk } from '#operations/order-desk.ts'
import type { Database } from '#store/database.ts'
import { everyPerson } from '#store/people.ts'
import type { PersonRow } from '#store/people.ts'
import { slackPeopleOf } from '#store/slack-people.ts'
import type { Door } from './door.ts'
import type { SlackApplication, SlackProgram } from './program.ts'

export type Readers = {
  /** Active people of this workspace by id, with the user that they are there; the first where there are two. */
  users: Map<string, string>
  /** Everybody in the books, by id. */
  people: Map<string, PersonRow>
}

/** Reads who is in a workspace now. */
export async function readersOf(db: Database, teamId: string): Promise<Readers> {
  const users = new Map<string, string>()
  for (const { mapping, person } of await slackPeopleOf(db)) {
    const isThere = mapping.teamId === teamId && mapping.state === 'confirmed' && person.active
    if (isThere && !users.has(person.id)) users.set(person.id, mapping.userId)
  }
  const people = new Map((await everyPerson(db)).map((person) => [person.id, person]))
  return { users, people }
}

const directs = new WeakMap<Door, Map<string, Promise<string>>>()

/** The direct message of a user, asked for once. */
export function directOf(door: Door, userId: string): Promise<string> {
  const known = directs.get(door) ?? new Map<string, Promise<string>>()
  directs.set(door, known)
  const asked = known.get(userId) ?? door.directOf(userId)
  known.set(userId, asked)
  asked.catch(() => known.delete(userId))
  return asked
}

export function applicationOf(
  program: SlackProgram,
  { id, name, role }: PersonRow,
): SlackApplication {
  return program.applicationFor({ id, name, role })
}

/**
 * An order on the desk of who reads a card. For somebody who has left it is as anybody sees it and nothing can be done
 * with it; null when nobody of the shop is in the workspace who could look.
 */
export async function deskFor(
  program: SlackProgram,
  readers: Readers,
  number: string,
  personId: string | null,
): Promise<OrderDesk | null> {
  const reader = readers.people.get(personId ?? '')
  if (reader?.active) return applicationOf(program, reader).readOrder(number)
  const other = [...readers.people.values()].find(({ active }) => active)
  if (other === undefined) return null
  const desk = await applicationOf(program, other).readOrder(number)
  return { ...desk, commands: [], approval: null, lastApprovedAt: null }
}
