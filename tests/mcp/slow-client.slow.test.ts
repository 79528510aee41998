// b-7 of the cases of MCP abuse with the times of the product: half a minute, and nothing is left of the client.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slowClients } from '#surfaces/cli/slow-clients.ts'
import { serveHost, talk, type Served } from './raw-http.ts'
import { stockHost } from './stock-host.ts'

let server: Served
beforeAll(async () => {
  server = await serveHost(stockHost().host, {}, slowClients)
})
afterAll(() => server.close())

const head = 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

/** Sends the text a byte a second for as long as anybody listens. */
const drip = (opening: string, text: string) => (say: (part: string) => void) => {
  say(opening)
  let at = 0
  setInterval(() => say(text[at++ % text.length]!), 1_000).unref()
}

it('a client that sends a byte a second is hung up on within 30 seconds, wherever in its request it is', async () => {
  const talks = await Promise.all([
    talk(server.port, drip(`${head}Content-Length: 200\r\n\r\n`, '{"jsonrpc":"2.0"}')),
    talk(server.port, drip(`${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n')),
    talk(server.port, drip('POST /mcp HTTP/1.1\r\nHost: localhost\r\n', 'X-Slow: yes\r\n')),
    talk(server.port, drip('', 'GET /mcp HTTP/1.1\r\n')),
  ])
  for (const { heard, milliseconds } of talks) {
    expect(heard).toMatch(/^HTTP\/1\.1 408 /)
    expect(milliseconds).toBeLessThan(30_000)
  }
}, 60_000)
