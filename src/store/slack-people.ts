import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from './database.ts'
import { people } from './schema-people.ts'
import type { PersonRow } from './people.ts'
import { slackPeople } from './schema-slack.ts'

export type SlackPerson = typeof slackPeople.$inferSelect

/** Somebody in Slack: the workspace and the user there. A user's id alone says nothing. */
export type SlackUser = { teamId: string; userId: string }

const is = ({ teamId, userId }: SlackUser) =>
  and(eq(slackPeople.teamId, teamId), eq(slackPeople.userId, userId))

/** Who a user of Slack is in the books of this moment, and the mapping that says so; null = nothing was ever asked. */
export async function slackPerson(
  db: Database,
  user: SlackUser,
): Promise<{ mapping: SlackPerson; person: PersonRow } | null> {
  const [row] = await db
    .select({ mapping: slackPeople, person: people })
    .from(slackPeople)
    .innerJoin(people, eq(people.id, slackPeople.personId))
    .where(is(user))
  return row ?? null
}

/** Every mapping with its person, by workspace and user. */
export function slackPeopleOf(
  db: Database,
): Promise<{ mapping: SlackPerson; person: PersonRow }[]> {
  return db
    .select({ mapping: slackPeople, person: people })
    .from(slackPeople)
    .innerJoin(people, eq(people.id, slackPeople.personId))
    .orderBy(asc(slackPeople.teamId), asc(slackPeople.userId))
}

/** Writes down whom a user says to be; an earlier answer of an administrator about the same person and address stays. */
export async function askForSlackPerson(
  db: Database,
  asked: SlackUser &
    Pick<SlackPerson, 'personId' | 'email' | 'displayName' | 'timeZone' | 'askedAt'>,
): Promise<void> {
  const state = 'asked' as const
  await db
    .insert(slackPeople)
    .values({ ...asked, state })
    .onConflictDoUpdate({
      target: [slackPeople.teamId, slackPeople.userId],
      set: { ...asked, state, decidedBy: null, decidedAt: null },
      setWhere: eq(slackPeople.state, 'gone'),
    })
}

/** Changes a mapping; false when there is none, or not in one of the states named. */
export async function changeSlackPerson(
  db: Database,
  user: SlackUser,
  set: Partial<Omit<SlackPerson, 'teamId' | 'userId'>>,
  from: readonly SlackPerson['state'][] = ['asked', 'confirmed', 'refused', 'gone'],
): Promise<boolean> {
  const rows = await db
    .update(slackPeople)
    .set(set)
    .where(and(is(user), inArray(slackPeople.state, [...from])))
    .returning({ userId: slackPeople.userId })
  return rows.length === 1
}
