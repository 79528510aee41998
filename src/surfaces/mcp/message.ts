import { readBody } from './read-body.ts'
import { refuseOtherParams } from './param-headers.ts'
import { refusal } from './refusal.ts'
import { readStrictJson } from './strict-json.ts'

/** The one message of a request, read once, so that whoever checks it and whoever acts on it see the same. */
export type Message = { parsedBody: unknown }

/** Reads it within `milliseconds`, or gives the refusal of what is not one message that can be read in one way only. */
export async function readMessage(
  request: Request,
  milliseconds: number,
): Promise<Message | Response> {
  const text = await readBody(request, milliseconds)
  if (text instanceof Response) return text
  const read = readStrictJson(text)
  if (read instanceof Response) return read
  if (Array.isArray(read.value))
    return refusal(
      400,
      'notAMessage',
      'Several messages at once are not taken. Send each by itself.',
    )
  return refuseOtherParams(request, read.value) ?? { parsedBody: read.value }
}

/** What a message makes the server do: hold a stream open, work on a call, or neither (a notice, an answer). */
export function kindOfWork(request: Request, message: Message | null): 'stream' | 'call' | null {
  if (request.method === 'GET') return 'stream'
  const { id, method } = (message?.parsedBody ?? {}) as { id?: unknown; method?: unknown }
  if (id === undefined || method === undefined) return null
  return method === 'subscriptions/listen' ? 'stream' : 'call'
}
