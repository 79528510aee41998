// The channels that the bot was asked in: an administrator says for each whether costs may be shown there.
import { noteSlackChannel, slackChannelAt } from '#store/slack-places.ts'
import type { SlackBody } from './delivery.ts'
import { placeOf } from './listener.ts'
import type { Act } from './router.ts'
import type { Visit } from './slack.ts'
import { SlackRefusal, SlackUncertain } from './web-api.ts'

/** The act, after the channel where it is asked for was written down; in a direct message there is none. */
export function notingChannel(act: Act): Act {
  return async (visit, body) => {
    await noteChannel(visit, body)
    await act(visit, body)
  }
}

async function noteChannel({ slack, door, who }: Visit, body: SlackBody): Promise<void> {
  const channelId = placeOf(body)?.channelId ?? null
  if (channelId === null || channelId.startsWith('D')) return
  const at = { teamId: door.teamId, channelId }
  if ((await slackChannelAt(slack.db, at)) !== null) return
  const setAt = slack.program.now().toISOString()
  const name = await nameOf({ slack, door }, channelId)
  await noteSlackChannel(slack.db, { ...at, name, setBy: who.person.id, setAt })
}

/** What people call the channel; its id where Slack does not say. The question is answered all the same. */
async function nameOf(
  { slack, door }: Pick<Visit, 'slack' | 'door'>,
  channelId: string,
): Promise<string> {
  try {
    const { name, isShared } = await door.channelName(channelId)
    return isShared ? `${name} (shared with another organisation)` : name
  } catch (error) {
    if (!(error instanceof SlackRefusal || error instanceof SlackUncertain)) throw error
    slack.program.report(error)
    return channelId
  }
}
