// Clients that other people wrote, against the demo as it is started: over HTTP, and over stdio beside that server.
import { createMCPClient } from '@ai-sdk/mcp'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foreignClients, inspect, type ForeignClient, type Way } from './mcp-clients.ts'
import { startProgram, type Program } from './mcp-program.ts'

const tools = readdirSync(join(import.meta.dirname, '..', '..', 'tools'))
  .filter((name) => /^[a-z_]+\.ts$/.test(name) && name !== 'index.ts')
  .map((name) => name.replace('.ts', ''))

let program: Program
beforeAll(async () => {
  program = await startProgram([])
})
afterAll(() => program?.stop())

const ways: Way[] = ['http', 'stdio']
const pairs = foreignClients.flatMap(([name, connect]) =>
  ways.map((way) => [name, way, connect] as const),
)

describe.each(pairs)('%s over %s', (_name, way, connect) => {
  let client: ForeignClient
  beforeAll(async () => {
    client = await connect(program, way)
  })
  afterAll(() => client?.close())

  it('sees every tool', async () => {
    const listed = await client.listTools()
    expect(listed.tools.map(({ name }) => name).toSorted()).toEqual(tools.toSorted())
  })

  it('calls one, and has the figures both structured and in words', async () => {
    const result = await client.callTool({ name: 'find_items', arguments: { query: 'blue mug' } })
    expect(result.isError ?? false).toBe(false)
    const { lines } = result.structuredContent as { lines: { sku: string; onHandUnits: number }[] }
    const words = result.content.map(({ text }) => text).join('\n')
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter(({ sku }) => !words.includes(sku))).toEqual([])
  })

  it('is told what to do when a name is not known', async () => {
    const input = { name: 'get_stock_position', arguments: { item: 'no such thing at all' } }
    const said = await client.callTool(input).then(
      (result) => ({ isError: result.isError, text: JSON.stringify(result.content) }),
      // The command line fails where a tool does.
      (error: unknown) => ({ isError: true, text: String(error) }),
    )
    expect(said.isError).toBe(true)
    expect(said.text).toMatch(/not_found.*Name it by its code/)
  })

  it('reads a resource', async () => {
    const { resources } = await client.listResources()
    const uris = resources.map(({ uri }) => uri)
    expect(uris).toContain('qm://policy')
    const { contents } = await client.readResource({ uri: 'qm://policy' })
    expect(contents.map(({ text }) => text).join('')).toMatch(/only people/i)
  })

  it('is led through the work of the week by a prompt', async () => {
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ name }) => name)).toContain('weekly_reorder_review')
    const asked = { name: 'supplier_negotiation_brief', arguments: { supplier: 'ACME' } }
    const { messages } = await client.getPrompt(asked)
    const words = messages.map(({ content }) => content.text).join('')
    expect(words).toContain('ACME')
    expect(words).toContain('get_supplier_performance')
  })
})

it('the AI SDK makes tools of its own of ours, and runs one', async () => {
  const client = await createMCPClient({ transport: { type: 'http', url: program.mcp } })
  const made = await client.tools()
  const call = { toolCallId: 'call', messages: [], context: undefined }
  const result = await made['find_items']!.execute({ query: 'blue mug' }, call as never)
  await client.close()
  expect(Object.keys(made).toSorted()).toEqual(tools.toSorted())
  expect(JSON.stringify(result)).toContain('MUG')
})

it('the inspector finds no schema that another client could not read', async () => {
  await expect(
    inspect(program, 'http', ['--method', 'tools/list', '--strict']),
  ).resolves.toBeDefined()
})

describe('where no server runs', () => {
  beforeAll(() => program.end())

  it('two clients over stdio share the shop that one of them opened, and keep it when one goes', async () => {
    const [, , v2] = pairs.find(([name, way]) => name.startsWith('the v2') && way === 'stdio')!
    const first = await v2(program, 'stdio')
    const second = await v2(program, 'stdio')
    const [listed, found] = await Promise.all([
      first.listTools(),
      second.callTool({ name: 'find_items', arguments: { query: 'blue mug' } }),
    ])
    expect(listed.tools).toHaveLength(tools.length)
    expect(JSON.stringify(found.structuredContent)).toContain('MUG')
    await first.close()
    // Whoever of the two had opened the shop: the one that stays has it now.
    const still = await second.callTool({ name: 'find_items', arguments: { query: 'blue mug' } })
    expect(JSON.stringify(still.structuredContent)).toContain('MUG')
    await second.close()
  })
})
