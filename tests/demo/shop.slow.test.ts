import { describe, expect, it } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import { contentHash } from '#store/content-hash.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { shopFaults } from './shop-integrity.ts'

const asOf = '2026-11-21'
const shopOn = (date: string, seed = 7) =>
  generateDemoShop({ seed, asOf: date, hashContent: contentHash })
const rows = shopOn(asOf)
const count = <Row>(list: Row[], holds: (row: Row) => boolean) => list.filter(holds).length

describe('the demo shop', () => {
  it('is the same for the same seed and date, byte for byte', () => {
    expect(contentHash(JSON.stringify(shopOn(asOf)))).toBe(contentHash(JSON.stringify(rows)))
  })

  it('is another shop for another seed, with the same range', () => {
    const other = shopOn(asOf, 8)
    expect(other.items.map((item) => item.sku)).toEqual(rows.items.map((item) => item.sku))
    expect(JSON.stringify(other.demandDays.slice(0, 500))).not.toBe(
      JSON.stringify(rows.demandDays.slice(0, 500)),
    )
  })

  it('refuses a date that does not exist', () => {
    expect(() => shopOn('2026-02-30')).toThrow(/not a calendar date/)
  })

  it.each(['2024-02-29', '2026-01-01', '2026-06-15', '2026-12-31', '2030-03-31'])(
    'is whole and without a fault on %s',
    (date) => {
      expect(shopFaults(shopOn(date), `${date}T00:00:00Z`)).toEqual([])
    },
  )

  it('has the size that was asked for', () => {
    expect(rows.locations.map((location) => location.code)).toEqual(['LDS', 'RTM', 'FBA'])
    expect(rows.channels).toHaveLength(3)
    expect(rows.suppliers).toHaveLength(14)
    expect(new Set(rows.suppliers.map((supplier) => supplier.currency))).toEqual(
      new Set(['GBP', 'EUR', 'USD', 'CNY']),
    )
    expect(rows.items).toHaveLength(240)
    expect(new Set(rows.items.map((item) => item.category)).size).toBe(10)
    expect(rows.stock.length).toBeGreaterThan(350)
    expect(rows.demandDays.length).toBeLessThan(350_000)
  })

  it('has items of every kind', () => {
    expect(count(rows.items, (item) => item.isKit === true)).toBe(12)
    expect(count(rows.items, (item) => item.shelfLifeDays !== null)).toBeGreaterThan(25)
    expect(count(rows.items, (item) => item.seasonal === true)).toBeGreaterThan(50)
    expect(count(rows.items, (item) => item.lifecycle === 'new')).toBe(10)
    expect(count(rows.items, (item) => item.lifecycle === 'new' && item.analogueSku !== null)).toBe(
      8,
    )
    expect(count(rows.items, (item) => item.lifecycle === 'phase_out')).toBe(10)
    expect(count(rows.items, (item) => item.lifecycle === 'discontinued')).toBe(2)
    for (const abcClass of ['A', 'B', 'C'])
      expect(count(rows.items, (item) => item.abcClass === abcClass)).toBeGreaterThan(20)
    const days = Map.groupBy(rows.demandDays, (day) => `${day.sku} ${day.locationCode}`)
    expect(
      [...days.values()].filter((list) => count(list, (day) => day.units > 0) < 200).length,
    ).toBeGreaterThan(30)
  })

  it('has exactly 24 months of demand, ending at what each feed knows', () => {
    for (const feed of rows.demandFeeds) {
      const dates = rows.demandDays
        .filter((day) => day.locationCode === feed.locationCode)
        .map((day) => day.soldOn)
        .toSorted()
      expect(feed.knownFromOn).toBe('2024-11-21')
      expect(dates[0]! >= feed.knownFromOn).toBe(true)
      expect(dates.at(-1)! <= feed.knownThroughOn).toBe(true)
    }
    expect(rows.demandFeeds.map((feed) => feed.knownThroughOn)).toEqual([
      '2026-11-20',
      '2026-11-20',
      '2026-11-19',
    ])
  })

  it('offers a second source for about two in five items, and price breaks below the list price', () => {
    const offers = Map.groupBy(rows.supplierItems, (offer) => offer.sku)
    const several = [...offers.values()].filter((list) => list.length > 1).length
    expect(several).toBeGreaterThanOrEqual(80)
    expect(several).toBeLessThanOrEqual(115)
    const price = new Map(
      rows.supplierItems.map((offer) => [
        `${offer.supplierCode} ${offer.sku}`,
        Number(offer.unitPrice),
      ]),
    )
    for (const step of rows.priceBreaks)
      expect(Number(step.unitPrice)).toBeLessThan(price.get(`${step.supplierCode} ${step.sku}`)!)
    for (const offer of rows.supplierItems) expect(offer.unitPrice).toMatch(/^\d+\.\d{6}$/)
  })

  it('learns: every active supplier but the newcomer has dozens of receipts in two years', () => {
    const supplierOf = new Map(
      rows.purchaseOrders.map((order) => [order.number, order.supplierCode]),
    )
    for (const supplier of rows.suppliers.filter(
      (one) => one.status === 'active' && one.code !== 'JUNIPER',
    )) {
      expect(
        count(
          rows.goodsReceipts,
          (receipt) => supplierOf.get(receipt.orderNumber) === supplier.code,
        ),
      ).toBeGreaterThan(24)
    }
  })

  it('knows no day twice and no sale without stock on a stockout day of a line that stands empty', () => {
    const empty = new Set(
      rows.stock
        .filter((row) => row.onHandUnits === 0)
        .map((row) => `${row.sku} ${row.locationCode}`),
    )
    const last = rows.demandDays.filter(
      (day) => day.soldOn === '2026-11-20' && empty.has(`${day.sku} ${day.locationCode}`),
    )
    expect(last.length).toBeGreaterThan(0)
    for (const day of last) expect(day.stockout).toBe(true)
  })

  it('gives every order the hash of what it says, at the rate of its day', () => {
    const lines = Map.groupBy(rows.purchaseOrderLines, (line) => line.orderNumber)
    for (const order of rows.purchaseOrders) {
      const { supplierCode, locationCode, currency, expectedOn, number } = order
      const content = lines.get(number)!.map((line) => ({
        lineNumber: line.lineNumber,
        sku: line.sku,
        units: line.orderedUnits,
        unitPrice: line.unitPrice,
        expectedOn: line.expectedOn,
      }))
      const said = { supplierCode, locationCode, currency, expectedOn, lines: content }
      expect(contentHash(said)).toBe(order.contentHash)
      const rate = rows.exchangeRates.findLast(
        (one) => one.currency === currency && one.validFrom <= order.createdAt.slice(0, 10),
      )!
      expect(order.rateToBase).toBe(rate.rateToBase)
    }
  })

  it('can break off one feed, so that stale demand can be tried', () => {
    const stale = generateDemoShop({
      seed: 7,
      asOf,
      hashContent: contentHash,
      staleFeedAt: 'RTM',
    })
    expect(stale.demandFeeds.find((feed) => feed.locationCode === 'RTM')!.knownThroughOn).toBe(
      '2026-11-06',
    )
    expect(
      stale.demandDays.some((day) => day.locationCode === 'RTM' && day.soldOn > '2026-11-06'),
    ).toBe(false)
    expect(stale.stock).toEqual(rows.stock)
  })
})

describe('the checker of rows', () => {
  const broken: [string, (shop: ShopRows) => void][] = [
    ['an unknown item', (shop) => void (shop.stock[0]!.sku = 'NOWHERE')],
    ['a doubled key', (shop) => void shop.channels.push(shop.channels[0]!)],
    ['a total that is not the sum', (shop) => void (shop.purchaseOrders[0]!.totalMinor += 1)],
    ['half a unit', (shop) => void (shop.demandDays[0]!.units = 0.5)],
    [
      'an instant in the future',
      (shop) => void (shop.stock[0]!.countedAt = '2027-01-01T00:00:00Z'),
    ],
    ['a lot too many', (shop) => void (shop.stockLots[0]!.units += 1)],
    ['a receipt nobody ordered', (shop) => void (shop.goodsReceipts[0]!.orderNumber = 'PO-0')],
    ['a date that does not exist', (shop) => void (shop.events[0]!.endsOn = '2026-02-30')],
  ]
  it.each(broken)('finds %s', (_name, spoil) => {
    const shop = structuredClone({ ...rows, demandDays: rows.demandDays.slice(0, 1000) })
    expect(shopFaults(shop, `${asOf}T00:00:00Z`)).toEqual([])
    spoil(shop)
    expect(shopFaults(shop, `${asOf}T00:00:00Z`)).not.toEqual([])
  })
})
