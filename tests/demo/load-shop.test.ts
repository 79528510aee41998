import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import { contentHash } from '#store/content-hash.ts'
import type { OpenDatabase } from '#store/database.ts'
import { writeShop } from '#store/shop-write.ts'
import { freshDatabase } from '../database.ts'

let database: OpenDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

describe('the demo shop in a database', () => {
  it('is written whole, and writing it again changes nothing', async () => {
    const rows = generateDemoShop({ seed: 7, asOf: '2026-11-21', hashContent: contentHash })
    const first = await writeShop(database.db, rows)
    expect(first.changedCounts.items).toBe(240)
    expect(first.changedCounts.demandDays).toBe(rows.demandDays.length)
    expect(first.changedCounts.purchaseOrderLines).toBe(rows.purchaseOrderLines.length)
    const again = await writeShop(database.db, {
      ...rows,
      demandDays: rows.demandDays.slice(0, 10_000),
    })
    expect(again.changedCount).toBe(0)
  }, 120_000)
})
