import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainChange } from '#planning/explain/explain-change.ts'
import { fragility } from '#planning/explain/fragility.ts'
import { whyNot } from '#planning/explain/why-not.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import type { DemandForecast, ItemLocationInput } from '#planning/types.ts'
import { demand, line, openOrder, supplier, policy } from '../policy/lines.ts'

const leadTime = (meanDays: number, sdDays = 0) => {
  return { source: '', asOf: '2026-11-01', meanDays, sdDays, observations: 9 }
}

function stored(input: ItemLocationInput, forecast: DemandForecast, under = policy) {
  const recommendation = recommendFromForecast(input, under, forecast)
  return { input, policy: under, recommendation }
}

const sold = (units: number) =>
  recommendFromForecast(line({ stock: { onHandUnits: 309 - units } }), policy, demand(10))

describe('why a line is not on the list', () => {
  test('enough stock: the position and the date that put it there', () => {
    // Due at 209 or fewer (10 a day, 14 + 7 days, no uncertainty); 309 falls to 209 on the tenth day from tomorrow.
    const input = line({ stock: { onHandUnits: 309 } })
    const answer = whyNot(recommendFromForecast(input, policy, demand(10)))
    expect(answer).toMatchObject({
      onTheList: false,
      inventoryPositionUnits: 309,
      reorderPointUnits: 209,
      unitsToSellFirst: 100,
      dueOn: '2026-12-03',
    })
    expect(answer.sentence).toContain('on the list at 209 or fewer, 100 from now, about 3 Dec 2026')
    expect([sold(99).decision, sold(100).decision]).toEqual(['enough', 'order'])
  })

  test('drafts count, and a line without demand never comes', () => {
    const draft = openOrder({ state: 'draft', openUnits: 400 })
    const input = line({ stock: { onHandUnits: 30 }, openOrders: [draft] })
    const answer = whyNot(recommendFromForecast(input, policy, demand(10)))
    expect(answer).toMatchObject({ inventoryPositionUnits: 30, draftedUnits: 400 })
    expect(answer.unitsToSellFirst).toBe(221)
    const still = line({ stock: { onHandUnits: 30 } })
    expect(whyNot(recommendFromForecast(still, policy, demand(0))).dueOn).toBeNull()
  })

  test('withheld, not planned, and on the list after all', () => {
    const withheld = recommendFromForecast(line({ stock: null }), policy, demand(10))
    expect(whyNot(withheld).sentence).toMatch(/^The quantity is withheld. There is no stock record/)
    const kit = recommendFromForecast(line({ item: { isKit: true } }), policy, demand(10))
    expect(whyNot(kit).sentence).toMatch(/^A kit is not bought/)
    expect(whyNot(recommendFromForecast(line(), policy, demand(10))).onTheList).toBe(true)
  })
})

describe('the input that turns the decision', () => {
  test('is the stock when a little more of it is enough', () => {
    const input = line({ stock: { onHandUnits: 205 }, suppliers: [supplier({ moqUnits: 100 })] })
    const recommendation = recommendFromForecast(input, policy, demand(10))
    expect(recommendation.units).toBe(100)
    const answer = fragility(input, policy, recommendation)!
    // Five units more are 2.4 % of the stock, 2.4 % less demand ends the need as well.
    expect(['on_hand', 'daily_demand']).toContain(answer.input)
    expect(Math.abs(answer.changeRate)).toBeLessThan(0.03)
    expect(answer).toMatchObject({ decision: 'enough', units: 0 })
  })

  test('is the minimum order where nothing else matters as soon', () => {
    const input = line({ stock: { onHandUnits: 10 }, suppliers: [supplier({ moqUnits: 900 })] })
    const recommendation = recommendFromForecast(input, policy, demand(10))
    const answer = fragility(input, policy, recommendation)!
    expect(answer).toMatchObject({ input: 'moq', from: '900 units', units: 450 })
    expect(answer.changeRate).toBeCloseTo(-0.5, 2)
  })

  test('is not the price of a list whose breaks move with it', () => {
    const priceBreaks = [{ minUnits: 250, unitPrice: '1.90' }]
    const input = line({ suppliers: [supplier({ priceBreaks })] })
    const recommendation = recommendFromForecast(input, policy, demand(10))
    expect(recommendation.units).toBe(250)
    expect(fragility(input, policy, recommendation)!.input).not.toBe('unit_price')
  })

  test('turns the decision when it is made, and half of the change does not', () => {
    const input = line({
      stock: { onHandUnits: 90 },
      suppliers: [supplier({ leadTime: leadTime(14, 3) })],
    })
    const recommendation = recommendFromForecast(input, policy, demand(10, 16))
    const answer = fragility(input, policy, recommendation)!
    expect(
      answer.units * 2 <= recommendation.units || answer.units >= recommendation.units * 2,
    ).toBe(true)
    expect(answer.sentence).toContain(answer.to)
  })

  test('is not asked where nothing is planned', () => {
    const recommendation = recommendFromForecast(line({ stock: null }), policy, demand(10))
    expect(fragility(line({ stock: null }), policy, recommendation)).toBeNull()
  })
})

describe('what changed since the last plan', () => {
  const before = stored(line({ stock: { onHandUnits: 100 } }), demand(10))
  const parts = (after: ReturnType<typeof stored>) =>
    Object.fromEntries(explainChange(before, after).parts.map(({ cause, units }) => [cause, units]))

  test('one cause alone takes all of the difference', () => {
    const input = before.input
    const later = (changes: Partial<ItemLocationInput>, perDay = 10) =>
      parts(stored({ ...input, ...changes }, demand(perDay)))
    expect(later({}, 12)).toEqual({ demand: 42 })
    expect(later({ stock: { ...input.stock!, onHandUnits: 40 } })).toEqual({ stock: 60 })
    expect(later({ suppliers: [supplier({ leadTime: leadTime(20) })] })).toEqual({ lead_time: 60 })
    expect(later({ suppliers: [supplier({ orderMultipleUnits: 48 })] })).toEqual({
      supplier_terms: 34,
    })
    const order = openOrder({ openUnits: 30, expectedOn: '2026-12-01' })
    expect(later({ openOrders: [order] })).toEqual({ inbound: -30 })
    expect(later({ stock: null })).toEqual({ data_quality: -110 })
    expect(parts(stored(input, demand(10), { ...policy, reviewPeriodDays: 14 }))).toEqual({
      policy: 70,
    })
    expect(later({})).toEqual({})
  })

  test('the parts of any difference sum to it', () => {
    const states = fc.record({
      onHand: fc.integer({ min: 0, max: 300 }),
      onOrder: fc.integer({ min: 0, max: 100 }),
      lead: fc.integer({ min: 0, max: 40 }),
      moq: fc.integer({ min: 1, max: 150 }),
      perDay: fc.integer({ min: 1, max: 20 }),
      review: fc.integer({ min: 1, max: 21 }),
      known: fc.boolean(),
      joint: fc.integer({ min: 0, max: 40 }),
    })
    const storedState = (
      state: typeof states extends fc.Arbitrary<infer State> ? State : never,
    ) => {
      const input = line({
        stock: { onHandUnits: state.onHand },
        openOrders: [openOrder({ openUnits: state.onOrder, expectedOn: '2026-12-01' })],
        suppliers: [supplier({ leadTime: leadTime(state.lead, 2), moqUnits: state.moq })],
        demandKnownThroughOn: state.known ? '2026-11-22' : null,
      })
      const reviewed = { ...policy, reviewPeriodDays: state.review }
      const result = stored(input, demand(state.perDay, 30), reviewed)
      const units = result.recommendation.units && result.recommendation.units + state.joint
      return { ...result, recommendation: { ...result.recommendation, units } }
    }
    fc.assert(
      fc.property(states, states, (first, second) => {
        const change = explainChange(storedState(first), storedState(second))
        const sum = change.parts.reduce((total, { units }) => total + units, 0)
        expect(sum).toBe(change.toUnits - change.fromUnits)
        expect(change.parts.every(({ units }) => units !== 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
