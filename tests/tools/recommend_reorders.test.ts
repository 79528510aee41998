import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const list = (input: unknown = {}) => run(recommendReorders, input, shop.context)
const places = async (input: unknown) =>
  (await list(input)).lines.map((line) => `${line.sku} ${line.locationCode}`)

describe('the buy list', () => {
  it('has what runs out before the next delivery, the most urgent first, with handles', async () => {
    const { lines, moreCount } = await list()
    expect(lines.map(({ sku }) => sku).toSorted()).toEqual(['MUG-BLU', 'MUG-WHT', 'TEA'])
    expect(lines.map(({ recommendation }) => recommendation)).toEqual(['R1-1', 'R1-2', 'R1-3'])
    expect(lines.every(({ urgency }) => urgency === 'overdue')).toBe(true)
    expect(moreCount).toBe(0)
  })

  it('orders legal quantities: blue mugs come in 48s, at least 100', async () => {
    const mugs = (await list({ item: 'blue mug' })).lines[0]!
    expect(mugs.units % 48).toBe(0)
    expect(mugs.units).toBeGreaterThanOrEqual(100)
    // Rotterdam has mugs to spare, so that less is bought than is needed.
    expect(mugs.neededUnits).toBeGreaterThan(mugs.units)
  })

  it('sums its lines, in the base currency', async () => {
    const { lines, totals, currency } = await list()
    expect(currency).toBe('GBP')
    expect(totals.units).toBe(lines.reduce((sum, line) => sum + line.units, 0))
    expect(totals.landedCostMinor).toBe(
      lines.reduce((sum, line) => sum + (line.landedCostMinor ?? 0), 0),
    )
    expect(totals).toMatchObject({ lineCount: 3, withheldCount: 1 })
  })

  it('narrows by supplier, location, category and item', async () => {
    expect(await places({ supplier: 'Nordwind' })).toEqual(['TEA LDS'])
    expect(await places({ location: 'rotterdam' })).toEqual([])
    expect(await places({ category: 'larder' })).toEqual(['TEA LDS'])
    expect((await places({ item: 'mugs' })).toSorted()).toEqual(['MUG-BLU LDS', 'MUG-WHT LDS'])
    expect((await list({ location: 'RTM' })).totals.display).toBe('Nothing is due at Rotterdam')
  })

  it('pages', async () => {
    const [first, second] = [await list({ limit: 2 }), await list({ limit: 2, offset: 2 })]
    expect(first).toMatchObject({ moreCount: 1, totals: { lineCount: 3 } })
    expect(second.lines).toHaveLength(1)
    expect(second.moreCount).toBe(0)
  })
})

describe('what is withheld', () => {
  it('names the fact that is missing and what waits for it', async () => {
    const { lines } = await list({ show: 'withheld' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ sku: 'LAMP', defect: 'no_lead_time', units: 0 })
    expect(lines[0]?.worthMinor).toBeGreaterThan(0)
    expect(lines[0]?.repair).toContain('lead time')
  })
})

describe('what is too much', () => {
  it('is what half a year does not sell, at cost', async () => {
    const { lines } = await list({ show: 'overstock' })
    expect(lines.map(({ sku }) => sku)).toEqual(['BOX'])
    // 5,000 on hand, about three a day for 180 days, 1.50 each with 5 % freight borne by the seller (DAP).
    const { excessUnits = 0, excessMinor = 0 } = lines[0]!
    expect(excessUnits).toBeGreaterThan(4_300)
    expect(excessUnits).toBeLessThan(4_600)
    expect(excessMinor / excessUnits).toBeCloseTo(150, -1)
  })
})

describe('a budget', () => {
  it('is never overspent, and what is left out is counted', async () => {
    const all = (await list()).totals.landedCostMinor
    const { totals } = await list({ budget: '£600' })
    expect(totals.landedCostMinor).toBeLessThanOrEqual(60_000)
    expect(totals.lineCount + (totals.leftOutCount ?? 0)).toBe(3)
    expect(await list({ budget: `${Math.ceil(all / 100)} GBP` })).toMatchObject({
      totals: { lineCount: 3, leftOutCount: 0 },
    })
  })

  it('says what is cut and left out, what it costs and what more money would save', async () => {
    const { lines, totals, leftOut } = await list({ budget: '£150' })
    expect(totals.landedCostMinor).toBe(
      lines.reduce((sum, line) => sum + (line.landedCostMinor ?? 0), 0),
    )
    expect(totals.leftOutCount).toBe(leftOut?.length)
    const more = await list({ budget: '£1150' })
    expect(totals.nextThousandSavesMinor).toBe(
      (more.totals.savesMinor ?? 0) - (totals.savesMinor ?? 0),
    )
    expect(totals.display).toMatch(/£1,000.00 more would save another £/)
    for (const line of (await list({ budget: '£600' })).lines) {
      if (line.plannedUnits !== undefined) expect(line.display).toMatch(/cut from/)
    }
  })

  it('dates orders so that no week pays more than its budget', async () => {
    const { lines, totals, leftOut } = await list({ budget: '£3000 a week' })
    const paid = Map.groupBy(lines, (line) => line.orderOn)
    expect(lines.length + (leftOut?.length ?? 0)).toBe(3)
    for (const [on, together] of paid) {
      expect(on! >= '2026-11-24').toBe(true)
      const spent = together.reduce((sum, line) => sum + (line.landedCostMinor ?? 0), 0)
      expect(spent).toBeLessThanOrEqual(300_000)
    }
    expect(totals.display).toMatch(/at most £3,000.00 to pay in any week/)
    expect((await list({ budget: '£1 a week' })).lines).toEqual([])
  })

  it.each(['5000 EUR', 'lots', '-5', '0', '£1e309', 'GBP 5 GBP', '5,00,0.1.2'])(
    'refuses %j and says how to write one',
    async (budget) => {
      const error = await refusal(list({ budget }))
      expect(error.code).toBe('invalid')
      expect(error.repair).not.toBe('')
    },
  )
})

describe('bad input', () => {
  it('asks which, or says what there is', async () => {
    expect((await refusal(list({ supplier: 'Sued' }))).code).toBe('not_found')
    expect((await refusal(list({ category: 'hats' }))).repair).toContain('kitchen')
    expect((await refusal(list({ location: 'Atlantis' }))).code).toBe('not_found')
  })
})
