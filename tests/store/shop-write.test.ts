import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { copyLine, copyRows } from '#store/copy-rows.ts'
import { dataVersion, raiseDataVersion } from '#store/data-version.ts'
import type { OpenDatabase } from '#store/database.ts'
import { channels, items, stock, supplierItems, supplierPrices } from '#store/schema.ts'
import { writeShop } from '#store/shop-write.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { day, item, smallShop, stock as stockRow, supplierItem } from './small-shop.ts'

describe('writing a shop', () => {
  let open: OpenDatabase
  beforeAll(async () => {
    open = await freshDatabase()
  })
  afterAll(() => open.close())
  beforeEach(() => emptyTables(open.db))

  test('writes every list, fills defaults, and finds nothing to change the second time', async () => {
    const shop = smallShop({ demandDays: [day('2026-03-01', 4), day('2026-03-02', 1)] })
    const first = await writeShop(open.db, shop)
    expect(first.changedCounts.demandDays).toBe(2)
    expect(first.changedCounts.stock).toBe(3)
    expect(await open.db.select({ isKit: items.isKit }).from(items)).toEqual([
      { isKit: false },
      { isKit: false },
    ])
    expect((await writeShop(open.db, shop)).changedCount).toBe(0)
  })

  test('counts a change for the planner once, and none for an equal shop', async () => {
    expect(await dataVersion(open.db)).toBe(0)
    await writeShop(open.db, smallShop())
    expect(await dataVersion(open.db)).toBe(1)
    await writeShop(open.db, smallShop())
    expect(await dataVersion(open.db)).toBe(1)
  })

  test('a version raised in a transaction that fails is not raised', async () => {
    await writeShop(open.db, smallShop())
    const failing = open.db.transaction(async (tx) => {
      await raiseDataVersion(tx)
      throw new Error('planted')
    })
    await expect(failing).rejects.toThrow('planted')
    expect(await dataVersion(open.db)).toBe(1)
  })

  test('a price that changes is added to its history; the same price is not', async () => {
    await writeShop(open.db, smallShop())
    const later = { asOf: '2026-11-21T06:00:00Z' }
    const dearer = [
      supplierItem('ACME', 'MUG', 1, { unitPrice: '4.5', ...later }),
      supplierItem('ACME', 'TEA', 1, later),
    ]
    await writeShop(open.db, smallShop({ supplierItems: dearer }))
    const history = await open.db
      .select({
        sku: supplierPrices.sku,
        validFrom: supplierPrices.validFrom,
        unitPrice: supplierPrices.unitPrice,
      })
      .from(supplierPrices)
      .orderBy(
        asc(supplierPrices.sku),
        asc(supplierPrices.supplierCode),
        asc(supplierPrices.validFrom),
      )
    expect(history).toEqual([
      { sku: 'MUG', validFrom: '2026-11-20', unitPrice: '4.200000' },
      { sku: 'MUG', validFrom: '2026-11-21', unitPrice: '4.500000' },
      { sku: 'MUG', validFrom: '2026-11-20', unitPrice: '4.200000' },
      { sku: 'TEA', validFrom: '2026-11-20', unitPrice: '4.200000' },
    ])
  })

  test('a row that the database refuses takes the whole shop back', async () => {
    const broken = smallShop({ stock: [stockRow('MUG', 'LDS', -1)] })
    await expect(writeShop(open.db, broken)).rejects.toThrow()
    expect(await open.db.select().from(items)).toEqual([])
  })

  test('figures and hostile text come back as they went in', async () => {
    const name = `"); drop table item; -- \\ \t \u0007 😀 '`
    const unitPrice = '123456789012.123456'
    await writeShop(
      open.db,
      smallShop({
        items: [item('MUG', name, { sellPriceMinor: 9_007_199_254_740_991 }), item('TEA', 'Tea')],
        supplierItems: [supplierItem('ACME', 'MUG', 1, { unitPrice })],
        priceBreaks: [],
      }),
    )
    const [mug] = await open.db.select().from(items).orderBy(asc(items.sku))
    expect(mug).toMatchObject({ name, sellPriceMinor: 9_007_199_254_740_991 })
    expect((await open.db.select().from(supplierItems))[0]?.unitPrice).toBe(unitPrice)
  })

  test('rows copied in bulk come back as they went in', async () => {
    const names = ['tab\there', 'line\nbreak\r', 'back\\slash \\N', 'quote \' "', '', '😀']
    await open.db.transaction((tx) =>
      copyRows(
        tx,
        'channel',
        ['code', 'name', 'source', 'as_of'],
        names.map((name, index) => copyLine([`C${index}`, name, 'test', '2026-11-20T06:00:00Z'])),
      ),
    )
    const rows = await open.db.select().from(channels).orderBy(asc(channels.code))
    expect(rows.map((row) => row.name)).toEqual(names)
    expect(rows[0]?.asOf).toBe('2026-11-20 06:00:00+00')
  })

  test('a bulk copy belongs to its transaction', async () => {
    const failing = open.db.transaction(async (tx) => {
      const line = copyLine(['C1', 'one', 'test', '2026-11-20T06:00:00Z'])
      await copyRows(tx, 'channel', ['code', 'name', 'source', 'as_of'], [line])
      throw new Error('planted')
    })
    await expect(failing).rejects.toThrow('planted')
    expect(await open.db.select().from(channels)).toEqual([])
    expect(await open.db.select().from(stock)).toEqual([])
  })
})
