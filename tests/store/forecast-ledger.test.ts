import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookActuals, ledgerIsDue } from '#operations/keep-ledger.ts'
import type { ForecastRecord } from '#planning/accuracy/forecast-record.ts'
import { addDays } from '#planning/calendar.ts'
import type { OpenDatabase } from '#store/database.ts'
import { dueRecords, dueSkus, scoredForecasts, writeRecords } from '#store/forecast-ledger.ts'
import { writeDemandDays } from '#store/demand.ts'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import { freshDatabase } from '../database.ts'
import { day, smallShop } from './small-shop.ts'

const madeOn = '2026-11-05'

const record = (changes: Partial<ForecastRecord> = {}): ForecastRecord => ({
  sku: 'MUG',
  locationCode: 'LDS',
  madeOn,
  horizonDays: 7,
  meanUnits: 21.1,
  varianceUnits: 1 / 3,
  quantiles: { p50: 21, p80: 24, p90: 26, p95: 28, p99: 31 },
  scaleUnits: null,
  methodUnits: { theta: 20.3, naive: 25 },
  ...changes,
})

describe('the forecast ledger', () => {
  let open: OpenDatabase
  const write = (records: ForecastRecord[]) =>
    open.db.transaction((tx) => writeRecords(tx, records))

  beforeAll(async () => {
    open = await freshDatabase()
    await writeShop(open.db, smallShop())
    await writeShopSettings(open.db, {
      name: 'Test',
      baseCurrency: 'GBP',
      timeZone: 'Europe/London',
      demoAsOf: null,
    })
    const days = Array.from({ length: 14 }, (_, at) => day(addDays('2026-11-06', at), at + 1))
    await open.db.transaction((tx) =>
      writeDemandDays(
        tx,
        days.map((one) => ({ ...one, stockout: one.soldOn === '2026-11-14' })),
      ),
    )
  })
  afterAll(() => open.close())

  test('takes forecasts once a week', async () => {
    expect(await ledgerIsDue(open.db, madeOn)).toBe(true)
    await write([record(), record({ horizonDays: 10 }), record({ horizonDays: 28 })])
    expect(await ledgerIsDue(open.db, madeOn)).toBe(false)
    expect(await ledgerIsDue(open.db, '2026-11-11')).toBe(false)
    expect(await ledgerIsDue(open.db, '2026-11-12')).toBe(true)
  })

  test('keeps what was said first, to the last digit', async () => {
    await write([record({ meanUnits: 99 })])
    const [kept] = await dueRecords(open.db, '2026-11-12', ['MUG'])
    expect(kept).toEqual(record())
  })

  test('a span is due on its last day, not before', async () => {
    expect(await dueSkus(open.db, '2026-11-11')).toEqual([])
    expect(await dueSkus(open.db, '2026-11-12')).toEqual(['MUG'])
  })

  test('books what came, once; a span whose sales are not known waits', async () => {
    // 1 + 2 + ... + 7; ten days with one of them out of stock; the four weeks are not over.
    expect(await bookActuals(open.db, '2026-11-20')).toBe(2)
    expect(await bookActuals(open.db, '2026-11-20')).toBe(0)
    const scores = await scoredForecasts(open.db, { sinceOn: '2026-01-01', asOf: '2026-11-20' })
    expect(scores).toEqual([
      { ...record(), actualUnits: 28, stockoutDays: 0 },
      { ...record({ horizonDays: 10 }), actualUnits: 55, stockoutDays: 1 },
    ])
    // The feed of Leeds is known through the 19th only.
    await write([record({ madeOn: '2026-11-13' })])
    expect(await bookActuals(open.db, '2026-11-20')).toBe(0)
  })

  test('what was scored later is not seen from an earlier day', async () => {
    const at = (asOf: string, horizonDays?: number) =>
      scoredForecasts(open.db, { sinceOn: '2026-01-01', asOf, horizonDays })
    expect(await at('2026-11-11')).toEqual([])
    expect(await at('2026-11-12')).toHaveLength(1)
    expect(await at('2026-11-20', 10)).toHaveLength(1)
  })
})
