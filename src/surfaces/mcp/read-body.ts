import { refusal } from './refusal.ts'

/** The longest message; the longest that a tool has use for is some kilobytes. */
export const maximumBodyBytes = 1024 * 1024

/** Nobody needs longer for a megabyte; what comes slower is there to hold the connection. */
export const bodyMilliseconds = 20_000

/**
 * The body as text, or the refusal of one that is longer than a megabyte (whatever length it names), takes longer than
 * `milliseconds`, ends early or is not UTF-8.
 */
export async function readBody(request: Request, milliseconds: number): Promise<string | Response> {
  if (Number(request.headers.get('content-length')) > maximumBodyBytes) return tooLong()
  const reader = request.body?.getReader()
  if (reader === undefined) return ''
  const deadline = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => deadline.resolve('late'), milliseconds)
  try {
    return await textOf(reader, deadline.promise)
  } catch {
    return refusal(400, 'notJson', 'The message did not arrive whole. Send it again.')
  } finally {
    clearTimeout(timer)
    // What is left of a body nobody reads is not waited for.
    void reader.cancel().catch(() => undefined)
  }
}

async function textOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  deadline: Promise<'late'>,
): Promise<string | Response> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text = ''
  let bytes = 0
  for (;;) {
    const part = await Promise.race([reader.read(), deadline])
    if (part === 'late') return tooSlow()
    bytes += part.value?.byteLength ?? 0
    if (bytes > maximumBodyBytes) return tooLong()
    try {
      text += decoder.decode(part.value, { stream: !part.done })
    } catch {
      return refusal(400, 'notJson', 'The message is not UTF-8. Send JSON in UTF-8.')
    }
    if (part.done) return text
  }
}

const tooLong = () =>
  refusal(
    413,
    'notAMessage',
    'The message is longer than 1 MB. Send less at once: a tool needs a few lines.',
    { connection: 'close' },
  )

const tooSlow = () =>
  refusal(408, 'notJson', 'The message took too long to arrive. Send it again.', {
    connection: 'close',
  })
