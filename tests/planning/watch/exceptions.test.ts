import { describe, expect, test } from 'vitest'

import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { supplierPerformance } from '#planning/sourcing/performance.ts'
import { findExceptions } from '#planning/watch/exceptions.ts'
import type {
  OpenLineFact,
  SupplierFact,
  WatchFacts,
  WatchLine,
} from '#planning/watch/watch-facts.ts'
import type { DemandForecast, ItemLocationInput } from '#planning/types.ts'
import { asOf, forecast, input, item, option, policy, stock } from '../sourcing/shop.ts'

function watched(
  changes: Partial<ItemLocationInput> = {},
  demand: DemandForecast = forecast(10),
): WatchLine {
  const one = input(changes)
  return { input: one, recommendation: recommendFromForecast(one, policy, demand) }
}

function find(changes: Partial<WatchFacts>) {
  return findExceptions({
    asOf,
    baseCurrency: 'GBP',
    policy,
    lines: [],
    openLines: [],
    unbooked: [],
    invoiceLines: [],
    suppliers: [],
    drifting: [],
    ...changes,
  })
}

const openLine: OpenLineFact = {
  orderNumber: 'PO-7',
  supplierCode: 'ACME',
  supplierName: 'Acme',
  sku: 'MUG-1',
  locationCode: 'LEEDS',
  orderedUnits: 100,
  receivedUnits: 0,
  expectedOn: '2026-11-18',
}

function supplier(
  changes: Partial<SupplierFact> = {},
  contractEndsOn: string | null = null,
): SupplierFact {
  return {
    supplierCode: 'ACME',
    supplierName: 'Acme',
    openOrderMinor: 10_000,
    yearlySpendMinor: 365_000,
    performance: supplierPerformance([], { asOf, contractEndsOn, slaOtifRate: null }),
    ...changes,
  }
}

const spiked = (verdict: 'sustained' | 'flash') => ({
  ...forecast(10),
  spike: { verdict, startedOn: '2026-11-15', ratio: 2, evidence: '' },
})

test('an open order that comes too early or too late says what to ask for and what that is worth', () => {
  const order = (expectedOn: string, openUnits = 100) =>
    watched({
      stock: stock(200),
      openOrders: [
        {
          orderNumber: 'PO-9',
          lineNumber: 1,
          supplierCode: 'ACME',
          state: 'sent',
          openUnits,
          inTransitUnits: 0,
          expectedOn,
        },
      ],
    })
  const [early] = find({ lines: [order('2026-11-28')] })
  expect(early).toMatchObject({ kind: 'open_order_repair', orderNumber: 'PO-9' })
  expect(early!.action).toMatch(/^Ask to have it delivered on .*; that saves £\d+\.\d\d\.$/)
  const [late] = find({ lines: [order('2026-12-30')] })
  expect(late!.action).toMatch(/^Ask to have it delivered by 14 Dec 2026; that saves £/)
  expect(late!.moneyAtRiskMinor).toBeGreaterThan(early!.moneyAtRiskMinor!)
  const doubted = { ...order('2026-11-28') }
  doubted.recommendation = { ...doubted.recommendation, decision: 'withheld' }
  const found = find({ lines: [doubted] }).filter(({ kind }) => kind === 'open_order_repair')
  expect(found).toEqual([])
})

describe('inbound', () => {
  test('late: the lead time wants 140, 100 are there, 40 at a margin of 6.00 are at risk', () => {
    const [late] = find({ lines: [watched()], openLines: [openLine] })
    expect(late).toMatchObject({
      kind: 'late_inbound',
      subject: 'PO-7 MUG-1',
      moneyAtRiskMinor: 24_000,
      sinceOn: '2026-11-18',
      orderNumber: 'PO-7',
    })
    expect(late?.display).toBe(
      'PO-7 from Acme is 5 days late: 100 MUG-1 have not come at LEEDS, £240.00 at risk.',
    )
  })

  test('at most what is missing is at risk; a part that came makes it a short receipt', () => {
    const [part] = find({ lines: [watched()], openLines: [{ ...openLine, receivedUnits: 90 }] })
    expect(part).toMatchObject({ kind: 'part_received_overdue', moneyAtRiskMinor: 6000 })
    expect(part?.display).toMatch(/10 of 100 MUG-1 are still missing/)
  })

  test('due today or complete is not late', () => {
    expect(
      find({
        openLines: [
          { ...openLine, expectedOn: asOf },
          { ...openLine, receivedUnits: 100 },
          { ...openLine, expectedOn: null },
        ],
      }),
    ).toEqual([])
  })

  test('without a plan of the item the risk is unknown, and the exception still stands', () => {
    const [late] = find({ openLines: [openLine] })
    expect(late).toMatchObject({
      moneyAtRiskMinor: null,
      moneyReason: 'the item is not planned at this location',
    })
  })

  test('unbooked goods stand for their landed value', () => {
    const fact = {
      receiptNumber: 'GR-1',
      orderNumber: 'PO-7',
      supplierCode: 'ACME',
      sku: 'MUG-1',
      locationCode: 'LEEDS',
      units: 30,
      receivedOn: '2026-11-20',
    }
    expect(find({ lines: [watched()], unbooked: [fact] })).toMatchObject([
      { kind: 'unbooked_receipt', moneyAtRiskMinor: 12_000, sinceOn: '2026-11-20' },
    ])
  })

  test('an invoice above the order: .25 dollars x 200 at .8', () => {
    const fact = {
      invoiceNumber: 'INV-9',
      orderNumber: 'PO-7',
      supplierCode: 'ACME',
      sku: 'MUG-1',
      units: 200,
      unitPrice: '4.25',
      orderedUnitPrice: '4',
      currency: 'USD',
      rateToBase: '0.8',
      invoicedOn: '2026-11-20',
    }
    expect(find({ invoiceLines: [fact] })).toMatchObject([
      { kind: 'price_variance', moneyAtRiskMinor: 4000 },
    ])
    expect(
      find({
        invoiceLines: [
          { ...fact, unitPrice: '4.02' },
          { ...fact, unitPrice: '3' },
        ],
      }),
    ).toEqual([])
    expect(find({ invoiceLines: [{ ...fact, rateToBase: null }] })).toMatchObject([
      { moneyAtRiskMinor: null },
    ])
  })
})

describe('demand and stock', () => {
  test('a lasting spike is told with what it would lose, a flash is not', () => {
    const [found] = find({ lines: [watched({}, spiked('sustained'))] })
    // 280 wanted in the lead time, 100 there, 180 at 6.00.
    expect(found).toMatchObject({
      kind: 'demand_spike',
      moneyAtRiskMinor: 108_000,
      sinceOn: '2026-11-15',
    })
    expect(find({ lines: [watched({}, spiked('flash'))] })).toEqual([])
  })

  test('lots sell the oldest first; what is left at expiry is lost at landed cost', () => {
    const lots = [
      { lotCode: 'L1', units: 80, expiresOn: '2026-11-28' }, // 50 sold by then
      { lotCode: 'L2', units: 40, expiresOn: '2026-12-03' }, // the next 50
      { lotCode: 'L3', units: 20, expiresOn: '2026-11-20' }, // expired
      { lotCode: 'L4', units: 500, expiresOn: '2027-06-01' },
    ]
    const found = find({ lines: [watched({ stock: stock(640, { lots }) })] })
    expect(
      found.map(({ subject, moneyAtRiskMinor, sinceOn, dueOn }) => [
        subject,
        moneyAtRiskMinor,
        sinceOn,
        dueOn,
      ]),
    ).toEqual([
      ['MUG-1 LEEDS L1', 12_000, null, '2026-11-28'],
      ['MUG-1 LEEDS L3', 8000, '2026-11-20', null],
    ])
  })

  test('an item sold below its landed cost loses the difference every day', () => {
    const [found] = find({ lines: [watched({ item: item({ sellPriceMinor: 350 }) })] })
    expect(found).toMatchObject({ kind: 'negative_margin', moneyAtRiskMinor: 50 * 300 })
  })
})

describe('facts', () => {
  test('a stale feed is one exception per location', () => {
    const old = { asOf: '2026-11-01' }
    const lines = ['A', 'B'].map((sku) => watched({ item: item({ sku }), stock: stock(100, old) }))
    const found = find({ lines })
    expect(found).toMatchObject([{ kind: 'stale_stock', subject: 'LEEDS', sinceOn: '2026-11-01' }])
    expect(found[0]?.display).toMatch(/stale for 2 items/)
    const each = lines.map((line) => line.recommendation.defects[0]?.worthMinor ?? 0)
    expect(found[0]?.moneyAtRiskMinor).toBe(each[0]! + each[1]!)
  })

  test('missing master data and other withheld lines are named one by one', () => {
    const found = find({
      lines: [
        watched({ item: item({ sku: 'A' }), suppliers: [option({ leadTime: null })] }),
        watched({ item: item({ sku: 'B' }), suppliers: [] }),
        watched({ item: item({ sku: 'C' }), suppliers: [option({ rateToBase: null })] }),
        watched({ item: item({ sku: 'D' }), stock: null }),
      ],
    })
    expect(Object.fromEntries(found.map((one) => [one.sku, one.kind]))).toEqual({
      A: 'missing_lead_time',
      B: 'missing_supplier',
      C: 'missing_rate',
      D: 'withheld_line',
    })
    for (const one of found) expect(one.moneyAtRiskMinor === null).toBe(one.moneyReason !== null)
  })
})

describe('suppliers', () => {
  test('a contract that ends within 60 days, or has ended, puts a quarter of spend at risk', () => {
    expect(find({ suppliers: [supplier({}, '2027-01-22')] })).toMatchObject([
      { kind: 'contract_expiry', moneyAtRiskMinor: 90_000, dueOn: '2027-01-22' },
    ])
    expect(find({ suppliers: [supplier({}, '2026-11-01')] })).toMatchObject([
      { sinceOn: '2026-11-01', dueOn: null },
    ])
    expect(find({ suppliers: [supplier({}, '2027-01-23')] })).toEqual([])
  })

  test('a supplier that turns unreliable risks the share of its open orders that now fails', () => {
    const { performance } = supplier()
    const trend = {
      ...performance.trend,
      verdict: 'turning_unreliable' as const,
      recentOtifRate: 0.6,
    }
    expect(
      find({ suppliers: [supplier({ performance: { ...performance, trend } })] }),
    ).toMatchObject([{ kind: 'supplier_drift', moneyAtRiskMinor: 4000 }])
  })
})

test('the most money first, the unknown last, in any order of the facts', () => {
  const facts = {
    lines: [watched(), watched({ item: item({ sku: 'CUP', sellPriceMinor: 350 }) })],
    openLines: [
      openLine,
      { ...openLine, orderNumber: 'PO-8', sku: 'GONE' },
      { ...openLine, orderNumber: 'PO-9', receivedUnits: 95 },
    ],
    suppliers: [supplier({}, '2026-12-01')],
  }
  const found = find(facts)
  expect(found.map((one) => one.moneyAtRiskMinor)).toEqual([90_000, 24_000, 15_000, 3000, null])
  expect(
    find({
      lines: facts.lines.toReversed(),
      openLines: facts.openLines.toReversed(),
      suppliers: facts.suppliers,
    }),
  ).toEqual(found)
})

describe('forecasts that lean', () => {
  const leaning = {
    sku: 'MUG-1',
    locationCode: 'LEEDS',
    sinceOn: '2026-09-07',
    scoreCount: 8,
    trackingSignal: -8,
    standardErrors: -5,
    alarm: true,
    biasUnitsPerWeek: -6.25,
  }

  test('too few expected: four weeks of margin are at risk', () => {
    const [found] = find({ lines: [watched()], drifting: [leaning] })
    expect(found).toMatchObject({ kind: 'forecast_drift', sku: 'MUG-1', sinceOn: '2026-09-07' })
    expect(found?.display).toContain('6.3 units a week too few over 8 weeks')
    const loss = found?.moneyAtRiskMinor ?? 0
    expect(loss).toBeGreaterThan(0)
    const twice = find({
      lines: [watched()],
      drifting: [{ ...leaning, biasUnitsPerWeek: -12.5 }],
    })
    expect(twice[0]?.moneyAtRiskMinor).toBeCloseTo(2 * loss, -1)
  })

  test('too many expected: money is tied up', () => {
    const over = { ...leaning, biasUnitsPerWeek: 6.25, trackingSignal: 8 }
    const [found] = find({ lines: [watched()], drifting: [over] })
    expect(found?.display).toContain('too many')
    expect(found?.moneyAtRiskMinor).toBeGreaterThan(0)
  })

  test('an item that is not planned has no price for it, and says so', () => {
    const [found] = find({ drifting: [leaning] })
    expect(found).toMatchObject({ moneyAtRiskMinor: null })
    expect(found?.moneyReason).toContain('not planned')
  })
})
