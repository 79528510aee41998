// All that a judge is shown of a try: the conversation as the person saw it. What was expected, what the graders said and
// what the tools answered is not in it.
import { channels, type ChannelName } from '../suite/channel.ts'
import type { Played } from '../suite/play.ts'

/** The conversation as JSON; null where the contestant did not have it whole by itself. */
export function conversationOf(channel: ChannelName, played: Played): string | null {
  if (played.failure !== null || played.shown.length === 0) return null
  const turns = played.shown.map(({ text }, at) => ({
    person: played.turns[at]!.question,
    assistant: text,
  }))
  return JSON.stringify({ place: channels[channel].where, turns }, null, 2)
}
