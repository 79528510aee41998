import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import type { ItemLocationInput } from '#planning/types.ts'
import type { OpenDatabase } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import type { PlanningScope } from '#store/planning-inputs.ts'
import { writeShopSettings } from '#store/settings.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { writeShop } from '#store/shop-write.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { order, receipt } from './small-orders.ts'
import { day, item, smallShop, stock, supplierItem } from './small-shop.ts'

const asOf = '2026-11-20'

describe('planning inputs', () => {
  let open: OpenDatabase
  beforeAll(async () => {
    open = await freshDatabase()
  })
  afterAll(() => open.close())
  beforeEach(() => emptyTables(open.db))

  async function inputs(
    changes: Partial<ShopRows>,
    scope: Partial<PlanningScope> = {},
  ): Promise<Record<string, ItemLocationInput>> {
    await writeShop(open.db, smallShop(changes))
    await writeShopSettings(open.db, {
      name: 'Test',
      baseCurrency: 'GBP',
      timeZone: 'Europe/London',
      demoAsOf: null,
    })
    const found: [string, ItemLocationInput][] = []
    for await (const input of planningInputs(open.db, { asOf, ...scope })) {
      found.push([`${input.item.sku} ${input.locationCode}`, input])
    }
    return Object.fromEntries(found)
  }

  test('has a line where there is stock, demand or an open order, in order', async () => {
    const found = await inputs({
      items: [item('B', 'b'), item('A', 'a'), item('C', 'c'), item('D', 'd')],
      supplierItems: [],
      priceBreaks: [],
      stock: [stock('B', 'RTM', 1)],
      demandDays: [day('2026-11-01', 1, { sku: 'A' }), day('2026-11-01', 1, { sku: 'B' })],
      ...order('PO-1', { sku: 'C', orderedUnits: 5 }),
    })
    expect(Object.keys(found)).toEqual(['A LDS', 'B LDS', 'B RTM', 'C LDS'])
    expect(found['A LDS']?.stock).toBeNull()
  })

  test('days without a record are zero inside the known range and left out outside it', async () => {
    const found = await inputs({
      demandFeeds: [
        {
          locationCode: 'LDS',
          knownFromOn: '2026-03-02',
          knownThroughOn: '2026-03-06',
          source: 's',
          asOf,
        },
      ],
      demandDays: [
        day('2026-03-01', 9),
        day('2026-03-03', 4, { channelCode: 'MKT', stockout: true }),
        day('2026-03-03', 1, { promotion: true }),
        day('2026-03-07', 9),
      ],
    })
    const mug = found['MUG LDS']
    expect(mug?.history).toEqual({
      startsOn: '2026-03-02',
      units: [0, 5, 0, 0, 0],
      stockout: [false, true, false, false, false],
      promotion: [false, true, false, false, false],
    })
    expect(mug?.demandKnownThroughOn).toBe('2026-03-06')
    expect(found['MUG RTM']?.history).toBeNull()
    expect(found['MUG RTM']?.demandKnownThroughOn).toBeNull()
  })

  test('a history begins with the launch, else with the first record', async () => {
    const demandDays = [day('2026-11-15', 1), day('2026-11-15', 1, { sku: 'TEA' })]
    const found = await inputs({
      items: [item('MUG', 'Mug', { launchedOn: '2026-11-10' }), item('TEA', 'Tea')],
      demandDays,
    })
    expect(found['MUG LDS']?.history?.startsOn).toBe('2026-11-10')
    expect(found['MUG LDS']?.history?.units).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
    expect(found['TEA LDS']?.history?.startsOn).toBe('2026-11-15')
  })

  test('nothing after the as-of day reaches the history', async () => {
    const demandDays = [day('2026-03-01', 1), day('2026-03-05', 2)]
    const found = await inputs({ demandDays }, { asOf: '2026-03-03' })
    expect(found['MUG LDS']?.history?.units).toEqual([1, 0, 0])
  })

  test('demand of kits falls on their components, nested kits multiplied', async () => {
    const found = await inputs({
      items: [
        item('MUG', 'Mug'),
        item('TEA', 'Tea'),
        item('SET', 'Set', { isKit: true }),
        item('HAMPER', 'Hamper', { isKit: true }),
      ],
      bundleComponents: [
        { kitSku: 'SET', componentSku: 'MUG', units: 2 },
        { kitSku: 'SET', componentSku: 'TEA', units: 1 },
        { kitSku: 'HAMPER', componentSku: 'SET', units: 3 },
        { kitSku: 'HAMPER', componentSku: 'MUG', units: 1 },
      ],
      demandDays: [
        day('2026-11-18', 10),
        day('2026-11-18', 4, { sku: 'SET', stockout: true }),
        day('2026-11-19', 1, { sku: 'HAMPER' }),
      ],
    })
    // 18th: 10 own + 4 sets x 2; 19th: one hamper = 3 sets x 2 + 1
    expect(found['MUG LDS']?.history?.units).toEqual([18, 7])
    expect(found['MUG LDS']?.history?.stockout).toEqual([true, false])
    expect(found['TEA LDS']?.history?.units).toEqual([4, 3])
    expect(found['SET LDS']?.item.isKit).toBe(true)
    expect(found['SET LDS']?.transferableUnits).toEqual([])
  })

  test('ready-made kits come with their components, the outer kit first', async () => {
    const bundles = {
      items: [
        item('MUG', 'Mug'),
        item('TEA', 'Tea'),
        item('SET', 'Set', { isKit: true }),
        item('HAMPER', 'Hamper', { isKit: true }),
      ],
      bundleComponents: [
        { kitSku: 'SET', componentSku: 'MUG', units: 2 },
        { kitSku: 'HAMPER', componentSku: 'SET', units: 3 },
        { kitSku: 'HAMPER', componentSku: 'MUG', units: 1 },
        { kitSku: 'HAMPER', componentSku: 'TEA', units: 1 },
      ],
      demandDays: [
        day('2026-11-18', 4, { sku: 'SET' }),
        day('2026-11-19', 1, { sku: 'HAMPER' }),
        day('2026-08-20', 5, { sku: 'HAMPER' }),
      ],
    }
    const without = await inputs(bundles)
    expect(without['MUG LDS']).not.toHaveProperty('kits')
    await emptyTables(open.db)
    const found = await inputs({
      ...bundles,
      stock: [stock('MUG', 'LDS', 3), { ...stock('SET', 'LDS', 7), allocatedUnits: 2 }],
      ...order('PO-1', { sku: 'HAMPER', orderedUnits: 9, state: 'sent' }),
    })
    const mug = found['MUG LDS']!
    // The hampers of August were sold before the last thirteen weeks.
    expect(mug.kits?.map(({ stock: _stock, openOrders: _orders, ...kit }) => kit)).toEqual([
      { kitSku: 'HAMPER', units: 1, within: [], recentUnits: 1 },
      { kitSku: 'SET', units: 2, within: [{ kitSku: 'HAMPER', units: 3 }], recentUnits: 4 },
    ])
    expect(mug.kits?.map((kit) => [kit.stock?.onHandUnits, kit.stock?.allocatedUnits])).toEqual([
      [undefined, undefined],
      [7, 2],
    ])
    expect(mug.kits?.map((kit) => kit.openOrders.map((line) => line.openUnits))).toEqual([[9], []])
    expect(mug.openOrders).toEqual([])
    expect(found['TEA LDS']?.kits?.map(({ kitSku }) => kitSku)).toEqual(['HAMPER'])
    expect(found['SET LDS']).not.toHaveProperty('kits')
  })

  test('a kit that contains itself is refused with the way round', async () => {
    const bundleComponents = [
      { kitSku: 'MUG', componentSku: 'TEA', units: 1 },
      { kitSku: 'TEA', componentSku: 'MUG', units: 1 },
    ]
    await expect(inputs({ bundleComponents })).rejects.toThrow(
      'MUG contains itself: MUG > TEA > MUG',
    )
  })

  test('stock comes with its lots by expiry, unbooked goods and the day of the count there', async () => {
    const found = await inputs({
      stock: [
        {
          ...stock('MUG', 'LDS', 40),
          allocatedUnits: 3,
          qualityHoldUnits: 4,
          damagedUnits: 1,
          backorderedUnits: 2,
          countedAt: '2026-11-19T23:30:00Z',
        },
        { ...stock('MUG', 'RTM', 1), countedAt: '2026-11-19T23:30:00Z' },
      ],
      stockLots: [
        { sku: 'MUG', locationCode: 'LDS', lotCode: 'L2', units: 5, expiresOn: '2027-01-31' },
        { sku: 'MUG', locationCode: 'LDS', lotCode: 'L1', units: 6, expiresOn: '2026-12-31' },
        {
          sku: 'MUG',
          locationCode: 'LDS',
          lotCode: 'HELD',
          units: 4,
          expiresOn: '2026-12-01',
          onHold: true,
        },
        { sku: 'MUG', locationCode: 'LDS', lotCode: 'FOREVER', units: 9 },
      ],
      ...joined([
        order('PO-1', { sku: 'MUG', orderedUnits: 50, state: 'sent' }),
        receipt('GR-1', 'PO-1', { sku: 'MUG', receivedUnits: 20, damagedUnits: 2, bookedAt: null }),
        receipt('GR-2', 'PO-1', { sku: 'MUG', receivedUnits: 7, damagedUnits: 0 }),
      ]),
    })
    expect(found['MUG LDS']?.stock).toEqual({
      onHandUnits: 40,
      allocatedUnits: 3,
      unavailableUnits: 5,
      backorderedUnits: 2,
      unitOfMeasure: 'each',
      source: 'test',
      asOf: '2026-11-19',
      unbookedUnits: 18,
      lots: [
        { lotCode: 'L1', units: 6, expiresOn: '2026-12-31' },
        { lotCode: 'L2', units: 5, expiresOn: '2027-01-31' },
      ],
    })
    expect(found['MUG RTM']?.stock?.asOf).toBe('2026-11-20')
  })

  test.for(['draft', 'submitted', 'approved', 'sent', 'acknowledged', 'partly_received'] as const)(
    'an order that is %s is open',
    async (state) => {
      const placed = order('PO-1', {
        sku: 'MUG',
        orderedUnits: 50,
        receivedUnits: 20,
        inTransitUnits: 30,
        expectedOn: '2026-12-01',
        state,
      })
      const found = await inputs(placed)
      expect(found['MUG LDS']?.openOrders).toEqual([
        {
          orderNumber: 'PO-1',
          lineNumber: 1,
          supplierCode: 'ACME',
          state,
          openUnits: 30,
          inTransitUnits: 30,
          expectedOn: '2026-12-01',
        },
      ])
    },
  )

  test.for(['received', 'closed', 'rejected', 'cancelled'] as const)(
    'an order that is %s is not',
    async (state) => {
      const found = await inputs(order('PO-1', { sku: 'MUG', orderedUnits: 50, state }))
      expect(found['MUG LDS']?.openOrders).toEqual([])
    },
  )

  test('suppliers come by rank with terms, breaks, price history, calendar and the rate in force', async () => {
    const provenance = { source: 's', asOf }
    const found = await inputs({
      exchangeRates: [
        { currency: 'EUR', validFrom: '2026-01-01', rateToBase: '0.84', ...provenance },
        { currency: 'EUR', validFrom: '2026-11-20', rateToBase: '0.85', ...provenance },
        { currency: 'EUR', validFrom: '2026-11-21', rateToBase: '0.99', ...provenance },
      ],
      supplierPrices: [
        { supplierCode: 'NORD', sku: 'MUG', validFrom: '2026-05-01', unitPrice: '4', source: 's' },
        { supplierCode: 'NORD', sku: 'MUG', validFrom: '2027-01-01', unitPrice: '9', source: 's' },
      ],
      supplierItems: [
        supplierItem('NORD', 'MUG', 2),
        supplierItem('ACME', 'MUG', 1),
        supplierItem('ACME', 'TEA', 1, { validFrom: '2026-12-01' }),
      ],
    })
    const [acme, nord] = found['MUG LDS']?.suppliers ?? []
    expect(acme).toMatchObject({
      supplierCode: 'ACME',
      rateToBase: '1',
      priceBreaks: [{ minUnits: 100, unitPrice: '3.9' }],
      unitPrice: '4.2',
      leadTime: { meanDays: 14, observations: 0 },
      otifRate: null,
      defectRate: null,
    })
    expect(nord).toMatchObject({
      rateToBase: '0.85',
      freightRate: 0.05,
      priceHistory: [
        { unitPrice: '4', validFrom: '2026-05-01' },
        { unitPrice: '4.2', validFrom: '2026-11-20' },
      ],
      calendar: {
        workingDays: [true, true, true, true, true, false, false],
        closures: [{ startsOn: '2026-12-24', endsOn: '2027-01-02', reason: 'holidays' }],
      },
    })
    expect(found['TEA LDS']?.suppliers).toEqual([])
  })

  test('a currency without a rate in force has none, not one', async () => {
    const found = await inputs({ exchangeRates: [] })
    const nord = found['MUG LDS']?.suppliers.find((option) => option.supplierCode === 'NORD')
    expect(nord?.rateToBase).toBeNull()
  })

  test('lead time, on-time share and defects are learned from booked deliveries', async () => {
    const placed = [10, 12, 14].map((days, index) => {
      const number = `PO-${index}`
      const approvedOn = addDays('2026-06-01', index * 30)
      const line = { sku: 'MUG', orderedUnits: 100, receivedUnits: 100, state: 'received' as const }
      return [
        order(number, { ...line, approvedOn, expectedOn: addDays(approvedOn, 12) }),
        receipt(`GR-${index}`, number, {
          sku: 'MUG',
          receivedOn: addDays(approvedOn, days),
          receivedUnits: 100,
          damagedUnits: 0,
        }),
      ]
    })
    const found = await inputs(joined(placed.flat()))
    const acme = found['MUG LDS']?.suppliers[0]
    // Quoted 14; the deviations -4, -2, 0 have mean -2: expected 12; the own mean is 12 as well.
    expect(acme?.leadTime).toMatchObject({ meanDays: 12, sdDays: 2, observations: 3 })
    expect(acme?.otifRate).toBeCloseTo(2 / 3)
    expect(acme?.defectRate).toBe(0)
  })

  test('events and rules reach the items and places that they name', async () => {
    const event = {
      name: 'e',
      kind: 'promotion' as const,
      startsOn: '2026-11-27',
      endsOn: '2026-11-30',
    }
    const rule = {
      kind: 'minimum_units' as const,
      sku: 'MUG',
      value: '10',
      reason: 'r',
      madeBy: 'ana',
    }
    const found = await inputs({
      demandDays: [day('2026-11-18', 1)],
      events: [
        { ...event, code: 'ALL', upliftRate: 0.4 },
        { ...event, code: 'TEA', sku: 'TEA' },
        { ...event, code: 'KITCHEN', category: 'kitchen' },
        { ...event, code: 'GARDEN', category: 'garden' },
        { ...event, code: 'WEB', channelCode: 'WEB' },
      ],
      rules: [
        { ...rule, id: 'R1', startsOn: '2026-11-01' },
        { ...rule, id: 'R2', startsOn: '2026-11-01', locationCode: 'RTM' },
        { ...rule, id: 'R3', startsOn: '2026-11-21' },
        { ...rule, id: 'R4', startsOn: '2026-10-01', endsOn: '2026-11-19' },
        { ...rule, id: 'R5', startsOn: '2026-10-01', endsOn: '2026-11-20' },
      ],
    })
    expect(found['MUG LDS']?.events.map((each) => each.code)).toEqual(['ALL', 'KITCHEN', 'WEB'])
    expect(found['TEA LDS']?.events.map((each) => each.code)).toEqual(['ALL', 'KITCHEN', 'TEA'])
    expect(found['MUG LDS']?.rules.map((each) => each.ruleId)).toEqual(['R1', 'R5'])
    expect(found['MUG RTM']?.rules.map((each) => each.ruleId)).toEqual(['R1', 'R2', 'R5'])
  })

  test('a new item sees the history of its analogue at the same place', async () => {
    const found = await inputs({
      items: [item('MUG', 'Mug', { analogueSku: 'TEA' }), item('TEA', 'Tea')],
      demandDays: [day('2026-11-17', 7, { sku: 'TEA' })],
    })
    expect(found['MUG LDS']?.analogueHistory?.units).toEqual([7, 0, 0])
    expect(found['MUG RTM']?.analogueHistory).toBeNull()
  })

  test('another place offers what it has beyond its own last 90 known days', async () => {
    const demandDays = [
      day('2026-11-19', 120, { locationCode: 'RTM' }),
      day('2026-08-22', 30, { locationCode: 'RTM' }),
      day('2026-08-21', 1000, { locationCode: 'RTM' }),
    ]
    const found = await inputs({ demandDays })
    // 90 days through 19 November begin on 22 August: 500 - 120 - 30
    expect(found['MUG LDS']?.transferableUnits).toEqual([
      { locationCode: 'RTM', units: 350, days: 2 },
    ])
    // Leeds sold nothing of it in those days: all 40 could go, four days to Rotterdam.
    expect(found['MUG RTM']?.transferableUnits).toEqual([
      { locationCode: 'LDS', units: 40, days: 4 },
    ])
  })

  test('a place whose demand is not known for 90 days offers nothing', async () => {
    const demandFeeds = [
      {
        locationCode: 'RTM',
        knownFromOn: '2026-08-23',
        knownThroughOn: '2026-11-19',
        source: 's',
        asOf,
      },
    ]
    const found = await inputs({ demandFeeds })
    expect(found['MUG LDS']?.transferableUnits).toEqual([])
  })

  test('a scope names items, places and suppliers; what it names is the same as without it', async () => {
    const all = await inputs({
      demandDays: [day('2026-11-18', 3), day('2026-11-18', 3, { sku: 'TEA' })],
    })
    const only = async (scope: Partial<PlanningScope>) => {
      const found: ItemLocationInput[] = []
      for await (const input of planningInputs(open.db, { asOf, ...scope })) found.push(input)
      return found
    }
    expect(await only({ skus: ['TEA', 'NONE'] })).toEqual([all['TEA LDS']])
    expect(await only({ locationCodes: ['RTM'] })).toEqual([all['MUG RTM']])
    expect(await only({ supplierCodes: ['NORD'] })).toEqual([all['MUG LDS'], all['MUG RTM']])
    expect(await only({ skus: [] })).toEqual([])
  })
})

function joined(parts: Partial<ShopRows>[]): Partial<ShopRows> {
  const lists: Record<string, unknown[]> = {}
  for (const part of parts) {
    for (const [name, rows] of Object.entries(part)) lists[name] = [...(lists[name] ?? []), ...rows]
  }
  return lists as Partial<ShopRows>
}
