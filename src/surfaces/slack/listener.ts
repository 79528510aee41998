// What every listener of the bot begins with: who is there, may they, and what are they told when it does not work.
import { refusalMessage } from '#render/slack/refusal.ts'
import type { Refusal } from '#render/slack/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { SlackDelivery } from '#store/slack-deliveries.ts'
import { isAddressed, teamOf, userOf, type SlackBody } from './delivery.ts'
import type { Door, Place } from './door.ts'
import { isKnown, whoIs, type Stranger } from './identity.ts'
import type { Slack, Visit } from './slack.ts'
import type { SlackMessage } from '#render/slack/blocks.ts'
import { SlackRefusal } from './web-api.ts'
import { recordOf, wordOf } from './fields-of.ts'

/** Where the person is who did this: the channel and thread of a message or a click; null in a modal and on the home tab. */
export function placeOf(body: SlackBody): Place | null {
  const event = recordOf(body['event'])
  const container = recordOf(body['container'])
  const message = recordOf(body['message'])
  const channelId =
    wordOf(body['channel_id']) ?? wordOf(event['channel']) ?? wordOf(container['channel_id'])
  if (channelId === null) return null
  const threadTs =
    wordOf(event['thread_ts']) ?? wordOf(container['thread_ts']) ?? wordOf(message['thread_ts'])
  return { channelId, threadTs }
}

/** Tells one person something where they are, or in their direct message. */
export async function tell(
  door: Door,
  userId: string,
  place: Place | null,
  message: SlackMessage,
): Promise<void> {
  if (place !== null) {
    try {
      return await door.whisper(place, userId, message)
    } catch (error) {
      // A command may be given in a channel where the bot is no member: then they are told in person.
      if (!(error instanceof SlackRefusal && outside.has(error.code))) throw error
    }
  }
  await door.whisper({ channelId: await door.directOf(userId) }, userId, message)
}

/** Slack's words for a place where nothing can be said. */
const outside = new Set([
  'not_in_channel',
  'channel_not_found',
  'user_not_in_channel',
  'is_archived',
  'restricted_action',
  'thread_not_found',
])

/**
 * Works a delivery for the person behind it. Strangers are told politely why not; what the person did wrong is told to
 * them, and is done with; a defect rejects, so that it is reported and tried again.
 */
export async function visiting(
  slack: Slack,
  delivery: SlackDelivery,
  act: (visit: Visit) => Promise<void>,
): Promise<void> {
  const body = delivery.body as SlackBody
  const teamId = teamOf(body)
  const userId = userOf(body)
  if (teamId === null || userId === null) return
  if (!isAddressed(body) && !(await isKnown(slack.db, { teamId, userId }))) return
  const door = await slack.doorOf(delivery.teamId)
  const now = slack.program.now().toISOString()
  const who = await whoIs(slack.db, door, { teamId, userId }, now)
  if (who.outcome !== 'person') {
    const refusal = refusalOf(who, await slack.program.shopName())
    if (refusal !== null) await tell(door, userId, placeOf(body), refusalMessage(refusal))
    return
  }
  const { id, name, role } = who.person
  const application = slack.program.applicationFor({ id, name, role })
  const attemptsBefore = delivery.attemptCount - 1
  try {
    const { key, progress } = delivery
    await act({ slack, door, who, application, key, attemptsBefore, progress })
  } catch (error) {
    if (!(error instanceof QuartermasterError)) throw error
    const { message, repair } = error
    await tell(door, userId, placeOf(body), refusalMessage({ kind: 'failed', message, repair }))
  }
}

/** What a stranger is told; null = a program, which is told nothing. */
function refusalOf(who: Stranger, shop: string): Refusal | null {
  switch (who.outcome) {
    case 'bot':
      return null
    case 'unknown':
    case 'refused':
      return { kind: 'unknown_person', shop }
    case 'unconfirmed':
      return { kind: 'waits_for_confirmation', shop, administrator: null }
    default:
      return { kind: who.outcome, shop }
  }
}
