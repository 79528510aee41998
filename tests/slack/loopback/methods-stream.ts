// Streaming: an answer that grows while people watch.
import { listArg, Refusal, textArg, type Asked, type Method } from './answers.ts'
import { faultsOfBlocks, sentence } from './block-rules.ts'
import { ownMessage, writableChannel } from './methods-chat.ts'
import {
  checkedBlocks,
  messageJson,
  metadataOf,
  newMessage,
  readyImage,
  relinked,
  threadOf,
} from './message-parts.ts'
import { anyUrl, byType, list, object, oneOf, string, type Rule } from './rules.ts'
import { nextTs } from './state.ts'
import type { Block, Fields, Message, Task } from './types.ts'

/** How long Slack keeps a stream open, whatever is appended; measured on the live API at 306 s. */
const lifetimeSeconds = 300

const source = object({ type: oneOf('url'), url: anyUrl, text: string(300) })
const chunk: Rule = byType({
  markdown_text: object({ type: oneOf('markdown_text'), text: string(12_000) }),
  plan_update: object({ type: oneOf('plan_update'), title: string(256) }),
  task_update: object({
    type: oneOf('task_update'),
    id: string(255),
    title: string(256),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
    'details?': string(12_000, 0),
    'output?': string(12_000, 0),
    'sources?': list(source, 50, 0),
  }),
  blocks: object({ type: oneOf('blocks'), blocks: list(() => [], 50) }),
})

function chunksOf(asked: Asked): Fields[] {
  const { args } = asked
  const text = textArg(args, 'markdown_text')
  const given = listArg(args, 'chunks', 'invalid_chunks')
  if (text !== undefined && text !== '' && given !== undefined) {
    throw new Refusal('cannot_provide_both_markdown_text_and_chunks')
  }
  if ((text ?? '').length > 12_000) throw new Refusal('msg_too_long')
  const chunks =
    given ?? (text === undefined || text === '' ? [] : [{ type: 'markdown_text', text }])
  const long = chunks.some((one) => String((one as Fields)['text'] ?? '').length > 12_000)
  if (long) throw new Refusal('msg_too_long')
  const faults = list(chunk, 100, 0)(chunks, '/chunks', { surface: 'stream' })
  if (faults.length > 0) throw new Refusal('invalid_chunks', faults.map(sentence))
  return chunks as Fields[]
}

function putTask(message: Message, update: Fields): void {
  const known = message.tasks.find((task) => task.id === update['id'])
  const task: Task = known ?? {
    id: update['id'] as string,
    title: '',
    status: 'pending',
    details: '',
    output: '',
    sources: [],
  }
  task.title = update['title'] as string
  task.status = update['status'] as Task['status']
  // Slack replaces the title and the status but adds to the details.
  task.details += (update['details'] as string | undefined) ?? ''
  task.output += (update['output'] as string | undefined) ?? ''
  task.sources.push(...((update['sources'] as Task['sources'] | undefined) ?? []))
  if (known === undefined) message.tasks.push(task)
}

function putChunks(asked: Asked, message: Message, chunks: Fields[]): void {
  const { world, team } = asked
  const added: Block[] = chunks
    .filter((one) => one['type'] === 'blocks')
    .flatMap((one) => checkedBlocks(world, team.id, one['blocks'] as unknown[], 'stream'))
  checkWhole(asked, [...message.blocks, ...added])
  const stream = world.streams.get(message.ts)!
  stream.blocks += added.length
  for (const one of chunks) {
    if (one['type'] === 'markdown_text') message.markdown += one['text'] as string
    if (one['type'] === 'plan_update') message.planTitle = one['title'] as string
    if (one['type'] === 'task_update') putTask(message, one)
  }
  message.blocks.push(...added)
  relinked(message)
}

function checkWhole(asked: Asked, blocks: Block[]): void {
  const faults = faultsOfBlocks(blocks, 'stream', readyImage(asked.world, asked.team.id))
  if (faults.length > 0) throw new Refusal(faults[0]!.code, faults.map(sentence))
}

function openStream(asked: Asked): Message {
  const message = ownMessage(asked, 'message_not_owned_by_app')
  const started = asked.world.streams.get(message.ts)?.startedAt ?? -Infinity
  if (message.streaming === 'open' && asked.world.clock() - started > lifetimeSeconds) {
    message.streaming = 'done'
  }
  if (message.streaming !== 'open') throw new Refusal('message_not_in_streaming_state')
  return message
}

const startStream: Method = {
  scopes: ['chat:write'],
  args: [
    'channel!',
    'thread_ts!',
    'markdown_text',
    'chunks',
    'recipient_team_id',
    'recipient_user_id',
    'task_display_mode',
  ],
  perMinute: 20,
  run: (asked) => {
    const { world, team, args } = asked
    const channel = writableChannel(asked)
    const user = textArg(args, 'recipient_user_id')
    const teamId = textArg(args, 'recipient_team_id')
    if (channel.kind !== 'im') {
      if (user === undefined) throw new Refusal('missing_recipient_user_id')
      if (teamId === undefined) throw new Refusal('missing_recipient_team_id')
    }
    if (user !== undefined && world.users.get(user) === undefined) {
      throw new Refusal('user_not_found')
    }
    if (user !== undefined && world.users.get(user)!.team_id !== (teamId ?? team.id)) {
      throw new Refusal('team_not_found')
    }
    const mode = textArg(args, 'task_display_mode') ?? 'timeline'
    if (mode !== 'timeline' && mode !== 'plan') throw new Refusal('invalid_arguments')
    const chunks = chunksOf(asked)
    const message = newMessage(world, {
      channel: channel.id,
      user: team.botUserId,
      thread_ts: threadOf(world, channel, args),
      streaming: 'open',
      task_display_mode: mode,
      unfurl_links: false,
      unfurl_media: false,
    })
    world.streams.set(message.ts, { startedAt: world.clock(), blocks: 0 })
    putChunks(asked, message, chunks)
    world.messages.push(message)
    return { channel: channel.id, ts: message.ts }
  },
}

const appendStream: Method = {
  scopes: ['chat:write'],
  args: ['channel!', 'ts!', 'markdown_text', 'chunks'],
  perMinute: 100,
  run: (asked) => {
    const message = openStream(asked)
    const chunks = chunksOf(asked)
    if (chunks.length === 0) throw new Refusal('no_text')
    putChunks(asked, message, chunks)
    return { channel: message.channel, ts: message.ts }
  },
}

const stopStream: Method = {
  scopes: ['chat:write'],
  args: ['channel!', 'ts!', 'markdown_text', 'chunks', 'blocks', 'metadata', 'session_status'],
  perMinute: 20,
  run: (asked) => {
    const { world, team, args } = asked
    const message = openStream(asked)
    const last = listArg(args, 'blocks', 'invalid_blocks_format') ?? []
    const blocks = checkedBlocks(world, team.id, last, 'stream')
    const metadata = metadataOf(args)
    const chunks = chunksOf(asked)
    // The limit of blocks counts the last ones apart; ids and tables count over all of them.
    const whole = faultsOfBlocks(
      [...message.blocks, ...blocks],
      'stream',
      readyImage(world, team.id),
    ).filter((one) => !one.says.startsWith('no more than 50 items'))
    if (whole.length > 0) throw new Refusal(whole[0]!.code, whole.map(sentence))
    putChunks(asked, message, chunks)
    message.blocks.push(...blocks)
    if (metadata !== null) message.metadata = metadata
    message.streaming = 'done'
    message.edited = { user: team.botUserId, ts: nextTs(world) }
    relinked(message)
    return {
      channel: message.channel,
      ts: message.ts,
      message: messageJson(world, message, true),
    }
  },
}

export const streamMethods: Record<string, Method> = {
  'chat.startStream': startStream,
  'chat.appendStream': appendStream,
  'chat.stopStream': stopStream,
}
