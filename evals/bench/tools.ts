import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { operationsOn, type RunOperation } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'
import type { RunForMcp } from '#surfaces/mcp/host.ts'
import { papers } from '#surfaces/cli/mcp-host.ts'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { defineTool, type Tool } from '#root/tool.ts'
import { tools } from '#tools/index.ts'
import { timed, type BenchOptions, type Report } from './figure.ts'
import { benchAsOf, writeGeneratedShop } from './generated-shop.ts'
import { scratchDatabase } from './scratch-database.ts'

const seed = 7
const mostCalls = 60
/** No tool is asked for longer than this. */
const mostMilliseconds = 15_000

const echo = defineTool({
  name: 'get_echo',
  title: 'Echo',
  access: 'read',
  description: 'Gives back what it is given.',
  input: z.strictObject({ text: z.string() }),
  output: z.object({ text: z.string() }),
  run: ({ text }) => Promise.resolve({ text }),
})

type Call = { name: string; input: Record<string, unknown>; goal: string }
const lookUp = 'look-up, p50 <= 3 x echo'

const calls: Call[] = [
  { name: 'find_items', input: { query: 'SKU000123' }, goal: lookUp },
  { name: 'get_stock_position', input: { item: 'SKU000123' }, goal: lookUp },
  { name: 'forecast_demand', input: { item: 'SKU000123' }, goal: lookUp },
  {
    name: 'explain_recommendation',
    input: { recommendation: 'R1-3', question: 'why' },
    goal: lookUp,
  },
  { name: 'compare_suppliers', input: { item: 'SKU000123' }, goal: lookUp },
  { name: 'get_supplier_performance', input: { supplier: 'SUP07' }, goal: lookUp },
  { name: 'get_purchase_order', input: { order: 'PO-2026-0001' }, goal: lookUp },
  { name: 'recommend_reorders', input: {}, goal: 'weekly list, < 100 ms' },
  { name: 'recommend_reorders', input: { supplier: 'SUP07' }, goal: 'one supplier, < 300 ms' },
  { name: 'recommend_reorders', input: { show: 'overstock' }, goal: '' },
  { name: 'get_stock_position', input: {}, goal: '' },
  { name: 'find_exceptions', input: {}, goal: '' },
  { name: 'get_kpis', input: {}, goal: '' },
  {
    name: 'simulate_disruption',
    input: { kind: 'supplier_down', supplier: 'SUP07', days: 21 },
    goal: '',
  },
]

/** The MCP server of the product on a free port, with the echo tool beside the others, and a client. */
async function serveTools(run: RunOperation): Promise<{ client: Client; close(): Promise<void> }> {
  const mcp = mcpOverHttp({
    version: '0',
    tools: [...tools, echo as unknown as Tool],
    ...papers,
    runFor: () => withEcho(run),
    report: (error) => process.stderr.write(`${String(error)}\n`),
  })
  const server = serve({ fetch: mcp.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const client = new Client(
    { name: 'bench', version: '0' },
    { versionNegotiation: { mode: 'auto' } },
  )
  const url = new URL(`http://127.0.0.1:${port}/mcp`)
  await client.connect(new StreamableHTTPClientTransport(url))
  const close = async () => {
    await client.close()
    await mcp.close()
    await new Promise((resolve) => server.close(resolve))
  }
  return { client, close }
}

/** The shop's operations; the echo asks none of them. */
const withEcho = (run: RunOperation): RunForMcp =>
  ((name: 'call_tool', call: { name: string; input: unknown }, emit: () => void) =>
    call.name === echo.name
      ? echo.run(call.input as { text: string }, undefined as never)
      : run(name, call, emit)) as RunForMcp

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!

/** Milliseconds of a tool and of the echo, asked in turns, so that both see the same machine. */
async function measure(client: Client, { name, input }: Call) {
  const ask = async (tool: string, args: Record<string, unknown>) => {
    const { result, milliseconds } = await timed(() =>
      client.callTool({ name: tool, arguments: args }),
    )
    if (result.isError === true) throw new Error(`${tool}: ${JSON.stringify(result.content)}`)
    return milliseconds
  }
  const first = await ask(name, input)
  for (let round = 0; round < 3; round += 1) await ask(name, input)
  const own: number[] = []
  const echoes: number[] = []
  const began = performance.now()
  while (own.length < mostCalls && performance.now() - began < mostMilliseconds) {
    own.push(await ask(name, input))
    echoes.push(await ask(echo.name, { text: 'SKU000123' }))
  }
  const sorted = own.toSorted((a, b) => a - b)
  const p50Echo = at(
    echoes.toSorted((a, b) => a - b),
    0.5,
  )
  return { first, p50: at(sorted, 0.5), p99: at(sorted, 0.99), p50Echo, calls: own.length }
}

/** Every read tool over MCP HTTP on a shop of 10,000 item-locations (`--rows`), beside an echo on the same server. */
export async function benchTools({ rows }: BenchOptions): Promise<Report> {
  const lines = rows ?? 10_000
  const database = await scratchDatabase()
  const shop: Shop = {
    database,
    db: database.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'bench',
    now: () => new Date(`${benchAsOf}T09:00:00Z`),
    fixedAsOf: benchAsOf,
    personId: null,
    slack: null,
    mail: null,
    auditAnchorFile: null,
    configuration: [],
  }
  const run = operationsOn(shop)
  try {
    await writeGeneratedShop(database.db, lines, seed)
    await run('plan', {}, () => undefined)
    const draft = { name: 'draft_purchase_order', input: { due: true, supplier: 'SUP07' } }
    await run('call_tool', draft, () => undefined)
    await run('plan', {}, () => undefined)
    const { client, close } = await serveTools(run)
    const table: (string | number)[][] = []
    try {
      for (const call of calls) {
        const { first, p50, p99, p50Echo, calls: asked } = await measure(client, call)
        const what = `${call.name} ${JSON.stringify(call.input)}`
        table.push([what, asked, first, p50, p99, p50Echo, p50 / p50Echo, call.goal])
      }
    } finally {
      await close()
    }
    const columns = ['tool', 'calls', 'first', 'p50', 'p99', 'echo p50', 'p50 / echo', 'goal']
    const title = `Read tools over MCP HTTP, ${lines} item-locations on Postgres, plan made; milliseconds`
    const note =
      'Client and server share this process. Asked in turns with the echo, so that both see the same machine.'
    return { figures: [], tables: [{ title, columns, rows: table, note }] }
  } finally {
    await database.close()
  }
}
