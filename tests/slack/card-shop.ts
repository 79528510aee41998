// The small shop in Slack with the cards of its orders, and shorthand for what people see and do there.
import { eq } from 'drizzle-orm'
import { slackPeople } from '#store/schema-slack.ts'
import type { Message } from './loopback/types.ts'
import { readable } from './loopback/read-page.ts'
import { confirmUser, crew, slackShop, until, userOf } from './world.ts'
import type { SlackShop, Transport } from './world.ts'

export const tom = {
  id: 'tom',
  name: 'Tom',
  email: 'tom@shop.example',
  role: 'approver' as const,
  approvalLimitMinor: 2_500_000,
}

/** The shop with a second manager, Tom, and a feed that goes round quickly. */
export async function cardShop(
  transport: Transport,
  options: Partial<Parameters<typeof slackShop>[0]> = {},
): Promise<SlackShop> {
  const world = await slackShop({
    transport,
    ...options,
    rows: { people: [...crew, tom], ...options.rows },
    parts: { feedEveryMs: 100, ...options.parts },
  })
  const { slack, db } = world
  const { id, name, email } = tom
  slack.addUser({ id: userOf(id), name, email })
  await confirmUser(db, { teamId: slack.teamId, userId: userOf(id) }, { id, name, email })
  return world
}

/** Whoever is named is in Slack no more. */
export async function leaveSlack({ db }: SlackShop, personId: string): Promise<void> {
  await db.delete(slackPeople).where(eq(slackPeople.personId, personId))
}

/** What stands in somebody's direct message, the oldest first. */
export const direct = ({ slack }: SlackShop, personId: string): Message[] =>
  slack.messages(slack.im(userOf(personId)))

/** What a message says, as a person reads it. */
export const said = (message: Message): string => readable(message)

/** What only this person was shown where their direct message with the bot is. */
export const whispered = ({ slack }: SlackShop, personId: string): string =>
  slack
    .ephemerals(slack.im(userOf(personId)), userOf(personId))
    .map(said)
    .join('\n')

/** The names of the buttons of a message. */
export function buttonsOf(message: Message): string[] {
  return message.blocks
    .filter(({ type }) => type === 'actions')
    .flatMap((block) => block['elements'] as { action_id: string }[])
    .map(({ action_id: id }) => id)
}

/** The message of somebody's direct message that says this, as soon as it does. Rejects after half a minute. */
export async function seen(
  world: SlackShop,
  personId: string,
  text: string | RegExp,
): Promise<Message> {
  const found = () =>
    direct(world, personId).findLast((message) =>
      typeof text === 'string' ? said(message).includes(text) : text.test(said(message)),
    )
  await until(() => Promise.resolve(found() !== undefined), 30)
  const message = found()
  if (message !== undefined) return message
  const there = direct(world, personId).map(said).join('\n----\n')
  const reports = world.reports.map(String).join('; ')
  throw new Error(`${personId} never saw ${text}; reported: ${reports}; there is:\n${there}`)
}

/** The card as it stands now. */
export const nowAt = (world: SlackShop, { channel, ts }: Message): Message => {
  const found = world.slack.messages(channel).find((each) => each.ts === ts)
  if (found === undefined) throw new Error(`nothing stands at ${ts}`)
  return found
}
