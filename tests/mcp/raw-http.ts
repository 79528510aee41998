// Requests as a hostile client writes them: `fetch` forbids half of it.
import { serve } from '@hono/node-server'
import { request, type Agent, type Server, type ServerOptions } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { mcpOverHttp, type McpHttpOptions } from '#surfaces/mcp/http.ts'
import type { McpHost } from '#surfaces/mcp/host.ts'

export type Served = { port: number; url: URL; close(): Promise<void> }

/** Serves a host on a free loopback port; closing it drops whoever is connected. */
export async function serveHost(
  host: McpHost,
  options: McpHttpOptions = {},
  serverOptions: ServerOptions = {},
): Promise<Served> {
  const mcp = mcpOverHttp(host, options)
  const server = serve({
    fetch: mcp.fetch,
    hostname: '127.0.0.1',
    port: 0,
    serverOptions,
  }) as Server
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    await mcp.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port, url: new URL(`http://127.0.0.1:${port}/mcp`), close }
}

export type Sent = {
  method?: string
  path?: string
  headers?: Record<string, string>
  /** A string or bytes go out as they are, anything else as JSON. */
  body?: unknown
  /** Keeps connections open; without one each request opens its own. */
  agent?: Agent
}

export type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** The JSON-RPC message, also when it came as a stream. */
  message: {
    result?: Record<string, unknown>
    error?: { code: number; message: string }
  } | null
}

const usual = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
}

/**
 * Sends one request and reads its answer whole; of one that has no end (a stream of changes) only that it began. Rejects
 * when `milliseconds` pass without an end.
 */
export function send(port: number, sent: Sent, milliseconds = 60_000): Promise<Answer> {
  const { method = 'POST', path = '/mcp', headers = {}, body, agent = false } = sent
  const written =
    typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  // Only some methods frame a body by themselves.
  const bytes = method === 'POST' ? (written ?? '') : undefined
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(milliseconds)
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, headers: { ...usual, ...headers }, agent, signal },
      (incoming) => {
        const parts: Buffer[] = []
        const { statusCode = 0, headers: got } = incoming
        const finish = () => {
          const text = Buffer.concat(parts).toString('utf8')
          resolve({ status: statusCode, headers: got, text, message: messageIn(text) })
        }
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.once('error', reject)
        incoming.once('end', finish)
        if (isEndless(sent, got['content-type'])) {
          finish()
          incoming.destroy()
        }
      },
    )
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      // The server may close a kept connection in the moment in which it is used again.
      if (error.code !== 'ECONNRESET' || !outgoing.reusedSocket) return reject(error)
      const { agent: _kept, ...again } = sent
      resolve(send(port, again, milliseconds))
    })
    outgoing.end(bytes)
  })
}

const isEndless = ({ method, body }: Sent, type: string | undefined) =>
  type?.startsWith('text/event-stream') === true &&
  (method === 'GET' || (body as { method?: string }).method === 'subscriptions/listen')

function messageIn(text: string): Answer['message'] {
  const streamed = /^data: (\{.*\})$/m.exec(text)?.[1]
  try {
    return JSON.parse(streamed ?? text) as Answer['message']
  } catch {
    return null
  }
}

/** Writes to a socket and gives all that comes back until the other side closes it. */
export function talk(
  port: number,
  write: (say: (text: string) => void) => void,
): Promise<{ heard: string; milliseconds: number }> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => {
      write((text) => {
        if (socket.writable) socket.write(text)
      })
    })
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      heard += part
    })
    // A server that hangs up while we still write is what some of these tests are after.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error)
    })
    socket.once('close', () => resolve({ heard, milliseconds: performance.now() - began }))
  })
}

/** What a request of the 2026-07-28 revision says of its client. */
export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** A call of a tool in the 2026-07-28 revision, with the headers that go with it. */
export function toolCall(name: string, args: unknown, id: number | string = 1): Sent {
  return modern('tools/call', { name, arguments: args }, id, name)
}

/** Any request of the 2026-07-28 revision; `name` = the tool, prompt or URI that the header has to repeat. */
export function modern(
  method: string,
  params: Record<string, unknown>,
  id: number | string = 1,
  name?: string,
): Sent {
  return {
    headers: {
      'mcp-protocol-version': '2026-07-28',
      // A name that no header can carry is not decoded either: it never gets to be asked this way.
      'mcp-method': isPlain(method) ? method : 'x',
      ...(name !== undefined && { 'mcp-name': headerText(name) }),
    },
    body: { jsonrpc: '2.0', id, method, params: { ...params, _meta: envelope } },
  }
}

/** Servers take no longer headers than some kilobytes. */
const isPlain = (name: string) =>
  name.length < 4_000 && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(name)

/** A name as a header can carry it. */
const headerText = (name: string) =>
  isPlain(name) && !name.startsWith('=?')
    ? name
    : `=?base64?${Buffer.from(name.slice(0, 2_000), 'utf8').toString('base64')}?=`
