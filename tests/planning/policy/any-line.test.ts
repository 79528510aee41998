import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#planning/canonical.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import type { ItemLocationInput, Recommendation } from '#planning/types.ts'
import { demand, line, openOrder, supplier } from './lines.ts'

const sumOf = (result: Recommendation) =>
  result.waterfall.reduce((sum, { units }) => sum + units, 0)

const free = (input: ItemLocationInput, changes: Parameters<typeof supplier>[0]) => ({
  ...input,
  item: { ...input.item, shelfLifeDays: null },
  suppliers: [{ ...input.suppliers[0]!, maximumUnits: null, priceBreaks: [], ...changes }],
})

const inputs = fc
  .record({
    onHand: fc.integer({ min: 0, max: 400 }),
    allocated: fc.integer({ min: 0, max: 50 }),
    backordered: fc.integer({ min: 0, max: 50 }),
    onOrder: fc.integer({ min: 0, max: 200 }),
    drafted: fc.integer({ min: 0, max: 50 }),
    lead: fc.integer({ min: 0, max: 60 }),
    leadSd: fc.double({ min: 0, max: 12, noNaN: true }),
    moq: fc.integer({ min: 1, max: 300 }),
    multiple: fc.integer({ min: 1, max: 60 }),
    maximum: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
    perDay: fc.double({ min: 0.01, max: 40, noNaN: true }),
    dispersion: fc.double({ min: 0.2, max: 9, noNaN: true }),
    shelfLifeDays: fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }),
    breakAt: fc.integer({ min: 2, max: 900 }),
    transfer: fc.integer({ min: 0, max: 60 }),
  })
  .map((facts) => ({
    facts,
    forecast: demand(facts.perDay, facts.perDay * facts.dispersion),
    input: line({
      item: { shelfLifeDays: facts.shelfLifeDays },
      stock: {
        onHandUnits: facts.onHand + facts.allocated,
        allocatedUnits: facts.allocated,
        backorderedUnits: facts.backordered,
      },
      openOrders: [
        openOrder({ openUnits: facts.onOrder, expectedOn: '2026-12-01' }),
        openOrder({ openUnits: facts.drafted, state: 'submitted' }),
      ],
      suppliers: [
        supplier({
          moqUnits: facts.moq,
          orderMultipleUnits: facts.multiple,
          maximumUnits: facts.maximum,
          priceBreaks: [{ minUnits: facts.breakAt, unitPrice: '1.80' }],
          leadTime: {
            source: '',
            asOf: '2026-11-01',
            meanDays: facts.lead,
            sdDays: facts.leadSd,
            observations: 9,
          },
        }),
      ],
      transferableUnits: [{ locationCode: 'RTM', units: facts.transfer, days: 2 }],
    }),
  }))

describe('for any line', () => {
  test('the steps sum to a legal quantity', () => {
    fc.assert(
      fc.property(inputs, ({ input, forecast, facts }) => {
        const result = recommendFromForecast(input, defaultPolicy, forecast)
        expect(sumOf(result)).toBe(result.units)
        expect(result.waterfall.every(({ units }) => Number.isSafeInteger(units))).toBe(true)
        expect(result.decision === 'order').toBe(result.units > 0)
        if (result.units === 0) return
        expect(result.units % facts.multiple).toBe(0)
        expect(result.units).toBeGreaterThanOrEqual(facts.moq)
        expect(result.units).toBeLessThanOrEqual(facts.maximum ?? Infinity)
        const { inventoryPositionUnits, draftedUnits } = result.position!
        expect(inventoryPositionUnits + draftedUnits).toBeLessThanOrEqual(result.reorderPointUnits!)
      }),
      { numRuns: 300 },
    )
  })

  test('drafting what is recommended leaves nothing to recommend', () => {
    fc.assert(
      fc.property(inputs, ({ input, forecast }) => {
        const { units } = recommendFromForecast(input, defaultPolicy, forecast)
        const draft = openOrder({ orderNumber: 'PO-2', state: 'draft', openUnits: units })
        const again = { ...input, openOrders: [...input.openOrders, draft] }
        const approved = {
          ...again,
          openOrders: [...input.openOrders, { ...draft, state: 'approved' as const }],
        }
        expect(recommendFromForecast(again, defaultPolicy, forecast).units).toBe(0)
        // A supplier that delivers less than the need in one order leaves a rest for the next one.
        fc.pre(input.suppliers[0]!.maximumUnits === null)
        expect(recommendFromForecast(approved, defaultPolicy, forecast).units).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  test('the same bytes come from a stored copy', () => {
    fc.assert(
      fc.property(inputs, ({ input, forecast }) => {
        const stored = JSON.parse(canonicalJson({ input, forecast })) as {
          input: ItemLocationInput
          forecast: typeof forecast
        }
        const first = recommendFromForecast(input, defaultPolicy, forecast)
        const replayed = recommendFromForecast(stored.input, defaultPolicy, stored.forecast)
        expect(canonicalJson(replayed)).toBe(canonicalJson(first))
      }),
      { numRuns: 100 },
    )
  })

  test('a higher service level, a longer lead time or a higher MOQ never orders less', () => {
    fc.assert(
      fc.property(
        inputs,
        fc.double({ min: 0.5, max: 0.97, noNaN: true }),
        ({ input, forecast }, level) => {
          const units = (changes: Parameters<typeof supplier>[0], service: number) =>
            recommendFromForecast(
              free(input, changes),
              { ...defaultPolicy, cycleServiceLevel: { A: service, B: service, C: service } },
              forecast,
            )
          const base = units({}, level)
          expect(units({}, level + 0.025).units).toBeGreaterThanOrEqual(base.units)
          const { leadTime, moqUnits } = input.suppliers[0]!
          const longer = { ...leadTime!, meanDays: leadTime!.meanDays + 1.3 }
          expect(units({ leadTime: longer }, level).orderUpToUnits!).toBeGreaterThanOrEqual(
            base.orderUpToUnits!,
          )
          expect(units({ moqUnits: moqUnits + 7 }, level).units).toBeGreaterThanOrEqual(base.units)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('nor does it with price breaks of either kind', () => {
    const terms = fc.record({
      discountKind: fc.constantFrom('all_units' as const, 'incremental' as const),
      unitPrice: fc.constantFrom('1.60', '1.80', '1.95'),
      second: fc.integer({ min: 1, max: 600 }),
    })
    fc.assert(
      fc.property(
        inputs,
        terms,
        fc.double({ min: 0.5, max: 0.97, noNaN: true }),
        ({ input, forecast, facts }, { discountKind, unitPrice, second }, level) => {
          const priceBreaks = [
            { minUnits: facts.breakAt, unitPrice },
            { minUnits: facts.breakAt + second, unitPrice: '1.50' },
          ]
          const units = (changes: Parameters<typeof supplier>[0], service: number) =>
            recommendFromForecast(
              free(input, { discountKind, priceBreaks, ...changes }),
              { ...defaultPolicy, cycleServiceLevel: { A: service, B: service, C: service } },
              forecast,
            )
          const base = units({}, level)
          expect(units({}, level + 0.025).units).toBeGreaterThanOrEqual(base.units)
          const { moqUnits } = input.suppliers[0]!
          expect(units({ moqUnits: moqUnits + 7 }, level).units).toBeGreaterThanOrEqual(base.units)
          expect(sumOf(base)).toBe(base.units)
        },
      ),
      { numRuns: 300 },
    )
  })
})
