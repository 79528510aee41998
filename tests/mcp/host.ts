import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import { defineTool, type Tool } from '#root/tool.ts'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import type { McpHost } from '#surfaces/mcp/host.ts'
import { smallBooks } from './small-books.ts'
import { smallPapers } from './small-papers.ts'

const countUnits = defineTool({
  name: 'get_units',
  title: 'Units',
  access: 'read',
  description: 'Gives the units of an item.',
  input: z.strictObject({ item: z.string() }),
  output: z.object({ sku: z.string(), onHandUnits: z.number() }),
  run: ({ item }) => Promise.resolve({ sku: item, onHandUnits: 12 }),
})

const draftNote = defineTool({
  name: 'draft_note',
  title: 'Note',
  access: 'draft',
  description: 'Drafts a note.',
  input: z.strictObject({ text: z.string() }),
  output: z.object({ text: z.string() }),
  run: ({ text }) => Promise.resolve({ text }),
})

/** A host with two small tools; items called "?" are ambiguous, items called "!" break. */
export const smallHost: McpHost = {
  version: '0.0.0',
  report: () => undefined,
  tools: [countUnits, draftNote] as unknown as Tool[],
  ...smallPapers,
  runFor: () =>
    ((operation: string, call: Call) =>
      operation === 'call_tool'
        ? answer(call.name, call.input)
        : smallBooks(operation, call)) as never,
}

type Call = { name: string; input: unknown }

async function answer(name: string, input: unknown): Promise<unknown> {
  const { item } = input as { item?: string }
  if (item === '?') {
    const candidates = [{ code: 'MUG-1', name: 'Mug' }]
    throw new QuartermasterError('ambiguous', 'Which one?', 'Name one.', { candidates })
  }
  if (item === '!') throw new Error('select * from secret')
  const tool = smallHost.tools.find((each) => each.name === name)
  if (tool === undefined) throw new QuartermasterError('not_found', 'No such tool.', 'Use one.')
  return tool.run(input, undefined as never)
}

/** Serves the host on a free loopback port. */
export async function serveMcp(): Promise<{ url: URL; close(): Promise<void> }> {
  const mcp = mcpOverHttp(smallHost)
  const server = serve({ fetch: mcp.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    await mcp.close()
    // A client keeps its connections for seconds after it has gone.
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: new URL(`http://127.0.0.1:${port}/mcp`), close }
}
