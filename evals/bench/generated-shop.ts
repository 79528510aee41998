// A shop of any size out of a seed: what `bench -- plan` plans and `bench -- tools` asks about.
import { randomSource } from '#planning/forecast/random.ts'
import { addDays, toDay, toIso } from '#planning/calendar.ts'
import { copyLine, copyRows } from '#store/copy-rows.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { writeShopSettings } from '#store/settings.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { emptyShop, writeShop } from '#store/shop-write.ts'

export const benchAsOf = '2026-11-20'
export const historyDays = 730
const supplierCount = 50
const locations = ['EAST', 'WEST']
const fact = { source: 'bench', asOf: `${benchAsOf}T06:00:00Z` }
const categories = ['kitchen', 'garden', 'larder', 'office', 'toys']

type Random = () => number
const whole = (random: Random, low: number, high: number) =>
  low + Math.floor(random() * (high - low + 1))

/** A name no other item has, as in `SKU000017`. */
export const benchSku = (index: number) => `SKU${String(index).padStart(6, '0')}`
const supplierOf = (index: number) => `SUP${String(index % supplierCount).padStart(2, '0')}`

function supplierRows(): ShopRows['suppliers'] {
  return Array.from({ length: supplierCount }, (_, index) => ({
    code: supplierOf(index),
    name: `Supplier ${index} Trading`,
    status: 'active',
    currency: 'GBP',
    country: 'GB',
    paymentTermsDays: 30,
    incoterm: 'DAP',
    workingDays: '1111100',
    minimumOrderMinor: index % 5 === 0 ? 25_000 : 0,
    freightPerOrderMinor: index % 3 === 0 ? 4_500 : 0,
    freightRate: 0.03,
    ...fact,
  }))
}

/** Items and what hangs on them; every item stands at both locations. */
function itemRows(itemCount: number, random: Random): Partial<ShopRows> {
  const rows = {
    items: [] as ShopRows['items'],
    supplierItems: [] as ShopRows['supplierItems'],
    stock: [] as ShopRows['stock'],
  }
  for (let index = 0; index < itemCount; index += 1) {
    const sku = benchSku(index)
    const price = whole(random, 100, 9_000) / 100
    rows.items.push({
      sku,
      name: `Article ${index} ${categories[index % 5]}`,
      category: categories[index % 5]!,
      abcClass: (['A', 'B', 'C', 'C'] as const)[index % 4]!,
      lifecycle: 'active',
      unitOfMeasure: 'each',
      sellPriceMinor: Math.round(price * 220),
      ...fact,
    })
    rows.supplierItems.push({
      supplierCode: supplierOf(index),
      sku,
      unitPrice: price.toFixed(2),
      currency: 'GBP',
      unitOfMeasure: 'each',
      moqUnits: whole(random, 1, 24),
      orderMultipleUnits: whole(random, 1, 6),
      leadTimeDays: whole(random, 3, 40),
      dutyRate: 0,
      preferredRank: 1,
      ...fact,
    })
    for (const locationCode of locations) {
      rows.stock.push({
        sku,
        locationCode,
        onHandUnits: Math.round(ratePerDay(index) * whole(random, 0, 60)),
        allocatedUnits: 0,
        qualityHoldUnits: 0,
        damagedUnits: 0,
        backorderedUnits: 0,
        unitOfMeasure: 'each',
        countedAt: fact.asOf,
        source: fact.source,
      })
    }
  }
  return rows
}

/** Units a day of an item: a tenth sell briskly, half hardly ever. */
const ratePerDay = (index: number) => [24, 8, 6, 4, 2, 1, 0.5, 0.2, 0.1, 0.05][index % 10]!

/** Poisson by inversion; means above 30 by the normal curve. */
function poisson(random: Random, mean: number): number {
  if (mean > 30) {
    const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal))
  }
  let units = 0
  let chance = Math.exp(-mean)
  let left = random() - chance
  while (left > 0 && units < 200) {
    units += 1
    chance *= mean / units
    left -= chance
  }
  return units
}

const weekday = [0.9, 0.9, 1, 1, 1.1, 1.3, 0.8]

/** Demand of one item at one location: its rate, the day of the week, for a third a summer, for a fifth a trend. */
function dailyUnits(index: number, place: number, random: Random): number[] {
  const rate = ratePerDay(index) * (place === 0 ? 1 : 0.6)
  const season = index % 3 === 0 ? 0.4 : 0
  const trend = index % 5 === 0 ? 0.6 : 0
  return Array.from({ length: historyDays }, (_, day) => {
    const year = 1 + season * Math.sin((2 * Math.PI * day) / 365)
    return poisson(random, rate * weekday[day % 7]! * year * (1 + (trend * day) / historyDays))
  })
}

const yearColumns = ['sku', 'location_code', 'channel_code', 'year', 'units'] as const

function* demandLines(itemCount: number, seed: number): Generator<string> {
  const firstDay = toDay(benchAsOf) - historyDays
  const years = Map.groupBy(
    Array.from({ length: historyDays }, (_, day) => day),
    (day) => toIso(firstDay + day).slice(0, 4),
  )
  for (let index = 0; index < itemCount; index += 1) {
    for (const [place, locationCode] of locations.entries()) {
      const units = dailyUnits(index, place, randomSource(seed + index * 2 + place))
      for (const [year, days] of years) {
        const before = firstDay + days[0]! - toDay(`${year}-01-01`)
        const cells = [...Array(before).fill('NULL'), ...days.map((day) => units[day])]
        yield copyLine([benchSku(index), locationCode, 'WEB', Number(year), `{${cells.join(',')}}`])
      }
    }
  }
}

/** Fills an empty database with `itemLocations` lines (two locations of half as many items) and 730 days of each. */
export async function writeGeneratedShop(
  db: Database,
  itemLocations: number,
  seed: number,
): Promise<void> {
  const itemCount = Math.ceil(itemLocations / locations.length)
  await writeShopSettings(db, {
    name: 'Bench',
    baseCurrency: 'GBP',
    timeZone: 'UTC',
    demoAsOf: benchAsOf,
  })
  const places = locations.map((code) => ({
    code,
    name: code,
    kind: 'warehouse' as const,
    timeZone: 'UTC',
    country: 'GB',
    transferDays: 4,
    ...fact,
  }))
  const feeds = locations.map((locationCode) => ({
    locationCode,
    knownFromOn: addDays(benchAsOf, -historyDays),
    knownThroughOn: addDays(benchAsOf, -1),
    ...fact,
  }))
  await writeShop(db, {
    ...emptyShop(),
    locations: places,
    channels: [{ code: 'WEB', name: 'Web', ...fact }],
    people: [{ id: 'ana', name: 'Ana', email: 'ana@example.com', role: 'buyer' }],
    suppliers: supplierRows(),
    ...itemRows(itemCount, randomSource(seed)),
    demandFeeds: feeds,
  })
  await db.transaction(async (tx) => {
    await copyRows(tx, 'demand_year', yearColumns, demandLines(itemCount, seed))
    await raiseDataVersion(tx)
  })
}
