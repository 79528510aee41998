// tool-1 of the cases of MCP abuse: what a client was shown and agreed to does not change behind its back.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { tools } from '#tools/index.ts'
import { smallHost } from '../mcp/host.ts'
import { modern } from '../mcp/raw-http.ts'

const file = join(import.meta.dirname, 'tools-list.sha256')
const started = () => mcpOverHttp({ ...smallHost, tools })
const servers = [started(), started()]
afterAll(() => Promise.all(servers.map((server) => server.close())))

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

async function listed(server: (typeof servers)[number]): Promise<string> {
  const { headers, body } = modern('tools/list', {})
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify(body),
  })
  return (await server.fetch(request)).text()
}

it('tool-1: the list of tools is the same bytes at 100 calls, after a restart, and as it was committed', async () => {
  const [before, after] = servers
  const hashes = new Set<string>()
  for (let turn = 0; turn < 100; turn += 1) hashes.add(hashOf(await listed(before!)))
  hashes.add(hashOf(await listed(after!)))
  const [hash] = hashes
  expect([...hashes]).toEqual([hash])
  if (process.env['QM_UPDATE_CONTRACTS'] === '1') writeFileSync(file, `${hash}\n`)
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : 'nothing'
  const advice =
    'run QM_UPDATE_CONTRACTS=1 npx vitest run tests/contracts when the list is meant to change'
  expect(`${hash}\n`, advice).toBe(committed)
})
