import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holderOfTheMachine, type McpCaller } from '#surfaces/mcp/host.ts'
import { mcpOverHttp, type McpHttp } from '#surfaces/mcp/http.ts'
import { stockHost } from './stock-host.ts'

let mcp: McpHttp
let now = 0
beforeEach(() => {
  now = 0
  const callerOf = (request: Request): Promise<McpCaller> =>
    Promise.resolve({ ...holderOfTheMachine, principal: request.headers.get('x-who')! })
  mcp = mcpOverHttp(stockHost().host, { callerOf, now: () => now })
})
afterEach(() => mcp.close())

function request(who: string, session: string | null, body: unknown, method = 'POST') {
  const headers = {
    host: 'localhost',
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'x-who': who,
    ...(session !== null && { 'mcp-session-id': session }),
  }
  return new Request('http://localhost/mcp', {
    method,
    headers,
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  })
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'raw', version: '1' },
  },
}
const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' }

async function open(who: string): Promise<string> {
  // So much later that no rate is in the way.
  now += 1_000
  const response = await mcp.fetch(request(who, null, initialize))
  await response.text()
  return response.headers.get('mcp-session-id')!
}
const listAs = async (who: string, session: string | null) =>
  (await mcp.fetch(request(who, session, list))).status

describe('a session', () => {
  it('answers whoever opened it, and to anybody else there is none', async () => {
    const session = await open('ana')
    expect(await listAs('ana', session)).toBe(200)
    expect(await listAs('ben', session)).toBe(404)
    expect((await mcp.fetch(request('ben', session, null, 'DELETE'))).status).toBe(404)
    expect((await mcp.fetch(request('ben', session, null, 'GET'))).status).toBe(404)
    expect(await listAs('ana', session)).toBe(200)
  })

  it('is opened by initialize only', async () => {
    expect(await listAs('ana', null)).toBe(400)
    expect(await listAs('ana', 'there-is-none')).toBe(404)
    expect((await mcp.fetch(request('ana', 'there-is-none', initialize))).status).toBe(404)
  })

  it.each(['999', '-1', '__proto__', 'x'.repeat(3_000)])(
    'goes on from no place in a stream that there is not: %s',
    async (place) => {
      const session = await open('ana')
      const again = request('ana', session, null, 'GET')
      again.headers.set('last-event-id', place)
      expect((await mcp.fetch(again)).status).toBe(400)
    },
  )

  it('makes room for the next when its principal has too many, and nobody else’s does', async () => {
    const bens = await open('ben')
    const [first, second] = [await open('ana'), await open('ana')]
    for (let more = 0; more < 39; more += 1) await open('ana')
    expect(await listAs('ana', first)).toBe(404)
    expect(await listAs('ana', second)).toBe(200)
    expect(await listAs('ben', bens)).toBe(200)
  })

  it('is closed when nobody used it for half an hour', async () => {
    const [old, used] = [await open('ana'), await open('ana')]
    now += 20 * 60 * 1000
    expect(await listAs('ana', used)).toBe(200)
    now += 20 * 60 * 1000
    await open('ben')
    expect(await listAs('ana', old)).toBe(404)
    expect(await listAs('ana', used)).toBe(200)
  })
})
