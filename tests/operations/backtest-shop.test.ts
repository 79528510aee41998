import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backtestShop, type BacktestAsk } from '#operations/backtest-shop.ts'
import type { Shop } from '#operations/shop.ts'
import { dataVersion } from '#store/data-version.ts'
import { refusal } from '../tools/run.ts'
import { asOf, openToolShop } from '../tools/shop.ts'

let opened: Awaited<ReturnType<typeof openToolShop>>
let shop: Shop
beforeAll(async () => {
  opened = await openToolShop()
  shop = { db: opened.context.db, fixedAsOf: asOf } as Shop
})
afterAll(() => opened.database.close())

const ask: BacktestAsk = {
  skus: [],
  policies: ['planner', 'min_max', 'clairvoyant'],
  days: 56,
  serviceLevels: [0.9, 0.99],
  unmet: 'lost',
  limit: 10,
}
const run = (changes: Partial<BacktestAsk> = {}, emit: (told: unknown) => void = () => undefined) =>
  backtestShop(shop, { ...ask, ...changes }, emit)

describe('a backtest of the shop', () => {
  it('replays the largest lines, tells its way, and changes nothing', async () => {
    const before = await dataVersion(shop.db)
    const told: unknown[] = []
    const report = await run({}, (progress) => told.push(progress))
    expect(report.lines.length).toBeGreaterThan(0)
    expect(told).toHaveLength(report.lines.length + report.leftOut.length)
    expect(report.totals.map(({ policy, serviceLevel }) => [policy, serviceLevel])).toEqual([
      ['planner', null],
      ['planner', 0.9],
      ['planner', 0.99],
      ['min_max', null],
      ['clairvoyant', null],
    ])
    const least = report.totals.at(-1)!.costMinor
    expect(report.totals.filter(({ costMinor }) => costMinor < least)).toEqual([])
    expect(await dataVersion(shop.db)).toBe(before)
  })

  it('takes the items that are named, and as many as the limit says', async () => {
    const named = await run({ skus: ['TEA'] })
    expect(named.lines.map(({ sku }) => sku)).toEqual(['TEA'])
    const one = await run({ limit: 1 })
    expect(one.lines.length + one.leftOut.length).toBe(1)
    expect(one.moreCount).toBeGreaterThan(0)
  })

  it.each<[string, Partial<BacktestAsk>, string]>([
    ['too few days', { days: 3 }, '3 days can not be replayed.'],
    ['half days', { days: 20.5 }, '20.5 days can not be replayed.'],
    ['a level above one', { serviceLevels: [95] }, '95 is no service level.'],
    ['an unknown policy', { policies: ['magic'] }, 'no policy "magic"'],
    ['no policy', { policies: [] }, 'no policy ""'],
    ['no lines', { limit: 0 }, 'A limit of 0 lines'],
    ['an unknown item', { skus: ['NO-SUCH'] }, 'no item "NO-SUCH"'],
  ])('refuses %s and says what may be asked', async (_, changes, message) => {
    const { message: said, repair } = await refusal(run(changes))
    expect(said).toContain(message)
    expect(repair).not.toBe('')
  })
})
