// Bodies that are made to break a reader, or to be read in two ways.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { slowClients } from '#surfaces/cli/slow-clients.ts'
import { bodyMilliseconds } from '#surfaces/mcp/read-body.ts'
import { envelope, send, serveHost, talk, toolCall, type Sent, type Served } from './raw-http.ts'
import { stockHost } from './stock-host.ts'

const { host, asked, defects } = stockHost()
const body = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'get_stock', arguments: { sku: 'SKU-1' } },
}
let server: Served
let quick: Served
beforeAll(async () => {
  server = await serveHost(host)
  quick = await serveHost(
    host,
    { bodyMilliseconds: 200 },
    { headersTimeout: 200, connectionsCheckingInterval: 50 },
  )
})
beforeEach(() => {
  asked.length = 0
})
afterAll(() => Promise.all([server.close(), quick.close()]))

const call = toolCall('get_stock', { sku: 'SKU-1' })
const ask = (sent: Sent) => send(server.port, sent)
const answered = async (sent: Sent) => {
  const { status, message } = await ask(sent)
  return [status, message?.error?.code]
}
const isAlive = async () => expect((await ask(call)).status).toBe(200)

/** The call as text, with more in its arguments. */
const withArguments = (text: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_stock","arguments":${text},"_meta":${JSON.stringify(envelope)}}}`

describe('the shape', () => {
  it('b-1: several messages at once are refused', async () => {
    expect(await answered({ body: [body, body] })).toEqual([400, -32_600])
    expect(await answered({ headers: call.headers!, body: [call.body, call.body] })).toEqual([
      400, -32_600,
    ])
    expect(await answered({ body: [] })).toEqual([400, -32_600])
    expect(asked).toEqual([])
  })

  it('b-3: a name twice is refused, so that nobody reads another tool than was checked', async () => {
    const raw =
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_stock","name":"approve_po","arguments":{}}}'
    expect(await answered({ body: raw })).toEqual([400, -32_600])
    expect(await answered({ headers: call.headers!, body: raw })).toEqual([400, -32_600])
    const written = withArguments(String.raw`{"sku":"SKU-1","sk\u0075":"SKU-2"}`)
    expect(await answered({ headers: call.headers!, body: written })).toEqual([400, -32_600])
    expect(asked).toEqual([])
  })

  it('the same name in two objects is no name twice', async () => {
    const twin = withArguments('{"sku":"{\\"sku\\":1,\\"sku\\":2}"}')
    expect(await answered({ headers: call.headers!, body: twin })).toEqual([200, undefined])
  })

  it('b-5: nesting without end is refused', async () => {
    expect(await answered({ body: '['.repeat(100_000) + ']'.repeat(100_000) })).toEqual([
      400, -32_600,
    ])
    const deep = withArguments(`{"sku":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`)
    expect(await answered({ headers: call.headers!, body: deep })).toEqual([400, -32_600])
    expect(await answered({ body: '{"a":'.repeat(100_000) })).toEqual([400, -32_600])
    await isAlive()
  })

  it.each([
    ['nothing', ''],
    ['half of it', '{"jsonrpc":"2.0","id":1'],
    ['a mark before it', `\uFEFF${JSON.stringify(call.body)}`],
    ['two of them', '{}{}'],
    ['numbers that are none', '{"id":NaN}'],
    ['a NUL', '{"id":1}\0'],
  ])('what is not JSON is refused: %s', async (_what, text) => {
    expect(await answered({ body: text })).toEqual([400, -32_700])
  })

  it.each([['null'], ['7'], ['"tools/list"'], ['{}'], ['{"jsonrpc":"1.0","method":"tools/list"}']])(
    'what is JSON and no message is refused: %s',
    async (text) => {
      expect((await answered({ body: text }))[0]).toBe(400)
    },
  )

  it.each([
    ['half a letter', [0x22, 0xc3, 0x22]],
    ['a letter that ends early', [0x22, 0xe2, 0x82]],
    ['half of a pair', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['another writing', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('bytes that are not UTF-8 are refused: %s', async (_what, bytes) => {
    expect(await answered({ body: new Uint8Array(bytes) })).toEqual([400, -32_700])
  })
})

describe('the size', () => {
  const long = 'x'.repeat(1024 * 1024)

  it('more than a megabyte is refused, and nothing of it is read', async () => {
    expect(
      (await ask({ headers: call.headers!, body: withArguments(`{"sku":"${long}"}`) })).status,
    ).toBe(413)
    await isAlive()
  })

  it('also in parts that name no length', async () => {
    const { heard } = await talk(server.port, (say) => {
      say(
        'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      )
      for (let part = 0; part < 20; part += 1) say(`10000\r\n${'x'.repeat(0x1_00_00)}\r\n`)
      // No end: who waits for it waits for ever.
    })
    expect(heard).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('what just fits is read', async () => {
    const text = withArguments('{"sku":"SKU-1"}')
    const filled = `${text}${' '.repeat(1024 * 1024 - text.length)}`
    expect(await answered({ headers: call.headers!, body: filled })).toEqual([200, undefined])
  })
})

describe('b-7: a client that sends next to nothing', () => {
  it('is answered and hung up on when its body does not come', async () => {
    const { heard, milliseconds } = await talk(quick.port, (say) => {
      say(
        'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{',
      )
      const drip = setInterval(() => say(' '), 50)
      drip.unref()
      setTimeout(() => clearInterval(drip), 3_000).unref()
    })
    expect(heard).toMatch(/^HTTP\/1\.1 408 /)
    expect(milliseconds).toBeLessThan(20_000)
  })

  it('is hung up on when its headers do not come', async () => {
    const { heard } = await talk(quick.port, (say) => say('POST /mcp HTTP/1.1\r\nHost: loc'))
    expect(heard).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('in the product within 30 seconds', () => {
    const checked = slowClients.connectionsCheckingInterval
    expect(bodyMilliseconds).toBeLessThan(30_000)
    expect(slowClients.requestTimeout + checked).toBeLessThan(30_000)
    expect(slowClients.headersTimeout + checked).toBeLessThan(30_000)
  })
})

describe('b-9: strings that are made to break what keeps them', () => {
  it.each([
    ['half of a pair', String.raw`\ud800`],
    ['NUL', String.raw`\u0000`],
    ['an override of direction', String.raw`\u202e`],
    ['a long one', 'x'.repeat(900_000)],
  ])('%s is refused as an argument or taken clean', async (_what, text) => {
    const { status, message } = await ask({
      headers: call.headers!,
      body: withArguments(`{"sku":"${text}"}`),
    })
    expect(status).toBe(200)
    expect(message?.error).toBeUndefined()
    expect(defects).toEqual([])
  })
})
