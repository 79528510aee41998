import { describe, expect, test } from 'vitest'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import type { DataDefect } from '#planning/reasons.ts'
import { demand, line, policy, supplier } from './lines.ts'

const prices = (...unitPrices: string[]) =>
  unitPrices.map((unitPrice) => ({ unitPrice, validFrom: '2026-01-01' }))
const old = { source: 'test', asOf: '2026-11-15' }

// One defect each on a line that would order 210 units at £2.00: £420.00 wait for the fact, where it can be told;
// a price in doubt is replaced by its median.
const planted: [DataDefect['code'], ReturnType<typeof line>, number | null][] = [
  ['no_stock_record', line({ stock: null }), 14_000],
  ['stale_stock', line({ stock: old }), 42_000],
  ['negative_available', line({ stock: { onHandUnits: 3, allocatedUnits: 4 } }), 42_200],
  ['no_supplier', line({ suppliers: [] }), null],
  ['no_approved_supplier', line({ suppliers: [supplier({ status: 'unapproved' })] }), null],
  ['no_approved_supplier', line({ suppliers: [supplier({ validUntil: '2026-11-22' })] }), null],
  ['no_lead_time', line({ suppliers: [supplier({ leadTime: null })] }), 14_000],
  ['no_exchange_rate', line({ suppliers: [supplier({ rateToBase: null })] }), null],
  ['mixed_units', line({ stock: { unitOfMeasure: 'box' } }), 42_000],
  ['mixed_units', line({ suppliers: [supplier({ unitOfMeasure: 'box' })] }), 42_000],
  [
    'cost_outlier',
    line({ suppliers: [supplier({ priceHistory: prices('0.20', '.5', '0.66') })] }),
    10_500,
  ],
  ['cost_outlier', line({ suppliers: [supplier({ priceHistory: prices('6.00') })] }), 126_000],
  ['stale_demand', line({ demandKnownThroughOn: '2026-11-15' }), 42_000],
  ['stale_demand', line({ demandKnownThroughOn: null }), 42_000],
]

test.each(planted)('%s withholds the quantity', (code, input, worthMinor) => {
  const result = recommendFromForecast(input, policy, demand(10))
  expect(result).toMatchObject({
    decision: 'withheld',
    units: 0,
    lineTotalMinor: null,
    waterfall: [],
  })
  expect(result.defects.map((defect) => defect.code)).toEqual([code])
  expect(result.defects[0]).toMatchObject({ worthMinor })
  expect(result.defects[0]!.fact).toMatch(/\.$/)
  expect(result.defects[0]!.repair).toMatch(/\.$/)
})

test('no forecast withholds the quantity', () => {
  const result = recommendFromForecast(line(), policy, null)
  expect(result.decision).toBe('withheld')
  expect(result.defects.map(({ code }) => code)).toEqual(['not_enough_history'])
})

test('all defects are listed, the one to mend first stands first', () => {
  const input = line({ stock: null, suppliers: [], demandKnownThroughOn: '2026-10-01' })
  const codes = recommendFromForecast(input, policy, demand(10)).defects.map(({ code }) => code)
  expect(codes).toEqual(['no_stock_record', 'no_supplier', 'stale_demand'])
})

describe('at the edge of what is trusted', () => {
  const sound = [
    ['stock of three days ago', line({ stock: { asOf: '2026-11-20' } })],
    ['sales known through a week ago', line({ demandKnownThroughOn: '2026-11-16' })],
    [
      'a price just under three times its median',
      line({ suppliers: [supplier({ priceHistory: prices('0.67') })] }),
    ],
    ['a price that ends today', line({ suppliers: [supplier({ validUntil: '2026-11-23' })] })],
    ['everything allocated', line({ stock: { onHandUnits: 4, allocatedUnits: 4 } })],
  ] as const
  test.each(sound)('%s is trusted', (_, input) => {
    expect(recommendFromForecast(input, policy, demand(10)).decision).toBe('order')
  })
})

describe('the supplier', () => {
  const beta = supplier({ supplierCode: 'BETA', supplierName: 'Beta', preferredRank: 2 })
  const choose = (changes: Parameters<typeof supplier>[0]) =>
    recommendFromForecast(line({ suppliers: [beta, supplier(changes)] }), policy, demand(10))

  test('is the best ranked one', () => {
    expect(choose({})).toMatchObject({ supplierCode: 'ACME', warnings: [] })
    expect(choose({}).supplierReason).toBe(
      'Acme is ranked first of the 2 suppliers that can be ordered from (list price £2.00 each, 14 days).',
    )
  })
  test.each([
    [{ status: 'blocked' as const }, 'Acme is blocked'],
    [{ leadTime: null }, 'Acme has no lead time'],
    [{ validUntil: '2026-11-01' }, 'Acme has a price that ended on 1 Nov 2026'],
  ])('is the next one when %o', (changes, why) => {
    expect(choose(changes)).toMatchObject({ supplierCode: 'BETA', decision: 'order' })
    expect(choose(changes).warnings.join()).toContain(why)
  })
})

describe('items that are not planned', () => {
  test.each([
    ['a kit', { isKit: true }, 'kit'],
    ['phased out', { lifecycle: 'phase_out' as const }, 'phase_out'],
    ['discontinued', { lifecycle: 'discontinued' as const }, 'phase_out'],
  ])('%s', (_, item, segment) => {
    const result = recommendFromForecast(line({ item, suppliers: [] }), policy, demand(10))
    expect(result).toMatchObject({ decision: 'not_planned', units: 0, segment, defects: [] })
    expect(result.warnings[0]).toMatch(/kit|phased out|discontinued/)
  })
})
