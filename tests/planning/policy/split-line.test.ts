import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planReorders } from '#planning/policy/plan-reorders.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import type { ItemLocationInput, Recommendation } from '#planning/types.ts'
import { demand, line, openOrder, policy, rule, supplier } from './lines.ts'

type Terms = Parameters<typeof supplier>[0]
const beta = (changes: Terms = {}) =>
  supplier({ supplierCode: 'BETA', supplierName: 'Beta', preferredRank: 2, ...changes })
const days = (meanDays: number) => ({
  leadTime: { source: 'test', asOf: '2026-11-23', meanDays, sdDays: 0, observations: 20 },
})

// Certain demand of 10 a day, 14 days of lead time, weekly review: up to 210, all of it missing.
const plan = (acme: Terms, others: Terms[], changes: Parameters<typeof line>[0] = {}) => {
  const suppliers = [supplier(acme), ...others.map((terms) => beta(terms))]
  return recommendFromForecast(line({ suppliers, ...changes }), policy, demand(10))
}
const partsOf = ({ split, supplierCode, units }: Recommendation) =>
  (split ?? [{ supplierCode, units }]).map((part) => `${part.supplierCode} ${part.units}`)
const sums = ({ waterfall, units, split }: Recommendation) =>
  waterfall.reduce((sum, one) => sum + one.units, 0) === units &&
  (split === undefined || split.reduce((sum, one) => sum + one.units, 0) === units)

describe('what the chosen supplier can not deliver comes from another one', () => {
  test.each<[string, Terms, Terms, string[]]>([
    ['Acme delivers all', {}, {}, ['ACME 210']],
    ['at most 150 in one order', { maximumUnits: 150 }, {}, ['ACME 150', 'BETA 60']],
    ['at most 120 a week', { capacityUnitsPerWeek: 120 }, {}, ['ACME 120', 'BETA 90']],
    ['boxes of 24', { maximumUnits: 150, orderMultipleUnits: 24 }, {}, ['ACME 144', 'BETA 66']],
    ['Beta in boxes', { maximumUnits: 150 }, { orderMultipleUnits: 24 }, ['ACME 138', 'BETA 72']],
    ['Beta from 100', { maximumUnits: 150 }, { moqUnits: 100 }, ['ACME 110', 'BETA 100']],
    [
      'boxes and a minimum that do not fit each other',
      { maximumUnits: 150 },
      { moqUnits: 100, orderMultipleUnits: 24 },
      ['ACME 90', 'BETA 120'],
    ],
    ['Beta delivers little', { maximumUnits: 150 }, { maximumUnits: 20 }, ['ACME 150']],
    ['Beta is dearer', { maximumUnits: 150 }, { unitPrice: '3.00' }, ['ACME 150', 'BETA 60']],
    [
      'Beta takes orders from £200',
      { maximumUnits: 150 },
      { minimumOrderMinor: 20_000 },
      ['ACME 110', 'BETA 100'],
    ],
    ['Beta is here before Acme again', { maximumUnits: 150 }, days(21), ['ACME 150', 'BETA 60']],
    ['Beta is slower than Acme again', { maximumUnits: 150 }, days(22), ['ACME 150']],
    // What Acme can deliver is not given to a slower one, not even for a box more.
    [
      'slow, in boxes',
      { maximumUnits: 150 },
      { ...days(20), orderMultipleUnits: 24 },
      ['ACME 150', 'BETA 72'],
    ],
    ['nobody approved Beta', { maximumUnits: 150 }, { status: 'unapproved' }, ['ACME 150']],
    [
      'the price of Beta is in doubt',
      { maximumUnits: 150 },
      { priceHistory: [{ unitPrice: '0.20', validFrom: '2026-01-01' }] },
      ['ACME 150'],
    ],
    [
      'what Beta makes is promised to its own lines',
      { maximumUnits: 150 },
      { supplierCapacityUnitsPerWeek: 500 },
      ['ACME 150'],
    ],
  ])('%s', (_, acme, other, expected) => {
    const found = plan(acme, [other])
    expect(partsOf(found)).toEqual(expected)
    expect(sums(found)).toBe(true)
  })

  test('three suppliers, where two are not enough', () => {
    const third = { supplierCode: 'GAMMA', supplierName: 'Gamma', unitPrice: '2.50' }
    const found = plan({ maximumUnits: 100 }, [{ maximumUnits: 50 }, third])
    expect(partsOf(found)).toEqual(['ACME 100', 'BETA 50', 'GAMMA 60'])
  })

  test('each part has its price, its date, its landed cost and the reason', () => {
    const dear = plan({ maximumUnits: 150 }, [{ unitPrice: '2.50', ...days(10) }])
    expect(dear).toMatchObject({
      units: 210,
      supplierCode: 'ACME',
      unitPrice: '2.00',
      lineTotalMinor: 30_000,
      landedCostMinor: 45_000,
      expectedOn: '2026-12-07',
      split: [
        { supplierCode: 'ACME', units: 150, lineTotalMinor: 30_000, landedCostMinor: 30_000 },
        {
          supplierCode: 'BETA',
          units: 60,
          unitPrice: '2.50',
          lineTotalMinor: 15_000,
          landedCostMinor: 15_000,
          expectedOn: '2026-12-03',
          reason: 'Acme delivers at most 150 in one order',
        },
      ],
    })
    expect(dear.waterfall.slice(-2)).toMatchObject([
      { code: 'maximum', units: -60 },
      {
        code: 'supplier_split',
        units: 60,
        detail: 'from Beta at £2.50 each, here on 3 Dec 2026',
      },
    ])
    expect(dear.warnings.join(' ')).toBe(
      '150 of the 210 needed: Acme delivers at most 150 in one order. Beta delivers 60 units for £150.00 landed, expected on 3 Dec 2026.',
    )
  })

  test('a rule of a person stands: its supplier alone, its maximum for all together', () => {
    const only = rule({ kind: 'supplier', value: 'ACME' })
    expect(partsOf(plan({ maximumUnits: 150 }, [{}], { rules: [only] }))).toEqual(['ACME 150'])
    const most = rule({ kind: 'maximum_units', value: '180' })
    const both = plan({ maximumUnits: 150 }, [{}], { rules: [most] })
    expect(partsOf(both)).toEqual(['ACME 150', 'BETA 30'])
  })

  test('a line with levels of a person is filled as well', () => {
    const levels = rule({ kind: 'min_max', value: '50/200' })
    const found = plan({ maximumUnits: 150 }, [{}], { rules: [levels] })
    expect(partsOf(found)).toEqual(['ACME 150', 'BETA 50'])
    expect(sums(found)).toBe(true)
  })

  test('stock that would expire is not bought to reach a minimum', () => {
    const item = { shelfLifeDays: 12 }
    expect(partsOf(plan({ maximumUnits: 150 }, [{ moqUnits: 230 }], { item }))).toEqual([
      'ACME 150',
    ])
    expect(partsOf(plan({ maximumUnits: 150 }, [{ moqUnits: 230 }]))).toEqual(['BETA 230'])
  })
})

describe('a supplier that is plainly cheaper for a part', () => {
  test.each<[string, Terms, Terms, string[]]>([
    [
      '10 % cheaper, at most 80',
      {},
      { unitPrice: '1.80', maximumUnits: 80 },
      ['ACME 130', 'BETA 80'],
    ],
    [
      '4 % cheaper: the rank is worth more',
      {},
      { unitPrice: '1.92', maximumUnits: 80 },
      ['ACME 210'],
    ],
    ['cheaper for all of it: a matter of rank', {}, { unitPrice: '1.00' }, ['ACME 210']],
    ['cheaper and slower', {}, { unitPrice: '1.00', maximumUnits: 80, ...days(15) }, ['ACME 210']],
    [
      'cheaper, but an order of its own costs more than that',
      {},
      { unitPrice: '1.80', maximumUnits: 80, incoterm: 'EXW', freightPerOrderMinor: 2_000 },
      ['ACME 210'],
    ],
    [
      'Acme has a minimum for its order as a whole',
      { minimumOrderMinor: 100 },
      { unitPrice: '1.80', maximumUnits: 80 },
      ['ACME 210'],
    ],
  ])('%s', (_, acme, other, expected) => {
    const found = plan(acme, [other])
    expect(partsOf(found)).toEqual(expected)
    expect(sums(found)).toBe(true)
  })
})

/** Every legal quantity up to `most`, nothing included. */
function legalUnits(
  terms: { moqUnits: number; orderMultipleUnits: number },
  most: number,
): number[] {
  const { moqUnits, orderMultipleUnits: multiple } = terms
  const found = [0]
  for (let units = multiple; units <= most; units += multiple) {
    if (units >= moqUnits) found.push(units)
  }
  return found
}

test('it is the cheapest of all legal splits, found by trying them all', () => {
  const terms = fc.record({
    moqUnits: fc.integer({ min: 1, max: 60 }),
    orderMultipleUnits: fc.integer({ min: 1, max: 30 }),
    cents: fc.integer({ min: 150, max: 260 }),
    brokenAt: fc.integer({ min: 20, max: 150 }),
    brokenCents: fc.integer({ min: 0, max: 40 }),
    discountKind: fc.constantFrom('all_units' as const, 'incremental' as const),
    palletUnits: fc.integer({ min: 20, max: 90 }),
    perPallet: fc.constantFrom(0, 900),
    most: fc.integer({ min: 30, max: 260 }),
  })
  let splits = 0
  fc.assert(
    fc.property(terms, terms, fc.constantFrom(0, 500), (a, b, orderCostMinor) => {
      const optionOf = (one: typeof a, isBeta: boolean) =>
        (isBeta ? beta : supplier)({
          incoterm: 'EXW',
          unitPrice: (one.cents / 100).toFixed(2),
          priceBreaks: [
            { minUnits: one.brokenAt, unitPrice: ((one.cents - one.brokenCents) / 100).toFixed(2) },
          ],
          discountKind: one.discountKind,
          moqUnits: one.moqUnits,
          orderMultipleUnits: one.orderMultipleUnits,
          palletUnits: one.palletUnits,
          freightPerPalletMinor: one.perPallet,
          // Acme delivers less than the 210 that are needed.
          maximumUnits: isBeta ? one.most : Math.min(one.most, 200),
        })
      // An Acme that can deliver nothing is passed over: no split then.
      if (legalUnits(a, Math.min(a.most, 200)).length === 1) return
      const suppliers = [optionOf(a, false), optionOf(b, true)]
      const facts = line({ suppliers })
      const costs = { ...policy, orderCostMinor }
      const found = recommendFromForecast(facts, costs, demand(10))
      expect(sums(found)).toBe(true)
      const goods = (one: typeof a, units: number, factor = 1) => {
        const low = one.cents - one.brokenCents
        const pallets = Math.ceil(units / one.palletUnits) * one.perPallet
        if (units < one.brokenAt) return factor * units * one.cents + pallets
        const first = one.discountKind === 'incremental' ? one.brokenAt - 1 : 0
        return factor * (first * one.cents + (units - first) * low) + pallets
      }
      const parts = found.split ?? [found]
      const [fromAcme, fromBeta] = [a, b].map((one, at) => {
        const part = parts.find(({ supplierCode }) => supplierCode === suppliers[at]!.supplierCode)
        if (!part || part.units === 0) return 0
        expect(part.units % one.orderMultipleUnits).toBe(0)
        expect(part.units).toBeGreaterThanOrEqual(one.moqUnits)
        expect(part.landedCostMinor).toBe(Math.round(goods(one, part.units)))
        return part.units
      }) as [number, number]
      if (fromAcme > 0 && fromBeta > 0) splits += 1
      const asked = found.neededUnits
      // The rule in words: what a unit of Beta costs counts 1.05 times; a unit too many is held for a quarter.
      const mostAcme = Math.min(a.most, 200)
      const lowest = Math.min(
        a.cents - (a.brokenAt <= (legalUnits(a, mostAcme).at(-1) ?? 0) ? a.brokenCents : 0),
        (b.cents - (b.brokenAt <= b.most ? b.brokenCents : 0)) * 1.05,
      )
      const cost = (acme: number, other: number) =>
        goods(a, acme) +
        goods(b, other, 1.05) +
        orderCostMinor * [acme, other].filter((units) => units > 0).length +
        (lowest * policy.holdingRate * (acme + other - asked)) / 4
      let best = Infinity
      for (const acme of legalUnits(a, mostAcme)) {
        for (const other of legalUnits(b, b.most)) {
          if (acme + other >= asked) best = Math.min(best, cost(acme, other))
        }
      }
      const isMet = fromAcme + fromBeta >= asked
      expect(isMet ? cost(fromAcme, fromBeta) : Infinity).toBeCloseTo(best, 4)
    }),
    { numRuns: 400, seed: 11 },
  )
  expect(splits).toBeGreaterThan(80)
})

describe('nothing is ordered twice', () => {
  const drafts = (found: Recommendation, suppliers = found.split ?? []) =>
    suppliers.map((part, at) =>
      openOrder({
        orderNumber: `PO-${at}`,
        supplierCode: part.supplierCode,
        state: 'draft',
        openUnits: part.units,
      }),
    )

  test('drafts of both suppliers are netted, and so is one of them', () => {
    const terms = fc.record({
      most: fc.integer({ min: 10, max: 200 }),
      moqUnits: fc.integer({ min: 1, max: 120 }),
      orderMultipleUnits: fc.integer({ min: 1, max: 30 }),
      onHand: fc.integer({ min: 0, max: 200 }),
    })
    fc.assert(
      fc.property(terms, ({ most, moqUnits, orderMultipleUnits, onHand }) => {
        const acme = { maximumUnits: most }
        const other = { moqUnits, orderMultipleUnits }
        const changes = { stock: { onHandUnits: onHand } }
        const found = plan(acme, [other], changes)
        const again = plan(acme, [other], { ...changes, openOrders: drafts(found) })
        if (found.split !== undefined) expect(again.units).toBe(0)
        const [first, second] = found.split ?? []
        if (!first || !second) return
        // Drafted from Acme alone, what is left is the other part, of which Acme delivers what it still can.
        const half = plan(acme, [other], { ...changes, openOrders: drafts(found, [first]) })
        expect(first.units + half.units).toBeLessThanOrEqual(found.units + orderMultipleUnits)
        expect(sums(half)).toBe(true)
      }),
      { numRuns: 150, seed: 5 },
    )
  })

  test('a supplier whose whole maximum is drafted is passed over, and the sentence says so', () => {
    const open = openOrder({ state: 'draft', openUnits: 150 })
    const found = plan({ maximumUnits: 150 }, [{}], { openOrders: [open] })
    expect(found).toMatchObject({ decision: 'order', supplierCode: 'BETA', units: 60 })
    expect(found.supplierReason).toBe(
      'Beta is the only supplier that can be ordered from (list price £2.00 each, 14 days); Acme can deliver no more now (Acme delivers at most 150 in one order).',
    )
    const alone = plan({ maximumUnits: 150 }, [], { openOrders: [open] })
    expect(alone).toMatchObject({ decision: 'not_planned', supplierCode: 'ACME', units: 0 })
  })
})

describe('what a supplier makes is shared by all its lines', () => {
  const item = (sku: string, changes: Terms, onHandUnits = 100): ItemLocationInput => {
    const units = Array.from({ length: 365 }, () => 10)
    const never = units.map(() => false)
    return line({
      item: { sku },
      history: { startsOn: '2025-11-23', units, stockout: never, promotion: never },
      stock: { onHandUnits },
      suppliers: [supplier({ supplierCapacityUnitsPerWeek: 150 }), beta(changes)],
    })
  }

  test('each line gets the rest elsewhere, its own order keeps its cost', () => {
    const inputs = [item('A', {}), item('B', {})]
    const free = planReorders(
      inputs.map((one) => ({ ...one, suppliers: [supplier()] })),
      policy,
    )
    const found = planReorders(inputs, policy)
    expect(found.map(({ units }) => units)).toEqual(free.map(({ units }) => units))
    expect(found.every(sums)).toBe(true)
    const fromAcme = found.flatMap(({ split, supplierCode, units }) =>
      (split ?? [{ supplierCode, units }]).filter((part) => part.supplierCode === 'ACME'),
    )
    expect(fromAcme.reduce((sum, { units }) => sum + units, 0)).toBe(150)
    expect(planReorders(inputs, policy)).toEqual(found)
  })

  test('a line that gets nothing there is handed over', () => {
    const inputs = [item('A', {}), item('B', {}), item('C', {})]
    const found = planReorders(
      inputs.map((one) => ({
        ...one,
        suppliers: [
          supplier({ supplierCapacityUnitsPerWeek: 100, moqUnits: 100 }),
          one.suppliers[1]!,
        ],
      })),
      policy,
    )
    const handed = found.filter(({ insteadOf }) => insteadOf === 'ACME')
    expect(handed).toHaveLength(2)
    expect(handed[0]).toMatchObject({ decision: 'order', supplierCode: 'BETA', whyNot: null })
    expect(handed[0]!.landedCostMinor).toBe(handed[0]!.units * 200)
    expect(found.every(sums)).toBe(true)
    expect(handed[0]!.supplierReason).toMatch(/^Beta instead of Acme: Acme makes at most 100 units/)
  })

  test('a line in parts goes into the order of its supplier with its own part', () => {
    const steady = item('A', {}, 0)
    const acme = supplier({ maximumUnits: 150, incoterm: 'EXW', freightPerOrderMinor: 9_000 })
    const [found] = planReorders(
      [{ ...steady, suppliers: [acme, beta({ unitPrice: '2.20' })] }],
      policy,
    )
    const [own, other] = found!.split!
    expect([own!.supplierCode, own!.units]).toEqual(['ACME', 150])
    expect(own!.landedCostMinor).toBe(150 * 200 + 9_000)
    expect(found!.landedCostMinor).toBe(150 * 200 + 9_000 + other!.units * 220)
    expect(found!.warnings.filter((text) => text.startsWith('Beta delivers'))).toHaveLength(1)
    expect(sums(found!)).toBe(true)
  })
})
