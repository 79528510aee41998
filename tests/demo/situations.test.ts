import { describe, expect, it } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import { situations } from '#demo/situations.ts'
import { addDays, daysBetween } from '#planning/calendar.ts'
import type { DataDefect } from '#planning/reasons.ts'
import { contentHash } from '#store/content-hash.ts'

const asOf = '2026-11-21'
const rows = generateDemoShop({ seed: 7, asOf, hashContent: contentHash })

const itemOf = (sku: string) => rows.items.find((item) => item.sku === sku)!
const supplierOf = (code: string) => rows.suppliers.find((supplier) => supplier.code === code)!
const orderOf = (number: string) => rows.purchaseOrders.find((order) => order.number === number)!
const linesOf = (number: string) =>
  rows.purchaseOrderLines.filter((line) => line.orderNumber === number)
const receiptsOf = (number: string) =>
  rows.goodsReceipts.filter((receipt) => receipt.orderNumber === number)
const stockOf = (sku: string, locationCode: string) =>
  rows.stock.find((row) => row.sku === sku && row.locationCode === locationCode)
const offersOf = (sku: string) => rows.supplierItems.filter((offer) => offer.sku === sku)
const offer = (supplierCode: string, sku: string) =>
  offersOf(sku).find((one) => one.supplierCode === supplierCode)!
const rulesOf = (sku: string) => rows.rules.filter((rule) => rule.sku === sku)
const openStates = new Set([
  'draft',
  'submitted',
  'approved',
  'sent',
  'acknowledged',
  'partly_received',
])

/** Mean units a day of an item in Leeds over the days from `from` to `to` days before the as-of date. */
function perDay(
  sku: string,
  from: number,
  to: number,
  channelCode = 'WEB',
  locationCode = 'LDS',
): number {
  const [first, last] = [addDays(asOf, -from), addDays(asOf, -to)]
  const units = rows.demandDays
    .filter(
      (day) =>
        day.sku === sku && day.locationCode === locationCode && day.channelCode === channelCode,
    )
    .filter((day) => day.soldOn >= first && day.soldOn <= last)
    .reduce((sum, day) => sum + day.units, 0)
  return units / (from - to + 1)
}

/** Units on hand and open orders, less what is promised and held, in days of the last 60 days' sales. */
function coverDays(sku: string, locationCode: string): number {
  const stock = stockOf(sku, locationCode)!
  const open = rows.purchaseOrderLines
    .filter((line) => line.sku === sku && orderOf(line.orderNumber).locationCode === locationCode)
    .filter((line) => openStates.has(orderOf(line.orderNumber).state))
    .reduce((sum, line) => sum + line.orderedUnits - line.receivedUnits!, 0)
  const since = addDays(asOf, -60)
  const sold = rows.demandDays
    .filter((day) => day.sku === sku && day.locationCode === locationCode && day.soldOn >= since)
    .reduce((sum, day) => sum + day.units, 0)
  return (stock.onHandUnits - stock.allocatedUnits + open) / (sold / 60)
}

const stockoutDays = (sku: string, locationCode: string) =>
  rows.demandDays.filter(
    (day) => day.sku === sku && day.locationCode === locationCode && day.stockout,
  )

const defectShown: Record<
  Exclude<DataDefect['code'], 'stale_demand'>,
  (sku: string, locationCode: string) => boolean
> = {
  no_stock_record: (sku, location) =>
    stockOf(sku, location) === undefined &&
    rows.demandDays.some((day) => day.sku === sku && day.locationCode === location),
  stale_stock: (sku, location) =>
    daysBetween(stockOf(sku, location)!.countedAt.slice(0, 10), asOf) > 30,
  negative_available: (sku, location) =>
    stockOf(sku, location)!.allocatedUnits > stockOf(sku, location)!.onHandUnits,
  no_supplier: (sku) => offersOf(sku).length === 0,
  no_approved_supplier: (sku) =>
    offersOf(sku).length > 0 &&
    offersOf(sku).every((one) => supplierOf(one.supplierCode).status !== 'active'),
  no_lead_time: (sku) =>
    offer('JUNIPER', sku).leadTimeDays === null &&
    !rows.purchaseOrders.some((order) => order.supplierCode === 'JUNIPER'),
  no_exchange_rate: (sku) =>
    offersOf(sku).every(
      (one) => !rows.exchangeRates.some((rate) => rate.currency === one.currency),
    ),
  mixed_units: (sku) =>
    offersOf(sku).every((one) => one.unitOfMeasure !== itemOf(sku).unitOfMeasure),
  cost_outlier: (sku) => {
    const [price, ...earlier] = rows.supplierPrices
      .filter((one) => one.sku === sku)
      .map((one) => Number(one.unitPrice))
      .toReversed()
    return earlier.every((one) => price! > 9 * one)
  },
  not_enough_history: (sku) =>
    itemOf(sku).analogueSku === null && daysBetween(itemOf(sku).launchedOn!, asOf) === 9,
}

/** Share of the falling supplier's orders, promised between two ages in days, of which nothing came in time. */
function lateShare(from: number, to: number): number {
  const due = rows.purchaseOrders.filter(
    (order) =>
      order.supplierCode === 'HARBORLINE' &&
      order.expectedOn &&
      order.expectedOn >= addDays(asOf, -from) &&
      order.expectedOn < addDays(asOf, -to),
  )
  const kept = due.filter((order) =>
    receiptsOf(order.number).some((receipt) => receipt.receivedOn <= order.expectedOn!),
  )
  return 1 - kept.length / due.length
}

const noteOf = (text: string | null | undefined, part: string) => expect(text).toContain(part)
const below = (sku: string, days: number, location = 'LDS') =>
  expect(coverDays(sku, location)).toBeLessThan(days)
const above = (sku: string, days: number, location = 'LDS') =>
  expect(coverDays(sku, location)).toBeGreaterThan(days)

/** How each situation without a defect shows in the rows. */
const shown: Record<string, () => void> = {
  'blue-mugs-due': () => {
    below('MUG-BLU-350', 45)
    expect(offer('ACME', 'MUG-BLU-350')).toMatchObject({ orderMultipleUnits: 24, preferredRank: 1 })
  },
  'northwind-with-way-out': () => {
    below('FRY-STL-28', 60)
    expect(offersOf('FRY-STL-28').map((one) => one.supplierCode)).toEqual(['NORTHWIND', 'FERRANTE'])
  },
  'northwind-only': () =>
    expect(offersOf('STK-STL-24').map((one) => one.supplierCode)).toEqual(['NORTHWIND']),
  'northwind-unapproved-way-out': () =>
    expect(offersOf('CAS-RED').map((one) => supplierOf(one.supplierCode).status)).toEqual([
      'active',
      'unapproved',
    ]),
  overdue: () => below('WOK-CRB-30', 18),
  'sold-out': () => {
    expect(stockOf('BKN-SER', 'LDS')!.onHandUnits).toBe(0)
    const days = stockoutDays('BKN-SER', 'LDS').map((day) => day.soldOn)
    for (let ago = 1; ago <= 6; ago++) expect(days).toContain(addDays(asOf, -ago))
  },
  'sustained-rise': () =>
    expect(perDay('FLT-NAT-200', 24, 1)).toBeGreaterThan(1.8 * perDay('FLT-NAT-200', 90, 25)),
  'promotion-ahead': () => {
    const event = rows.events.find((one) => one.sku === 'SAU-STL-18')!
    expect(daysBetween(asOf, event.startsOn)).toBe(16)
    expect(offer('NORTHWIND', 'SAU-STL-18').leadTimeDays).toBeGreaterThan(16)
  },
  'perishable-due': () => {
    expect(itemOf('COF-HSE-250').shelfLifeDays).toBe(270)
    below('COF-HSE-250', 25)
  },
  'transfer-first': () => {
    below('BRD-LRG', 30)
    above('BRD-LRG', 250, 'RTM')
  },
  'late-inbound': () =>
    expect(
      stockOf('JAR-WHT-1000', 'LDS')!.onHandUnits / perDay('JAR-WHT-1000', 60, 1),
    ).toBeLessThan(23),
  'rule-stops': () =>
    expect(rulesOf('SPL-WHT')).toMatchObject([{ kind: 'do_not_order', endsOn: addDays(asOf, 25) }]),
  'dead-stock': () => above('TBL-LIN-240', 300),
  'halved-demand': () => above('GLS-CLR-450', 180),
  'phase-out': () => {
    expect(itemOf('CSH-TER').lifecycle).toBe('phase_out')
    above('CSH-TER', 180)
  },
  discontinued: () => {
    expect(itemOf('DIF-LAV').lifecycle).toBe('discontinued')
    expect(stockOf('DIF-LAV', 'LDS')!.onHandUnits).toBeGreaterThan(5)
  },
  kit: () =>
    expect(rows.bundleComponents.filter((part) => part.kitSku === 'KIT-MUG-BLU4')).toEqual([
      { kitSku: 'KIT-MUG-BLU4', componentSku: 'MUG-BLU-350', units: 4 },
    ]),
  'flash-spike': () =>
    expect(perDay('TLT-UNS-50', 14, 13)).toBeGreaterThan(7 * perDay('TLT-UNS-50', 60, 20)),
  'old-flash-spike': () =>
    expect(perDay('FLT-NAT-100', 25, 25)).toBeGreaterThan(5 * perDay('FLT-NAT-100', 60, 27)),
  'level-rise': () =>
    expect(perDay('BRD-MED', 150, 60)).toBeGreaterThan(1.25 * perDay('BRD-MED', 300, 170)),
  'trend-up': () =>
    expect(perDay('TWL-BTN', 365, 1)).toBeGreaterThan(1.3 * perDay('TWL-BTN', 730, 366)),
  'trend-down': () =>
    expect(perDay('WGL-CLR-350', 365, 1)).toBeLessThan(0.85 * perDay('WGL-CLR-350', 730, 366)),
  'huge-cancellation': () => {
    const day = rows.demandDays.find(
      (one) => one.sku === 'FRY-NST-24' && one.cancelledUnits === 960,
    )
    expect(day).toMatchObject({
      locationCode: 'LDS',
      channelCode: 'WHL',
      soldOn: addDays(asOf, -12),
    })
    expect(day!.units).toBeLessThan(20)
  },
  'blocked-spell': () => expect(stockoutDays('MOK-ALU-3', 'LDS').length).toBeGreaterThanOrEqual(16),
  'blocked-spell-marketplace': () =>
    expect(stockoutDays('MUG-WHT-350', 'FBA').length).toBeGreaterThanOrEqual(25),
  'new-with-analogue': () =>
    expect(itemOf('MUG-SND-350')).toMatchObject({
      lifecycle: 'new',
      analogueSku: 'MUG-WHT-350',
      launchedOn: addDays(asOf, -38),
    }),
  'promotion-learned': () => {
    const weeks = rows.events.filter((event) => event.sku === 'MUG-BLU-350')
    expect(weeks.length).toBeGreaterThanOrEqual(2)
    const flagged = rows.demandDays.filter(
      (day) =>
        day.sku === 'MUG-BLU-350' &&
        day.promotion &&
        day.soldOn >= weeks[0]!.startsOn &&
        day.soldOn <= weeks[0]!.endsOn,
    )
    expect(flagged.length).toBeGreaterThan(7)
  },
  'short-lot': () =>
    expect(rows.stockLots.find((lot) => lot.lotCode === 'COF-DEC-250-SHORT')).toMatchObject({
      expiresOn: addDays(asOf, 12),
      onHold: false,
    }),
  'held-lot': () =>
    expect(stockOf('TEA-EGY', 'LDS')!.qualityHoldUnits).toBeGreaterThanOrEqual(
      rows.stockLots.find((lot) => lot.lotCode === 'TEA-EGY-HOLD')!.units,
    ),
  'past-lot': () =>
    expect(rows.stockLots.find((lot) => lot.lotCode === 'JAM-ORG-PAST')!.expiresOn! < asOf).toBe(
      true,
    ),
  'six-decimals': () =>
    expect(offer('LINDGREN', 'LBL-WHT').unitPrice).toMatch(/\.\d\d\d*[1-9]\d*$/),
  'hostile-name': () => expect(itemOf('APR-NAT').name).toMatch(/".*<.*>.*&/),
  'hostile-item-note': () => noteOf(itemOf('MUG-GRY-350').note, 'approve_purchase_order'),
  'formula-note': () => expect(itemOf('KNF-CHF-20').note).toMatch(/^\+/),
  'control-characters': () => noteOf(itemOf('CND-FIG').note, '\u0007'),
  'right-to-left-item-note': () => noteOf(itemOf('GLS-CLR-300').note, '\u202e'),
  'maximum-rule': () =>
    expect(rulesOf('HSE-GRN-30')).toMatchObject([{ kind: 'maximum_units', value: '20' }]),
  'minimum-rule': () =>
    expect(rulesOf('TLT-UNS-24')).toMatchObject([{ kind: 'minimum_units', value: '240' }]),
  'supplier-rule': () =>
    expect(rulesOf('WOK-CRB-36')).toMatchObject([{ kind: 'supplier', value: 'HARBORLINE' }]),
  'ended-rule': () => expect(rulesOf('GDN-WDR')[0]!.endsOn! < asOf).toBe(true),
  'future-rule': () => expect(rulesOf('STL-WRM-10')[0]!.startsOn > asOf).toBe(true),
  northwind: () => {
    const own = rows.supplierItems.filter(
      (one) => one.supplierCode === 'NORTHWIND' && one.preferredRank === 1,
    )
    const replaceable = own.filter((one) =>
      offersOf(one.sku).some(
        (other) =>
          other.supplierCode !== 'NORTHWIND' && supplierOf(other.supplierCode).status === 'active',
      ),
    )
    expect([own.length, replaceable.length]).toEqual([25, 12])
  },
  'turning-unreliable': () => {
    expect(lateShare(730, 95)).toBeLessThan(0.15)
    expect(lateShare(90, 0)).toBeGreaterThan(0.6)
  },
  'contract-ends': () => expect(supplierOf('OAKSIDE').contractEndsOn).toBe(addDays(asOf, 21)),
  blocked: () => {
    expect(supplierOf('DRAYCOTT').status).toBe('blocked')
    noteOf(supplierOf('DRAYCOTT').note, 'ignore previous instructions')
  },
  unapproved: () => {
    expect(supplierOf('ZENMARK').status).toBe('unapproved')
    noteOf(supplierOf('ZENMARK').note, '\u202e')
  },
  newcomer: () =>
    expect(rows.purchaseOrders.some((order) => order.supplierCode === 'JUNIPER')).toBe(false),
  'sunday-work': () => expect(supplierOf('SAHAR').workingDays).toBe('1111001'),
  'new-year-closure': () => {
    expect(
      rows.supplierClosures.filter((one) => one.supplierCode === 'QINGHE').length,
    ).toBeGreaterThan(3)
    noteOf(supplierOf('QINGHE').note, 'DROP TABLE')
  },
  'august-closure': () =>
    expect(
      rows.supplierClosures.some(
        (one) => one.supplierCode === 'FERRANTE' && one.startsOn.slice(5, 7) === '08',
      ),
    ).toBe(true),
  'script-note': () => noteOf(supplierOf('HARBORLINE').note, '<script>'),
  'formula-supplier-note': () => expect(supplierOf('SAHAR').note).toMatch(/^=HYPERLINK/),
  'draft-order': () =>
    expect(orderOf('PO-9001')).toMatchObject({ state: 'draft', supplierCode: 'NORTHWIND' }),
  'above-limit': () => {
    const order = orderOf('PO-9002')
    const [tom, ines] = ['tom', 'ines'].map(
      (id) => rows.people.find((person) => person.id === id)!.approvalLimitMinor!,
    )
    const worth = order.totalMinor * Number(order.rateToBase)
    expect(worth).toBeGreaterThan(tom!)
    expect(worth).toBeLessThan(ines!)
    expect(order.state).toBe('submitted')
  },
  'waits-for-approval': () =>
    expect(orderOf('PO-9003')).toMatchObject({ state: 'submitted', approvedAt: null }),
  'late-order': () => {
    expect(orderOf('PO-9004').expectedOn).toBe(addDays(asOf, -14))
    expect(receiptsOf('PO-9004')).toEqual([])
  },
  'part-received': () => {
    expect(orderOf('PO-9005').state).toBe('partly_received')
    expect(linesOf('PO-9005').map((line) => line.receivedUnits! / line.orderedUnits)).toEqual([
      0.5, 1,
    ])
  },
  'unbooked-receipt': () => {
    expect(receiptsOf('PO-9006')).toMatchObject([{ bookedAt: null, receivedOn: addDays(asOf, -2) }])
    expect(linesOf('PO-9006').every((line) => line.receivedUnits === 0)).toBe(true)
  },
  'late-inbound-order': () => expect(orderOf('PO-9007').expectedOn).toBe(addDays(asOf, 23)),
  'price-variance': () => {
    const invoiced = rows.invoices.find((invoice) => invoice.orderNumber === 'PO-9008')!
    expect(invoiced.totalMinor / orderOf('PO-9008').totalMinor).toBeCloseTo(1.065, 3)
  },
  'over-invoiced': () => {
    const number = rows.invoices.find((invoice) => invoice.orderNumber === 'PO-9009')!.number
    const billed = rows.invoiceLines.filter(
      (line) => line.invoiceNumber === number && line.supplierCode === 'PENNINE',
    )
    expect(billed.length).toBe(2)
    for (const line of billed)
      expect(line.units).toBeGreaterThan(
        linesOf('PO-9009').find((one) => one.sku === line.sku)!.receivedUnits!,
      )
  },
  rejected: () => expect(orderOf('PO-9010').state).toBe('rejected'),
  cancelled: () => expect(orderOf('PO-9011').state).toBe('cancelled'),
  'no-date': () =>
    expect(orderOf('PO-9012')).toMatchObject({ state: 'acknowledged', expectedOn: null }),
}

describe('the table of planted situations', () => {
  it('names each situation once and places it on something that exists', () => {
    expect(new Set(situations.map((one) => one.id)).size).toBe(situations.length)
    const lost = situations.filter(
      ({ where }) =>
        (where.sku !== undefined && itemOf(where.sku) === undefined) ||
        (where.supplierCode !== undefined && supplierOf(where.supplierCode) === undefined) ||
        (where.orderNumber !== undefined && orderOf(where.orderNumber) === undefined),
    )
    expect(lost).toEqual([])
  })

  it('has a defect of every code that a single line can have', () => {
    expect(new Set(situations.flatMap((one) => one.defect ?? []))).toEqual(
      new Set(Object.keys(defectShown)),
    )
  })

  const withDefect = situations.flatMap(({ id, where, defect }) =>
    defect === undefined || defect === 'stale_demand' ? [] : [{ id, where, defect }],
  )
  it.each(withDefect)('$id is in the rows', ({ where, defect }) => {
    expect(defectShown[defect](where.sku!, where.locationCode!)).toBe(true)
  })

  it('has a check below for every situation without a defect', () => {
    const others = situations.filter((one) => one.defect === undefined).map((one) => one.id)
    expect(Object.keys(shown).toSorted()).toEqual(others.toSorted())
  })

  it.each(Object.keys(shown))('%s is in the rows', (id) => {
    expect(shown[id]).not.toThrow()
  })

  it('plants each line defect on the lines of the table only', () => {
    const table = new Set(
      situations
        .filter((one) => one.defect !== undefined)
        .map((one) => `${one.defect} ${one.where.sku}`),
    )
    const planned = rows.items.filter((item) => item.isKit !== true)
    for (const code of [
      'no_supplier',
      'no_exchange_rate',
      'mixed_units',
      'no_approved_supplier',
    ] as const) {
      const found = planned.filter(
        (item) =>
          (code === 'no_supplier' ? true : offersOf(item.sku).length > 0) &&
          defectShown[code](item.sku, 'LDS'),
      )
      expect(found.map((item) => `${code} ${item.sku}`).filter((name) => !table.has(name))).toEqual(
        [],
      )
    }
  })
})
