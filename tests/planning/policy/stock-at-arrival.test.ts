import { expect, test } from 'vitest'
import fc from 'fast-check'
import { negativeBinomial, pointMass, poisson } from '#planning/forecast/distribution.ts'
import { randomSource } from '#planning/forecast/random.ts'
import type { Distribution } from '#planning/forecast/distribution.ts'
import {
  coveredChance,
  servedShare,
  stockAtArrival,
  unitsToReach,
} from '#planning/policy/stock-at-arrival.ts'
import type { StockDistribution } from '#planning/policy/stock-at-arrival.ts'

const orderForArrival = (stock: StockDistribution, demand: Distribution, probability: number) =>
  unitsToReach((units) => coveredChance([{ weight: 1, stock, demand }], units), probability, 0)

const meanUnits = ({ masses, stepUnits }: StockDistribution) =>
  masses.reduce((sum, mass, step) => sum + mass * step * stepUnits, 0)
const likely = ({ masses, stepUnits }: StockDistribution) =>
  [...masses.entries()].flatMap(([step, mass]) => (mass > 1e-9 ? [step * stepUnits] : []))

// On hand | arriving before each period | demand of each period | stock at arrival
const certain = `
  10 | 0 0    | 3 3   | 4
  10 | 0 5    | 3 3   | 9
  2  | 0 5    | 9 3   | 2
  2  | 4 0    | 3 9   | 0
  5  | 0 0 7  | 3 3   | 7
  8  | 0      |       | 8
`
const numbers = (text: string) => text.trim().split(/\s+/).filter(Boolean).map(Number)

test.each(
  certain
    .trim()
    .split('\n')
    .map((row) => row.trim()),
)('known demand leaves what is left, lost sales are not owed: %s', (row) => {
  const [onHand, arriving, demand, left] = row.split('|').map(numbers)
  const stock = stockAtArrival(onHand![0]!, arriving!, demand!.map(pointMass))
  expect(likely(stock)).toEqual(left)
})

test('stock under Poisson demand is what simulated paths leave', () => {
  const demand = [poisson(3), poisson(4)]
  const stock = stockAtArrival(5, [0, 2], demand)
  const random = randomSource(11)
  const runs = 200_000
  const counts = new Float64Array(stock.masses.length)
  for (let run = 0; run < runs; run++) {
    const first = Math.max(0, 5 - demand[0]!.sample(random()))
    counts[Math.max(0, first + 2 - demand[1]!.sample(random()))]! += 1 / runs
  }
  stock.masses.forEach((mass, step) => expect(Math.abs(mass - counts[step]!)).toBeLessThan(0.005))
})

test('without stock to lose sales from, the order is the newsvendor quantity', () => {
  const demand = poisson(6)
  const nothing = stockAtArrival(0, [0, 0], [poisson(4), poisson(4)])
  expect(orderForArrival(nothing, demand, 1 / 1.2)).toBe(demand.quantile(1 / 1.2))
})

test('lost sales call for less than owed ones: the shortfall of the transit weeks is not made up', () => {
  const week = poisson(5)
  const lost = orderForArrival(stockAtArrival(4, [0, 0], [week, week]), week, 0.8)
  const owed = poisson(15).quantile(0.8) - 4
  expect(lost).toBe(week.quantile(0.8))
  expect(lost).toBeLessThan(owed)
})

test('large stocks are counted in steps and keep their mean', () => {
  const demand = [negativeBinomial(4_000, 90_000), negativeBinomial(5_000, 120_000)]
  const stock = stockAtArrival(20_000, [0, 1_000], demand)
  expect(stock.stepUnits).toBeGreaterThan(1)
  expect(Math.abs(meanUnits(stock) - 12_000)).toBeLessThan(stock.stepUnits)
})

test('probabilities sum to one; more stock never asks for a larger order', () => {
  const figures = fc.record({
    onHand: fc.nat({ max: 60 }),
    arriving: fc.array(fc.nat({ max: 20 }), { minLength: 2, maxLength: 3 }),
    means: fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 3, maxLength: 3 }),
    probability: fc.double({ min: 0.5, max: 0.99, noNaN: true }),
  })
  fc.assert(
    fc.property(figures, ({ onHand, arriving, means, probability }) => {
      const demand = means.map((mean) => negativeBinomial(mean, 1.5 * mean))
      const [left, more] = [onHand, onHand + 3].map((units) =>
        stockAtArrival(units, arriving, demand.slice(0, 2)),
      )
      expect(left!.masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 9)
      const order = orderForArrival(left!, demand[2]!, probability)
      expect(orderForArrival(more!, demand[2]!, probability)).toBeLessThanOrEqual(order)
      expect(
        orderForArrival(left!, demand[2]!, Math.min(0.995, probability + 0.1)),
      ).toBeGreaterThanOrEqual(order)
    }),
  )
})

test('the share that is served is one less expected shortage over demand, by any path of arrival', () => {
  const demand = pointMass(10)
  const arrivals = [
    { weight: 0.75, stock: stockAtArrival(4, [], []), demand },
    { weight: 0.25, stock: stockAtArrival(0, [], []), demand },
  ]
  const served = servedShare(arrivals)
  expect(served(0)).toBeCloseTo((0.75 * 4) / 10, 9)
  expect(served(6)).toBeCloseTo((0.75 * 10 + 0.25 * 6) / 10, 9)
  expect(served(10)).toBe(1)
  expect(unitsToReach(served, 0.9, 0)).toBe(6)
})

test('what is there in excess is told as units that could be missing, never more than there are', () => {
  const demand = pointMass(10)
  const spare = (units: number) => [{ weight: 1, stock: stockAtArrival(units, [], []), demand }]
  expect(unitsToReach((units) => coveredChance(spare(25), units), 0.95, 25)).toBe(-15)
  const none = [{ weight: 1, stock: stockAtArrival(3, [], []), demand: pointMass(0) }]
  expect(unitsToReach((units) => coveredChance(none, units), 0.95, 3)).toBe(-3)
})
