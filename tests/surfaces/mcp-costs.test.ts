// Who books goods counts them: over MCP, as everywhere, they do not see what things cost.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import { isMoneyField, namesMoney } from '#render/costs.ts'
import { contentHash } from '#store/content-hash.ts'
import type { OpenDatabase } from '#store/database.ts'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import { makeAccessToken } from '#operations/access-tokens.ts'
import { freshDatabase } from '../database.ts'
import { modern, toolCall, type Answer } from '../mcp/raw-http.ts'
import { ask, clock, isErrorOf, serveEndpoint, type Endpoint } from './mcp-signing-in.ts'

const day = '2026-11-20'
let open: OpenDatabase
let endpoint: Endpoint
let warehouse: string
let buyer: string

beforeAll(async () => {
  open = await freshDatabase()
  await writeShop(open.db, generateDemoShop({ seed: 7, asOf: day, hashContent: contentHash }))
  const settings = { name: 'Demo', baseCurrency: 'GBP', timeZone: 'Europe/London', demoAsOf: day }
  await writeShopSettings(open.db, settings)
  clock.now = Date.parse(`${day}T12:00:00.000Z`)
  endpoint = await serveEndpoint(open, { required: true, person: 'maya' })
  const tokenOf = async (person: string) => {
    const ask = { person, name: 'test', scopes: 'read,draft', days: 30 }
    return (await makeAccessToken(endpoint.shop, ask)).token
  }
  warehouse = await tokenOf('sam')
  buyer = await tokenOf('maya')
  await ask(endpoint, buyer, toolCall('draft_purchase_order', { due: true }))
}, 240_000)
afterAll(async () => {
  await endpoint.close()
  await open.close()
})

const item = 'MUG-BLU-350'
const questions = ['why', 'why_not', 'supplier', 'fragility', 'change']
const calls: [string, object][] = [
  ['find_items', { limit: 25 }],
  ['get_stock_position', { location: 'LDS', limit: 12 }],
  ['forecast_demand', { item, weeks: 8 }],
  ['recommend_reorders', { limit: 15 }],
  ['recommend_reorders', { show: 'withheld', limit: 15 }],
  ['recommend_reorders', { show: 'overstock', limit: 15 }],
  ['recommend_reorders', { budget: '5000 GBP', limit: 15 }],
  ...questions.flatMap((question): [string, object][] => [
    ['explain_recommendation', { recommendation: 'R1-1', question }],
    ['explain_recommendation', { item: 'CAF-BLK-1000', question }],
  ]),
  ['compare_suppliers', { item }],
  ['compare_suppliers', { item: 'CAS-RED', units: 500 }],
  ['get_supplier_performance', {}],
  ['get_supplier_performance', { supplier: 'Northwind', months: 24 }],
  ['simulate_disruption', { kind: 'supplier_down', supplier: 'Northwind', days: 21 }],
  ['simulate_disruption', { kind: 'demand_change', percent: 30 }],
  ['get_kpis', {}],
  ['find_exceptions', { limit: 20 }],
  ['get_purchase_order', { limit: 15 }],
  ['get_purchase_order', { state: 'draft', limit: 15 }],
  ['get_purchase_order', { state: 'late', limit: 15 }],
  // What somebody in the warehouse may not do is refused, and the refusal names no amount either.
  ['draft_purchase_order', { due: true }],
  ['draft_purchase_order', { items: [{ item }], budget: '10 GBP' }],
  ['approve_purchase_order', { order: 'PO-2026-0001' }],
]

/** The names of all fields under a value that hold something themselves. */
function fieldsIn(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => fieldsIn(each, name))
  if (typeof value !== 'object' || value === null) return [name]
  return Object.entries(value).flatMap(([key, each]) => fieldsIn(each, key))
}

const structured = ({ message }: Answer) => message?.result?.['structuredContent']

describe('somebody who works in the warehouse', () => {
  test.each(calls)(
    'sees no amount in %s %j',
    async (name, input) => {
      const answer = await ask(endpoint, warehouse, toolCall(name, input))
      expect(answer.status).toBe(200)
      expect(namesMoney(answer.text), answer.text).toBe(false)
      const fields = fieldsIn(structured(answer) ?? {}).filter((field) => field !== 'costsHidden')
      expect(fields.filter((field) => field !== '' && isMoneyField(field))).toEqual([])
      if (!isErrorOf(answer)) {
        expect(answer.text).toMatch(/people who buy, decide and pay/)
      }
    },
    60_000,
  )

  test('sees units, days and states, in words and as fields', async () => {
    const call = toolCall('recommend_reorders', { limit: 3 })
    const answer = await ask(endpoint, warehouse, call)
    const seen = structured(answer) as { lines: { units: number; display: string }[] }
    const told = structured(await ask(endpoint, buyer, call)) as typeof seen
    expect(seen.lines.map(({ units }) => units)).toEqual(told.lines.map(({ units }) => units))
    for (const { units, display } of seen.lines) {
      expect(display).toContain(units.toLocaleString('en-GB'))
    }
  })

  test('is promised no form of results that those without costs would not have', async () => {
    const listed = async (token: string) => {
      const { message } = await ask(endpoint, token, modern('tools/list', {}))
      return message?.result?.['tools'] as { name: string; outputSchema?: object }[]
    }
    const seen = await listed(warehouse)
    expect(seen.filter(({ outputSchema }) => outputSchema !== undefined)).toEqual([])
    const told = await listed(buyer)
    expect(told.filter(({ outputSchema }) => outputSchema === undefined)).toEqual([])
    expect(seen.map(({ name }) => name)).toEqual(told.map(({ name }) => name))
  })

  test('is refused documents that are all about costs, and reads the others', async () => {
    const { message } = await ask(endpoint, warehouse, modern('resources/list', {}))
    const all = message?.result?.['resources'] as { uri: string }[]
    // The views are the same for everybody: what they show comes with a result.
    const listed = all.filter(({ uri }) => uri.startsWith('qm:'))
    expect(listed.length).toBeGreaterThan(20)
    const order = listed.find(({ uri }) => uri.startsWith('qm://orders/'))
    const uris = [
      ...listed.map(({ uri }) => uri),
      'qm://plans/latest',
      `qm://items/${item}`,
      `${order?.uri}/paper.pdf`,
    ]
    const read: string[] = []
    for (const uri of uris) {
      const { message: told } = await ask(
        endpoint,
        warehouse,
        modern('resources/read', { uri }, 1, uri),
      )
      const contents = (told?.result?.['contents'] ?? []) as { text?: string }[]
      const words = [told?.error?.message ?? '', ...contents.map(({ text = '' }) => text)].join(' ')
      expect(namesMoney(words), `${uri} ${words}`).toBe(false)
      if (contents.length > 0) read.push(uri)
    }
    expect(read).toContain(`qm://items/${item}`)
    expect(read.filter((uri) => /policy|paper/.test(uri))).toEqual([])
  }, 120_000)
})

test('a buyer sees what things cost', async () => {
  const answer = await ask(endpoint, buyer, toolCall('recommend_reorders', { limit: 3 }))
  expect(namesMoney(answer.text)).toBe(true)
})

test('whom the program was started for says what is seen where nobody signs in', async () => {
  const local = await serveEndpoint(open, { person: 'sam' })
  const answer = await ask(local, null, toolCall('recommend_reorders', { limit: 3 }))
  await local.close()
  expect(isErrorOf(answer), answer.text).toBe(false)
  expect(namesMoney(answer.text)).toBe(false)
})
