import { assert, integer, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import type { Disruption, ResponseKind } from '#planning/scenario/disruption.ts'
import { simulateDisruption } from '#planning/scenario/simulate-disruption.ts'
import type { ItemLocationInput } from '#planning/types.ts'
import { forecast, input, item, leadTime, option, policy } from '../sourcing/shop.ts'

// 10 units a day for certain, 100 in stock: with Acme down for three weeks 250 are missing from Beta, 4.50 each, on day 10.
const beta = (minimumOrderMinor: number, changes: Parameters<typeof option>[0] = {}) =>
  option({
    supplierCode: 'BETA',
    supplierName: 'Beta',
    preferredRank: 2,
    unitPrice: '4.5',
    leadTime: leadTime(10),
    minimumOrderMinor,
    ...changes,
  })

const mug = (minimumOrderMinor: number, sku = 'MUG', changes: Parameters<typeof option>[0] = {}) =>
  input({ item: item({ sku }), suppliers: [option(), beta(minimumOrderMinor, changes)] })

const down: Disruption = { kind: 'supplier_down', supplierCode: 'ACME', days: 21 }

const run = (inputs: ItemLocationInput[], disruption: Disruption = down) =>
  simulateDisruption(inputs, { ...policy, holdingRate: 0 }, disruption, {
    paths: 1,
    seed: 1,
    horizonDays: 56,
    forecastOf: () => forecast(10),
  })

const responses = (
  inputs: ItemLocationInput[],
  kind: ResponseKind,
  disruption: Disruption = down,
) =>
  run(inputs, disruption).items.map((one) =>
    one.responses.find(({ response }) => response === kind)!,
  )

it('below the minimum a line is raised to it, pays for it and says so', () => {
  const [one] = responses([mug(150_000)], 'switch')
  expect(one).toMatchObject({
    orders: [{ supplierCode: 'BETA', units: 334 }], // 334 x 4.50 = 1,503.00
    addedCostMinor: 334 * 50,
    notes: ['Raised to the minimum order of Beta, £1,500.00; without it the order is £1,125.00.'],
  })
  const cases = { orderMultipleUnits: 24 }
  expect(responses([mug(150_000, 'MUG', cases)], 'switch')[0]!.orders[0]!.units).toBe(336)
})

it('lines of one location reach the minimum together; those of another do not help', () => {
  const york = { ...mug(150_000, 'CUP'), locationCode: 'YORK' }
  expect(
    responses([mug(150_000), mug(150_000, 'CUP')], 'switch').map((one) => one.orders[0]!.units),
  ).toEqual([250, 250])
  expect(responses([mug(150_000), york], 'switch').map((one) => one.orders[0]!.units)).toEqual([
    334, 334,
  ])
})

it('lines are raised so that all last equally long', () => {
  const dear = mug(300_000, 'POT', { unitPrice: '9' })
  const units = responses([mug(300_000), dear], 'split').map((one) => one.orders[0]!.units)
  // Half of each gap comes to 125 x 13.50; both sell ten a day and are there alike, so both are raised alike: 3,006.00.
  expect(units).toEqual([222, 223])
})

it('what half a year of stock does not reach stays as it is, costs what it costs and says so', () => {
  const [one] = responses([mug(100_000_000)], 'switch')
  const [plain] = responses([mug(0)], 'switch')
  expect(one).toMatchObject({
    orders: plain!.orders,
    addedCostMinor: plain!.addedCostMinor,
    notes: [
      'Beta takes orders from £1,000,000.00; this one comes to £1,125.00, and half a year of stock does not reach it. Ask for an exception.',
    ],
  })
})

it('nothing is bought for a minimum that would expire, nor above a limit', () => {
  const short = (shelfLifeDays: number | null, changes: Parameters<typeof option>[0] = {}) => ({
    ...mug(150_000, 'MUG', changes),
    item: item({ sku: 'MUG', shelfLifeDays }),
  })
  const raised = (one: ItemLocationInput) => responses([one], 'switch')[0]!
  // Forty days of ten a day less the hundred that are there are 300, of which 334 would be needed.
  expect(raised(short(40))).toMatchObject({ orders: [{ units: 250 }] })
  expect(raised(short(40)).notes![0]).toContain('Ask for an exception')
  expect(raised(short(60)).orders[0]!.units).toBe(334)
  expect(raised(short(null, { capacityUnitsPerWeek: 300 })).orders[0]!.units).toBe(250)
  expect(raised(short(null, { capacityUnitsPerWeek: 200 })).orders[0]!.units).toBe(200)
})

it('a supplier that ordinary orders move to says when a review does not reach its minimum', () => {
  const tariff: Disruption = { kind: 'tariff', supplierCode: 'ACME', percent: 40 }
  const [switched] = responses([mug(50_000)], 'switch', tariff)
  expect(switched!.notes).toEqual([
    'Beta takes orders from £500.00; a review of £315.00 on average does not reach it, so orders wait or grow.',
  ])
  expect(responses([mug(31_500)], 'switch', tariff)[0]).not.toHaveProperty('notes')
  expect(responses([mug(50_000), mug(50_000, 'CUP')], 'switch', tariff)[0]).not.toHaveProperty(
    'notes',
  )
})

it('a minimum that is reached changes nothing, byte for byte; a higher one never buys less', () => {
  const plain = JSON.stringify(run([mug(0)]))
  assert(
    property(
      record({ low: integer({ min: 0, max: 250_000 }), more: integer({ min: 0, max: 60_000 }) }),
      ({ low, more }) => {
        const unitsAt = (minimum: number) =>
          responses([mug(minimum)], 'switch')[0]!.orders[0]!.units
        expect(unitsAt(low + more)).toBeGreaterThanOrEqual(unitsAt(low))
        const result = run([mug(low)])
        const reached = result.items.every((one) =>
          one.responses.every(({ notes }) => notes === undefined),
        )
        if (reached) expect(JSON.stringify(result)).toBe(plain)
        for (const { responses: some } of result.items) {
          for (const { orders, notes } of some) {
            for (const { supplierCode, units } of orders) {
              if (supplierCode === 'BETA' && notes === undefined)
                expect(units * 450).toBeGreaterThanOrEqual(low)
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  )
})
