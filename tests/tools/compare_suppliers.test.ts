import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareSuppliers } from '#tools/compare_suppliers.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const compare = (input: unknown) => run(compareSuppliers, input, shop.context)

describe('compare_suppliers', () => {
  it('lands every supplier in the base currency at its own legal quantity', async () => {
    const { lines, currency, askedUnits } = await compare({ item: 'blue mug', units: 100 })
    expect({ currency, askedUnits }).toEqual({ currency: 'GBP', askedUnits: 100 })
    const units = Object.fromEntries(lines.map((line) => [line.supplierCode, line.units]))
    // Acme: multiples of 48, at least 100. Nordwind: multiples of 6, at least 12.
    expect(units).toEqual({ ACME: 144, NORD: 102 })
    const nordwind = lines.find((line) => line.supplierCode === 'NORD')!
    // 102 x 4.20 EUR x 0.85 = 364.14; 30 days of payment terms at 20 % a year are worth 1.64 % of it = 5.99.
    expect(nordwind.landedCostMinor).toBe(36_414)
    expect(nordwind.paymentTermsMinor).toBe(-599)
  })

  it('has one best, the cheapest per usable unit, and puts it first', async () => {
    const { lines } = await compare({ item: 'blue mug', units: 100 })
    expect(lines.map(({ best }) => best)).toEqual([true, false])
    const perUnit = lines.map((line) => line.totalMinor! / line.units)
    expect(perUnit[0]).toBeLessThan(perUnit[1]!)
  })

  it('shows a supplier that can not be used, and why, without figures', async () => {
    const { lines } = await compare({ item: 'lamp', units: 10 })
    const shady = lines.find((line) => line.supplierCode === 'SHADY')
    expect(shady).toMatchObject({ usable: false, best: false })
    expect(shady?.display).toMatch(/blocked/i)
  })

  it('splits the need where one supplier may not have all of it', async () => {
    const { split } = await compare({ item: 'blue mug', units: 480, mostPercent: 60 })
    const units = Object.fromEntries(split!.orders.map((one) => [one.supplierCode, one.units]))
    expect(units['ACME']).toBeLessThanOrEqual(288)
    expect(units['ACME']! % 48).toBe(0)
    expect(units['NORD']! % 6).toBe(0)
    expect(split!.units).toBeGreaterThanOrEqual(480)
    expect(split!.landedCostMinor).toBe(
      split!.orders.reduce((sum, one) => sum + one.landedCostMinor, 0),
    )
    expect((await compare({ item: 'TEA', units: 100, mostPercent: 60 })).split).toBeUndefined()
  })

  it('asks which item, and refuses units that are none', async () => {
    expect((await refusal(compare({ item: 'mugs' }))).code).toBe('ambiguous')
    for (const units of [0, -1, 1.5, Infinity, Number.NaN, 10_000_001]) {
      expect(compareSuppliers.input.safeParse({ item: 'TEA', units }).success).toBe(false)
    }
  })
})
