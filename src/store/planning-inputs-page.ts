import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { SellPrice } from '#planning/forecast/price/sell-price.ts'
import type { Item, OpenOrderLine, StockFacts } from '#planning/types.ts'
import { liveStates } from '#purchasing/life-cycle.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { demandOf } from './demand.ts'
import type { ShopFacts } from './planning-inputs-shop.ts'
import { sellPricesOf } from './sell-prices.ts'
import type { DemandSeries } from './demand.ts'

export type OfferRow = {
  supplierCode: string
  sku: string
  unitPrice: string
  currency: string
  unitOfMeasure: string
  moqUnits: number
  orderMultipleUnits: number
  maximumUnits: number | null
  leadTimeDays: number | null
  dutyRate: number
  preferredRank: number
  validUntil: string | null
  source: string
  asOf: string
  priceBreaks: { minUnits: number; unitPrice: string }[] | null
  discountKind: 'all_units' | 'incremental'
  palletUnits: number | null
  capacityUnitsPerWeek: number | null
  priceHistory: { unitPrice: string; validFrom: string }[] | null
}

type Placed<Fact> = Fact & { sku: string; locationCode: string }
type StockRow = Placed<
  Omit<StockFacts, 'unbookedUnits' | 'lots'> & { lots: StockFacts['lots'] | null }
>

/** The facts of some items at all locations, by `placeKey` where they belong to a location. */
export type PageFacts = {
  items: Map<string, Item>
  stock: Map<string, StockRow>
  unbooked: Map<string, number>
  openOrders: Map<string, Placed<OpenOrderLine>[]>
  offers: Map<string, OfferRow[]>
  demand: Map<string, DemandSeries>
  /** By sku, oldest first. */
  sellPrices: Map<string, SellPrice[]>
}

/** One item at one location as a key. */
export const placeKey = (sku: string, locationCode: string) => `${sku}\u0001${locationCode}`

const keyOf = (row: { sku: string; locationCode: string }) => placeKey(row.sku, row.locationCode)

/** Reads the facts of `skus`, stock and orders of their kits too, and the demand of `demandSkus` (kits and analogues beside the items). */
export async function pageFacts(
  db: Database,
  { asOf, baseCurrency }: Pick<ShopFacts, 'asOf' | 'baseCurrency'>,
  skus: readonly string[],
  kitSkus: readonly string[],
  demandSkus: readonly string[],
): Promise<PageFacts> {
  const these = sql`any(${sql.param(skus)}::text[])`
  const withKits = sql`any(${sql.param([...new Set([...skus, ...kitSkus])])}::text[])`
  const items = await selectRows<Item>(db, itemRows(these))
  const stock = await selectRows<StockRow>(db, stockRows(withKits))
  const unbooked = await selectRows<Placed<{ units: number }>>(db, unbookedRows(these, asOf))
  const orders = await selectRows<Placed<OpenOrderLine>>(db, openOrderRows(withKits))
  const offers = await offersOf(db, asOf, skus)
  const demand = await demandOf(db, asOf, demandSkus)
  const sellPrices = await sellPricesOf(db, baseCurrency, demandSkus)
  return {
    items: new Map(items.map((item) => [item.sku, item])),
    stock: new Map(stock.map((row) => [keyOf(row), row])),
    unbooked: new Map(unbooked.map((row) => [keyOf(row), row.units])),
    openOrders: Map.groupBy(orders, keyOf),
    offers,
    demand: new Map(demand.map((series) => [keyOf(series), series])),
    sellPrices,
  }
}

/** What suppliers ask for these items on a day, by sku, the preferred supplier first. */
export async function offersOf(
  db: Database,
  asOf: string,
  skus: readonly string[],
): Promise<Map<string, OfferRow[]>> {
  const these = sql`any(${sql.param(skus)}::text[])`
  const offers = await selectRows<OfferRow>(db, offerRows(these, asOf))
  return Map.groupBy(offers, (offer) => offer.sku)
}

const itemRows = (these: SQL) => sql`
  select sku, name, category, abc_class as "abcClass", lifecycle, is_kit as "isKit", seasonal,
    unit_of_measure as "unitOfMeasure", pack_size_units as "packSizeUnits", shelf_life_days as "shelfLifeDays",
    launched_on::text as "launchedOn", sell_price_minor::float8 as "sellPriceMinor",
    stockout_cost_minor::float8 as "stockoutCostMinor", analogue_sku as "analogueSku"
  from item where sku = ${these}`

/** What is on quality hold is part of the held units already, so it is no stock that could expire on the shelf. */
const stockRows = (these: SQL) => sql`
  select stock.sku, stock.location_code as "locationCode", on_hand_units as "onHandUnits",
    allocated_units as "allocatedUnits", quality_hold_units + damaged_units as "unavailableUnits",
    backordered_units as "backorderedUnits", unit_of_measure as "unitOfMeasure", stock.source,
    (counted_at at time zone location.time_zone)::date::text as "asOf",
    (select json_agg(json_build_object('lotCode', lot_code, 'units', units - held_units,
        'expiresOn', expires_on)
        order by expires_on, lot_code collate "C")
      from stock_lot as lot where lot.sku = stock.sku and lot.location_code = stock.location_code
        and expires_on is not null and not on_hold and units > held_units) as lots
  from stock join location on location.code = stock.location_code where stock.sku = ${these}`

const unbookedRows = (these: SQL, asOf: string) => sql`
  select line.sku, purchase_order.location_code as "locationCode",
    sum(line.received_units - line.damaged_units)::int as units
  from goods_receipt as receipt
  join goods_receipt_line as line on line.receipt_number = receipt.number
  join purchase_order on purchase_order.number = receipt.order_number
  where receipt.booked_at is null and receipt.received_on <= ${asOf} and line.sku = ${these}
  group by line.sku, purchase_order.location_code`

const openOrderRows = (these: SQL) => sql`
  select line.sku, header.location_code as "locationCode", header.number as "orderNumber",
    line.line_number as "lineNumber", header.supplier_code as "supplierCode", header.state,
    line.ordered_units - line.received_units as "openUnits", line.in_transit_units as "inTransitUnits",
    coalesce(header.confirmed_for_on, line.expected_on, header.expected_on)::text as "expectedOn"
  from purchase_order_line as line join purchase_order as header on header.number = line.order_number
  where header.state = any(${sql.param(liveStates)}::text[]) and line.ordered_units > line.received_units
    and line.sku = ${these}
  order by header.number collate "C", line.line_number`

const offerRows = (these: SQL, asOf: string) => sql`
  select supplier_code as "supplierCode", sku, trim_scale(unit_price)::text as "unitPrice", currency,
    unit_of_measure as "unitOfMeasure", moq_units as "moqUnits", order_multiple_units as "orderMultipleUnits",
    maximum_units as "maximumUnits", lead_time_days as "leadTimeDays", duty_rate::float8 as "dutyRate",
    discount_kind as "discountKind", pallet_units as "palletUnits", capacity_units_per_week as "capacityUnitsPerWeek",
    preferred_rank as "preferredRank", valid_until::text as "validUntil", source,
    (as_of at time zone 'UTC')::date::text as "asOf",
    (select json_agg(json_build_object('minUnits', min_units, 'unitPrice', trim_scale(step.unit_price)::text)
        order by min_units)
      from price_break as step where step.supplier_code = offer.supplier_code and step.sku = offer.sku)
      as "priceBreaks",
    (select json_agg(json_build_object('unitPrice', trim_scale(past.unit_price)::text, 'validFrom', past.valid_from)
        order by past.valid_from)
      from supplier_price as past where past.supplier_code = offer.supplier_code and past.sku = offer.sku
        and past.valid_from <= ${asOf}) as "priceHistory"
  from supplier_item as offer
  where sku = ${these} and coalesce(valid_from, ${asOf}) <= ${asOf}
  order by preferred_rank, supplier_code collate "C"`
