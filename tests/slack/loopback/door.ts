// The HTTP door: methods, uploads, answers to clicks; and the websocket of Socket Mode.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { takeReply } from './replies.ts'
import { receiveBytes } from './methods-files.ts'
import { callMethod, faultAnswer, takeFault } from './web-api.ts'
import type { World } from './state.ts'
import type { Fields } from './types.ts'

export type Door = {
  base: string
  sockets: Set<WebSocket>
  /** Called with every acknowledgement that comes over a socket. */
  onAck: (envelopeId: string, payload: unknown) => void
  close: () => Promise<void>
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function argumentsOf(contentType: string, body: Buffer): Fields | null {
  const text = body.toString('utf8')
  if (text === '') return {}
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  if (!contentType.startsWith('application/json')) return null
  try {
    const parsed = JSON.parse(text) as unknown
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? (parsed as Fields) : null
  } catch {
    return null
  }
}

function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  const isText = typeof body === 'string'
  response.writeHead(status, {
    'content-type': isText ? 'text/plain' : 'application/json; charset=utf-8',
    ...headers,
  })
  response.end(isText ? body : JSON.stringify(body))
}

async function takeCall(world: World, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url!, world.base)
  const name = url.pathname.slice('/api/'.length)
  const type = request.headers['content-type'] ?? ''
  const body = await bytesOf(request)
  const args = argumentsOf(type, body)
  if (args === null) {
    send(response, 200, { ok: false, error: body.length > 0 ? 'invalid_form_data' : 'no_form' })
    return
  }
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? (args['token'] as string | undefined)
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const [id, secret] = Buffer.from(basic, 'base64').toString('utf8').split(':')
    args['client_id'] ??= id
    args['client_secret'] ??= secret
  }
  const query = Object.fromEntries(url.searchParams)
  const outcome = await callMethod(world, name, { ...query, ...args }, token)
  if (outcome === 'hang up') request.socket.destroy()
  else send(response, outcome.status, outcome.body, outcome.headers)
}

/** The file's bytes, sent raw or as the one file of a form. */
async function uploadedBytes(request: IncomingMessage): Promise<Buffer> {
  const body = await bytesOf(request)
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData()
  const file = [...form.values()].find((value) => typeof value !== 'string')
  return file === undefined ? Buffer.alloc(0) : Buffer.from(await file.arrayBuffer())
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse) {
  const path = new URL(request.url!, world.base).pathname
  if (path.startsWith('/api/')) await takeCall(world, request, response)
  else if (path.startsWith('/upload/') && request.method === 'POST') {
    const id = path.slice('/upload/'.length)
    const isTaken = receiveBytes(world, id, await uploadedBytes(request))
    send(response, isTaken ? 200 : 400, isTaken ? 'OK' : 'not the bytes that were announced')
  } else if (path.startsWith('/response/') && request.method === 'POST') {
    const type = request.headers['content-type'] ?? ''
    const args = argumentsOf(type, await bytesOf(request))
    const fault = takeFault(world, 'response_url')
    const planned = fault === null ? null : faultAnswer(fault)
    const isDone = planned === null || fault!.afterDoing === true
    if (fault?.delayMs !== undefined) await new Promise((done) => setTimeout(done, fault.delayMs))
    const taken = isDone ? takeReply(world, path.slice('/response/'.length), args) : null
    if (planned === 'hang up') request.socket.destroy()
    else if (planned !== null) send(response, planned.status, planned.body, planned.headers)
    else send(response, taken!.status, taken!.body)
  } else send(response, 404, 'no such page')
}

function openSockets(world: World, server: Server, door: Door): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url!, world.base).searchParams.get('ticket') ?? ''
    // A ticket opens one connection.
    if (!world.tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket as Socket, head, (client) => {
      door.sockets.add(client)
      client.on('close', () => door.sockets.delete(client))
      client.on('error', () => client.terminate())
      client.on('message', (data) => {
        const ack = JSON.parse(String(data)) as { envelope_id?: string; payload?: unknown }
        if (ack.envelope_id !== undefined) door.onAck(ack.envelope_id, ack.payload)
      })
      client.send(
        JSON.stringify({
          type: 'hello',
          num_connections: door.sockets.size,
          connection_info: { app_id: world.appId },
        }),
      )
    })
  })
  return sockets
}

/** Opens the door on a free port of the loopback address. */
export async function openDoor(world: World): Promise<Door> {
  const open = new Set<Socket>()
  const server = createServer((request, response) => {
    serve(world, request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, `loopback Slack broke: ${String(error)}`)
    })
  })
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const door: Door = {
    base,
    sockets: new Set(),
    onAck: () => undefined,
    close: async () => {
      for (const client of door.sockets) client.terminate()
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  world.base = base
  openSockets(world, server, door)
  return door
}
