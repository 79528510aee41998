import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { canonicalJson } from '#planning/canonical.ts'
import { explainChange } from '#planning/explain/explain-change.ts'
import { inputOfKept, keptInput } from '#planning/packed-history.ts'
import {
  drawnOf,
  drawnOverDays,
  kitBackorderUnits,
  kitCoverUnits,
} from '#planning/policy/kit-stock.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { stockPosition } from '#planning/policy/stock-position.ts'
import type { ItemLocationInput, KitFacts, StockFacts } from '#planning/types.ts'
import { asOf, demand, line, openOrder, policy, rule, supplier } from './lines.ts'

const days = 91
const flags = Array.from({ length: days }, () => false)
/** Ten mugs a day, of which two kits of two took four: over 21 days to the next delivery 210, 84 of them in kits. */
const history = {
  startsOn: '2026-08-24',
  units: Array.from({ length: days }, () => 10),
  stockout: flags,
  promotion: flags,
}
const forecast = demand(10)

function counted(onHandUnits: number, changes: Partial<StockFacts> = {}): StockFacts {
  return {
    source: 'test',
    asOf,
    onHandUnits,
    allocatedUnits: 0,
    unavailableUnits: 0,
    backorderedUnits: 0,
    unitOfMeasure: 'each',
    lots: [],
    unbookedUnits: 0,
    ...changes,
  }
}

function kit(changes: Partial<KitFacts> = {}): KitFacts {
  return {
    kitSku: 'PAIR',
    units: 2,
    within: [],
    recentUnits: 2 * days,
    stock: counted(0),
    openOrders: [],
    ...changes,
  }
}

const mug = (kits: KitFacts[], changes: Parameters<typeof line>[0] = {}) =>
  line({ history, kits, ...changes })
const planned = (input: ItemLocationInput) => recommendFromForecast(input, policy, forecast)
const stepOf = (input: ItemLocationInput, code: string) =>
  planned(input).waterfall.find((step) => step.code === code)?.units ?? 0

describe('ready-made kits lower the need for their components', () => {
  it.each<[string, Partial<KitFacts>, number, number]>([
    // what stands ready                                                 covered, needed of 210
    ['none', {}, 0, 210],
    ['10 kits of 2', { stock: counted(10) }, 20, 190],
    ['as many as kits will sell', { stock: counted(42) }, 84, 126],
    ['far more: they are sold to nobody else', { stock: counted(5_000) }, 84, 126],
    ['10 of which 4 are promised', { stock: counted(10, { allocatedUnits: 4 }) }, 12, 198],
    ['10 of which 3 are broken', { stock: counted(10, { unavailableUnits: 3 }) }, 14, 196],
    ['10 of which 6 are owed', { stock: counted(10, { backorderedUnits: 6 }) }, 8, 202],
    ['3 of which 8 are owed', { stock: counted(3, { backorderedUnits: 8 }) }, 0, 220],
    ['no stock record', { stock: null }, 0, 210],
    [
      '10 on order',
      { openOrders: [openOrder({ openUnits: 10, expectedOn: '2026-12-01' })] },
      20,
      190,
    ],
    ['10 on a draft', { openOrders: [openOrder({ openUnits: 10, state: 'draft' })] }, 20, 190],
    [
      '8 owed and 10 on order: what is owed waits for components now',
      {
        stock: counted(0, { backorderedUnits: 8 }),
        openOrders: [openOrder({ openUnits: 10, expectedOn: '2026-12-01' })],
      },
      20,
      206,
    ],
    ['a kit that nobody buys', { stock: counted(10), recentUnits: 0 }, 0, 210],
    [
      '10 that expire tomorrow, of which 2 sell by then',
      { stock: counted(10, { lots: [{ lotCode: 'L', units: 10, expiresOn: '2026-11-24' }] }) },
      4,
      206,
    ],
  ])('%s', (_, facts, coveredUnits, needed) => {
    const input = mug([kit(facts)])
    expect([0 - stepOf(input, 'kit_stock'), planned(input).neededUnits]).toEqual([
      coveredUnits,
      needed,
    ])
    const steps = planned(input).waterfall.reduce((sum, step) => sum + step.units, 0)
    expect(steps).toBe(planned(input).units)
  })

  it('a component that is sold in kits alone needs nothing while there are enough kits', () => {
    const always = mug([kit({ recentUnits: 5 * days, stock: counted(400) })])
    expect(planned(always)).toMatchObject({ decision: 'enough', units: 0 })
    expect(planned(always).position).toMatchObject({ daysOfSupply: 0, kitCoverUnits: 210 })
  })

  it('kits that share a component each cover their own sales and no unit twice', () => {
    const four = kit({ kitSku: 'FOUR', units: 4, recentUnits: days, stock: counted(5) })
    const input = mug([kit({ stock: counted(10) }), four])
    expect(stepOf(input, 'kit_stock')).toBe(-(20 + 20))
    const idle = { ...four, recentUnits: 0 }
    expect(stepOf(mug([kit({ stock: counted(10) }), idle]), 'kit_stock')).toBe(-20)
  })

  it('kits within kits are netted level by level', () => {
    // A hamper takes 3 pairs and one mug, 7 mugs in all; half a hamper a day is 3.5 mugs, one pair a day 2.
    const hamper = (ready: number, owed = 0) =>
      kit({
        kitSku: 'HAMPER',
        units: 1,
        recentUnits: days / 2,
        stock: counted(ready, { backorderedUnits: owed }),
      })
    const pair = (ready: number) =>
      kit({ within: [{ kitSku: 'HAMPER', units: 3 }], recentUnits: days, stock: counted(ready) })
    const cover = (...kits: KitFacts[]) => 0 - stepOf(mug(kits), 'kit_stock')
    expect(cover(hamper(2), pair(0))).toBe(14)
    expect(cover(hamper(0), pair(10))).toBe(20)
    expect(cover(hamper(2), pair(10))).toBe(34)
    // 21 pairs sell alone, the other 9 go into 3 of the hampers.
    expect(cover(hamper(0), pair(30))).toBe(60)
    // One hamper is owed: 2 pairs stand ready for it, one pair and its own mug are to be made of 3 mugs.
    expect(kitBackorderUnits(mug([hamper(0, 1), pair(2)]))).toBe(3)
    expect(cover(hamper(0, 1), pair(2))).toBe(0)
  })

  it('counts in the position, in the days of supply and in the day it runs out', () => {
    const without = planned(mug([], { stock: { onHandUnits: 60 } })).position!
    expect(without).toMatchObject({ daysOfSupply: 6, stockoutOn: '2026-11-30' })
    expect(without).not.toHaveProperty('kits')
    const input = mug([kit({ stock: counted(12) })], { stock: { onHandUnits: 60 } })
    // 12 kits last six days, in which 6 mugs a day are drawn; the other 24 last 2.4 days more.
    expect(planned(input).position).toMatchObject({
      daysOfSupply: 8.4,
      stockoutOn: '2026-12-02',
      inventoryPositionUnits: 60,
      kits: [{ kitSku: 'PAIR', readyUnits: 12, holdUnits: 24 }],
      kitCoverUnits: 24,
    })
    const owed = mug([kit({ stock: counted(0, { backorderedUnits: 5 }) })])
    expect(stockPosition(owed, forecast, policy)).toMatchObject({
      backorderedUnits: 10,
      inventoryPositionUnits: -10,
    })
  })

  it('late kits hide no stockout before somebody knows when they come', () => {
    const late = kit({ openOrders: [openOrder({ openUnits: 90, expectedOn: '2026-11-01' })] })
    expect(drawnOverDays(mug([late]), forecast, 10)).toBeCloseTo(100, 9)
    const dated = kit({ openOrders: [openOrder({ openUnits: 90, expectedOn: '2026-11-26' })] })
    const drawn = drawnOf(mug([dated]), forecast)
    expect([0, 1, 2, 3].map(drawn)).toEqual([10, 10, 6, 6])
  })

  it('a count of kits that is old or impossible withholds the quantity and names the kit', () => {
    const old = mug([kit({ stock: counted(10, { asOf: '2026-10-01' }) })])
    expect(planned(old)).toMatchObject({ decision: 'withheld', defects: [{ code: 'stale_stock' }] })
    expect(planned(old).defects[0]!.fact).toContain('PAIR at LDS')
    const less = mug([kit({ stock: counted(1, { allocatedUnits: 3 }) })])
    expect(planned(less).defects).toMatchObject([{ code: 'negative_available' }])
  })

  it('a person who set a target in units gets it; only kits that are owed are added', () => {
    const rules = [rule({ kind: 'min_max', value: '50/120' })]
    const facts = kit({ stock: counted(0, { backorderedUnits: 5 }) })
    expect(planned(mug([facts], { rules })).units).toBe(130)
    expect(planned(mug([kit({ stock: counted(10) })], { rules })).units).toBe(120)
  })
})

const trees = fc.record({
  own: fc.integer({ min: 0, max: 9 }),
  kits: fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 4 }),
      perDay: fc.integer({ min: 0, max: 3 }),
      ready: fc.integer({ min: -20, max: 60 }),
      ordered: fc.integer({ min: 0, max: 20 }),
      /** How many of it each of the kits before takes; 0 = none. */
      takes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

type Tree = typeof trees extends fc.Arbitrary<infer Value> ? Value : never

/** Units of the item in each kit, by following the tree down. */
function holds({ kits }: Tree): number[] {
  const inOne = (at: number): number =>
    kits.reduce(
      (sum, inner, below) => (below > at ? sum + (inner.takes[at] ?? 0) * inOne(below) : sum),
      kits[at]!.units,
    )
  return kits.map((_, at) => inOne(at))
}

function inputOf(tree: Tree): ItemLocationInput {
  const held = holds(tree)
  const perDay = tree.kits.reduce((sum, one, at) => sum + one.perDay * held[at]!, tree.own)
  const kits = tree.kits.map((one, at) =>
    kit({
      kitSku: `KIT-${at}`,
      units: one.units,
      within: one.takes
        .map((units, outer) => ({ kitSku: `KIT-${outer}`, units }))
        .filter(({ units }, outer) => outer < at && units > 0),
      recentUnits: one.perDay * days,
      stock: counted(Math.max(0, one.ready), { backorderedUnits: Math.max(0, -one.ready) }),
      openOrders: [openOrder({ openUnits: one.ordered, expectedOn: '2026-12-01' })],
    }),
  )
  return line({ history: { ...history, units: history.units.map(() => perDay) }, kits })
}

const levelOf = (units: number) => (wanted: { baselinePerDayUnits: number }) =>
  units * wanted.baselinePerDayUnits

test('what kits cover is never more than they hold nor than they sell, and all of it where they sell enough', () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 1, max: 60 }), (tree, span) => {
      const input = inputOf(tree)
      const held = holds(tree)
      const perDay = tree.kits.reduce((sum, one, at) => sum + one.perDay * held[at]!, tree.own)
      const cover = (over: number) => {
        const level = levelOf(over)
        return kitCoverUnits(input, policy, demand(perDay), over * perDay, level)
      }
      const owed = kitBackorderUnits(input)
      const stood = tree.kits.reduce(
        (sum, one, at) => sum + (one.ready + one.ordered) * held[at]!,
        0,
      )
      const inKits = (perDay - tree.own) * span
      expect(cover(span)).toBeGreaterThanOrEqual(0)
      expect(cover(span)).toBeLessThanOrEqual(inKits)
      // Kits owed are made of components now and no longer stand against kits that are ready.
      expect(cover(span)).toBeLessThanOrEqual(stood + owed)
      expect(cover(span + 1)).toBeGreaterThanOrEqual(cover(span))
      if (tree.kits.every((one) => one.perDay > 0)) expect(cover(1_000)).toBe(stood + owed)
      // Day by day what is drawn and what is covered are all of the demand.
      const soon = drawnOverDays(
        { ...input, kits: input.kits!.map((one) => ({ ...one, openOrders: [] })) },
        demand(perDay),
        span,
      )
      expect(soon).toBeLessThanOrEqual(perDay * span + 1e-6)
      expect(soon).toBeGreaterThanOrEqual(tree.own * span - 1e-6)
    }),
    { numRuns: 300 },
  )
})

test('one more ready-made kit never raises the need', () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 0, max: 3 }), (tree, at) => {
      if (at >= tree.kits.length) return
      const more = tree.kits.with(at, { ...tree.kits[at]!, ready: tree.kits[at]!.ready + 1 })
      const need = (one: Tree) => {
        const input = inputOf(one)
        const perDay = input.history!.units[0]!
        return recommendFromForecast(input, policy, demand(perDay)).neededUnits
      }
      expect(need({ ...tree, kits: more })).toBeLessThanOrEqual(need(tree))
    }),
    { numRuns: 200 },
  )
})

test('a line without ready-made kits is byte for byte the line it was; kept and read again it plans the same', () => {
  const plain = planned(line({ history, stock: { onHandUnits: 30 } }))
  expect(canonicalJson(planned(mug([], { stock: { onHandUnits: 30 } })))).toBe(canonicalJson(plain))
  const input = mug([kit({ stock: counted(12) })], { suppliers: [supplier({ moqUnits: 12 })] })
  const again = inputOfKept(structuredClone(keptInput(input)))
  expect(canonicalJson(planned(again))).toBe(canonicalJson(planned(input)))
})

test('kits that were made since the last plan are stock, and the change says so', () => {
  const stored = (input: ItemLocationInput) => ({ input, policy, recommendation: planned(input) })
  const change = explainChange(stored(mug([])), stored(mug([kit({ stock: counted(10) })])))
  expect(change.parts).toMatchObject([{ cause: 'stock', units: -20 }])
  expect(
    explainChange(stored(mug([kit({ stock: counted(10) })])), stored(mug([]))).changeUnits,
  ).toBe(20)
})
