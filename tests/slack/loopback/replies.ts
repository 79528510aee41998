// What an app says back: to the address of a click or a command, or in the acknowledgement of a command.
import { Refusal } from './answers.ts'
import { contentOf, newMessage, relinked } from './message-parts.ts'
import { removeMessage } from './methods-chat.ts'
import { messageAt, nextTs, type Reply, type World } from './state.ts'
import type { Fields, Message } from './types.ts'

const known = [
  'text',
  'blocks',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'unfurl_links',
  'unfurl_media',
  'mrkdwn',
  'metadata',
]

function original(world: World, reply: Reply): Message | undefined {
  return reply.message === null ? undefined : messageAt(world, reply.channel, reply.message)
}

/** Does what the app said: shows, replaces or takes away a message. Refuses as Slack does. */
export function showReply(world: World, reply: Reply, body: Fields): void {
  const unknown = Object.keys(body).filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new Refusal(
      'invalid_payload',
      unknown.map((name) => `no such field: ${name}`),
    )
  }
  const first = original(world, reply)
  if (body['delete_original'] === true) {
    if (first === undefined) throw new Refusal('message_not_found')
    removeMessage(world, first)
    return
  }
  const team = world.teams.get(reply.team_id)!
  const said = contentOf(world, team.id, body)
  if (body['replace_original'] === true) {
    if (first === undefined) throw new Refusal('message_not_found')
    Object.assign(first, said, { edited: { user: team.botUserId, ts: nextTs(world) } })
    relinked(first)
    return
  }
  const isForAll = body['response_type'] === 'in_channel'
  world.messages.push(
    newMessage(world, {
      channel: reply.channel,
      user: team.botUserId,
      ...said,
      thread_ts: typeof body['thread_ts'] === 'string' ? body['thread_ts'] : null,
      ephemeralTo: isForAll ? null : reply.user,
      unfurl_links: body['unfurl_links'] === true,
      unfurl_media: body['unfurl_media'] !== false,
    }),
  )
}

/** Takes a POST to a response address; 404 with Slack's word where it is used up, too old or unknown. */
export function takeReply(
  world: World,
  id: string,
  body: Fields | null,
): { status: number; body: unknown } {
  const reply = world.replies.get(id)
  const isOld = reply !== undefined && world.clock() - reply.at > 1800
  if (reply === undefined || isOld) {
    return { status: 404, body: { ok: false, error: isOld ? 'expired_url' : 'no_such_url' } }
  }
  if (reply.usesLeft === 0) return { status: 404, body: { ok: false, error: 'used_url' } }
  reply.usesLeft -= 1
  const record = (status: number, answer: Fields) => {
    world.calls.push({
      method: 'response_url',
      body: body ?? {},
      answer,
      status,
      at: world.clock(),
      team_id: reply.team_id,
    })
    return { status, body: status === 200 ? 'ok' : answer }
  }
  if (body === null) return record(400, { ok: false, error: 'invalid_payload' })
  try {
    showReply(world, reply, body)
    return record(200, { ok: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return record(error.code === 'message_not_found' ? 404 : 400, {
      ok: false,
      error: error.code,
      ...error.more,
    })
  }
}
