// How messages come to be: blocks checked and given ids, texts measured, links counted.
import { faultsOfBlocks, sentence } from './block-rules.ts'
import { listArg, objectArg, Refusal, textArg } from './answers.ts'
import { linksOfMessage } from './mrkdwn.ts'
import type { Surface } from './rules.ts'
import { messageAt, nextNumber, nextTs, type Channel, type Team, type World } from './state.ts'
import type { Block, Fields, Message, SlackFile } from './types.ts'

const interactive =
  /^(button|overflow|checkboxes|radio_buttons|(multi_)?\w+_select|\w*picker|\w+_input|feedback_buttons|icon_button)$/

/** The blocks with the ids that Slack makes up where the app gave none. */
export function withIds(blocks: unknown[]): Block[] {
  const fill = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(fill)
    if (typeof node !== 'object' || node === null) return node
    const fields = Object.fromEntries(
      Object.entries(node as Fields).map(([name, value]) => [name, fill(value)]),
    )
    const needsId = interactive.test(String(fields['type'])) && fields['action_id'] === undefined
    return needsId ? { ...fields, action_id: `made${nextNumber()}` } : fields
  }
  const named = (block: Block): Block => {
    const children = (block['child_blocks'] as Block[] | undefined)?.map(named)
    const cards = block.type === 'carousel' ? (block['elements'] as Block[]).map(named) : undefined
    // Slack does not keep the id of a markdown block.
    const keeps = block.block_id !== undefined && block.type !== 'markdown'
    return {
      ...block,
      ...(keeps ? {} : { block_id: `made${nextNumber()}` }),
      ...(children === undefined ? {} : { child_blocks: children }),
      ...(cards === undefined ? {} : { elements: cards }),
    }
  }
  return blocks.map((block) => named(fill(block) as Block))
}

/** Whether an image block may show the file now. */
export function readyImage(
  world: World,
  teamId: string,
): (file: { id?: string; url?: string }) => boolean {
  return (wanted) =>
    [...world.files.values()].some(
      (file) =>
        file.team_id === teamId &&
        (file.id === wanted.id || fileAddress(world, file.id) === wanted.url) &&
        /^image\/(png|jpeg|gif)$/.test(file.mimetype) &&
        isProcessed(file),
    )
}

/** Whether Slack is through with a completed file; each look that comes too early brings it nearer. */
export function isProcessed(file: SlackFile): boolean {
  if (file.stage !== 'complete') return false
  file.looksLeft -= 1
  return file.looksLeft < 0
}

/** The address of a file inside the workspace. */
export function fileAddress(world: World, id: string): string {
  return `${world.base}/files/${id}`.replace('http:', 'https:')
}

/** Refuses blocks that Slack would refuse, by its code; gives them back with ids. */
export function checkedBlocks(
  world: World,
  teamId: string,
  blocks: unknown[],
  surface: Surface,
): Block[] {
  const faults = faultsOfBlocks(blocks, surface, readyImage(world, teamId))
  const first = faults[0]
  if (first !== undefined) throw new Refusal(first.code, faults.map(sentence))
  return withIds(blocks)
}

/** The event type and payload that an app hangs on a message, or null. */
export function metadataOf(args: Fields): Message['metadata'] {
  const metadata = objectArg(args, 'metadata', 'invalid_metadata_format')
  if (metadata === undefined) return null
  const { event_type, event_payload, ...rest } = metadata
  const isPayload =
    typeof event_payload === 'object' && event_payload !== null && !Array.isArray(event_payload)
  if (typeof event_type !== 'string' || event_type === '' || event_type.length > 255) {
    throw new Refusal('invalid_metadata_format', ['event_type must be a string'])
  }
  if (!isPayload || Object.keys(rest).length > 0) {
    throw new Refusal('invalid_metadata_format', ['event_payload must be an object, nothing else'])
  }
  if (JSON.stringify(metadata).length > 8000) throw new Refusal('metadata_too_large')
  return { event_type, event_payload: event_payload as Fields }
}

export type Content = { text: string; blocks: Block[]; markdown: string }

/** What a message is to say; refuses a message that says nothing, too much, or things at odds. */
export function contentOf(world: World, teamId: string, args: Fields): Content {
  const text = textArg(args, 'text') ?? ''
  const markdown = textArg(args, 'markdown_text') ?? ''
  const list = listArg(args, 'blocks', 'invalid_blocks_format') ?? []
  if (args['attachments'] !== undefined) {
    throw new Refusal('invalid_attachments', ['attachments are not taken here: use blocks'])
  }
  if (markdown !== '' && (text !== '' || list.length > 0)) {
    throw new Refusal('markdown_text_conflict')
  }
  if (text === '' && markdown === '' && list.length === 0) throw new Refusal('no_text')
  if (text.length > 40_000 || markdown.length > 12_000) throw new Refusal('msg_too_long')
  return { text, markdown, blocks: checkedBlocks(world, teamId, list, 'message') }
}

/** The root of the thread that a reply belongs to; refuses one that is not there. */
export function threadOf(world: World, channel: Channel, args: Fields): string | null {
  const ts = textArg(args, 'thread_ts')
  if (ts === undefined) return null
  if (!/^\d{9,10}\.\d{6}$/.test(ts)) throw new Refusal('invalid_thread_ts')
  if (world.tombstones.has(`${channel.id}:${ts}`)) return ts
  const root = messageAt(world, channel.id, ts)
  if (root === undefined) throw new Refusal('thread_not_found')
  if (root.thread_ts !== null && root.thread_ts !== ts) throw new Refusal('cannot_reply_to_message')
  return ts
}

/** A message as it is before anybody edits it, streams to it or reacts to it. */
export function newMessage(
  world: World,
  from: { channel: string; user: string } & Partial<Message>,
): Message {
  return relinked({
    ts: nextTs(world),
    text: '',
    blocks: [],
    thread_ts: null,
    reply_broadcast: false,
    edited: null,
    metadata: null,
    ephemeralTo: null,
    streaming: null,
    markdown: '',
    tasks: [],
    planTitle: null,
    task_display_mode: 'timeline',
    unfurl_links: true,
    unfurl_media: true,
    links: { links: [], users: [], channels: [], broadcasts: [] },
    files: [],
    reactions: [],
    ...from,
  })
}

/** The message with its links counted anew, in place. */
export function relinked(message: Message): Message {
  message.links = linksOfMessage(message)
  return message
}

/** A message in Slack's own form, as methods and payloads give it. */
export function messageJson(world: World, message: Message, withMetadata = false): Fields {
  const team = [...world.teams.values()].find((one) => one.botUserId === message.user)
  const replies = world.messages.filter(
    (one) =>
      one.channel === message.channel && one.thread_ts === message.ts && one.ts !== message.ts,
  )
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text === '' ? message.markdown : message.text,
    ...(team === undefined
      ? { team: world.users.get(message.user)?.team_id ?? world.homeTeam.id }
      : { bot_id: botId(team), app_id: world.appId, team: team.id }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.thread_ts === null ? {} : { thread_ts: message.thread_ts }),
    ...(replies.length === 0 ? {} : { thread_ts: message.ts, reply_count: replies.length }),
    ...(message.edited === null ? {} : { edited: message.edited }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
    ...(message.files.length === 0 ? {} : { files: message.files.map((id) => ({ id })) }),
  }
}

/** The id that the bot of a workspace has as an author. */
export function botId(team: Team): string {
  return `B${team.botUserId.slice(1)}`
}
