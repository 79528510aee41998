// uri-1 of the cases of MCP abuse: an address that is made to keep a pattern busy.
import { afterAll, expect, it } from 'vitest'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { modern } from './raw-http.ts'
import { stockHost } from './stock-host.ts'

const { host } = stockHost()
const mcp = mcpOverHttp(host)
afterAll(() => mcp.close())

async function read(uri: string): Promise<{ text: string; milliseconds: number }> {
  const { headers, body } = modern('resources/read', { uri }, 1)
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
      'mcp-name': `=?base64?${Buffer.from(uri).toString('base64')}?=`,
    },
    body: JSON.stringify(body),
  })
  const began = performance.now()
  const text = await (await mcp.fetch(request)).text()
  return { text, milliseconds: performance.now() - began }
}

const many = 'a,'.repeat(5_000)

it.each([
  ['of another kind', `po://${many}`],
  ['of an item', `qm://items/${many}`],
  ['of a chart that nearly is one', `qm://items/${many}/stock.pn`],
  ['of a paper that nearly is one', `qm://orders/${'/'.repeat(5_000)}paper.pdf!`],
  ['with half of a code in percent', `qm://suppliers/${'%E0%A4'.repeat(5_000)}`],
  ['with braces', `qm://plans/${'{id}'.repeat(5_000)}`],
])('uri-1: an address %s is refused in next to no time', async (_what, uri) => {
  // The best of three, because the machine may be busy with something else.
  const answers = [await read(uri), await read(uri), await read(uri)]
  expect(Math.min(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(200)
  for (const { text } of answers) {
    const { error } = JSON.parse(text) as { error?: { code: number; message: string } }
    expect(error?.code).toBe(-32_602)
    expect(error!.message.length).toBeLessThan(1_000)
  }
})
