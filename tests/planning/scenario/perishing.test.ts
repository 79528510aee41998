import { assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { defaultAssumptions, type Disruption } from '#planning/scenario/disruption.ts'
import { scenarioLine } from '#planning/scenario/line.ts'
import { LEAD_CELLS, leadTimeBook, normalCells } from '#planning/scenario/quantile-cells.ts'
import { simulateDisruption } from '#planning/scenario/simulate-disruption.ts'
import {
  simulatePath,
  type PathOutcome,
  type SupplyPlan,
} from '#planning/scenario/simulate-path.ts'
import { simulatePerishing } from '#planning/scenario/simulate-perishing.ts'
import { baselinePlan } from '#planning/scenario/supply-plans.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy } from '#planning/types.ts'
import { asOf, demand, line, policy, rule, supplier } from '../policy/lines.ts'

const horizon = 8
const threeADay = (days: number) => Float64Array.from({ length: days + 1 }, (_, day) => 3 * day)

/** Nothing is ordered; 10 are free, 4 of them sell up to day 1 and 3 up to day 3; what arrives sells for 2 days more. */
function shelfPlan(inbound: Record<number, number>, changes: Partial<SupplyPlan> = {}): SupplyPlan {
  const byDay = new Int32Array(horizon + 1)
  for (const [day, units] of Object.entries(inbound)) byDay[Number(day)] = units
  const never = new Int32Array(2).fill(-1_000_000)
  return {
    startUnits: 10,
    inbound: byDay,
    positionUnits: 10,
    opensOnDay: 1,
    startsOnDay: 0,
    heldShare: 0,
    sources: [],
    reviewPeriodDays: 7,
    reorderPoint: never,
    orderUpTo: never,
    calendarDays: new Int32Array(2),
    extra: [],
    fixedCostMinor: 0,
    holdingMinorPerUnitDay: 1,
    perishing: {
      lots: [
        { units: 4, day: 1 },
        { units: 3, day: 3 },
      ],
      shelfLifeDays: 2,
      cumulative: threeADay(12),
      arrivalDays: new Int32Array(2),
      wasteMinorPerUnit: 100,
    },
    ...changes,
  }
}

function play(plan: SupplyPlan, perDay = 3): PathOutcome {
  const outcome = {
    stockoutDays: 0,
    lostUnits: 0,
    wastedUnits: 0,
    costMinor: 0,
    firstStockoutDay: 0,
  }
  const asked = new Int32Array(horizon).fill(perDay)
  const arrivals = new Int32Array(horizon + 1)
  if (plan.perishing === null) simulatePath(plan, asked, 1, arrivals, outcome)
  else simulatePerishing(plan, plan.perishing, asked, 1, arrivals, outcome)
  return outcome
}

describe('goods that expire, counted on paper at three a day', () => {
  it('sells the soonest date first; one of the first lot is left on its last day', () => {
    // left in the evening: 6 (one expired), 3, 0, then 9 arrive: 6, 3, 0, and nothing on days 7 and 8
    expect(play(shelfPlan({ 4: 9 }))).toEqual({
      stockoutDays: 2,
      lostUnits: 6,
      wastedUnits: 1,
      firstStockoutDay: 7,
      costMinor: 6 + 3 + 0 + 6 + 3 + 100,
    })
  })

  it('wastes what a delivery brings beyond its days', () => {
    // 12 on day 4 last to day 6, when three of them are left and expire
    expect(play(shelfPlan({ 4: 12 }))).toMatchObject({
      wastedUnits: 1 + 3,
      lostUnits: 6,
      costMinor: 6 + 3 + 0 + 9 + 6 + 0 + 400,
    })
  })

  it('looks past the last day: what demand reaches by its date is no waste, the rest is', () => {
    // six are left in the last evening and one more day of three can sell them
    expect(play(shelfPlan({ 4: 9, 7: 12 })).wastedUnits).toBe(1 + 3)
    expect(play(shelfPlan({ 4: 9, 7: 9 })).wastedUnits).toBe(1)
  })

  it('a closed location sells nothing while its stock grows old', () => {
    // closed up to day 2: the first lot is lost, three of the second and the three that keep sell on days 3 and 4
    expect(play(shelfPlan({}, { opensOnDay: 3 }))).toMatchObject({
      wastedUnits: 4,
      lostUnits: 6 + 12,
      stockoutDays: 2 + 4,
      firstStockoutDay: 1,
    })
  })

  it('backorders take from what arrives before it reaches the shelf', () => {
    const owed = shelfPlan({ 2: 10 }, { startUnits: -4, positionUnits: 6 })
    // day 1 out; 6 of the 10 reach the shelf on day 2 and sell on days 2 and 3
    expect(play(owed)).toMatchObject({ lostUnits: 3 + 15, wastedUnits: 0, stockoutDays: 6 })
  })

  it('goods that keep longer than anybody looks behave like goods that keep', () => {
    const kept = shelfPlan({ 4: 9 }, { perishing: null })
    const { perishing } = shelfPlan({ 4: 9 })
    const long = shelfPlan({ 4: 9 }, { perishing: { ...perishing!, lots: [], shelfLifeDays: 300 } })
    expect(play(long)).toEqual(play(kept))
  })

  it('more days of shelf life never waste more and never lose more', () => {
    const cases = record({
      shelfLifeDays: integer({ min: 0, max: 9 }),
      first: integer({ min: 0, max: 20 }),
      second: integer({ min: 0, max: 20 }),
      perDay: integer({ min: 0, max: 6 }),
    })
    assert(
      property(cases, ({ shelfLifeDays, first, second, perDay }) => {
        const at = (days: number) => {
          const { perishing } = shelfPlan({})
          const plan = shelfPlan(
            { 1: first, 4: second },
            { perishing: { ...perishing!, lots: [], shelfLifeDays: days } },
          )
          return play(plan, perDay)
        }
        const [short, long] = [at(shelfLifeDays), at(shelfLifeDays + 1)]
        expect(long.wastedUnits).toBeLessThanOrEqual(short.wastedUnits)
        expect(long.lostUnits).toBeLessThanOrEqual(short.lostUnits)
      }),
      { numRuns: 300 },
    )
  })
})

const down: Disruption = { kind: 'supplier_down', supplierCode: 'ACME', days: 21 }

/** What the simulated shop orders on the as-of day. */
function firstOrder(
  input: ItemLocationInput,
  forecast: DemandForecast,
  rules: PlanningPolicy,
): number {
  const horizonDays = 60
  const quiet: Disruption = { kind: 'demand_change', percent: 0, days: null }
  const found = scenarioLine(input, forecast, rules, quiet, horizonDays, 1)
  if ('problem' in found) throw new Error(found.problem)
  const plan = baselinePlan({
    line: found,
    policy: rules,
    disruption: quiet,
    assumptions: defaultAssumptions,
    z: 1,
    transferable: [],
    horizonDays,
    leadCellsOf: leadTimeBook(normalCells(LEAD_CELLS)),
  })
  const arrivals = new Int32Array(horizonDays + 1)
  const outcome = {
    stockoutDays: 0,
    lostUnits: 0,
    wastedUnits: 0,
    costMinor: 0,
    firstStockoutDay: 0,
  }
  const none = new Int32Array(horizonDays)
  // Only the order of today lands on day 14: the review period is longer than the horizon of one review.
  if (plan.perishing === null) simulatePath(plan, none, 1, arrivals, outcome)
  else simulatePerishing(plan, plan.perishing, none, 1, arrivals, outcome)
  return arrivals[14]!
}

test('the simulated shop orders today what the planner orders: lot, shelf life, limits, MOQ and multiple', () => {
  const cases = record({
    onHandUnits: integer({ min: 0, max: 260 }),
    perDay: integer({ min: 1, max: 30 }),
    shelfLifeDays: constantFrom(null, 5, 12, 20, 60, 400),
    lotUnits: integer({ min: 0, max: 90 }),
    lotDays: integer({ min: -2, max: 30 }),
    orderCostMinor: constantFrom(0, 200, 5_000),
    moqUnits: constantFrom(1, 10, 48),
    orderMultipleUnits: constantFrom(1, 6),
    maximumUnits: constantFrom(null, 96),
    capacityUnitsPerWeek: constantFrom(null, 60),
    most: constantFrom(null, '50'),
  })
  assert(
    property(cases, (one) => {
      const { moqUnits, orderMultipleUnits, maximumUnits, capacityUnitsPerWeek } = one
      const lots = [
        {
          lotCode: 'L',
          units: Math.min(one.lotUnits, one.onHandUnits),
          expiresOn: addDays(asOf, one.lotDays),
        },
      ]
      const input = line({
        item: { shelfLifeDays: one.shelfLifeDays },
        stock: { onHandUnits: one.onHandUnits, lots: one.lotUnits === 0 ? [] : lots },
        rules: one.most === null ? [] : [rule({ kind: 'maximum_units', value: one.most })],
        suppliers: [supplier({ moqUnits, orderMultipleUnits, maximumUnits, capacityUnitsPerWeek })],
      })
      const rules = { ...policy, orderCostMinor: one.orderCostMinor }
      const planned = recommendFromForecast(input, rules, demand(one.perDay))
      expect(firstOrder(input, demand(one.perDay), rules)).toBe(planned.units)
    }),
    { numRuns: 400 },
  )
})

const random = (): DemandForecast => demand(10, 40)

function run(input: ItemLocationInput, forecast = random()) {
  return simulateDisruption([input], { ...policy, holdingRate: 0 }, down, {
    paths: 200,
    seed: 3,
    forecastOf: () => forecast,
  })
}

const other = supplier({
  supplierCode: 'BETA',
  supplierName: 'Beta',
  preferredRank: 2,
  unitPrice: '2.50',
  leadTime: { source: 'test', asOf, meanDays: 9, sdDays: 0, observations: 9 },
})

const perishable = (shelfLifeDays: number | null, changes: Parameters<typeof line>[0] = {}) =>
  line({
    item: { shelfLifeDays },
    stock: { onHandUnits: 160 },
    suppliers: [supplier(), other],
    ...changes,
  })

test('a shelf life that nothing reaches changes no figure: same demand, same luck, same bytes', () => {
  const kept = run(perishable(null))
  const { items, totals } = run(perishable(720))
  const without = items.map((item) => ({
    ...item,
    responses: item.responses.map(({ wastedUnits, ...response }) => {
      expect(wastedUnits).toBe(0)
      return response
    }),
  }))
  expect(JSON.stringify([without, totals])).toBe(JSON.stringify([kept.items, kept.totals]))
  expect(JSON.stringify(kept)).not.toContain('wastedUnits')
})

test('a response buys no more than sells before it expires, and what it wastes is part of its cost', () => {
  const at = (shelfLifeDays: number | null) => {
    const item = run(perishable(shelfLifeDays), demand(10)).items[0]!
    return item.responses.find(({ response }) => response === 'switch')!
  }
  // 160 last to day 16. Beta's goods come on day 9: of the 190 that are missing up to day 35 those of six days of
  // shelf life are 10 x 15 less the 160 that are there: none. Twelve days leave 10 x 21 - 160.
  expect(at(null).orders[0]!.units).toBe(190)
  expect(at(12).orders[0]!.units).toBe(50)
  expect(run(perishable(6), demand(10)).items[0]!.notPossible).toContainEqual({
    response: 'switch',
    reason: 'nothing that it brings would sell before it expires',
  })
  const cases = perishable(12, { suppliers: [supplier(), { ...other, moqUnits: 120 }] })
  const forced = run(cases, demand(10)).items[0]!
  const [accept, switched] = ['accept', 'switch'].map((kind) => {
    return forced.responses.find(({ response }) => response === kind)!
  })
  // 120 on day 9 sell from day 17 to day 21 only: 50 of them. At .50 more each, the other 70 are lost at 2.00.
  expect(switched!.wastedUnits! - accept!.wastedUnits!).toBe(70)
  expect(switched!.toAccept.addedCostMinor.mean).toBe(120 * 50 + 70 * 200)
})

test('a lot that expires is no stock: the gap is larger by what will not sell', () => {
  const lots = [{ lotCode: 'L', units: 60, expiresOn: addDays(asOf, 2) }]
  const input = perishable(null, { stock: { onHandUnits: 160, lots } })
  const item = run(input, demand(10)).items[0]!
  const accept = item.responses.find(({ response }) => response === 'accept')!
  const plain = run(perishable(null), demand(10)).items[0]!.responses[0]!
  // Of the lot 20 sell on two days and 40 expire; they would have sold on four days.
  expect(accept).toMatchObject({ wastedUnits: 40, stockoutDays: plain.stockoutDays + 4 })
  expect(item.responses.find((one) => one.response === 'switch')!.orders[0]!.units).toBe(190 + 40)
})

test('ready-made kits are sold before the stock of the item is, and owed kits take from it', () => {
  const days = Array.from({ length: 91 }, () => 10)
  const flags = days.map(() => false)
  const history = { startsOn: addDays(asOf, -91), units: days, stockout: flags, promotion: flags }
  const kits = (ready: number, owed = 0) => [
    {
      kitSku: 'PAIR',
      units: 2,
      within: [],
      recentUnits: 2 * 91,
      stock: { ...line().stock!, onHandUnits: ready, backorderedUnits: owed },
      openOrders: [],
    },
  ]
  const outDays = (changes: Parameters<typeof line>[0]) =>
    run(perishable(null, { history, ...changes }), demand(10)).items[0]!.responses[0]!.stockoutDays
  const without = outDays({})
  // 20 kits hold 40 units: four days more of ten a day; 10 kits owed are 20 units: two days fewer.
  expect(outDays({ kits: kits(20) })).toBe(without - 4)
  expect(outDays({ kits: kits(0, 10) })).toBe(without + 2)
})
