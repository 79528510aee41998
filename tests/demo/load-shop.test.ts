import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import { situations } from '#demo/situations.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { planReorders } from '#planning/policy/plan-reorders.ts'
import type { ItemLocationInput, Recommendation } from '#planning/types.ts'
import { contentHash } from '#store/content-hash.ts'
import type { OpenDatabase } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import { freshDatabase } from '../database.ts'

const asOf = '2026-11-21'
const rows = generateDemoShop({ seed: 7, asOf, hashContent: contentHash })
let database: OpenDatabase
let written: Awaited<ReturnType<typeof writeShop>>

beforeAll(async () => {
  database = await freshDatabase()
  written = await writeShop(database.db, rows)
  await writeShopSettings(database.db, {
    name: 'Demo',
    baseCurrency: 'GBP',
    timeZone: 'Europe/London',
    demoAsOf: asOf,
  })
  // Two hundred thousand days of demand take a while on a busy machine.
}, 120_000)
afterAll(() => database.close())

describe('the demo shop in a database', () => {
  it('is written whole', () => {
    expect(written.changedCounts.items).toBe(240)
    expect(written.changedCounts.demandDays).toBe(rows.demandDays.length)
    expect(written.changedCounts.purchaseOrderLines).toBe(rows.purchaseOrderLines.length)
  })

  it('is not changed by writing it again', async () => {
    const demandDays = rows.demandDays.slice(0, 10_000)
    const again = await writeShop(database.db, { ...rows, demandDays })
    expect(again.changedCount).toBe(0)
  })

  it('is planned as the table of situations says', async () => {
    const settled = situations.filter((one) => one.decision !== undefined)
    const skus = [...new Set(settled.map((one) => one.where.sku!))]
    const inputs: ItemLocationInput[] = []
    for await (const input of planningInputs(database.db, { asOf, skus })) inputs.push(input)
    const lines = new Map<string, Recommendation>(
      planReorders(inputs, defaultPolicy).map((line) => [`${line.sku} ${line.locationCode}`, line]),
    )
    const lineOf = ({ sku, locationCode }: { sku?: string; locationCode?: string }) =>
      lines.get(`${sku} ${locationCode}`)!
    expect(settled.map((one) => [one.id, lineOf(one.where).decision])).toEqual(
      settled.map((one) => [one.id, one.decision]),
    )
    const defects = settled.filter((one) => one.defect !== undefined)
    expect(
      defects.map((one) => [one.id, lineOf(one.where).defects.map((defect) => defect.code)]),
    ).toEqual(defects.map((one) => [one.id, [one.defect]]))
    expect(lineOf({ sku: 'MUG-BLU-350', locationCode: 'LDS' }).units % 24).toBe(0)
  }, 300_000)
})
