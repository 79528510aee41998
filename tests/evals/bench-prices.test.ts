import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../evals/bench/prices/bench-prices.ts'
import { benchAsOf, madeUpShop, shopKinds } from '../../evals/bench/prices/made-up-shop.ts'
import { scorePrices } from '../../evals/bench/prices/measure.ts'
import type { PriceScore } from '../../evals/bench/prices/measure.ts'

const SEED = 7
const ITEMS = 60

const scored = new Map(
  shopKinds.map((kind) => {
    const items = madeUpShop(kind, ITEMS, SEED)
    const [without, knowing] = [false, true].map((knows) => scorePrices(items, benchAsOf, knows))
    return [kind.name, { items, without: without!, knowing: knowing! }] as const
  }),
)
const change = (name: string, figure: 'mae' | 'rmse' | 'pinball95') => {
  const { without, knowing } = scored.get(name)!
  return knowing[figure] / without[figure] - 1
}

describe('forecasts that know sell prices', () => {
  it('err a tenth less where price matters, and are not too sure of themselves', () => {
    expect(change('price matters', 'mae')).toBeLessThan(-0.1)
    expect(change('price matters', 'rmse')).toBeLessThan(-0.1)
    expect(change('price matters', 'pinball95')).toBeLessThan(-0.1)
    expect(scored.get('price matters')!.knowing.coverage95).toBeGreaterThan(0.88)
  })

  it('err no more than 1 % more where price does not matter, whatever is measured', () => {
    for (const figure of ['mae', 'rmse', 'pinball95'] as const) {
      expect(Math.abs(change('price does not matter', figure))).toBeLessThan(0.01)
    }
  })

  it('find the elasticity that the shop was made with', () => {
    const { items, knowing } = scored.get('price matters')!
    const truth = items.reduce((sum, item) => sum + item.elasticity, 0) / items.length
    expect(knowing.usedCount).toBeGreaterThan(0.9 * items.length)
    expect(Math.abs(knowing.meanElasticity! - truth)).toBeLessThan(0.25)
  })
})

describe('the bench of prices', () => {
  const score = (mae: number): PriceScore => ({
    mae,
    rmse: 1,
    pinball95: 1,
    coverage95: 0.95,
    milliseconds: 1,
    usedCount: 0,
    meanElasticity: null,
  })
  const compared = (mae: number) => ({
    without: score(1),
    knowing: { ...score(mae), rmse: 0.9, pinball95: 0.9 },
  })

  it('is red where prices that matter win nothing', () => {
    expect(faultsOf('shop', true, compared(0.95))).toEqual([])
    expect(faultsOf('shop', true, compared(1))).toHaveLength(1)
  })

  it('is red where prices that do not matter cost more than 1 %', () => {
    expect(faultsOf('shop', false, compared(1.009))).toEqual([])
    expect(faultsOf('shop', false, compared(1.011))[0]).toContain('mae')
  })
})
