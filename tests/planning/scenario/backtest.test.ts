import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { noPool } from '#planning/forecast/counts/count-pool.ts'
import { backtestLine, backtestedPolicies } from '#planning/scenario/backtest/backtest.ts'
import type { BacktestRequest } from '#planning/scenario/backtest/backtest.ts'
import { backtestTotals } from '#planning/scenario/backtest/backtest-totals.ts'
import { clairvoyant } from '#planning/scenario/backtest/clairvoyant.ts'
import { classicalNormal, staticMinMax } from '#planning/scenario/backtest/fixed-policies.ts'
import { forecastBook } from '#planning/scenario/backtest/forecast-book.ts'
import { plannerPolicy } from '#planning/scenario/backtest/planner-policy.ts'
import { replay } from '#planning/scenario/backtest/replay.ts'
import { knownInput, type CatalogueOn } from '#planning/scenario/backtest/known-input.ts'
import type { Decide, ReplayLine, ReviewMoment } from '#planning/scenario/backtest/replay.ts'
import { backtestSetup } from '#planning/scenario/backtest/setup.ts'
import type { BacktestSetup } from '#planning/scenario/backtest/setup.ts'
import type { ItemLocationInput } from '#planning/types.ts'
import { line, supplier } from '../policy/lines.ts'

type ReviewMomentLots = ReviewMoment['lots']

const week = (units: number[]): ReplayLine => ({
  demand: units,
  firstDay: 0,
  startingUnits: 5,
  reviewPeriodDays: 2,
  arrivalOf: (day) => day + 2,
  unmet: 'lost',
  orderMinor: 100,
  holdingMinorPerUnitDay: 1,
  shortMinorPerUnit: 50,
  shelfLifeDays: null,
  wasteMinorPerUnit: 20,
})

const request: BacktestRequest = {
  days: 84,
  unmet: 'lost',
  seed: 1,
  policies: backtestedPolicies,
  serviceLevels: [0.95],
}

/** A shop's line with lumpy demand that a seed decides; the supplier takes a week, give or take. */
function lumpy(seed: number, changes: Parameters<typeof supplier>[0] = {}, days = 250) {
  const random = randomSource(seed)
  const usual = 1 + 20 * random()
  const units = Array.from({ length: days }, () =>
    random() < 0.4 ? Math.floor(usual * -Math.log(random())) : 0,
  )
  const flags = units.map(() => false)
  const leadTime = { source: 'test', asOf: '2026-11-23', meanDays: 9, sdDays: 2, observations: 20 }
  return line({
    item: { sku: `LUMPY-${seed}` },
    history: {
      startsOn: addDays('2026-11-22', 1 - days),
      units,
      stockout: flags,
      promotion: flags,
    },
    stock: { onHandUnits: 10 },
    suppliers: [supplier({ leadTime, ...changes })],
  })
}

/** The line with goods that keep for some days. */
const keeping = (input: ItemLocationInput, shelfLifeDays: number | null): ItemLocationInput => ({
  ...input,
  item: { ...input.item, shelfLifeDays },
})

function setupOf(input: ItemLocationInput): BacktestSetup {
  const setup = backtestSetup(input, defaultPolicy, request)
  if ('problem' in setup) throw new Error(setup.problem)
  return setup
}

/** What was ordered at each review. */
function ordersOf(setup: BacktestSetup, decide: Decide): number[] {
  const orders: number[] = []
  replay(setup.line, (moment) => {
    const units = decide(moment)
    orders.push(units)
    return units
  })
  return orders
}

const deciders = ({ input, option, line: past }: BacktestSetup): Record<string, Decide> => {
  const terms = {
    leadTimeDays: option.leadTime.meanDays,
    reviewPeriodDays: 7,
    cycleServiceLevel: 0.95,
    legalUnits: (units: number) => units,
  }
  return {
    planner: plannerPolicy(input, option, defaultPolicy, forecastBook(defaultPolicy)),
    classical: classicalNormal(past.demand, terms),
    min_max: staticMinMax(past.demand, past.firstDay, terms),
  }
}

describe('a replay', () => {
  it('receives in the morning, reviews, then sells; what is short is lost', () => {
    // day      0   1   2   3   4   5
    // demand   3   3   3   3   3   3    orders of 4 on days 0 and 2, here on days 2 and 4
    // stock    2   0   1   0   1   0    short 1 on day 1, 2 on day 3, 2 on day 5
    const outcome = replay(week([3, 3, 3, 3, 3, 3]), ({ day }) => (day < 4 ? 4 : 0))
    expect(outcome).toMatchObject({
      demandUnits: 18,
      shortUnits: 5,
      orders: 2,
      orderedUnits: 8,
      cycles: 3,
      fullCycles: 0,
      orderMinor: 200,
      holdingMinor: 4,
      shortMinor: 250,
      costMinor: 454,
    })
  })

  it('keeps what was short as a promise where backorders are usual', () => {
    const seen: [number, number][] = []
    const late = { ...week([3, 3, 3, 3]), arrivalOf: (day: number) => day + 3 }
    const outcome = replay({ ...late, unmet: 'backordered' }, (moment) => {
      seen.push([moment.onHandUnits, moment.backorderedUnits])
      return 4
    })
    // stock   2  -1  -4  -3    the delivery of day 3 goes to those who wait
    expect(seen).toEqual([
      [5, 0],
      [0, 1],
    ])
    expect(outcome).toMatchObject({ demandUnits: 12, shortUnits: 7, holdingMinor: 2 })
  })

  it('sells the oldest first and wastes what its days are over for', () => {
    // Units keep for one day after theirs. day 0: 5 - 2, day 1: 3 - 2, one expires; 4 come on day 2: 4 - 1, 3 - 1, 2 expire
    const seen: ReviewMomentLots[] = []
    const past = { ...week([2, 2, 1, 1, 3, 3]), shelfLifeDays: 1 }
    const outcome = replay(past, ({ day, lots }) => {
      seen.push(lots)
      return day === 0 ? 4 : 0
    })
    expect(outcome).toMatchObject({
      wastedUnits: 3,
      wasteMinor: 60,
      shortUnits: 6,
      holdingMinor: 3 + 0 + 3,
      costMinor: 100 + 6 + 300 + 60,
    })
    expect(seen).toEqual([[{ units: 5, lastDay: 1 }], [{ units: 4, lastDay: 3 }], []])
  })

  it('counts a cycle without a shortage as served', () => {
    const outcome = replay(week([1, 1, 1, 1, 9, 9]), ({ day }) => (day === 0 ? 1 : 0))
    expect(outcome).toMatchObject({ cycles: 2, fullCycles: 1 })
  })
})

/** The least cost over every combination of whole order quantities, by trying them all. */
function leastByTrial(past: ReplayLine): number {
  const most = past.demand.reduce((sum, units) => sum + units, 0)
  const last = past.demand.findLastIndex(
    (_, day) => day % past.reviewPeriodDays === 0 && past.arrivalOf(day) < past.demand.length,
  )
  const reviews = last / past.reviewPeriodDays + 1
  let least = Infinity
  const orders: number[] = []
  const tryFrom = (review: number) => {
    if (review === reviews) {
      const { costMinor } = replay(past, ({ day }) => orders[day / past.reviewPeriodDays] ?? 0)
      least = Math.min(least, costMinor)
      return
    }
    for (let units = 0; units <= most; units += 1) {
      orders[review] = units
      tryFrom(review + 1)
    }
  }
  tryFrom(0)
  return least
}

describe('the clairvoyant', () => {
  it('is the exact optimum: no combination of orders is cheaper, and one is as cheap', () => {
    const shops = fc.record({
      demand: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 7 }),
      startingUnits: fc.integer({ min: 0, max: 4 }),
      orderMinor: fc.integer({ min: 0, max: 120 }),
      holdingMinorPerUnitDay: fc.integer({ min: 0, max: 40 }),
      shortMinorPerUnit: fc.integer({ min: 0, max: 90 }),
      shelfLifeDays: fc.constantFrom(null, 0, 1, 2),
    })
    fc.assert(
      fc.property(shops, (shop) => {
        const past = { ...week(shop.demand), ...shop, arrivalOf: (day: number) => day + 1 }
        expect(clairvoyant(past).costMinor).toBeCloseTo(leastByTrial(past), 9)
      }),
      { numRuns: 60 },
    )
  })

  it('is never dearer than any policy, whatever MOQ, multiple, lead time and kind of shortage', () => {
    const shops = fc.record({
      seed: fc.integer({ min: 1, max: 10_000 }),
      moqUnits: fc.constantFrom(1, 12, 50),
      orderMultipleUnits: fc.constantFrom(1, 6, 24),
      unmet: fc.constantFrom('lost' as const, 'backordered' as const),
      shelfLifeDays: fc.constantFrom(null, 10, 40),
    })
    fc.assert(
      fc.property(shops, ({ seed, unmet, shelfLifeDays, ...terms }) => {
        const past = keeping(lumpy(seed, terms), shelfLifeDays)
        const { rows } = backtestLine(past, defaultPolicy, { ...request, unmet })
        const least = rows.find(({ policy }) => policy === 'clairvoyant')!
        expect(rows).toHaveLength(4)
        for (const row of rows) expect(row.costMinor).toBeGreaterThanOrEqual(least.costMinor - 1e-6)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a backtest', () => {
  it('knows nothing of the future: shuffled, it leaves every past decision as it was', () => {
    const cases = fc.record({
      seed: fc.integer({ min: 1, max: 10_000 }),
      review: fc.integer({ min: 1, max: 10 }),
      shuffle: fc.integer({ min: 1, max: 10_000 }),
    })
    fc.assert(
      fc.property(cases, ({ seed, review, shuffle }) => {
        const input = lumpy(seed)
        const cut = input.history!.units.length - request.days + review * 7
        const random = randomSource(shuffle)
        const future = input.history!.units.slice(cut).map((units) => units * 3 + 1)
        const units = [
          ...input.history!.units.slice(0, cut),
          ...future.toSorted(() => random() - 0.5),
        ]
        const other = { ...input, history: { ...input.history!, units } }
        const [before, after] = [setupOf(input), setupOf(other)]
        for (const name of ['planner', 'classical', 'min_max']) {
          const decided = ordersOf(before, deciders(before)[name]!).slice(0, review + 1)
          expect(ordersOf(after, deciders(after)[name]!).slice(0, review + 1)).toEqual(decided)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('leaves out what was learned from later days: track record, season and catalogue', () => {
    const input = lumpy(11)
    const factors = Array.from({ length: 52 }, (_, week) => 1 + (week % 5))
    const learned = (anchorOn: string): ItemLocationInput => ({
      ...input,
      trackRecord: { spans: 50, spreadRatio: 9, methodLosses: {} },
      seasonProfile: { anchorOn, factors },
      countPool: { ...noPool, driftFactor: 3 },
    })
    const ordered = (given: ItemLocationInput, catalogueOn?: CatalogueOn) => {
      const setup = setupOf(given)
      const book = forecastBook(defaultPolicy)
      const { option } = setup
      return ordersOf(setup, plannerPolicy(given, option, defaultPolicy, book, catalogueOn))
    }
    const plain = ordered(input)
    expect(ordered(learned('2026-11-23'))).toEqual(plain)
    // What the catalogue showed up to the day is asked for by that day, and used.
    const asked: string[] = []
    const told = ordered(input, (day) => {
      asked.push(day)
      return { countPool: { ...noPool, driftFactor: 3 } }
    })
    expect(told).not.toEqual(plain)
    expect([asked[0], asked.at(-1)]).toEqual(['2026-08-30', '2026-11-15'])
  })

  it('the planner sees the dates of what is on hand', () => {
    const { input, option } = setupOf(keeping(lumpy(3), 14))
    const day = input.history.units.length - request.days
    const lots = [{ units: 6, lastDay: day }]
    const moment = { day, onHandUnits: 9, backorderedUnits: 0, lots, onOrder: [] }
    const { stock, asOf } = knownInput(input, option, moment)
    expect(stock!.lots).toEqual([{ lotCode: 'BACKTEST-1', units: 6, expiresOn: addDays(asOf, 1) }])
  })

  it('a shelf life that nothing reaches changes nothing; the planner, who sees the dates, wastes least', () => {
    const rowsOf = (shelfLifeDays: number | null, seed: number) => {
      const cases = keeping(lumpy(seed, { moqUnits: 40 }), shelfLifeDays)
      return backtestLine(cases, defaultPolicy, request).rows
    }
    const kept = rowsOf(null, 7)
    expect(rowsOf(700, 7)).toEqual(kept)
    expect(kept.every(({ wasteMinor }) => wasteMinor === 0)).toBe(true)
    const wasted = (name: string) =>
      [1, 2, 3, 4, 5, 6].reduce((sum, seed) => {
        return sum + rowsOf(14, seed).find(({ policy }) => policy === name)!.wastedUnits
      }, 0)
    expect(wasted('planner')).toBeGreaterThan(0)
    expect(wasted('planner')).toBeLessThan(wasted('classical'))
    expect(wasted('planner')).toBeLessThan(wasted('min_max'))
  })

  it('orders only what the supplier sells', () => {
    const setup = setupOf(lumpy(5, { moqUnits: 30, orderMultipleUnits: 12 }))
    const orders = ordersOf(setup, deciders(setup)['planner']!).filter((units) => units > 0)
    expect(orders.length).toBeGreaterThan(2)
    expect(orders.filter((units) => units < 30 || units % 12 !== 0)).toEqual([])
  })

  it('achieves more fill on average when more is asked', () => {
    const serviceLevels = [0.7, 0.85, 0.95, 0.99]
    const lines = Array.from({ length: 25 }, (_, index) =>
      backtestLine(lumpy(index + 1), defaultPolicy, {
        ...request,
        policies: ['planner', 'classical'],
        serviceLevels,
      }),
    )
    const totals = backtestTotals(lines)
    for (const name of ['planner', 'classical']) {
      const fills = totals.filter(({ policy }) => policy === name).map(({ fillRate }) => fillRate!)
      expect(fills).toEqual(fills.toSorted((a, b) => a - b))
      expect(fills[3]! - fills[0]!).toBeGreaterThan(0.02)
    }
  })

  it('gives the same figures twice, and totals that sum from the lines', () => {
    const run = () => [3, 4].map((seed) => backtestLine(lumpy(seed), defaultPolicy, request))
    const lines = run()
    expect(run()).toEqual(lines)
    const [planner] = backtestTotals(lines)
    const costs = lines.map(({ rows }) => rows[0]!.costMinor)
    expect(planner).toMatchObject({ policy: 'planner', serviceLevel: 0.95, lines: 2 })
    expect(planner!.costMinor).toBe(Math.round(costs[0]! + costs[1]!))
    expect(planner!.costRatio).toBeGreaterThan(1)
  })

  it.each<[string, ItemLocationInput, string]>([
    ['a kit', line({ item: { isKit: true } }), 'A kit is not bought'],
    ['no history', line(), 'There is no demand history.'],
    ['a short history', lumpy(1, {}, 100), 'Of 100 days of history 16 come before the replay'],
    ['no lead time', lumpy(1, { leadTime: null }), 'no supplier with a lead time'],
    ['no exchange rate', lumpy(1, { rateToBase: null, currency: 'USD' }), 'no exchange rate'],
    [
      'no worth of a unit short',
      { ...lumpy(1), item: { ...lumpy(1).item, sellPriceMinor: null } },
      'Neither the sell price nor the cost of a unit short is known.',
    ],
  ])('leaves out and says why: %s', (_, input, problem) => {
    const left = backtestLine(input, defaultPolicy, request)
    expect(left.rows).toEqual([])
    expect(left.problem).toContain(problem)
  })
})
