import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toDay } from '#planning/calendar.ts'
import type { OpenDatabase } from '#store/database.ts'
import { demandOf, streamDemand, writeDemandDays } from '#store/demand.ts'
import { arrayElements } from '#store/demand-packing.ts'
import { demandYears } from '#store/schema.ts'
import { writeShop } from '#store/shop-write.ts'
import type { DemandDay } from '#store/shop-rows.ts'
import { freshDatabase } from '../database.ts'
import { day, item, smallShop } from './small-shop.ts'

describe('demand history', () => {
  let open: OpenDatabase
  const write = (days: DemandDay[]) => open.db.transaction((tx) => writeDemandDays(tx, days))
  const history = async (sku = 'MUG', asOf = '2026-11-20') => demandOf(open.db, asOf, [sku])

  beforeAll(async () => {
    open = await freshDatabase()
    await writeShop(open.db, smallShop())
  })
  afterAll(() => open.close())
  beforeEach(() => open.db.delete(demandYears))

  test('keeps a day without a record apart from a day with zero', async () => {
    await write([day('2026-03-01', 4), day('2026-03-03', 0), day('2026-03-05', 2)])
    const [series] = await history()
    expect(series?.startsDay).toBe(toDay('2026-03-01'))
    expect([...(series?.units ?? [])]).toEqual([4, -1, 0, -1, 2])
  })

  test('joins the years over new year, a leap day included', async () => {
    await write([
      day('2023-12-31', 1),
      day('2024-01-01', 2),
      day('2024-02-29', 3),
      day('2024-12-31', 4),
    ])
    const [series] = await history()
    const at = (date: string) => series?.units[toDay(date) - toDay('2023-12-31')]
    expect(['2023-12-31', '2024-01-01', '2024-02-29', '2024-12-31'].map(at)).toEqual([1, 2, 3, 4])
    expect(series?.units.length).toBe(367)
  })

  test('sums the channels and keeps the flags of either', async () => {
    await write([
      day('2026-03-01', 4, { promotion: true }),
      day('2026-03-01', 6, { channelCode: 'MKT', stockout: true }),
      day('2026-03-02', 1, { channelCode: 'MKT' }),
    ])
    const [series] = await history()
    expect([...(series?.units ?? [])]).toEqual([10, 1])
    expect([...(series?.flags ?? [])]).toEqual([3, 0])
    expect(series?.channelCodes).toEqual(['MKT', 'WEB'])
  })

  test('writing the same days again changes nothing and says so', async () => {
    const days = [
      day('2026-03-01', 4, { cancelledUnits: 1, promotion: true }),
      day('2026-03-04', 7),
    ]
    expect(await write(days)).toBe(2)
    const before = await open.db.select().from(demandYears)
    expect(await write(days)).toBe(0)
    expect(await open.db.select().from(demandYears)).toEqual(before)
  })

  test('a day told again replaces the whole day and leaves its neighbours', async () => {
    await write([
      day('2026-03-01', 4, { cancelledUnits: 2, stockout: true }),
      day('2026-03-02', 5, { cancelledUnits: 3, promotion: true }),
    ])
    expect(await write([day('2026-03-02', 6), day('2026-03-04', 1)])).toBe(2)
    const [year] = await open.db.select().from(demandYears).where(eq(demandYears.sku, 'MUG'))
    expect(year?.units.slice(59)).toEqual([4, 6, null, 1])
    expect(year?.cancelledUnits?.slice(59)).toEqual([2, 0, null, 0])
    expect(year?.flags?.slice(59)).toEqual([2, 0, null, 0])
  })

  test('a day of which only the flag or the cancelled units change is told again', async () => {
    await write([day('2026-03-01', 4), day('2026-03-02', 5)])
    expect(await write([day('2026-03-01', 4, { stockout: true })])).toBe(1)
    expect(await write([day('2026-03-02', 5, { cancelledUnits: 1 })])).toBe(1)
    const [year] = await open.db.select().from(demandYears)
    expect(year?.flags?.slice(59)).toEqual([2, 0])
    expect(year?.cancelledUnits?.slice(59)).toEqual([0, 1])
  })

  test('the order in which days arrive makes no difference', async () => {
    const days = Array.from({ length: 400 }, (_, index) =>
      day(
        new Date(Date.UTC(2025, 0, 1 + ((index * 37) % 400))).toISOString().slice(0, 10),
        index % 5,
      ),
    )
    for (const part of [days.slice(0, 150), days.slice(150, 151), days.slice(151)])
      await write(part)
    const kept = () => open.db.select().from(demandYears).orderBy(demandYears.year)
    const pieces = await kept()
    await open.db.delete(demandYears)
    await write(days.toReversed())
    expect(await kept()).toEqual(pieces)
  })

  test('nothing after the as-of day is seen', async () => {
    await write([day('2026-03-01', 4), day('2026-03-02', 5), day('2026-03-03', 6)])
    const [series] = await history('MUG', '2026-03-02')
    expect([...(series?.units ?? [])]).toEqual([4, 5])
    expect(await history('MUG', '2026-02-28')).toEqual([])
  })

  test('streams items in order, each location once', async () => {
    const skus = Array.from(
      { length: 300 },
      (_, index) => `S${String((index * 7) % 300).padStart(3, '0')}`,
    )
    await writeShop(open.db, smallShop({ items: skus.map((sku) => item(sku, sku)) }))
    await write(
      skus.flatMap((sku) =>
        ['RTM', 'LDS'].map((locationCode) => day('2026-03-01', 1, { sku, locationCode })),
      ),
    )
    const seen: string[] = []
    for await (const series of streamDemand(open.db, { asOf: '2026-11-20' })) {
      seen.push(`${series.sku} ${series.locationCode}`)
    }
    expect(seen.length).toBe(600)
    expect(seen).toEqual([...seen].sort())
    expect(new Set(seen).size).toBe(600)
  })

  test('an unknown item is refused by the database and nothing stays', async () => {
    await expect(
      write([day('2026-03-01', 1), day('2026-03-01', 1, { sku: 'NONE' })]),
    ).rejects.toThrow()
    const rows = await open.db.execute(sql`select 1 from demand_year`)
    expect((rows as unknown as { rows: unknown[] }).rows).toEqual([])
  })

  test('arrays are read as the database prints them', () => {
    expect(arrayElements('{1,NULL,30,0}')).toEqual([1, -1, 30, 0])
    expect(arrayElements('{NULL}')).toEqual([-1])
    expect(arrayElements('{}')).toEqual([])
  })
})
