// Orders that are shipped by container, from the columns of the supplier to the drafts, on a database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensurePlan, replayLine } from '#operations/plan-shop.ts'
import { lineResults, planLineList } from '#store/plan-lines.ts'
import { writeShop } from '#store/shop-write.ts'
import { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { stock, supplier, supplierItem } from '../store/small-shop.ts'
import { run } from './run.ts'
import { openToolShop, toolShop } from './shop.ts'

describe('a supplier that ships 20 pallets in a container', () => {
  let shop: Awaited<ReturnType<typeof openToolShop>>
  beforeAll(async () => {
    const sold = ['MUG-BLU', 'MUG-WHT', 'TEA', 'BOX']
    shop = await openToolShop({
      suppliers: [
        {
          ...supplier('ACME', 'Acme Pottery', 'GBP'),
          incoterm: 'FOB',
          freightRate: 0,
          freightPerOrderMinor: 0,
          containerPallets: 20,
          freightPerContainerMinor: 180_000,
        },
        supplier('NORD', 'Nordwind', 'EUR'),
      ],
      supplierItems: sold.map((sku) => supplierItem('ACME', sku, 1, { palletUnits: 60 })),
      priceBreaks: [],
    })
  })
  afterAll(() => shop.database.close())

  it('fills the container of each place; the steps sum and every line replays byte for byte', async () => {
    const { db, asOf, now } = shop.context
    const plan = await ensurePlan(db, { asOf, now })
    const lines = await planLineList(db, plan.id, { decision: ['order', 'not_planned'] })
    const results = [
      ...(
        await lineResults(
          db,
          lines.map(({ id }) => id),
        )
      ).values(),
    ]
    const steps = results.flatMap(({ waterfall }) =>
      waterfall.filter(({ code }) => code === 'container'),
    )
    expect(steps.map(({ label }) => label)).toContain('Fills the container')
    for (const { waterfall, units } of results) {
      expect(waterfall.reduce((sum, step) => sum + step.units, 0)).toBe(units)
    }
    for (const { id } of lines) expect((await replayLine(db, id)).same, id).toBe(true)
    for (const [place, some] of Map.groupBy(results, ({ locationCode }) => locationCode)) {
      const pallets = some.reduce((sum, { units }) => sum + Math.ceil(units / 60), 0)
      const freight = some.reduce(
        (sum, one) => sum + (one.landedCostMinor ?? 0) - (one.lineTotalMinor ?? 0),
        0,
      )
      expect(Math.abs(freight - Math.ceil(pallets / 20) * 180_000), place).toBeLessThanOrEqual(2)
    }
  })

  it('drafts what fills the container, and nothing of it again', async () => {
    const { lines } = await run(recommendReorders, { limit: 15 }, shop.context)
    const drafted = await run(draftPurchaseOrder, { due: true }, shop.context)
    const units = drafted.orders.flatMap((order) => order.lines.map((line) => line.units))
    expect(units.reduce((sum, one) => sum + one, 0)).toBe(
      lines.reduce((sum, line) => sum + line.units, 0),
    )
    const after = await run(recommendReorders, {}, shop.context)
    expect(after.lines).toEqual([])
  })
})

describe('an order that begins a container and can wait', () => {
  let shop: Awaited<ReturnType<typeof openToolShop>>
  const suppliers = (freightPerContainerMinor: number) => [
    {
      ...supplier('ACME', 'Acme Pottery', 'GBP'),
      incoterm: 'FOB',
      containerUnits: 100_000,
      freightPerContainerMinor,
    },
    supplier('NORD', 'Nordwind', 'EUR'),
  ]
  const offers = { supplierItems: [supplierItem('ACME', 'MUG-WHT', 1)], priceBreaks: [] }
  beforeAll(async () => {
    shop = await openToolShop({ ...offers, suppliers: suppliers(0) })
  })
  afterAll(() => shop.database.close())

  it('is put off in words, and replays byte for byte', async () => {
    const { db, asOf, now } = shop.context
    const lineNow = async () => {
      const plan = await ensurePlan(db, { asOf, now })
      const [line] = await planLineList(db, plan.id, { skus: ['MUG-WHT'] })
      return { id: line!.id, result: (await lineResults(db, [line!.id])).get(line!.id)! }
    }
    const onHandUnits = (await lineNow()).result.reorderPointUnits! - 1
    const stockRow = { ...stock('MUG-WHT', 'LDS', onHandUnits), countedAt: '2026-11-24T06:00:00Z' }
    await writeShop(db, toolShop({ ...offers, suppliers: suppliers(0), stock: [stockRow] }))
    expect((await lineNow()).result.decision).toBe('order')
    await writeShop(db, toolShop({ ...offers, suppliers: suppliers(5_000_000), stock: [stockRow] }))
    const { id, result } = await lineNow()
    expect(result).toMatchObject({ decision: 'not_planned', units: 0 })
    expect(result.warnings.join(' ')).toContain('It waits for the next container')
    expect((await replayLine(db, id)).same).toBe(true)
  })
})
