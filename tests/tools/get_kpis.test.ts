import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookActuals } from '#operations/keep-ledger.ts'
import { writeRecords } from '#store/forecast-ledger.ts'
import { getKpis } from '#tools/get_kpis.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const kpis = (input: unknown = {}) => run(getKpis, input, shop.context)

describe('get_kpis', () => {
  it('counts what can be counted by hand', async () => {
    const found = await kpis()
    expect(found).toMatchObject({ currency: 'GBP', startsOn: '2026-08-27', fillRate: 1 })
    // Only the order of Nordwind fell due with nothing come and OLD-09 came late: none of two on time in full.
    expect(found.otifRate).toBe(0)
    // 30 tea at 4.20 EUR x 0.85.
    expect(found.openOrderMinor).toBe(10_710)
    // OLD-09: made on 1 September, received on the 20th.
    expect(found.orderCycleDays).toBe(19)
  })

  it('narrows to a place, a category, a supplier', async () => {
    const [all, rotterdam, office] = await Promise.all([
      kpis(),
      kpis({ location: 'Rotterdam' }),
      kpis({ category: 'office' }),
    ])
    expect(rotterdam.stockValueMinor).toBeLessThan(all.stockValueMinor!)
    expect(office.excessMinor).toBeGreaterThan(0)
    expect(rotterdam.excessMinor).toBe(0)
    expect((await kpis({ supplier: 'Acme' })).openOrderMinor).toBe(0)
  })

  it('says each figure in words too', async () => {
    const { lines } = await kpis()
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.every(({ label, display }) => display.startsWith(label))).toBe(true)
  })

  it('leaves out what the facts do not tell', async () => {
    const found = await kpis({ category: 'larder', supplier: 'Acme' })
    expect(found).not.toHaveProperty('fillRate')
    expect(found.lines.find(({ label }) => label === 'Fill rate')?.display).toContain('not known')
  })

  it('refuses a window that is none', async () => {
    for (const days of [0, 6, 731, 1.5])
      expect(getKpis.input.safeParse({ days }).success).toBe(false)
    expect((await refusal(kpis({ location: 'Atlantis' }))).code).toBe('not_found')
  })
})

describe('get_kpis accuracyBy', () => {
  const forecast = (madeOn: string, meanUnits: number) => ({
    sku: 'MUG-BLU',
    locationCode: 'LDS',
    madeOn,
    horizonDays: 28,
    meanUnits,
    varianceUnits: 100,
    quantiles: { p50: meanUnits, p80: meanUnits, p90: meanUnits, p95: meanUnits, p99: meanUnits },
    scaleUnits: 10,
    methodUnits: {},
  })

  it('is empty while no stored forecast has run its course', async () => {
    expect((await kpis({ accuracyBy: 'shop' })).accuracy).toEqual([])
    expect(await kpis()).not.toHaveProperty('accuracy')
  })

  it('says how the stored forecasts came out, by what was asked', async () => {
    const { db } = shop.context
    await db.transaction((tx) => writeRecords(tx, [forecast('2026-09-14', 1_000)]))
    await db.transaction((tx) => bookActuals(tx, shop.context.asOf))
    const { accuracy } = await kpis({ accuracyBy: 'class' })
    expect(accuracy).toHaveLength(1)
    expect(accuracy?.[0]).toMatchObject({ horizonDays: 28, scoreCount: 1, coverage95: 1 })
    expect(accuracy?.[0]?.biasRate).toBeGreaterThan(0)
    expect(accuracy?.[0]?.display).toMatch(/too much/)
    const byChannel = await kpis({ accuracyBy: 'channel' })
    expect(byChannel.accuracy?.length).toBeGreaterThan(0)
  })
})
