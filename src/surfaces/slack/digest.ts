// Monday's digest: to every buyer and approver who wants it, on their own Monday morning, once a week.
import { digestMessage } from '#render/slack/digest.ts'
import type { BuyList } from '#render/slack/buy-list-lines.ts'
import type { SlackMessage } from '#render/slack/blocks.ts'
import type { Exceptions } from '#render/slack/watch-parts.ts'
import type { PersonRow } from '#store/people.ts'
import type { SlackPerson } from '#store/slack-people.ts'
import { isoWeekOf, type LocalTime } from './quiet-hours.ts'
import { settleTold, tellOnce, untold } from './rounds-post.ts'
import { eachAwakeReader, type Reader } from './rounds-readers.ts'
import type { Slack } from './slack.ts'

/** From then on, by the reader's clock, until the day is over. */
const digestTime = '08:00'

/** The fact that the digest of a reader's week was told; null = it is not due now. */
export function digestFact(personId: string, { on, time, isMonday }: LocalTime): string | null {
  return isMonday && time >= digestTime ? `digest ${isoWeekOf(on)} for ${personId}` : null
}

const wantsDigest = ({ mapping, person }: { mapping: SlackPerson; person: PersonRow }) =>
  mapping.digest && (person.role === 'buyer' || person.role === 'approver')

/** Sends the digest to everybody for whom it is due and who has not got this week's. */
export function sendDigests(slack: Slack): Promise<void> {
  return eachAwakeReader(slack, wantsDigest, async (reader) => {
    const fact = digestFact(reader.person.id, reader.local)
    // One that was begun last week, or late at night, is too old to be worth sending.
    await settleTold(reader, 'digest', (facts) =>
      fact !== null && facts.includes(fact) ? digestFor(reader) : Promise.resolve(null),
    )
    if (fact === null || (await untold(reader, [fact])).length === 0) return
    await tellOnce(reader, 'digest', [fact], () => digestFor(reader))
  })
}

async function digestFor({ application, local }: Reader): Promise<SlackMessage> {
  const asOf = await application.asOf()
  const list = (await application.callTool('recommend_reorders', { limit: 15 })) as BuyList
  const exceptions = (await application.callTool('find_exceptions', { limit: 10 })) as Exceptions
  const inbox = await application.approvalInbox()
  return digestMessage({ asOf, weekOn: local.on, list, exceptions, inbox, listName: '{}' })
}
