// One message that must stand in Slack once, whatever becomes of the calls that put it there.
import type { SlackMessage } from '#render/slack/blocks.ts'
import { isDirect } from './channel-costs.ts'
import type { Door, Place, Posted } from './door.ts'
import { SlackUncertain } from './web-api.ts'

export type OncePost = {
  place: Place
  userId: string
  message: SlackMessage
  /** The same at every attempt: by it the message is found again. */
  id: string
  /** An attempt before may have posted it. */
  mayStand: boolean
}

/**
 * Posts it, or finds it where it stands already. In a channel nobody can look: there, once it is not certain, the person
 * gets it in their direct message. Rejects with SlackUncertain when it is uncertain there too, and as the door does.
 */
export async function postOnce(door: Door, post: OncePost): Promise<Posted> {
  const { place, message, id, mayStand, userId } = post
  const mark = { id }
  const direct = isDirect(place.channelId)
  if (mayStand && !direct)
    return postOnce(door, { ...post, place: await directPlace(door, userId) })
  const found = mayStand ? await door.find(place, mark) : null
  if (found !== null) return found
  try {
    return await door.post(place, message, mark)
  } catch (error) {
    if (!(error instanceof SlackUncertain) || mayStand) throw error
    return postOnce(door, { ...post, mayStand: true })
  }
}

async function directPlace(door: Door, userId: string): Promise<Place> {
  return { channelId: await door.directOf(userId) }
}
