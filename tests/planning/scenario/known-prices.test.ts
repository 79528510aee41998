import { expect, it } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { knownInput } from '#planning/scenario/backtest/known-input.ts'
import type { ReviewMoment } from '#planning/scenario/backtest/replay.ts'
import { line, supplier } from '../policy/lines.ts'

const days = 100
const startsOn = addDays('2026-11-22', 1 - days)
const price = (day: number, priceMinor: number) => ({
  validFrom: addDays(startsOn, day),
  priceMinor,
})
const none = Array.from({ length: days }, () => false)
const input = {
  ...line({
    history: { startsOn, units: none.map(() => 3), stockout: none, promotion: none },
    suppliers: [supplier({})],
  }),
  sellPrices: [price(0, 1_000), price(40, 900), price(60, 800), price(130, 700)],
  analogueSellPrices: [price(10, 500), price(61, 400)],
  pricePool: { elasticity: -2, sd: 0.2 },
}

const moment: ReviewMoment = {
  day: 61,
  onHandUnits: 5,
  backorderedUnits: 0,
  lots: [],
  onOrder: [],
}

it('a past review knows the prices up to its day, and nothing that prices have shown since', () => {
  const known = knownInput(input, input.suppliers[0]!, moment)
  expect(known.asOf).toBe(addDays(startsOn, 60))
  expect(known.sellPrices).toEqual([price(0, 1_000), price(40, 900), price(60, 800)])
  expect(known.analogueSellPrices).toEqual([price(10, 500)])
  expect(known).not.toHaveProperty('pricePool')
})

it('and what the catalogue had shown of price by then', () => {
  const pricePool = { elasticity: -1, sd: 0.5 }
  const known = knownInput(input, input.suppliers[0]!, moment, () => ({ pricePool }))
  expect(known.pricePool).toEqual(pricePool)
})
