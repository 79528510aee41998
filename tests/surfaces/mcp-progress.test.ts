import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { mcpHostOf } from '#surfaces/cli/mcp-host.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import { newestRun } from '#store/plan-runs.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { asOf, openForBusiness } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { bothClients } from '../mcp/clients.ts'
import { serveHost, type Served } from '../mcp/raw-http.ts'
import { day, item, stock, supplierItem } from '../store/small-shop.ts'
import { shopOf } from './mcp-asking.ts'

/** Enough items that they are planned in several pieces. */
const skus = Array.from({ length: 200 }, (_, at) => `MUG-${String(at).padStart(3, '0')}`)

const sales = (sku: string, seed: number) =>
  Array.from({ length: 100 }, (_, back) =>
    day(addDays(asOf, -1 - back), (back * 7 + seed * 3) % 11, { sku }),
  )

let database: OpenDatabase
let db: Database
let served: Served
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  await openForBusiness(db, {
    items: skus.map((sku) => item(sku, `Mug ${sku}`)),
    supplierItems: skus.map((sku) => supplierItem('ACME', sku, 1)),
    priceBreaks: [],
    stock: skus.map((sku) => stock(sku, 'LDS', 40)),
    demandDays: skus.flatMap(sales),
  })
  served = await serveHost(mcpHostOf(shopOf(database), '0'))
}, 120_000)
afterAll(async () => {
  await served.close()
  await database.close()
})

type Told = { progress: number; total?: number | undefined; message?: string | undefined }
type Options = { signal?: AbortSignal; onprogress: (told: Told) => void }
type Call = { name: string; arguments: Record<string, unknown> }
type Result = { isError?: boolean | undefined }

const whatIf: Call = {
  name: 'simulate_disruption',
  arguments: { kind: 'demand_change', percent: 30 },
}

/** A call with options; the older library takes the schema of the result before them. */
function callWith(client: Client, call: Call, options: Options): Promise<Result> {
  const callTool = client.callTool.bind(client) as (...given: unknown[]) => Promise<Result>
  const isOlder = !('getNegotiatedProtocolVersion' in client)
  return isOlder ? callTool(call, undefined, options) : callTool(call, options)
}

describe.each(bothClients)('%s', (_name, connect) => {
  it('hears how far a plan and a simulation are, always further and not too often', async () => {
    await raiseDataVersion(db)
    const client = await connect(served.url)
    const told: Told[] = []
    const result = await callWith(client, whatIf, { onprogress: (one) => void told.push(one) })
    await client.close()
    expect(result.isError ?? false).toBe(false)
    const shown = told.map(({ progress }) => progress)
    expect(shown).toEqual([...new Set(shown)].toSorted((a, b) => a - b))
    expect(shown.length).toBeGreaterThan(8)
    expect(shown.length).toBeLessThanOrEqual(20)
    expect(told.every(({ progress, total }) => progress <= (total ?? 0))).toBe(true)
    expect(told[0]?.message).toMatch(/^\d+ of \d+ items planned$/)
    expect(told.at(-1)?.message).toMatch(/^(\d+) of \1 items simulated$/)
  })

  it('may give a plan up: nothing of it is kept, and the next who asks gets one', async () => {
    const before = await newestRun(db)
    await raiseDataVersion(db)
    const client = await connect(served.url)
    const giveUp = new AbortController()
    const call = { name: 'recommend_reorders', arguments: { limit: 1 } }
    const given = callWith(client, call, {
      signal: giveUp.signal,
      onprogress: () => giveUp.abort('enough'),
    })
    await expect(given).rejects.toThrow(/enough|abort/i)
    expect((await newestRun(db))?.id).toBe(before?.id)
    const again = await client.callTool(call)
    await client.close()
    expect(again.isError ?? false).toBe(false)
    expect((await newestRun(db))?.dataVersion).toBeGreaterThan(before?.dataVersion ?? 0)
  })
})
