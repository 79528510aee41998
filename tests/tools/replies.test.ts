// The size and the shape of answers over the demo shop, which is as large as a real small one.
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import type { ToolContext } from '#root/tool.ts'
import { contentHash } from '#store/content-hash.ts'
import type { OpenDatabase } from '#store/database.ts'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import { tools } from '#tools/index.ts'
import { freshDatabase } from '../database.ts'
import { run } from './run.ts'

const day = '2026-11-21'
let database: OpenDatabase
let context: ToolContext

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  await writeShop(db, generateDemoShop({ seed: 7, asOf: day, hashContent: contentHash }))
  const settings = { name: 'Demo', baseCurrency: 'GBP', timeZone: 'Europe/London', demoAsOf: day }
  await writeShopSettings(db, settings)
  const person = { id: 'maya', name: 'Maya', role: 'buyer' }
  context = { db, person, asOf: day, now: `${day}T09:00:00.000Z` }
  await call('recommend_reorders', {})
}, 240_000)
afterAll(() => database.close())

function call(name: string, input: unknown): Promise<unknown> {
  const tool = tools.find((each) => each.name === name)
  if (tool === undefined) throw new Error(`no tool ${name}`)
  return run(tool, input, context)
}

const questions = ['why', 'why_not', 'supplier', 'fragility', 'change']
const everything: [string, object][] = [
  ['find_items', { limit: 25 }],
  ['get_stock_position', { limit: 12 }],
  ['get_stock_position', { location: 'LDS', limit: 12 }],
  ...[8, 20, 26].map((weeks): [string, object] => [
    'forecast_demand',
    { item: 'MUG-BLU-350', weeks },
  ]),
  ['recommend_reorders', { limit: 15 }],
  ['recommend_reorders', { limit: 15, offset: 15 }],
  ['recommend_reorders', { show: 'withheld', limit: 15 }],
  ['recommend_reorders', { show: 'overstock', limit: 15 }],
  ['recommend_reorders', { budget: '5000 GBP', limit: 15 }],
  ...questions.flatMap((question): [string, object][] => [
    ['explain_recommendation', { recommendation: 'R1-1', question }],
    ['explain_recommendation', { item: 'MUG-BLU-350', question }],
    ['explain_recommendation', { item: 'CAF-BLK-1000', question }],
  ]),
  ['compare_suppliers', { item: 'MUG-BLU-350' }],
  ['compare_suppliers', { item: 'CAS-RED', units: 500 }],
  ['get_supplier_performance', {}],
  ['get_supplier_performance', { supplier: 'Northwind', months: 24 }],
  ['simulate_disruption', { kind: 'supplier_down', supplier: 'Northwind', days: 21 }],
  ['simulate_disruption', { kind: 'demand_change', percent: 30 }],
  ['simulate_disruption', { kind: 'location_lost', location: 'LDS', days: 14 }],
  ['get_kpis', {}],
  ['get_kpis', { days: 730 }],
  ['find_exceptions', { limit: 20 }],
  ['get_purchase_order', { limit: 15 }],
  ['get_purchase_order', { state: 'late', limit: 15 }],
  ['draft_purchase_order', { due: true }],
  ['draft_purchase_order', { due: true }],
  ['get_purchase_order', { state: 'draft', limit: 15 }],
]

/** Every text of an answer, with the path that leads to it. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`))
}

describe('every answer over the demo shop', () => {
  it.each(everything)(
    '%s %j is small, and quotes others only where it says so',
    async (name, input) => {
      const answer = await call(name, input)
      expect(countTokens(JSON.stringify(answer))).toBeLessThan(4_000)
      for (const [path, text] of texts(answer)) {
        expect(text, path).not.toMatch(/undefined|NaN|\[object|Infinity/)
        expect(text.length, path).toBeLessThanOrEqual(600)
        if (!path.endsWith('Quoted'))
          expect(text, path).not.toMatch(/https?:|ignore (all|previous)/i)
      }
    },
    60_000,
  )
})
