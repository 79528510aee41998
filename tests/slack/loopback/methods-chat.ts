// chat.postMessage and its kin.
import { flagArg, Refusal, textArg, type Asked, type Method } from './answers.ts'
import {
  contentOf,
  messageJson,
  metadataOf,
  newMessage,
  relinked,
  threadOf,
} from './message-parts.ts'
import { directChannel, messageAt, nextTs, type Channel, type World } from './state.ts'
import type { Message } from './types.ts'

/** The channel that a call names, if the app may know it: its own workspace's only. */
export function channelArg({ world, team, args }: Asked): Channel {
  const id = textArg(args, 'channel')
  const channel = id === undefined ? undefined : world.channels.get(id)
  if (channel === undefined || channel.team_id !== team.id) throw new Refusal('channel_not_found')
  return channel
}

/** The channel to write to: a user's id stands for the direct messages with that person. */
export function writableChannel(asked: Asked): Channel {
  const { world, team, args } = asked
  const user = world.users.get(textArg(args, 'channel') ?? '')
  if (user !== undefined && (user.team_id !== team.id || user.isBot)) {
    throw new Refusal('channel_not_found')
  }
  const channel = user === undefined ? channelArg(asked) : directChannel(world, user.id)
  if (channel.isArchived) throw new Refusal('is_archived')
  if (!channel.members.includes(team.botUserId)) {
    const isOpen = channel.kind === 'channel' && team.scopes.includes('chat:write.public')
    if (!isOpen) {
      throw new Refusal(channel.kind === 'group' ? 'channel_not_found' : 'not_in_channel')
    }
  }
  return channel
}

/** A message of the app's own at the place that a call names. */
export function ownMessage(asked: Asked, notOwn: string): Message {
  const channel = writableChannel(asked)
  const ts = textArg(asked.args, 'ts')
  const message = ts === undefined ? undefined : messageAt(asked.world, channel.id, ts)
  if (message === undefined || message.ephemeralTo !== null) {
    throw new Refusal('message_not_found')
  }
  if (message.user !== asked.team.botUserId) throw new Refusal(notOwn)
  return message
}

const content = ['text', 'blocks', 'markdown_text', 'attachments']
const shape = ['parse', 'link_names', 'mrkdwn', 'as_user', 'client_msg_id']

function flags(asked: Asked): { unfurl_links: boolean; unfurl_media: boolean } {
  return {
    unfurl_links: flagArg(asked.args, 'unfurl_links', false),
    // Slack unfurls media unless it is told not to.
    unfurl_media: flagArg(asked.args, 'unfurl_media', true),
  }
}

const postMessage: Method = {
  scopes: ['chat:write'],
  args: [
    'channel!',
    ...content,
    ...shape,
    'thread_ts',
    'reply_broadcast',
    'metadata',
    'unfurl_links',
    'unfurl_media',
  ],
  perMinute: 60,
  isPerChannel: true,
  run: (asked) => {
    const { world, team, args } = asked
    const channel = writableChannel(asked)
    const message = newMessage(world, {
      channel: channel.id,
      user: team.botUserId,
      ...contentOf(world, team.id, args),
      thread_ts: threadOf(world, channel, args),
      reply_broadcast: flagArg(args, 'reply_broadcast', false),
      metadata: metadataOf(args),
      ...flags(asked),
    })
    world.messages.push(message)
    return { channel: channel.id, ts: message.ts, message: messageJson(world, message, true) }
  },
}

const update: Method = {
  scopes: ['chat:write'],
  args: ['channel!', 'ts!', ...content, ...shape, 'metadata', 'reply_broadcast', 'file_ids'],
  perMinute: 50,
  run: (asked) => {
    const { world, team, args } = asked
    const message = ownMessage(asked, 'cant_update_message')
    if (message.streaming === 'open') throw new Refusal('streaming_state_conflict')
    const said = contentOf(world, team.id, args)
    // What a call does not name stays, as Slack documents: text alone leaves the old blocks, buttons and all.
    if (args['markdown_text'] !== undefined) Object.assign(message, said)
    if (args['text'] !== undefined) message.text = said.text
    if (args['blocks'] !== undefined) message.blocks = said.blocks
    if (args['metadata'] !== undefined) message.metadata = metadataOf(args)
    message.edited = { user: team.botUserId, ts: nextTs(world) }
    relinked(message)
    return { channel: message.channel, ts: message.ts, text: message.text }
  },
}

/** Takes a message away; the root of a thread with replies leaves a tombstone. */
export function removeMessage(world: World, message: Message): void {
  world.messages = world.messages.filter((one) => one !== message)
  const isRoot = world.messages.some(
    (one) => one.channel === message.channel && one.thread_ts === message.ts,
  )
  if (isRoot) world.tombstones.add(`${message.channel}:${message.ts}`)
}

const remove: Method = {
  scopes: ['chat:write'],
  args: ['channel!', 'ts!', 'as_user'],
  perMinute: 50,
  run: (asked) => {
    const message = ownMessage(asked, 'cant_delete_message')
    removeMessage(asked.world, message)
    return { channel: message.channel, ts: message.ts }
  },
}

const postEphemeral: Method = {
  scopes: ['chat:write'],
  args: ['channel!', 'user!', ...content, ...shape, 'thread_ts'],
  perMinute: 100,
  run: (asked) => {
    const { world, team, args } = asked
    const channel = writableChannel(asked)
    const user = textArg(args, 'user') ?? ''
    if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel')
    const message = newMessage(world, {
      channel: channel.id,
      user: team.botUserId,
      ...contentOf(world, team.id, args),
      thread_ts: threadOf(world, channel, args),
      ephemeralTo: user,
      unfurl_links: false,
      unfurl_media: false,
    })
    world.messages.push(message)
    return { message_ts: message.ts }
  },
}

const getPermalink: Method = {
  scopes: [],
  args: ['channel!', 'message_ts!'],
  perMinute: 1000,
  run: (asked) => {
    const channel = channelArg(asked)
    const ts = textArg(asked.args, 'message_ts') ?? ''
    if (messageAt(asked.world, channel.id, ts) === undefined) {
      throw new Refusal('message_not_found')
    }
    const permalink = `https://loopback.example/archives/${channel.id}/p${ts.replace('.', '')}`
    return { channel: channel.id, permalink }
  },
}

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
}
