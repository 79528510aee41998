// users.* and conversations.*
import { flagArg, numberArg, Refusal, textArg, type Asked, type Method } from './answers.ts'
import { channelArg } from './methods-chat.ts'
import { messageJson } from './message-parts.ts'
import { directChannel, type Channel, type User } from './state.ts'
import type { Fields, Message } from './types.ts'

function userJson(asked: Asked, user: User): Fields {
  const seesMail = asked.team.scopes.includes('users:read.email') && !user.isStranger
  return {
    id: user.id,
    team_id: user.team_id,
    name: user.name,
    real_name: user.name,
    deleted: user.deleted,
    tz: user.tz,
    is_bot: user.isBot,
    is_app_user: false,
    is_restricted: user.isRestricted,
    is_ultra_restricted: user.isUltraRestricted,
    is_stranger: user.isStranger,
    profile: {
      real_name: user.name,
      display_name: user.name,
      team: user.team_id,
      ...(seesMail && user.email !== null ? { email: user.email } : {}),
    },
  }
}

/** The person that a call names, if the workspace can see them. */
function userArg(asked: Asked, name: string): User {
  const user = asked.world.users.get(textArg(asked.args, name) ?? '')
  const isVisible =
    user !== undefined &&
    (user.team_id === asked.team.id || (user.isStranger && sharesOne(asked, user)))
  if (!isVisible) throw new Refusal('user_not_found')
  return user
}

function sharesOne({ world, team }: Asked, user: User): boolean {
  return [...world.channels.values()].some(
    (channel) => channel.team_id === team.id && channel.members.includes(user.id),
  )
}

const kinds = { channel: 'channels', group: 'groups', im: 'im' } as const

/** The scope for a channel of its kind: `channels:history`, `im:read`. */
const scoped =
  (right: 'read' | 'history') =>
  (asked: Asked): string[] => [`${kinds[channelArg(asked).kind]}:${right}`]

function channelJson(asked: Asked, channel: Channel): Fields {
  const isDirect = channel.kind === 'im'
  return {
    id: channel.id,
    ...(isDirect
      ? { user: channel.members[0] }
      : { name: channel.name, is_private: channel.kind === 'group' }),
    is_im: isDirect,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'group',
    is_archived: channel.isArchived,
    is_shared: channel.isShared,
    is_ext_shared: channel.isShared,
    is_member: channel.members.includes(asked.team.botUserId),
    context_team_id: asked.team.id,
  }
}

function readable(asked: Asked): Channel {
  const channel = channelArg(asked)
  if (!channel.members.includes(asked.team.botUserId)) throw new Refusal('not_in_channel')
  return channel
}

function page(asked: Asked, found: Message[], most: number): Fields {
  const { world, args } = asked
  const limit = numberArg(args, 'limit', 100, most)
  const from = Number(textArg(args, 'cursor') ?? '0')
  if (!Number.isInteger(from) || from < 0) throw new Refusal('invalid_cursor')
  const withMetadata = flagArg(args, 'include_all_metadata', false)
  const more = from + limit < found.length
  return {
    messages: found
      .slice(from, from + limit)
      .map((message) => messageJson(world, message, withMetadata)),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  }
}

function between(asked: Asked, messages: Message[]): Message[] {
  const oldest = textArg(asked.args, 'oldest') ?? '0'
  const latest = textArg(asked.args, 'latest') ?? '9999999999'
  const isInclusive = flagArg(asked.args, 'inclusive', false)
  return messages.filter((message) => {
    const [ts, from, to] = [message.ts, oldest, latest].map(Number) as [number, number, number]
    return isInclusive ? ts >= from && ts <= to : ts > from && ts < to
  })
}

const paging = ['cursor', 'limit', 'oldest', 'latest', 'inclusive', 'include_all_metadata']

export const conversationMethods: Record<string, Method> = {
  'users.info': {
    scopes: ['users:read'],
    args: ['user!', 'include_locale'],
    perMinute: 100,
    run: (asked) => ({ user: userJson(asked, userArg(asked, 'user')) }),
  },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    args: ['email!'],
    perMinute: 50,
    run: (asked) => {
      const email = (textArg(asked.args, 'email') ?? '').toLowerCase()
      const user = [...asked.world.users.values()].find(
        (one) =>
          one.team_id === asked.team.id && !one.deleted && one.email?.toLowerCase() === email,
      )
      if (user === undefined) throw new Refusal('users_not_found')
      return { user: userJson(asked, user) }
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    args: ['users!', 'return_im', 'prevent_creation'],
    perMinute: 50,
    run: (asked) => {
      const user = userArg(asked, 'users')
      if (user.isBot) throw new Refusal('cannot_dm_bot')
      if (user.deleted) throw new Refusal('user_disabled')
      if (user.team_id !== asked.team.id) throw new Refusal('user_not_visible')
      return { channel: { id: directChannel(asked.world, user.id).id } }
    },
  },
  'conversations.info': {
    scopes: scoped('read'),
    args: ['channel!', 'include_locale', 'include_num_members'],
    perMinute: 50,
    run: (asked) => {
      const channel = channelArg(asked)
      const isHidden = channel.kind === 'group' && !channel.members.includes(asked.team.botUserId)
      if (isHidden) throw new Refusal('channel_not_found')
      return { channel: channelJson(asked, channel) }
    },
  },
  'conversations.history': {
    scopes: scoped('history'),
    args: ['channel!', ...paging],
    perMinute: 50,
    run: (asked) => {
      const channel = readable(asked)
      const found = asked.world.messages.filter(
        (message) =>
          message.channel === channel.id &&
          message.ephemeralTo === null &&
          (message.thread_ts === null || message.reply_broadcast),
      )
      return page(asked, between(asked, found).toReversed(), 999)
    },
  },
  'conversations.replies': {
    scopes: scoped('history'),
    args: ['channel!', 'ts!', ...paging],
    perMinute: 50,
    run: (asked) => {
      const channel = readable(asked)
      const ts = textArg(asked.args, 'ts') ?? ''
      const found = asked.world.messages.filter(
        (message) =>
          message.channel === channel.id &&
          message.ephemeralTo === null &&
          (message.ts === ts || message.thread_ts === ts),
      )
      if (found.length === 0) throw new Refusal('thread_not_found')
      return page(asked, between(asked, found), 1000)
    },
  },
}
