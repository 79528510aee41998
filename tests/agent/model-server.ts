import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of the fake model: words, tool calls, an HTTP failure, raw bytes, or silence. */
export type Reply =
  | { text: string | string[] }
  | { calls: { name: string; arguments: string }[]; text?: string }
  | { status: number; headers?: Record<string, string> }
  | { raw: string }
  | { silent: true }
  | { cut: true }
  | { filtered: true }

export type ModelServer = {
  url: string
  /** Request bodies in order. */
  requests: {
    messages: { role: string; content: unknown }[]
    tools: { function: { name: string } }[]
  }[]
  close(): Promise<void>
}

/** An OpenAI-compatible endpoint on loopback that gives the scripted replies in order, the last one again and again. */
export async function startModelServer(replies: Reply[]): Promise<ModelServer> {
  const requests: ModelServer['requests'] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      const reply = replies[Math.min(requests.length, replies.length - 1)]!
      requests.push(JSON.parse(body))
      if ('silent' in reply) return
      if ('status' in reply) {
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
        response.end(JSON.stringify({ error: { message: `status ${reply.status}`, type: 'test' } }))
        return
      }
      if ('raw' in reply) {
        response.writeHead(200, { 'content-type': 'text/html' })
        response.end(reply.raw)
        return
      }
      const { stream, stream_options: options } = JSON.parse(body) as StreamWish
      if (stream !== true) {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(completionOf(reply)))
        return
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const chunk of chunksOf(reply)) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
      if (options?.include_usage === true) {
        response.write(`data: ${JSON.stringify({ ...chunk({}), choices: [], usage })}\n\n`)
      }
      if ('cut' in reply) response.destroy()
      else response.end('data: [DONE]\n\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type StreamWish = { stream?: boolean; stream_options?: { include_usage?: boolean } }

/** Told with a whole answer, and at the end of a stream only where that was asked for. */
const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 }

/** A whole answer, for a request that asks for no stream. */
const completionOf = (reply: Reply) => ({
  id: 'chat-1',
  object: 'chat.completion',
  created: 1,
  model: 'fake',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'text' in reply ? [reply.text].flat().join('') : '' },
      finish_reason: 'filtered' in reply ? 'content_filter' : 'stop',
    },
  ],
  usage,
})

const chunk = (delta: object, finish: string | null = null) => ({
  id: 'chat-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'fake',
  choices: [{ index: 0, delta, finish_reason: finish }],
})

function chunksOf(reply: Reply): object[] {
  if ('cut' in reply) return [chunk({ role: 'assistant', content: 'I was about to' })]
  if ('filtered' in reply)
    return [chunk({ role: 'assistant', content: '' }), chunk({}, 'content_filter')]
  if ('calls' in reply) {
    const words = reply.text === undefined ? [] : [chunk({ content: reply.text })]
    // Arguments arrive in two pieces, as real endpoints send them.
    const calls = reply.calls.flatMap(({ name, arguments: input }, index) => [
      chunk({
        tool_calls: [
          {
            index,
            id: `id_${name}_${index}_${input.length}`,
            type: 'function',
            function: { name, arguments: input.slice(0, 5) },
          },
        ],
      }),
      chunk({ tool_calls: [{ index, function: { arguments: input.slice(5) } }] }),
    ])
    return [...words, ...calls, chunk({}, 'tool_calls')]
  }
  const pieces = 'text' in reply ? [reply.text].flat() : []
  return [...pieces.map((content) => chunk({ content })), chunk({}, 'stop')]
}

/** The address of a port on which nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = await startModelServer([{ silent: true }])
  await server.close()
  return server.url
}
