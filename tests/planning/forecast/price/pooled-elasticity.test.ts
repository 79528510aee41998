import { describe, expect, it } from 'vitest'
import { poolOf, shrunkElasticity } from '#planning/forecast/price/pooled-elasticity.ts'

const items = (elasticities: number[], sd: number) =>
  elasticities.map((elasticity) => ({ elasticity, sd }))

describe('what items have in common', () => {
  it('is not told from fewer than five of them', () => {
    expect(poolOf(items([-1, -2, -3, -2], 0.2))).toBeNull()
  })

  it('is their mean and how far they differ, worked by hand', () => {
    // w = 25 each, Q = 25 x (4 x 1) = 100, between = (100 - 4) / (125 - 3125 / 125) = .96, se = (.04 + .96) / 5.
    const pool = poolOf(items([-1, -3, -1, -3, -2], 0.2))!
    expect(pool.elasticity).toBe(-2)
    expect(pool.sd).toBeCloseTo(Math.sqrt(0.96 + 1 / 5), 3)
  })

  it('is told of one figure where chance explains all differences', () => {
    // Q = 4 x .01 / 1 < 4: nothing between them, se = 1 / sqrt(5).
    expect(poolOf(items([-1.9, -2.1, -1.9, -2.1, -2], 1))).toEqual({ elasticity: -2, sd: 0.447 })
  })

  it('keeps some doubt however many items agree', () => {
    expect(poolOf(items([-2, -2, -2, -2, -2], 0.0001))!.sd).toBeGreaterThan(0)
  })

  it('listens more to items that are sure', () => {
    const sure = { elasticity: -1, sd: 0.1 }
    expect(poolOf([...items([-4, -4, -4, -4], 5), sure])!.elasticity).toBeGreaterThan(-1.2)
  })
})

describe('the elasticity to plan with', () => {
  const pool = { elasticity: -2, sd: 0.5 }

  it.each`
    case                              | own                                 | of      | elasticity
    ${'sure of itself'}               | ${{ elasticity: -3, sd: 0.05 }}     | ${pool} | ${-2.989}
    ${'as sure as its category'}      | ${{ elasticity: -3, sd: 0.5 }}      | ${pool} | ${-2.45}
    ${'knows next to nothing'}        | ${{ elasticity: -9, sd: 20 }}       | ${pool} | ${-1.88}
    ${'no figure of its own'}         | ${null}                             | ${pool} | ${-1.875}
    ${'alone and sure'}               | ${{ elasticity: -2, sd: 0.2 }}      | ${null} | ${-1.98}
    ${'alone and hardly above noise'} | ${{ elasticity: -2, sd: 1.6 }}      | ${null} | ${-0.72}
    ${'alone and below the noise'}    | ${{ elasticity: -1, sd: 1.2 }}      | ${null} | ${null}
    ${'dearer seems to sell more'}    | ${{ elasticity: 1.5, sd: 0.1 }}     | ${pool} | ${null}
    ${'too small to be seen'}         | ${{ elasticity: -0.04, sd: 0.001 }} | ${null} | ${null}
    ${'nothing known at all'}         | ${null}                             | ${null} | ${null}
  `('of an item that is $case is $elasticity', ({ own, of, elasticity }) => {
    const found = shrunkElasticity(own, of)
    if (elasticity === null) expect(found).toBeNull()
    else expect(found!.elasticity).toBeCloseTo(elasticity, 2)
  })

  it('is doubted less where item and category agree', () => {
    const own = { elasticity: -2, sd: 0.5 }
    expect(shrunkElasticity(own, pool)!.sd).toBeCloseTo(0.5 / Math.SQRT2, 3)
    expect(shrunkElasticity(own, null)!.sd).toBe(0.5)
  })
})
