// An answer that grows while people watch: gathered, so that Slack's limits are kept, and given up quietly when it breaks.
import type { MessageBlock } from '#render/slack/blocks.ts'
import type { Door, Posted, StreamChunk, TaskChunk } from './door.ts'
import { textBuffer, textPieces } from './stream-text.ts'
import { SlackRefusal, SlackUncertain } from './web-api.ts'

export type Stream = {
  /** Where it stands; null = Slack did not begin it. */
  posted: Posted | null
  /** A card of what is being done; the same id again changes it. */
  task(task: Omit<TaskChunk, 'type'>): void
  /** Verified markdown, in pieces as they come; `tablesFollow`: a block under it has what its tables say. */
  text(markdown: string, tablesFollow?: boolean): void
  /** Says all that was held back; false when the stream broke: then nothing of it counts. */
  settle(): Promise<boolean>
  /** Ends it with these blocks under the text; false when it broke. */
  close(blocks: MessageBlock[]): Promise<boolean>
}

/** Slack takes a hundred additions a minute. */
const pauseMs = 700
const mostChunks = 40
const mostCharacters = 12_000

const isTrouble = (error: unknown) =>
  error instanceof SlackRefusal || error instanceof SlackUncertain

/** What the next call takes from the front of the queue. */
function nextCall(waiting: StreamChunk[]): StreamChunk[] {
  const taken: StreamChunk[] = []
  let characters = 0
  while (taken.length < mostChunks) {
    const [next] = waiting
    if (next === undefined) break
    const length = next.type === 'markdown_text' ? next.text.length : 0
    if (taken.length > 0 && characters + length > mostCharacters) break
    characters += length
    taken.push(next)
    waiting.shift()
  }
  return taken
}

type StreamOptions = {
  door: Door
  place: { channelId: string; threadTs: string }
  /** Who asked. */
  userId: string
  first: StreamChunk[]
  sleep(ms: number): Promise<void>
}

/** Begins a stream in a thread. Trouble with Slack is kept for `settle` and `close`; a defect rejects there. */
export async function openStream(options: StreamOptions): Promise<Stream> {
  const { door, place, userId, first, sleep } = options
  const posted = await untroubled(() => door.startStream(place, userId, first))
  return streamAt(posted, { door, sleep, mayBeOver: false })
}

/** The stream that an attempt before began, and may have ended. */
export function knownStream(
  posted: Posted | null,
  options: Pick<StreamOptions, 'door' | 'sleep'>,
): Stream {
  return streamAt(posted, { ...options, mayBeOver: true })
}

type Pen = {
  show(chunk: StreamChunk): void
  /** Resolves when all of it is in Slack: false when the stream broke. Rejects for a defect. */
  drain(): Promise<boolean>
}

/** Sends what is shown in few calls, in its order. */
function penOf(posted: Posted | null, { door, sleep }: Pick<StreamOptions, 'door' | 'sleep'>): Pen {
  const waiting: StreamChunk[] = []
  let defect: unknown = null
  let broken = posted === null
  let draining = false
  let pumping: Promise<void> | null = null
  const pump = async (at: Posted) => {
    try {
      // What is said in one breath is sent in one call.
      await Promise.resolve()
      for (let next = nextCall(waiting); next.length > 0; next = nextCall(waiting)) {
        await door.appendStream(at, next)
        if (!draining || waiting.length > 0) await sleep(pauseMs)
      }
    } catch (error) {
      broken = true
      if (!isTrouble(error)) defect = error
    }
    pumping = null
  }
  return {
    show(chunk) {
      if (broken || posted === null) return
      waiting.push(chunk)
      pumping ??= pump(posted)
    },
    async drain() {
      draining = true
      await pumping
      draining = false
      if (defect !== null) throw defect
      return !broken
    },
  }
}

function streamAt(
  posted: Posted | null,
  options: Pick<StreamOptions, 'door' | 'sleep'> & { mayBeOver: boolean },
): Stream {
  const pen = penOf(posted, options)
  const buffer = textBuffer()
  const write = (pieces: string[]) => {
    for (const text of pieces) pen.show({ type: 'markdown_text', text })
  }
  const settle = () => {
    write(buffer.flush())
    return pen.drain()
  }
  return {
    posted,
    task: (task) => pen.show({ type: 'task_update', ...task }),
    text: (markdown, tablesFollow = false) => write(buffer.push(markdown, tablesFollow)),
    settle,
    async close(blocks) {
      if (!(await settle()) || posted === null) return false
      return endStream(options.door, posted, blocks, options.mayBeOver)
    },
  }
}

/**
 * Ends a stream; false when nobody can say that it ended so. `mayBeOver`: an attempt before may have ended it. Rejects
 * with SlackRefusal for blocks that Slack does not take.
 */
export async function endStream(
  door: Door,
  posted: Posted,
  blocks: MessageBlock[],
  mayBeOver: boolean,
): Promise<boolean> {
  try {
    await door.stopStream(posted, blocks)
    return true
  } catch (error) {
    if (error instanceof SlackRefusal && error.code === 'invalid_blocks') throw error
    if (error instanceof SlackRefusal && error.code === stoppedCode) return mayBeOver
    // Its answer was lost: asked again, it was done if Slack says that the stream is over.
    if (error instanceof SlackUncertain && !mayBeOver) return endStream(door, posted, blocks, true)
    if (isTrouble(error)) return false
    throw error
  }
}

/** Slack's word for a stream that is over: stopped, or older than five minutes. */
const stoppedCode = 'message_not_in_streaming_state'

const interrupted = 'This answer was interrupted here. The whole answer follows below.'

/** Ends what an answer left half written with one line; where it can not be written to any more, it stays as it is. */
export async function endInterrupted(door: Door, posted: Posted): Promise<void> {
  const chunks = textPieces(interrupted).map((text) => ({ type: 'markdown_text' as const, text }))
  await untroubled(async () => {
    await door.appendStream(posted, chunks)
    await door.stopStream(posted, [])
  })
}

/** What it gives, or null where Slack did not do it. */
async function untroubled<Result>(act: () => Promise<Result>): Promise<Result | null> {
  try {
    return await act()
  } catch (error) {
    if (isTrouble(error)) return null
    throw error
  }
}
