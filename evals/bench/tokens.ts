import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { loadDemo } from '#operations/open-shop.ts'
import { operationsOn } from '#operations/operations.ts'
import { papers } from '#surfaces/cli/mcp-host.ts'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { tools } from '#tools/index.ts'
import { memoryShop } from '../memory-shop.ts'
import type { Figure } from './figure.ts'

const asOf = '2026-11-20'
const address = new URL('http://127.0.0.1/mcp')
const calls: [string, Record<string, unknown>][] = [
  ['recommend_reorders', {}],
  ['recommend_reorders', { limit: 15 }],
  ['recommend_reorders', { show: 'withheld' }],
  ['get_stock_position', {}],
  ['simulate_disruption', { kind: 'supplier_down', supplier: 'Northwind', days: 21 }],
  ['find_exceptions', { limit: 20 }],
  ['find_items', { limit: 25 }],
  ['forecast_demand', { item: 'MUG-BLU-500', weeks: 20 }],
  ['get_supplier_performance', {}],
  ['draft_purchase_order', { due: true }],
  ['get_purchase_order', { state: 'draft' }],
]

/** What a client of the 2026-07-28 revision pays in tokens for the list of tools, and for the larger replies, text and structure together. */
export async function benchTokens(): Promise<Figure[]> {
  const shop = await memoryShop(asOf)
  await loadDemo(shop, asOf)
  const run = operationsOn(shop)
  const mcp = mcpOverHttp({
    version: '0',
    tools,
    ...papers,
    runFor: () => run,
    report: (error) => process.stderr.write(`${String(error)}\n`),
  })
  const client = new Client(
    { name: 'bench', version: '0' },
    { versionNegotiation: { mode: 'auto' } },
  )
  const fetch = (url: string | URL, init?: RequestInit) => {
    const request = new Request(url, init)
    request.headers.set('host', address.host)
    return mcp.fetch(request)
  }
  await client.connect(new StreamableHTTPClientTransport(address, { fetch }))
  const listed = await client.listTools()
  const figures: Figure[] = [
    {
      name: 'tools/list',
      value: countTokens(JSON.stringify(listed.tools)),
      unit: 'tokens',
      note: `${listed.tools.length} tools`,
    },
  ]
  for (const [name, input] of calls) {
    const { content, structuredContent } = await client.callTool({ name, arguments: input })
    const sent = JSON.stringify({ content, structuredContent })
    figures.push({ name, value: countTokens(sent), unit: 'tokens', note: JSON.stringify(input) })
  }
  await client.close()
  await mcp.close()
  await shop.database.close()
  return figures
}
