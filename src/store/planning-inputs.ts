import { sql } from 'drizzle-orm'
import { currencyDigits } from '#planning/money.ts'
import { unpackInput, type PackedInput } from '#planning/packed-history.ts'
import type {
  CalendarEvent,
  Item,
  ItemLocationInput,
  OpenOrderLine,
  StockFacts,
  SupplierOption,
} from '#planning/types.ts'
import { selectRows } from './database.ts'
import { trackRecords } from './forecast-ledger.ts'
import type { Database } from './database.ts'
import type { SupplierRecord } from './lead-times.ts'
import { demandParts, historyOf, recentUnits, soldUnits } from './planning-inputs-history.ts'
import type { DemandPart } from './planning-inputs-history.ts'
import { kitFactsOf } from './planning-inputs-kits.ts'
import { offersOf, pageFacts, placeKey } from './planning-inputs-page.ts'
import type { OfferRow, PageFacts } from './planning-inputs-page.ts'
import { shopFacts } from './planning-inputs-shop.ts'
import type { ShopFacts } from './planning-inputs-shop.ts'

export type PlanningScope = {
  asOf: string
  skus?: readonly string[] | undefined
  locationCodes?: readonly string[] | undefined
  /** Items that at least one of these suppliers offers. */
  supplierCodes?: readonly string[] | undefined
}

const PAGE_SKUS = 400
/** A location keeps what it sold in this many days before it offers stock to another. */
const KEPT_DAYS = 90

/**
 * What the planner needs of every item at every location that has stock, demand or open orders, ordered by sku and
 * location (by code unit), a page of items at a time. Pass a repeatable-read transaction to see one moment of the shop.
 * Throws QuartermasterError('invalid') when a kit contains itself or the base currency is not known.
 */
export async function* planningInputs(
  db: Database,
  scope: PlanningScope,
): AsyncGenerator<ItemLocationInput> {
  for await (const input of packedInputs(db, scope)) yield unpackInput(input)
}

/** As `planningInputs`, with the histories as bytes. */
export async function* packedInputs(
  db: Database,
  scope: PlanningScope,
): AsyncGenerator<PackedInput> {
  const shop = await shopFacts(db, scope.asOf)
  const items = await itemsInScope(db, scope)
  for (let from = 0; from < items.length; from += PAGE_SKUS) {
    const page = items.slice(from, from + PAGE_SKUS)
    yield* await pageInputs(db, shop, page, scope)
  }
}

/** The terms of every supplier of these items as the planner sees them, by sku; an item nobody sells is left out. */
export async function supplierTerms(
  db: Database,
  { asOf, skus }: { asOf: string; skus: readonly string[] },
): Promise<Map<string, SupplierOption[]>> {
  const shop = await shopFacts(db, asOf)
  const offers = await offersOf(db, asOf, skus)
  const records = await shop.recordsOf(suppliersOf(offers))
  return new Map([...offers].map(([sku, some]) => [sku, supplierOptions(shop, records, some)]))
}

type ItemInScope = { sku: string; analogueSku: string | null }

async function itemsInScope(db: Database, scope: PlanningScope): Promise<ItemInScope[]> {
  const named =
    scope.skus === undefined ? sql`true` : sql`sku = any(${sql.param(scope.skus)}::text[])`
  const offered =
    scope.supplierCodes === undefined
      ? sql`true`
      : sql`sku in (select sku from supplier_item where supplier_code = any(${sql.param(scope.supplierCodes)}::text[]))`
  const rows = await selectRows<ItemInScope>(
    db,
    sql`select sku, analogue_sku as "analogueSku" from item where ${named} and ${offered}`,
  )
  return rows.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))
}

async function pageInputs(
  db: Database,
  shop: ShopFacts,
  items: readonly ItemInScope[],
  scope: PlanningScope,
): Promise<PackedInput[]> {
  const skus = items.map(({ sku }) => sku)
  const analogues = items.flatMap(({ analogueSku }) => analogueSku ?? [])
  const planned = [...skus, ...analogues]
  const kitsOf = (some: readonly string[]) =>
    some.flatMap((sku) => (shop.kits.get(sku) ?? []).map((use) => use.kitSku))
  const read = [...new Set([...planned, ...kitsOf(planned)])]
  const page = await pageFacts(db, shop, skus, kitsOf(skus), read)
  const records = await trackRecords(db, shop.asOf, skus)
  const inputs: PackedInput[] = []
  const deliveries = await shop.recordsOf(suppliersOf(page.offers))
  for (const sku of skus) {
    const item = page.items.get(sku)
    if (item === undefined) continue
    const suppliers = supplierOptions(shop, deliveries, page.offers.get(sku) ?? [])
    for (const locationCode of placesOf(shop, page, sku)) {
      if (scope.locationCodes?.includes(locationCode) === false) continue
      const input = inputOf(shop, page, item, locationCode, suppliers)
      const record = records.get(placeKey(sku, locationCode))
      inputs.push(record === undefined ? input : { ...input, trackRecord: record })
    }
  }
  return inputs
}

function placesOf(shop: ShopFacts, page: PageFacts, sku: string): string[] {
  return [...shop.transferDays.keys()]
    .filter((code) => {
      const key = placeKey(sku, code)
      return (
        page.stock.has(key) || page.openOrders.has(key) || partsAt(shop, page, sku, code).length > 0
      )
    })
    .toSorted()
}

function partsAt(
  shop: ShopFacts,
  page: PageFacts,
  sku: string,
  locationCode: string,
): DemandPart[] {
  return demandParts(sku, shop.kits.get(sku) ?? [], (each) =>
    page.demand.get(placeKey(each, locationCode)),
  )
}

function inputOf(
  shop: ShopFacts,
  page: PageFacts,
  item: Item,
  locationCode: string,
  suppliers: SupplierOption[],
): PackedInput {
  const { sku } = item
  const known = shop.knownDays.get(locationCode)
  const parts = partsAt(shop, page, sku, locationCode)
  const analogue = item.analogueSku
  const rules = (shop.rules.get(sku) ?? []).filter(
    (rule) => rule.locationCode === null || rule.locationCode === locationCode,
  )
  return {
    asOf: shop.asOf,
    baseCurrency: shop.baseCurrency,
    item,
    locationCode,
    history: historyOf(parts, known, item.launchedOn),
    analogueHistory:
      analogue === null
        ? null
        : historyOf(partsAt(shop, page, analogue, locationCode), known, null),
    ...pricesOf(page, sku, analogue),
    demandKnownThroughOn: shop.knownThrough.get(locationCode) ?? null,
    stock: stockAt(page, sku, locationCode),
    openOrders: ordersAt(page, sku, locationCode),
    suppliers,
    events: eventsFor(shop, item, parts),
    rules: rules.map(({ sku: _sku, locationCode: _location, ...rule }) => rule),
    ...kitsAt(shop, page, item, locationCode),
    transferableUnits: transfers(shop, page, item, locationCode),
  }
}

/** Prices of the item and of its analogue, where any are told. */
function pricesOf({ sellPrices }: PageFacts, sku: string, analogueSku: string | null) {
  const own = sellPrices.get(sku)
  const analogue = analogueSku === null ? undefined : sellPrices.get(analogueSku)
  return {
    ...(own && { sellPrices: own }),
    ...(analogue && { analogueSellPrices: analogue }),
  }
}

function ordersAt(page: PageFacts, sku: string, locationCode: string): OpenOrderLine[] {
  const placed = page.openOrders.get(placeKey(sku, locationCode)) ?? []
  return placed.map(({ sku: _sku, locationCode: _location, ...line }) => line)
}

/** Ready-made kits of an item at a location, where there are any; a kit is not planned, whatever it is put into. */
function kitsAt(
  shop: ShopFacts,
  page: PageFacts,
  item: Item,
  locationCode: string,
): Pick<ItemLocationInput, 'kits'> {
  const uses = item.isKit ? [] : (shop.kits.get(item.sku) ?? [])
  const known = shop.knownDays.get(locationCode)
  const kits = kitFactsOf(item.sku, uses, shop.bundles, (kitSku) => ({
    stock: stockAt(page, kitSku, locationCode),
    openOrders: ordersAt(page, kitSku, locationCode),
    recentUnits(days) {
      const series = page.demand.get(placeKey(kitSku, locationCode))
      return series === undefined ? 0 : soldUnits([{ series, times: 1 }], known, days)
    },
  }))
  return kits === null ? {} : { kits }
}

function stockAt(page: PageFacts, sku: string, locationCode: string): StockFacts | null {
  const row = page.stock.get(placeKey(sku, locationCode))
  if (row === undefined) return null
  const { sku: _sku, locationCode: _location, lots, ...stock } = row
  const unbookedUnits = page.unbooked.get(placeKey(sku, locationCode)) ?? 0
  return { ...stock, lots: lots ?? [], unbookedUnits }
}

function eventsFor(shop: ShopFacts, item: Item, parts: readonly DemandPart[]): CalendarEvent[] {
  if (shop.events.length === 0) return []
  const channels = new Set(parts.flatMap(({ series }) => series.channelCodes))
  return shop.events
    .filter(
      (event) =>
        (event.sku === null || event.sku === item.sku) &&
        (event.category === null || event.category === item.category) &&
        (event.channelCode === null || channels.has(event.channelCode)),
    )
    .map(({ sku: _sku, category: _category, channelCode: _channel, ...event }) => event)
}

/** What other locations hold beyond their own last 90 days of demand; one whose demand is not known offers nothing. */
function transfers(
  shop: ShopFacts,
  page: PageFacts,
  item: Item,
  locationCode: string,
): ItemLocationInput['transferableUnits'] {
  if (item.isKit) return []
  return [...shop.transferDays.keys()].toSorted().flatMap((other) => {
    const stock = other === locationCode ? null : stockAt(page, item.sku, other)
    if (stock === null) return []
    const parts = partsAt(shop, page, item.sku, other)
    const keptUnits = recentUnits(parts, shop.knownDays.get(other), KEPT_DAYS)
    if (keptUnits === null) return []
    const { onHandUnits, allocatedUnits, unavailableUnits, backorderedUnits } = stock
    const units = onHandUnits - allocatedUnits - unavailableUnits - backorderedUnits - keptUnits
    return units > 0
      ? [{ locationCode: other, units, days: shop.transferDays.get(locationCode) ?? 0 }]
      : []
  })
}

function* suppliersOf(offers: PageFacts['offers']): Generator<string> {
  for (const some of offers.values()) for (const { supplierCode } of some) yield supplierCode
}

function supplierOptions(
  shop: ShopFacts,
  records: ReadonlyMap<string, SupplierRecord>,
  offers: readonly OfferRow[],
): SupplierOption[] {
  const options: SupplierOption[] = []
  for (const offer of offers) {
    const { sku, leadTimeDays, priceBreaks, priceHistory, ...terms } = offer
    const supplier = shop.suppliers.get(offer.supplierCode)
    const record = records.get(offer.supplierCode)
    if (supplier === undefined || record === undefined) continue
    const { code: _code, name, ...conditions } = supplier
    const quoted = { days: leadTimeDays, source: offer.source, asOf: offer.asOf }
    options.push({
      ...terms,
      ...conditions,
      supplierName: name,
      priceHistory: priceHistory ?? [],
      priceBreaks: priceBreaks ?? [],
      leadTime: record.leadTimeOf(sku, quoted),
      otifRate: record.otifRate,
      defectRate: record.defectRate,
      rateToBase:
        offer.currency === shop.baseCurrency ? '1' : (shop.ratesToBase.get(offer.currency) ?? null),
      currencyDigits: currencyDigits(offer.currency),
    })
  }
  return options
}
