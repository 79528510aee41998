import { expect, test } from 'vitest'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import { gamma } from '#planning/forecast/distribution.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { demand, line, supplier } from './lines.ts'

type Shop = { perDay: number; variance: number; meanDays: number; sdDays: number; moqUnits: number }

/** Share of delivery cycles without a stockout when the planner's levels run a shop for `weeks` weekly reviews. */
function cyclesWithoutStockout(shop: Shop, weeks: number): number {
  const { perDay, variance, meanDays, sdDays, moqUnits } = shop
  const forecast = demand(perDay, variance)
  const leadTime = { source: '', asOf: '2026-11-01', meanDays, sdDays, observations: 20 }
  const input = line({ suppliers: [supplier({ leadTime, moqUnits })] })
  const planned = recommendFromForecast(input, defaultPolicy, forecast)
  const { reorderPointUnits, orderUpToUnits } = planned
  const oneDay = demandOverDays(forecast, 0, 1)
  const leadTimes = gamma(meanDays, Math.max(1e-6, sdDays * sdDays))
  const random = randomSource(7)
  const arriving = new Map<number, number>()
  let [stock, onOrder, cycles, short, lastArrival, wasShort] = [orderUpToUnits!, 0, 0, 0, 0, false]
  for (let day = 0; day < weeks * 7; day += 1) {
    const arrived = arriving.get(day) ?? 0
    if (arrived > 0) {
      cycles += 1
      short += wasShort ? 1 : 0
      wasShort = false
      stock += arrived
      onOrder -= arrived
    }
    stock -= oneDay.sample(random())
    wasShort ||= stock < 0
    if (day % 7 !== 0 || stock + onOrder > reorderPointUnits!) continue
    const units = Math.max(moqUnits, Math.ceil(orderUpToUnits! - stock - onOrder))
    // Orders do not overtake one another.
    lastArrival = Math.max(lastArrival, day + 1 + Math.round(leadTimes.sample(random())))
    arriving.set(lastArrival, (arriving.get(lastArrival) ?? 0) + units)
    onOrder += units
  }
  return 1 - short / cycles
}

// The planner is asked for 95 %. A review every week never protects less; large lots protect more between them.
test.each<[string, Shop]>([
  ['steady, one week', { perDay: 20, variance: 25, meanDays: 7, sdDays: 0, moqUnits: 1 }],
  ['steady, three weeks', { perDay: 20, variance: 60, meanDays: 21, sdDays: 0, moqUnits: 1 }],
  ['late suppliers', { perDay: 20, variance: 60, meanDays: 21, sdDays: 5, moqUnits: 1 }],
  ['lumpy', { perDay: 1.5, variance: 9, meanDays: 14, sdDays: 2, moqUnits: 1 }],
  ['slow', { perDay: 0.2, variance: 0.3, meanDays: 14, sdDays: 3, moqUnits: 1 }],
  ['large lots', { perDay: 10, variance: 30, meanDays: 14, sdDays: 3, moqUnits: 300 }],
])('%s: the cycles without a stockout are those that were asked for', (_name, shop) => {
  const reached = cyclesWithoutStockout(shop, 4_000)
  expect(reached).toBeGreaterThan(0.935)
})
