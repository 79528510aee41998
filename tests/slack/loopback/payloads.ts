// What Slack tells the app of what a person did: the payloads in Slack's own form.
import { messageJson } from './message-parts.ts'
import { nextNumber, nextTs, type Channel, type Team, type User, type World } from './state.ts'
import { statefulElements, viewJson } from './view-parts.ts'
import type { Block, Fields, Message, State, View } from './types.ts'

/** The person by id; a test that forgot to add one is told so. */
export function person(world: World, id: string): User {
  const user = world.users.get(id)
  if (user === undefined) throw new Error(`no user ${id}: call addUser first`)
  return user
}

/** The channel by id; a test that forgot to add one is told so. */
export function place(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  if (channel === undefined) throw new Error(`no channel ${id}: call addChannel first`)
  return channel
}

/** The workspace where the app hears of somebody: the channel's, or the person's own. */
export function homeOf(world: World, user: User, channel?: Channel): Team {
  return world.teams.get(channel?.team_id ?? user.team_id) ?? world.homeTeam
}

/** An event in its outer form. */
export function eventJson(world: World, team: Team, event: Fields, isShared = false): Fields {
  return {
    token: 'verification-token-nobody-should-use',
    team_id: team.id,
    api_app_id: world.appId,
    event,
    type: 'event_callback',
    event_id: `Ev${nextNumber()}`,
    event_time: Math.floor(world.clock()),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: team.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: isShared,
    event_context: `4-${nextNumber()}`,
  }
}

/** What everybody who acts has in a payload. */
export function actorJson(world: World, user: User, team: Team): Fields {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    api_app_id: world.appId,
    token: 'verification-token-nobody-should-use',
    team: { id: team.id, domain: 'loopback' },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** A person's message as an event says it. */
export function saidJson(world: World, message: Message, channel: Channel): Fields {
  const user = person(world, message.user)
  return {
    type: 'message',
    user: user.id,
    ts: message.ts,
    client_msg_id: `c${nextNumber()}`,
    text: message.text,
    team: user.team_id,
    ...(user.team_id === channel.team_id
      ? {}
      : { user_team: user.team_id, source_team: user.team_id }),
    blocks: [
      {
        type: 'rich_text',
        block_id: `made${nextNumber()}`,
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: message.text }] }],
      },
    ],
    ...(message.thread_ts === null ? {} : { thread_ts: message.thread_ts }),
    channel: channel.id,
    event_ts: message.ts,
  }
}

const clickable =
  /^(button|overflow|checkboxes|radio_buttons|(multi_)?\w+_select|\w*picker|\w+_input|feedback_buttons|icon_button)$/

export type Found = { block: Block; element: Fields }

/** Every element of blocks that a person can click or change, with the block it belongs to. */
export function elementsOf(blocks: Block[]): Found[] {
  const inside = (block: Block, node: unknown): Found[] => {
    if (Array.isArray(node)) return node.flatMap((one) => inside(block, one))
    if (typeof node !== 'object' || node === null) return []
    const fields = node as Fields
    if (clickable.test(String(fields['type']))) return [{ block, element: fields }]
    return Object.values(fields).flatMap((one) => inside(block, one))
  }
  const nested = (block: Block): Block[] => {
    const children = (block['child_blocks'] ?? []) as Block[]
    const cards = block.type === 'carousel' ? ((block['elements'] ?? []) as Block[]) : []
    return [...children, ...cards].flatMap((child) => [child, ...nested(child)])
  }
  return blocks.flatMap((block) => {
    const own = { ...block, child_blocks: undefined }
    const isCarousel = block.type === 'carousel'
    return [
      ...(isCarousel ? [] : inside(block, Object.values(own))),
      ...nested(block).flatMap((child) => inside(child, Object.values(child))),
    ]
  })
}

function optionNamed(element: Fields, value: string): Fields {
  const groups = (element['option_groups'] ?? []) as { options: Fields[] }[]
  const options = [
    ...((element['options'] ?? []) as Fields[]),
    ...groups.flatMap((group) => group.options),
  ]
  const found = options.find((one) => one['value'] === value)
  if (found === undefined) {
    const known = options.map((one) => String(one['value'])).join(', ')
    throw new Error(`no option ${value}; there are: ${known}`)
  }
  return found
}

function feedback(element: Fields, value: string): Fields {
  const buttons = [element['positive_button'], element['negative_button']] as Fields[]
  const wanted =
    value === 'positive' || value === 'negative'
      ? buttons[value === 'positive' ? 0 : 1]
      : buttons.find((one) => one['value'] === value)
  if (wanted === undefined) throw new Error(`no feedback button ${value}`)
  return { value: wanted['value'], text: wanted['text'] }
}

/** What a click or a choice adds to its action, and to the state of an input. */
export function chosen(element: Fields, value: string | string[] | undefined): Fields {
  const type = element['type'] as string
  const one = Array.isArray(value) ? value[0] : value
  const many = value === undefined ? [] : [value].flat()
  if (type === 'button' || type === 'icon_button') {
    return {
      text: element['text'],
      ...(element['value'] === undefined ? {} : { value: element['value'] }),
    }
  }
  if (type === 'feedback_buttons') return feedback(element, one ?? 'positive')
  if (one === undefined && !/^(checkboxes|multi_)/.test(type)) {
    throw new Error(`${type} needs a value`)
  }
  if (type === 'overflow' || type === 'static_select' || type === 'radio_buttons') {
    return { selected_option: optionNamed(element, one!) }
  }
  if (type === 'checkboxes' || type === 'multi_static_select') {
    return { selected_options: many.map((each) => optionNamed(element, each)) }
  }
  const fields: Record<string, Fields> = {
    users_select: { selected_user: one },
    multi_users_select: { selected_users: many },
    channels_select: { selected_channel: one },
    conversations_select: { selected_conversation: one },
    // '' clears it.
    datepicker: { selected_date: one === '' ? null : one },
    timepicker: { selected_time: one === '' ? null : one },
    datetimepicker: { selected_date_time: Number(one) },
  }
  return fields[type] ?? { value: one }
}

/** The action of a block_actions payload. */
export function actionJson(world: World, found: Found, value: Fields): Fields {
  const { block, element } = found
  return {
    type: element['type'],
    action_id: element['action_id'],
    block_id: block.block_id,
    ...value,
    ...(element['style'] === undefined ? {} : { style: element['style'] }),
    action_ts: nextTs(world),
  }
}

/** Where on a message a click happened. */
export function messagePlaceJson(world: World, message: Message): Fields {
  const channel = place(world, message.channel)
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.ephemeralTo !== null,
      ...(message.thread_ts === null ? {} : { thread_ts: message.thread_ts }),
    },
    channel: { id: channel.id, name: channel.name },
    // Of an ephemeral message Slack keeps nothing that it could send along.
    ...(message.ephemeralTo === null ? { message: messageJson(world, message, true) } : {}),
  }
}

/** The values of inputs on a message; they are as the message was posted unless a person changed one. */
export function messageState(
  blocks: Block[],
  of: (block: Block, element: Fields) => Fields,
): State {
  const state: State = {}
  for (const block of blocks) {
    for (const element of statefulElements(block)) {
      state[block.block_id!] ??= {}
      state[block.block_id!]![element['action_id'] as string] = of(block, element)
    }
  }
  return state
}

/** Where in a view something happened. */
export function viewPlaceJson(world: World, view: View): Fields {
  return { container: { type: 'view', view_id: view.id }, view: viewJson(world, view) }
}
