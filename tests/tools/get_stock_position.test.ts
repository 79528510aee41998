import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { emptyShop, writeShop } from '#store/shop-write.ts'
import { getStockPosition } from '#tools/get_stock_position.ts'
import { refusal, run } from './run.ts'
import { day, item, stock as stockRow } from '../store/small-shop.ts'
import { asOf, openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const stock = (input: unknown = {}) => run(getStockPosition, input, shop.context)

describe('get_stock_position', () => {
  it('counts one item at every place', async () => {
    const { lines, totals } = await stock({ item: 'blue mug', order_by: 'sku' })
    expect(lines.map((line) => [line.locationCode, line.onHandUnits])).toEqual([
      ['LDS', 20],
      ['RTM', 400],
    ])
    expect(totals).toMatchObject({ lineCount: 2, onHandUnits: 420, availableUnits: 420 })
  })

  it('keeps available + on order - backordered = inventory position on every line', async () => {
    for (const line of (await stock({ limit: 12 })).lines) {
      expect(line.availableUnits + line.onOrderUnits - line.backorderedUnits).toBe(
        line.inventoryPositionUnits,
      )
    }
  })

  it('shows inbound with its date, and that a late one does not save the day', async () => {
    const [tea] = (await stock({ item: 'TEA' })).lines
    expect(tea).toMatchObject({
      onOrderUnits: 30,
      inbound: [{ orderNumber: 'PO-2026-0007', units: 30, expectedOn: '2026-11-10', late: true }],
    })
    expect(tea!.daysOfSupply).toBeLessThan(5)
    expect(tea?.display).toContain('PO-2026-0007 is late')
  })

  it('puts what runs out first on top', async () => {
    const days = (await stock({ limit: 12 })).lines.map((line) => line.daysOfSupply ?? Infinity)
    expect(days).toEqual(days.toSorted((a, b) => a - b))
  })

  it('narrows by supplier, category and location', async () => {
    const skus = async (input: unknown) => new Set((await stock(input)).lines.map(({ sku }) => sku))
    expect(await skus({ supplier: 'NORD' })).toEqual(new Set(['MUG-BLU', 'TEA']))
    expect(await skus({ category: 'office' })).toEqual(new Set(['BOX', 'LAMP']))
    expect(await skus({ location: 'RTM' })).toEqual(new Set(['MUG-BLU']))
  })

  it('says what ready-made kits hold and how much of the need they cover', async () => {
    const { db } = shop.database
    await writeShop(db, {
      ...emptyShop(),
      items: [item('SET', 'Set of two', { isKit: true })],
      bundleComponents: [{ kitSku: 'SET', componentSku: 'TEA', units: 2 }],
      stock: [{ ...stockRow('SET', 'LDS', 9), allocatedUnits: 3, countedAt: `${asOf}T06:00:00Z` }],
      demandDays: Array.from({ length: 60 }, (_, back) =>
        day(addDays(asOf, -1 - back), 1, { sku: 'SET' }),
      ),
    })
    const [tea] = (await stock({ item: 'TEA' })).lines
    expect(tea).toMatchObject({
      kits: [{ kitSku: 'SET', readyUnits: 6, holdUnits: 12 }],
      kitCoverUnits: 12,
    })
    expect(tea?.display).toContain('6 ready-made SET hold 12 units, kits cover 12 units')
    const [set] = (await stock({ item: 'SET' })).lines
    expect(set).toMatchObject({ onHandUnits: 9, availableUnits: 6 })
  })

  it('says what it does not know', async () => {
    expect((await refusal(stock({ item: 'unicorn' }))).code).toBe('not_found')
  })
})
