// b-7 of the cases of MCP abuse with the times of the product: half a minute, and nothing is left of the client.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProgram, type Program } from '../surfaces/mcp-program.ts'
import { talk } from './raw-http.ts'

let program: Program
beforeAll(async () => {
  program = await startProgram(['--no-demo'])
})
afterAll(() => program.stop())

const head = 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

/** Sends the text a byte a second for as long as anybody listens. */
const drip = (opening: string, text: string) => (say: (part: string) => void) => {
  say(opening)
  let at = 0
  setInterval(() => say(text[at++ % text.length]!), 1_000).unref()
}

it('a client that sends a byte a second is hung up on within 30 seconds, wherever in its request it is', async () => {
  const port = Number(new URL(program.mcp).port)
  const talks = await Promise.all([
    talk(port, drip(`${head}Content-Length: 200\r\n\r\n`, '{"jsonrpc":"2.0"}')),
    talk(port, drip(`${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n')),
    talk(port, drip('POST /mcp HTTP/1.1\r\nHost: localhost\r\n', 'X-Slow: yes\r\n')),
    talk(port, drip('', 'GET /mcp HTTP/1.1\r\n')),
  ])
  for (const { heard, milliseconds } of talks) {
    expect(heard).toMatch(/^HTTP\/1\.1 408 /)
    expect(milliseconds).toBeLessThan(30_000)
  }
}, 60_000)
