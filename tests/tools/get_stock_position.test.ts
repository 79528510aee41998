import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getStockPosition } from '#tools/get_stock_position.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

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

  it('says what it does not know', async () => {
    expect((await refusal(stock({ item: 'unicorn' }))).code).toBe('not_found')
  })
})
