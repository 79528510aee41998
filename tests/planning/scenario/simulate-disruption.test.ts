import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Disruption, ResponseKind } from '#planning/scenario/disruption.ts'
import type { ScenarioItem, ScenarioResult } from '#planning/scenario/scenario-result.ts'
import { simulateDisruption } from '#planning/scenario/simulate-disruption.ts'
import type { SimulationOptions } from '#planning/scenario/simulate-disruption.ts'
import type { DemandForecast, ItemLocationInput } from '#planning/types.ts'
import {
  forecast,
  input,
  item,
  leadTime,
  openOrder,
  option,
  policy,
  stock,
} from '../sourcing/shop.ts'

const down = (days: number): Disruption => ({ kind: 'supplier_down', supplierCode: 'ACME', days })
/** Without holding cost every figure is a product of units and prices. */
const free = { ...policy, holdingRate: 0 }
const beta = () =>
  option({
    supplierCode: 'BETA',
    supplierName: 'Beta',
    preferredRank: 2,
    unitPrice: '4.5',
    leadTime: leadTime(10),
  })
const york = { locationCode: 'YORK', units: 60, days: 3 }

function run(
  inputs: ItemLocationInput[],
  disruption: Disruption,
  demand: DemandForecast,
  options: Partial<SimulationOptions> = {},
): ScenarioResult {
  return simulateDisruption(inputs, free, disruption, {
    paths: 20,
    seed: 1,
    horizonDays: 56,
    forecastOf: () => demand,
    ...options,
  })
}

function only(result: ScenarioResult): ScenarioItem {
  expect(result.items).toHaveLength(1)
  return result.items[0]!
}

const outcome = (one: ScenarioItem, response: ResponseKind) =>
  one.responses.find((each) => each.response === response)!

const certainLine = () => input({ suppliers: [option(), beta()], transferableUnits: [york] })

const random = () => forecast(10, { perDay: 30, shared: 2 })

const randomLine = (sku = 'MUG-1') =>
  input({
    item: item({ sku }),
    stock: stock(160),
    transferableUnits: [york],
    suppliers: [option({ leadTime: leadTime(14, 4) }), { ...beta(), leadTime: leadTime(10, 2) }],
  })

const bytes = (seed: number) => JSON.stringify(run([randomLine()], down(21), random(), { seed }))

const stripped = (one: ScenarioItem) =>
  one.responses.map(({ response, lostUnits }) => [response, lostUnits])

const acceptDays = (length: number, perDay: number) => {
  const result = run(
    [randomLine()],
    down(length),
    forecast(perDay, { perDay: 3 * perDay, shared: 1 }),
    { paths: 200, horizonDays: 120 },
  )
  return result.items[0]?.responses[0]?.stockoutDays ?? 0
}

const at = (locationCode: string, units: number, others: string[]) =>
  input({
    locationCode,
    stock: stock(units),
    transferableUnits: others.map((code) => ({ locationCode: code, units: 60, days: 2 })),
  })

// 10 units a day for certain, 100 in stock, a lead time of exactly 14 days, weekly review: the order of today (110, up
// to 210) lands on day 14, stock is out after day 10. Each figure below was counted day by day on paper.
/** Unit-days in stock to day 56: 450 in the first ten days, then from a day on with what lands. */
const unitDays = (startsOn: number, landings: [number, number][]) => {
  const landing = new Map(landings)
  let [held, sum] = [0, 450] // 90 + 80 ... + 0 on days 1 to 10
  for (let day = startsOn; day <= 56; day++) sum += held += (landing.get(day) ?? 0) - 10
  return sum
}
const weekly = (first: number): [number, number][] =>
  Array.from({ length: (56 - first) / 7 + 1 }, (_, week) => [first + 7 * week, 70])

const certain = () => only(run([certainLine()], down(21), forecast(10)))

describe('certain demand equals the count on paper', () => {
  test('undisturbed: days 11 to 13 are out of stock', () => {
    expect(certain().baseline).toEqual({
      stockoutDays: 3,
      lostUnits: 30,
      lostMarginMinor: 18_000,
      serviceRate: 1 - 30 / 560,
    })
  })

  test('accept: nothing lands before day 35, days 11 to 34 are lost', () => {
    expect(outcome(certain(), 'accept')).toMatchObject({
      stockoutDays: 24,
      lostUnits: 240,
      lostMarginMinor: 144_000,
      addedCostMinor: 0,
    })
    expect(certain()).toMatchObject({
      firstStockoutOn: '2026-12-04',
      stockoutProbability: 1,
      supplierCode: 'ACME',
    })
  })

  test('switch: 250 from Beta on day 10 cover days 10 to 35 at .50 more each', () => {
    expect(outcome(certain(), 'switch')).toMatchObject({
      stockoutDays: 0,
      lostUnits: 0,
      addedCostMinor: 12_500,
      totalMinor: 12_500,
      serviceRate: 1,
      orders: [
        { supplierCode: 'BETA', units: 250, currency: 'GBP', unitPrice: '4.5', leadTimeDays: 10 },
      ],
      toAccept: {
        savedMinor: { mean: 131_500, p05: 131_500, p95: 131_500 },
        stockoutDays: { mean: -24 },
      },
    })
    expect(certain()).toMatchObject({ best: 'switch' })
  })

  test('split: half of it lasts into day 23; 115 units and 12 days are lost', () => {
    expect(outcome(certain(), 'split')).toMatchObject({
      stockoutDays: 12,
      lostUnits: 115,
      addedCostMinor: 6250,
      orders: [{ supplierCode: 'BETA', units: 125 }],
    })
  })

  test('expedite: Beta hurries in half the time for a quarter more', () => {
    expect(outcome(certain(), 'expedite')).toMatchObject({
      stockoutDays: 0,
      addedCostMinor: 40_625,
      orders: [{ supplierCode: 'BETA', units: 250, leadTimeDays: 5 }], // 250 x (5.625 - 4)
    })
  })

  test('transfer: 60 units from York push the stockout to days 17 to 34 for 5 % of their cost', () => {
    expect(outcome(certain(), 'transfer')).toMatchObject({
      stockoutDays: 18,
      lostUnits: 180,
      addedCostMinor: 1200,
      transfers: [{ fromLocationCode: 'YORK', units: 60, days: 3 }],
    })
  })

  test('the drafts keep MOQ and multiple', () => {
    const cases = { ...beta(), moqUnits: 100, orderMultipleUnits: 24 }
    const result = only(run([input({ suppliers: [option(), cases] })], down(21), forecast(10)))
    expect(outcome(result, 'switch').orders[0]?.units).toBe(264)
    expect(outcome(result, 'split').orders[0]?.units).toBe(144) // 125 asked
  })

  test('holding cost is charged by the unit-day, and a response is netted from later orders', () => {
    const result = only(
      simulateDisruption([certainLine()], policy, down(21), {
        paths: 1,
        seed: 1,
        horizonDays: 56,
        forecastOf: () => forecast(10),
      }),
    )
    const baseline = unitDays(14, [[14, 110], [21, 70], [28, 40], ...weekly(35)])
    const accept = unitDays(35, [
      [35, 210],
      [49, 10],
      [56, 70],
    ])
    // 250 on day 10; the next order is due on day 21 and lands on day 35: nothing was ordered twice.
    const switched = unitDays(11, [[11, 250], ...weekly(35)]) + 250
    const cost = (days: number) => Math.floor(((days - baseline) * 400 * 0.2) / 365 + 0.5)
    expect(outcome(result, 'accept').addedCostMinor).toBe(cost(accept))
    expect(outcome(result, 'switch').addedCostMinor).toBe(12_500 + cost(switched))
  })
})

describe('each kind of disruption, certain demand', () => {
  test('goods on the road arrive; what the supplier has not shipped waits as long as it is down', () => {
    const open = openOrder({ openUnits: 100, inTransitUnits: 40, expectedOn: '2026-12-03' })
    const accept = outcome(
      only(run([input({ openOrders: [open] })], down(21), forecast(10))),
      'accept',
    )
    // 100 + 40 on day 10 last to day 14; 60 on day 31 last to day 36, from day 35 on ordinary orders help.
    expect(accept).toMatchObject({ stockoutDays: 16, lostUnits: 160 })
  })

  test('a lead time that grows by 10 days loses days 14 to 23, and the plan orders for it', () => {
    const accept = outcome(
      only(run([input()], { kind: 'lead_time_delay', supplierCode: null, days: 10 }, forecast(10))),
      'accept',
    )
    expect(accept).toMatchObject({ stockoutDays: 13, lostUnits: 130 })
  })

  test('demand that doubles empties stock on day 5; the order of today comes on day 14', () => {
    const result = only(
      run(
        [input({ suppliers: [option(), beta()] })],
        { kind: 'demand_change', percent: 100, days: null },
        forecast(10),
      ),
    )
    expect(outcome(result, 'accept')).toMatchObject({ stockoutDays: 8, lostUnits: 160 })
    expect(outcome(result, 'switch').orders[0]?.units).toBe(100) // days 10 to 14 at 20 a day
  })

  test('demand that doubles for five days only empties stock on day 5', () => {
    const shock: Disruption = { kind: 'demand_change', percent: 100, days: 5 }
    const accept = outcome(only(run([input()], shock, forecast(10))), 'accept')
    // 100 are gone on day 5; the order of today knows the shock and comes on day 14; days 6 to 13 are lost at 10 a day.
    expect(accept).toMatchObject({ stockoutDays: 8, lostUnits: 80 })
  })

  test('a supplier at half capacity: half of every order comes in time, the rest when it can', () => {
    const cut: Disruption = { kind: 'capacity_cut', supplierCode: 'ACME', percent: 50, days: 21 }
    const accept = outcome(only(run([input({ stock: stock(210) })], cut, forecast(10))), 'accept')
    // 70 a week are ordered from day 7 on; of those of days 7 and 14 half comes on day 21 and 28, half on day 35. The
    // 210 last to day 21, 35 to the middle of day 25, 35 more from day 28 to the middle of day 31; day 35 brings 140.
    expect(accept).toMatchObject({ stockoutDays: 3 + 4, lostUnits: 25 + 35 })
  })

  test('capacity cut by all of it is a supplier that is down; what is on the road still comes', () => {
    const open = openOrder({ openUnits: 100, inTransitUnits: 40 })
    const lines = () => [randomLine(), input({ item: item({ sku: 'CUP' }), openOrders: [open] })]
    const cut: Disruption = { kind: 'capacity_cut', supplierCode: 'ACME', percent: 100, days: 21 }
    const all = run(lines(), cut, random()).items.map((one) => outcome(one, 'accept').lostUnits)
    const none = run(lines(), down(21), random()).items.map(
      (one) => outcome(one, 'accept').lostUnits,
    )
    expect(all).toEqual(none)
  })

  test('the deeper the cut, the more is lost', () => {
    const lostAt = (percent: number) => {
      const cut: Disruption = { kind: 'capacity_cut', supplierCode: 'ACME', percent, days: 28 }
      const result = run([randomLine()], cut, random(), { paths: 500, horizonDays: 90 })
      return result.items[0] === undefined ? 0 : outcome(result.items[0], 'accept').lostUnits
    }
    const lost = [20, 50, 80, 100].map(lostAt)
    expect(lost).toEqual(lost.toSorted((a, b) => a - b))
    expect(lost.at(-1)).toBeGreaterThan(lost[0]!)
  })

  test('a tariff of 25 % costs 1.00 on every unit bought; a supplier outside it at 4.50 halves that', () => {
    const tariff: Disruption = { kind: 'tariff', supplierCode: 'ACME', percent: 25 }
    const short = { ...beta(), leadTime: leadTime(14) }
    const result = only(
      run([input({ stock: stock(210), suppliers: [option(), short] })], tariff, forecast(10)),
    )
    // Orders at days 7 to 49, 70 each.
    expect(outcome(result, 'accept')).toMatchObject({ stockoutDays: 0, addedCostMinor: 49_000 })
    expect(outcome(result, 'switch').addedCostMinor).toBe(24_500)
    expect(outcome(result, 'split').addedCostMinor).toBe(49_000 - 4 * 3500) // four of the seven orders go to Beta
    expect(result.notPossible.map(({ response }) => response)).toEqual(['expedite', 'transfer'])
  })

  test('a lost location sells nothing until it opens; other locations and suppliers serve its customers', () => {
    const lost: Disruption = { kind: 'location_lost', locationCode: 'LEEDS', days: 10 }
    const here = input({ stock: stock(300), transferableUnits: [york] })
    const elsewhere = input({ locationCode: 'YORK', stock: stock(300) })
    const result = run([here, elsewhere], lost, forecast(10))
    expect(outcome(only(result), 'accept')).toMatchObject({ stockoutDays: 10, lostUnits: 100 })
    expect(outcome(only(result), 'transfer')).toMatchObject({ stockoutDays: 4, lostUnits: 40 }) // 60 from day 3 to 8
    expect(result.checkedCount).toBe(2)
    // The order of today is at the door on day 14 and waits there until day 21.
    const closed = run([input()], { ...lost, days: 20 }, forecast(10))
    expect(outcome(only(closed), 'accept')).toMatchObject({ stockoutDays: 20, lostUnits: 200 })
  })
})

describe('chance', () => {
  test('Poisson demand against a fixed stock loses what the textbook says', () => {
    // Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), example 4.7: Poisson(6), S = 8, h = 1, p = 4 costs
    // 3.570107, hence E[(D - 8)+] = (3.570107 - 2) / 5 = .3140214. Demand of 5 rises by a fifth; nothing is reordered.
    const poisson: DemandForecast = { ...forecast(1), family: 'poisson' }
    const dying = input({ item: item({ lifecycle: 'phase_out' }), stock: stock(8) })
    const result = only(
      run([dying], { kind: 'demand_change', percent: 20, days: null }, poisson, {
        paths: 20_000,
        horizonDays: 5,
      }),
    )
    expect(outcome(result, 'accept').lostUnits).toBeGreaterThan(0.3140214 - 0.02)
    expect(outcome(result, 'accept').lostUnits).toBeLessThan(0.3140214 + 0.02)
  })

  test('accept differs from itself by nothing on any path', () => {
    const result = run([randomLine()], down(21), random(), { paths: 200 })
    const zero = { mean: 0, p05: 0, p95: 0 }
    expect(outcome(only(result), 'accept').toAccept).toEqual({
      stockoutDays: zero,
      lostUnits: zero,
      lostMarginMinor: zero,
      addedCostMinor: zero,
      savedMinor: zero,
    })
    expect(result.totals[0]).toMatchObject({ response: 'accept', savedToAcceptMinor: zero })
  })

  test('a response never loses more than accepting on the same path', () => {
    const result = only(run([randomLine()], down(21), random(), { paths: 500 }))
    for (const one of result.responses) expect(one.toAccept.lostUnits.p95).toBeLessThanOrEqual(0)
  })

  test('plans share the luck of their lead times: one unit more changes a few at most', () => {
    const one = { ...randomLine(), transferableUnits: [{ ...york, units: 1 }] }
    const lost = outcome(only(run([one], down(21), random(), { paths: 400 })), 'transfer').toAccept
      .lostUnits
    expect(lost.p05).toBeGreaterThanOrEqual(-3)
    expect(lost.p95).toBeLessThanOrEqual(3)
  })

  test('a seed is a world: same seed same bytes, another seed another result', () => {
    expect(bytes(5)).toBe(bytes(5))
    expect(bytes(5)).not.toBe(bytes(6))
  })

  test('the order of the items does not matter, nor who else is simulated', () => {
    const lines = ['A', 'B', 'C', 'D'].map((sku) => randomLine(sku))
    const all = run(lines, down(21), random())
    expect(run(lines.toReversed(), down(21), random())).toEqual(all)
    const alone = only(run([randomLine('C')], down(21), random()))
    expect(stripped(alone)).toEqual(stripped(all.items[2]!))
  })

  test('more days down never mean fewer stockout days for accept', () => {
    assert(
      property(
        integer({ min: 1, max: 50 }),
        integer({ min: 1, max: 25 }),
        integer({ min: 4, max: 14 }),
        (first, more, perDay) => {
          expect(acceptDays(first + more, perDay)).toBeGreaterThanOrEqual(acceptDays(first, perDay))
        },
      ),
      { numRuns: 40, seed: 9 },
    )
  })
})

describe('who is affected, and what is told instead of a guess', () => {
  test('a supplier that nothing is bought from affects nothing', () => {
    const other: Disruption = { kind: 'supplier_down', supplierCode: 'ZETA', days: 60 }
    expect(run([input()], other, forecast(10))).toMatchObject({
      affectedCount: 0,
      items: [],
      checkedCount: 1,
    })
  })

  test('stock that outlasts the outage is not affected', () => {
    expect(run([input({ stock: stock(2000) })], down(21), forecast(10)).affectedCount).toBe(0)
  })

  test('without stock record, forecast or supplier a line is named, not simulated', () => {
    const inputs = [
      input({ item: item({ sku: 'A' }), stock: null }),
      input({ item: item({ sku: 'B' }), suppliers: [option({ leadTime: null })] }),
    ]
    expect(run(inputs, down(21), forecast(10)).notSimulated).toEqual([
      { sku: 'A', locationCode: 'LEEDS', reason: 'there is no stock record' },
      { sku: 'B', locationCode: 'LEEDS', reason: 'no supplier can be ordered from' },
    ])
    expect(
      run([input()], down(21), forecast(10), { forecastOf: () => null }).notSimulated,
    ).toHaveLength(1)
  })

  test('without a margin there is no money, and the reason says so', () => {
    const result = run(
      [input({ item: item({ sellPriceMinor: null }), suppliers: [option(), beta()] })],
      down(21),
      forecast(10),
    )
    expect(result).toMatchObject({ unpricedCount: 1, items: [{ best: 'accept' }] })
    expect(only(result).bestReason).toMatch(/Neither sell price nor stockout cost/)
    expect(only(result).responses[0]).toMatchObject({ lostMarginMinor: null, totalMinor: null })
    expect(result.totals.every((total) => total.totalMinor === 0)).toBe(true)
  })

  test('a critical line may pay a premium that a low one may not', () => {
    // Switching saves 240 units and costs 250 x (price - 4): about 1.2 per 1 of margin saved.
    const dear = { ...beta(), unitPrice: '10.9' }
    const bestOf = (abcClass: 'A' | 'B' | 'C') =>
      only(
        run(
          [input({ item: item({ abcClass }), suppliers: [option(), dear] })],
          down(21),
          forecast(10),
        ),
      ).best
    expect([bestOf('A'), bestOf('B'), bestOf('C')]).toEqual(['switch', 'accept', 'accept'])
  })

  test('a location that is short itself sends nothing, and no unit is sent twice', () => {
    const inputs = [
      at('LEEDS', 100, ['YORK', 'HULL']),
      at('YORK', 100, ['LEEDS', 'HULL']),
      at('HULL', 2000, []),
    ]
    const result = run(inputs, down(21), forecast(10))
    const sent = result.items.flatMap((one) => one.responses.flatMap(({ transfers }) => transfers))
    expect(sent.reduce((sum, { units }) => sum + units, 0)).toBe(60)
    expect(sent.every(({ fromLocationCode }) => fromLocationCode === 'HULL')).toBe(true)
  })
})

test('totals are the sums of the lines; best takes the best of each', () => {
  const lines = ['A', 'B', 'C'].map((sku) =>
    input({ item: item({ sku }), suppliers: [option(), beta()] }),
  )
  const result = run(lines, down(21), forecast(10))
  const sum = (response: ResponseKind) =>
    result.items.reduce((total, one) => total + (outcome(one, response).totalMinor ?? 0), 0)
  for (const response of ['accept', 'switch', 'split', 'expedite'] as const) {
    const total = result.totals.find((each) => each.response === response)
    expect(total).toMatchObject({ lineCount: 3, totalMinor: sum(response) })
  }
  expect(result.totals.at(-1)).toMatchObject({ response: 'best', totalMinor: sum('switch') })
})

test.each([
  [down(0), {}, /0 days/],
  [down(2.5), {}, /2.5 days/],
  [{ kind: 'tariff', supplierCode: null, percent: Number.NaN } as Disruption, {}, /NaN %/],
  [down(5), { paths: 0 }, /0 paths/],
  [down(5), { horizonDays: 4000 }, /4000 days/],
])('what can not be simulated is refused: %o %o', (disruption, options, message) => {
  expect(() => run([input()], disruption, forecast(10), options)).toThrow(message)
})

test('nothing to simulate is said', () => {
  expect(() => run([], down(5), forecast(10))).toThrow(/no item/)
})
