// Uploads in three steps, as Slack wants them: ask for an address, send the bytes, complete.
import { listArg, numberArg, Refusal, textArg, type Asked, type Method } from './answers.ts'
import { fileAddress, isProcessed, newMessage, threadOf } from './message-parts.ts'
import { writableChannel } from './methods-chat.ts'
import { nextNumber, secretId, type World } from './state.ts'
import type { Fields, SlackFile } from './types.ts'

const kinds: [RegExp, string, number[]][] = [
  [/\.png$/i, 'image/png', [0x89, 0x50, 0x4e, 0x47]],
  [/\.jpe?g$/i, 'image/jpeg', [0xff, 0xd8]],
  [/\.gif$/i, 'image/gif', [0x47, 0x49, 0x46]],
  [/\.pdf$/i, 'application/pdf', [0x25, 0x50, 0x44, 0x46]],
  [/\.csv$/i, 'text/csv', []],
]

/** What Slack finds the bytes to be: it looks at them, not only at the name. */
function mimetypeOf(name: string, bytes: Buffer): string {
  const kind = kinds.find(([pattern]) => pattern.test(name))
  const isTrue = kind?.[2].every((byte, index) => bytes[index] === byte) === true
  return isTrue ? kind![1] : 'application/octet-stream'
}

function fileJson(world: World, file: SlackFile, isDone: boolean): Fields {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    alt_txt: file.altText,
    size: file.bytes.length,
    // Until Slack has looked at the bytes it does not say what they are.
    mimetype: isDone ? file.mimetype : '',
    url_private: fileAddress(world, file.id),
    permalink: fileAddress(world, file.id),
    channels: file.channels,
  }
}

/** Takes the bytes for a file that was asked for; false if they are not what was announced. */
export function receiveBytes(world: World, id: string, bytes: Buffer): boolean {
  const file = world.files.get(id)
  if (file === undefined || file.stage !== 'asked' || bytes.length !== file.bytes.length) {
    return false
  }
  file.bytes = bytes
  file.mimetype = mimetypeOf(file.name, bytes)
  file.stage = 'uploaded'
  return true
}

function complete(asked: Asked, entry: unknown): SlackFile {
  const { world, team } = asked
  const { id, title, ...rest } = entry as Fields
  const file = typeof id === 'string' ? world.files.get(id) : undefined
  if (file === undefined || file.team_id !== team.id || Object.keys(rest).length > 0) {
    throw new Refusal('file_not_found')
  }
  if (file.stage !== 'uploaded') throw new Refusal('file_not_found', ['no bytes came yet'])
  file.stage = 'complete'
  file.title = typeof title === 'string' ? title : file.name
  return file
}

function share(asked: Asked, files: SlackFile[]): void {
  const { world, team, args } = asked
  const id = textArg(args, 'channel_id')
  if (id === undefined) return
  const channel = writableChannel({ ...asked, args: { channel: id } })
  const message = newMessage(world, {
    channel: channel.id,
    user: team.botUserId,
    text: textArg(args, 'initial_comment') ?? '',
    thread_ts: threadOf(world, channel, args),
    files: files.map((file) => file.id),
  })
  for (const file of files) file.channels.push(channel.id)
  world.messages.push(message)
}

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    args: ['filename!', 'length!', 'alt_txt', 'alt_text', 'snippet_type'],
    perMinute: 100,
    run: ({ world, team, args }) => {
      const length = numberArg(args, 'length', 0, 1_000_000_000)
      const name = textArg(args, 'filename') ?? ''
      const id = `F${nextNumber()}${secretId().slice(0, 6).toUpperCase()}`
      world.files.set(id, {
        id,
        name,
        title: name,
        altText: textArg(args, 'alt_txt') ?? textArg(args, 'alt_text') ?? '',
        bytes: Buffer.alloc(length),
        mimetype: '',
        stage: 'asked',
        looksLeft: world.options.earlyFileLooks ?? 1,
        channels: [],
        thread_ts: null,
        team_id: team.id,
      })
      return { upload_url: `${world.base}/upload/${id}`, file_id: id }
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    args: ['files!', 'channel_id', 'thread_ts', 'initial_comment', 'blocks', 'channels'],
    perMinute: 100,
    run: (asked) => {
      const entries = listArg(asked.args, 'files', 'invalid_arguments') ?? []
      if (entries.length === 0) throw new Refusal('invalid_arguments', ['files is empty'])
      const files = entries.map((entry) => complete(asked, entry))
      share(asked, files)
      return { files: files.map((file) => fileJson(asked.world, file, false)) }
    },
  },
  'files.info': {
    scopes: ['files:read'],
    args: ['file!'],
    perMinute: 100,
    run: ({ world, team, args }) => {
      const file = world.files.get(textArg(args, 'file') ?? '')
      if (file === undefined || file.team_id !== team.id || file.stage === 'asked') {
        throw new Refusal('file_not_found')
      }
      return { file: fileJson(world, file, isProcessed(file)) }
    },
  },
}
