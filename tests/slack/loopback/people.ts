// What people do in Slack: write, click, fill in, submit, open a tab. Each ends in deliveries to the app.
import { Refusal } from './answers.ts'
import { unsent, type Post } from './deliver.ts'
import { scopesForEvent } from './manifest-rules.ts'
import { newMessage } from './message-parts.ts'
import {
  actionJson,
  actorJson,
  chosen,
  elementsOf,
  eventJson,
  homeOf,
  messagePlaceJson,
  messageState,
  person,
  place,
  saidJson,
  viewPlaceJson,
  type Found,
} from './payloads.ts'
import { showReply } from './replies.ts'
import { directChannel, messageAt, newReply, newTrigger, type Team, type World } from './state.ts'
import { emptyValue } from './view-parts.ts'
import type { Delivered, Fields, LoopbackSlack, Message, Sent, View } from './types.ts'

type Doing = Pick<LoopbackSlack, 'say' | 'click' | 'slash' | 'openHome' | 'event'>

function hears(world: World, team: Team, name: string): boolean {
  return (
    world.events.includes(name) &&
    scopesForEvent(name).every((scope) => team.scopes.includes(scope)) &&
    !team.isRevoked
  )
}

async function say(
  world: World,
  post: Post,
  userId: string,
  channelId: string,
  text: string,
  threadTs?: string,
): Promise<Delivered> {
  const user = person(world, userId)
  const isDirect = channelId === directChannel(world, userId).id
  const channel = place(world, channelId)
  if (!isDirect && !channel.members.includes(userId)) throw new Error(`${userId} is no member`)
  const team = homeOf(world, user, channel)
  const root = threadTs === undefined ? undefined : messageAt(world, channelId, threadTs)
  const thread_ts = threadTs === undefined ? null : (root?.thread_ts ?? threadTs)
  const message = newMessage(world, { channel: channelId, user: userId, text, thread_ts })
  world.messages.push(message)
  const said = saidJson(world, message, channel)
  const kind = { im: 'message.im', channel: 'message.channels', group: 'message.groups' }
  const subscription = kind[channel.kind]
  const sent: Promise<Delivered>[] = []
  const isMember = channel.members.includes(team.botUserId)
  const mentions = !isDirect && text.includes(`<@${team.botUserId}>`)
  if (mentions && hears(world, team, 'app_mention')) {
    const event = { ...said, type: 'app_mention' }
    sent.push(post.deliver('event', eventJson(world, team, event, channel.isShared)))
  }
  if (isMember && hears(world, team, subscription)) {
    const event = { ...said, channel_type: channel.kind }
    sent.push(post.deliver('event', eventJson(world, team, event, channel.isShared)))
  }
  const [first] = await Promise.all(sent)
  return first ?? unsent('the app is told of no such message')
}

/** The one element that a person means; a test that means none or several is told so. */
export function elementMeant(
  blocks: Message['blocks'],
  actionId: Sent,
  options: { at?: number; block?: string } = {},
): Found {
  const all = elementsOf(blocks)
  const found = all.filter(
    ({ block, element }) =>
      (typeof actionId === 'string'
        ? element['action_id'] === actionId
        : actionId.test(String(element['action_id']))) &&
      (options.block === undefined || block.block_id === options.block),
  )
  const meant = found[options.at ?? 0]
  if (meant === undefined) {
    const known = all.map(({ element }) => String(element['action_id'])).join(', ')
    throw new Error(
      `nothing to click is called ${String(actionId)}; there is: ${known || 'nothing'}`,
    )
  }
  return meant
}

const isView = (target: Message | View): target is View => 'callback_id' in target

async function clickMessage(
  world: World,
  post: Post,
  userId: string,
  message: Message,
  found: Found,
  value: Fields,
): Promise<Delivered> {
  const user = person(world, userId)
  const channel = place(world, message.channel)
  if (!channel.members.includes(userId)) throw new Error(`${userId} does not see the message`)
  if (message.ephemeralTo !== null && message.ephemeralTo !== userId) {
    throw new Error(`${userId} does not see the message: it is shown to ${message.ephemeralTo}`)
  }
  const team = homeOf(world, user, channel)
  const now = messageAt(world, message.channel, message.ts) ?? message
  const state = messageState(now.blocks, (block, element) =>
    block.block_id === found.block.block_id && element['action_id'] === found.element['action_id']
      ? { type: element['type'], ...value }
      : emptyValue(element),
  )
  return post.deliver('interactive', {
    type: 'block_actions',
    ...actorJson(world, user, team),
    ...messagePlaceJson(world, now),
    state: { values: state },
    trigger_id: newTrigger(world, userId, team.id, null),
    response_url: newReply(world, {
      channel: message.channel,
      user: userId,
      team_id: team.id,
      message: message.ts,
    }),
    actions: [actionJson(world, found, value)],
  })
}

/** Delivers a click or a change within a view that is on the person's screen. */
export async function actInView(
  world: World,
  post: Post,
  userId: string,
  shown: View,
  found: Found,
  value: Fields,
): Promise<Delivered> {
  const user = person(world, userId)
  const view = world.views.get(shown.id)
  if (view === undefined || view.user !== userId) throw new Error(`${userId} does not see the view`)
  const [block, action] = [found.block.block_id!, found.element['action_id'] as string]
  if (view.state.values[block]?.[action] !== undefined) {
    view.state.values[block]![action] = { type: found.element['type'], ...value }
  }
  const team = homeOf(world, user)
  const opener = view.type === 'modal' ? view.id : null
  return post.deliver('interactive', {
    type: 'block_actions',
    ...actorJson(world, user, team),
    ...viewPlaceJson(world, view),
    trigger_id: newTrigger(world, userId, team.id, opener),
    actions: [actionJson(world, found, value)],
  })
}

async function slash(
  world: World,
  post: Post,
  userId: string,
  channelId: string,
  command: string,
  text: string,
): Promise<Delivered> {
  const user = person(world, userId)
  const channel = place(world, channelId)
  const team = homeOf(world, user, channel)
  if (!team.scopes.includes('commands')) return unsent(`${command} is not a valid command`)
  const where = { channel: channelId, user: userId, team_id: team.id, message: null }
  const delivered = await post.deliver('command', {
    token: 'verification-token-nobody-should-use',
    team_id: team.id,
    team_domain: 'loopback',
    channel_id: channelId,
    channel_name: channel.name,
    user_id: userId,
    user_name: user.name,
    command,
    text,
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: newReply(world, where),
    trigger_id: newTrigger(world, userId, team.id, null),
  })
  const answer = delivered.body
  if (delivered.trouble !== null || answer === '' || answer === null) return delivered
  const body = typeof answer === 'string' ? { text: answer } : (answer as Fields)
  if (Object.keys(body).length === 0) return delivered
  try {
    showReply(world, { ...where, usesLeft: 1, at: world.clock() }, body)
    return delivered
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...delivered, trouble: `${command} failed with the error "${error.code}"` }
  }
}

async function openHome(world: World, post: Post, userId: string, tab: string): Promise<Delivered> {
  const user = person(world, userId)
  const team = homeOf(world, user)
  if (!hears(world, team, 'app_home_opened')) return unsent('the app is not subscribed')
  const home = world.views.get(world.homes.get(userId) ?? '')
  const event = {
    type: 'app_home_opened',
    user: userId,
    channel: directChannel(world, userId).id,
    tab,
    event_ts: String(world.clock()),
    ...(home === undefined || tab !== 'home' ? {} : { view: viewPlaceJson(world, home)['view'] }),
  }
  return post.deliver('event', eventJson(world, team, event))
}

/** What people can do, bound to a world and its post. */
export function peopleOf(world: World, post: Post): Doing {
  return {
    say: (user, channel, text, options) => say(world, post, user, channel, text, options?.threadTs),
    click: (user, target, actionId, options) => {
      const blocks = isView(target)
        ? (world.views.get(target.id)?.blocks ?? target.blocks)
        : target.blocks
      const found = elementMeant(blocks, actionId, options)
      const value = chosen(found.element, options?.value)
      return isView(target)
        ? actInView(world, post, user, target, found, value)
        : clickMessage(world, post, user, target, found, value)
    },
    slash: (user, channel, command, text) => slash(world, post, user, channel, command, text),
    openHome: (user, tab = 'home') => openHome(world, post, user, tab),
    event: (event, options) => {
      const team = world.teams.get(options?.teamId ?? world.homeTeam.id)
      if (team === undefined) throw new Error(`no team ${options?.teamId}: call addTeam first`)
      return post.deliver('event', eventJson(world, team, event))
    },
  }
}
