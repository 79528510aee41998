// What is turned away before any tool is asked. Each test is named by its case of the collection of MCP abuse.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { envelope, send, serveHost, talk, toolCall, type Sent, type Served } from './raw-http.ts'
import { stockHost } from './stock-host.ts'

const { host, asked } = stockHost()
const body = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'get_stock', arguments: { sku: 'SKU-1' } },
}
let server: Served
beforeAll(async () => {
  server = await serveHost(host)
})
beforeEach(() => {
  asked.length = 0
})
afterAll(() => server.close())

const ask = (sent: Sent) => send(server.port, sent)
/** The call, with what the 2026-07-28 revision wants said beside it, and headers that are not as they should be. */
const asking = (headers: Record<string, string>): Sent => {
  const call = toolCall('get_stock', { sku: 'SKU-1' })
  return { ...call, headers: { ...call.headers, ...headers } }
}

describe('who calls', () => {
  it.each([
    ['origin-1', 'https://evil.example'],
    ['origin-5', 'http://evil-localhost:3000'],
    ['origin-5, turned round', 'http://localhost.evil.example'],
    ['a page of no origin', 'null'],
  ])('%s: a page of %s is refused', async (_id, origin) => {
    expect((await ask({ headers: { origin }, body })).status).toBe(403)
    expect((await ask(asking({ origin }))).status).toBe(403)
    expect(asked).toEqual([])
  })

  it('origin-3: a program, which has no origin, is answered', async () => {
    const { status, message } = await ask(asking({}))
    expect(status).toBe(200)
    expect(message?.result?.['structuredContent']).toEqual({ sku: 'SKU-1', onHandUnits: 12 })
  })

  it('a page of this machine is answered', async () => {
    expect((await ask(asking({ origin: 'http://localhost:3000' }))).status).toBe(200)
  })

  it('host-2: another host is refused, whatever a header says it was before', async () => {
    const headers = { host: 'rebind.evil.example', 'x-forwarded-host': 'localhost' }
    expect((await ask({ headers, body })).status).toBe(403)
    expect((await ask(asking(headers))).status).toBe(403)
    expect((await ask(asking({ ...headers, forwarded: 'host=localhost' }))).status).toBe(403)
    expect(asked).toEqual([])
  })

  it('auth-2: a token in the address is refused, and not looked at', async () => {
    const { status, headers } = await ask({ path: '/mcp?access_token=T', body })
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toContain('Bearer')
    expect((await ask({ ...asking({}), path: '/mcp?x=1&Token=T' })).status).toBe(401)
    expect(asked).toEqual([])
  })
})

describe('headers against the body', () => {
  it('hdr-1: another name in the header is refused', async () => {
    const { status, message } = await ask(asking({ 'mcp-name': 'other' }))
    expect([status, message?.error?.code]).toEqual([400, -32_020])
    expect(asked).toEqual([])
  })

  it('hdr-1: so is another method, and a name that is missing', async () => {
    const other = await ask(asking({ 'mcp-method': 'tools/list' }))
    expect([other.status, other.message?.error?.code]).toEqual([400, -32_020])
    const { 'mcp-name': _left, ...headers } = asking({}).headers!
    const nameless = await ask({ ...asking({}), headers })
    expect([nameless.status, nameless.message?.error?.code]).toEqual([400, -32_020])
  })

  it('hdr-3: a name in base64 is decoded before it is compared', async () => {
    const same = await ask(asking({ 'mcp-name': '=?base64?Z2V0X3N0b2Nr?=' }))
    expect([same.status, same.message?.error]).toEqual([200, undefined])
    const other = await ask(asking({ 'mcp-name': '=?base64?b3RoZXI=?=' }))
    expect([other.status, other.message?.error?.code]).toEqual([400, -32_020])
  })

  it.each([
    ['as it is written in the case', 'sku', String.raw`a\r\nX: y`],
    ['in base64', 'sku', `=?base64?${Buffer.from('a\r\nX: y').toString('base64')}?=`],
    ['of no argument', 'other', `=?base64?${Buffer.from('\r\n').toString('base64')}?=`],
    ['in base64 that is none', 'sku', '=?base64?Z2V0X3N0b2Nr=?='],
  ])('hdr-5: a line break in a parameter is refused (%s)', async (_how, name, value) => {
    const { status, message } = await ask(asking({ [`mcp-param-${name}`]: value }))
    expect([status, message?.error?.code]).toEqual([400, -32_020])
    expect(asked).toEqual([])
  })

  it('hdr-5: a real line break makes two headers, and the first is not what the body says', async () => {
    const text = JSON.stringify({ ...body, params: { ...body.params, _meta: envelope } })
    const { heard } = await talk(server.port, (say) => {
      const named = { ...asking({}).headers, 'content-type': 'application/json', accept: '*/*' }
      const head = Object.entries(named).map(([name, value]) => `${name}: ${value}`)
      say(
        `POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${head.join('\r\n')}\r\nMcp-Param-sku: a\r\nX: y\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
      )
    })
    expect(heard).toMatch(/^HTTP\/1\.1 400 /)
    expect(asked).toEqual([])
  })

  it('a parameter that is the same in both is taken', async () => {
    expect((await ask(asking({ 'mcp-param-sku': 'SKU-1' }))).status).toBe(200)
  })
})

describe('methods', () => {
  it.each([
    ['m-2', 'DELETE'],
    ['m-1', 'GET'],
    ['m-3', 'PUT'],
  ])('%s: %s outside a session is refused', async (_id, method) => {
    const { status, headers } = await ask({ method })
    expect(status).toBe(405)
    expect(headers['allow']).toContain('POST')
  })
})
