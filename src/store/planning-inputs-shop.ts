import { sql } from 'drizzle-orm'
import { toDay } from '#planning/calendar.ts'
import type {
  CalendarEvent,
  PlanningRule,
  SupplierOption,
  WorkingCalendar,
} from '#planning/types.ts'
import { baseCurrencyOf } from './base-currency.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { supplierRecords } from './lead-times.ts'
import type { SupplierRecord } from './lead-times.ts'
import type { KnownDays } from './planning-inputs-history.ts'
import { bundleRows, kitUses } from './planning-inputs-kits.ts'
import type { BundleRow, KitUse } from './planning-inputs-kits.ts'

/** Absent = the supplier ships by no container. */
type ContainerFacts = Pick<
  SupplierOption,
  'containerPallets' | 'containerUnits' | 'freightPerContainerMinor'
>

export type SupplierFacts = ContainerFacts & {
  code: string
  name: string
  status: 'active' | 'unapproved' | 'blocked'
  freightRate: number
  freightPerOrderMinor: number
  freightPerPalletMinor: number
  minimumOrderMinor: number
  supplierCapacityUnitsPerWeek: number | null
  cancelFeeRate: number | null
  expediteRate: number | null
  expediteDays: number | null
  paymentTermsDays: number
  incoterm: string
  calendar: WorkingCalendar
}

export type ScopedEvent = CalendarEvent & {
  sku: string | null
  category: string | null
  channelCode: string | null
}

export type ScopedRule = PlanningRule & { sku: string; locationCode: string | null }

/** What is read once for a whole run of `planningInputs`: small beside items, stock and demand. */
export type ShopFacts = {
  asOf: string
  baseCurrency: string
  transferDays: Map<string, number>
  knownDays: Map<string, KnownDays>
  /** The last complete day as the feed says it, not cut at the as-of day. */
  knownThrough: Map<string, string>
  kits: Map<string, KitUse[]>
  /** The components of each kit. */
  bundles: Map<string, BundleRow[]>
  suppliers: Map<string, SupplierFacts>
  ratesToBase: Map<string, string>
  events: ScopedEvent[]
  rules: Map<string, ScopedRule[]>
  /** The records of these suppliers at least; one that is read is kept. */
  recordsOf(supplierCodes: Iterable<string>): Promise<ReadonlyMap<string, SupplierRecord>>
}

/** Reads the facts of the shop in force on a day. */
export async function shopFacts(db: Database, asOf: string): Promise<ShopFacts> {
  const feeds = await demandFeedRows(db)
  const places = sql`select code, transfer_days as days from location`
  const bundles = await bundleRows(db)
  const records = new Map<string, SupplierRecord>()
  return {
    asOf,
    baseCurrency: await baseCurrencyOf(db),
    transferDays: new Map(
      (await selectRows<{ code: string; days: number }>(db, places)).map((row) => [
        row.code,
        row.days,
      ]),
    ),
    knownDays: new Map(
      feeds.map((feed) => [
        feed.code,
        { firstDay: toDay(feed.from), lastDay: Math.min(toDay(feed.through), toDay(asOf)) },
      ]),
    ),
    knownThrough: new Map(feeds.map((feed) => [feed.code, feed.through])),
    kits: kitUses(bundles),
    bundles: Map.groupBy(bundles, ({ kitSku }) => kitSku),
    suppliers: await supplierFacts(db),
    ratesToBase: await ratesInForce(db, asOf),
    events: await eventRows(db),
    rules: Map.groupBy(await rulesInForce(db, asOf), (rule) => rule.sku),
    async recordsOf(supplierCodes) {
      const unknown = [...new Set(supplierCodes)].filter((code) => !records.has(code))
      for (const [code, record] of await supplierRecords(db, unknown, asOf))
        records.set(code, record)
      return records
    },
  }
}

function demandFeedRows(db: Database): Promise<{ code: string; from: string; through: string }[]> {
  return selectRows(
    db,
    sql`select location_code as code, known_from_on::text as from, known_through_on::text as through from demand_feed`,
  )
}

async function supplierFacts(db: Database): Promise<Map<string, SupplierFacts>> {
  const closures = await selectRows<{
    code: string
    startsOn: string
    endsOn: string
    reason: string
  }>(
    db,
    sql`select supplier_code as code, starts_on::text as "startsOn", ends_on::text as "endsOn", reason
        from supplier_closure order by starts_on`,
  )
  const closuresOf = Map.groupBy(closures, (closure) => closure.code)
  type Row = Omit<SupplierFacts, 'calendar'> & { workingDays: string; containers: ContainerFacts }
  const rows = await selectRows<Row>(
    db,
    sql`select code, name, status, freight_rate::float8 as "freightRate",
          freight_per_order_minor::float8 as "freightPerOrderMinor", minimum_order_minor::float8 as "minimumOrderMinor",
          freight_per_pallet_minor::float8 as "freightPerPalletMinor",
          json_strip_nulls(json_build_object('containerPallets', container_pallets, 'containerUnits', container_units,
            'freightPerContainerMinor', nullif(freight_per_container_minor, 0))) as containers,
          capacity_units_per_week as "supplierCapacityUnitsPerWeek", cancel_fee_rate::float8 as "cancelFeeRate",
          expedite_rate::float8 as "expediteRate", expedite_days as "expediteDays",
          payment_terms_days as "paymentTermsDays", incoterm, working_days as "workingDays" from supplier`,
  )
  return new Map(
    rows.map(({ workingDays, containers, ...supplier }) => {
      const calendar = {
        workingDays: [...workingDays].map((day) => day === '1'),
        closures: (closuresOf.get(supplier.code) ?? []).map(
          ({ code: _code, ...closure }) => closure,
        ),
      }
      return [supplier.code, { ...supplier, ...containers, calendar }]
    }),
  )
}

async function ratesInForce(db: Database, asOf: string): Promise<Map<string, string>> {
  const rows = await selectRows<{ currency: string; rate: string }>(
    db,
    sql`select distinct on (currency) currency, trim_scale(rate_to_base)::text as rate from exchange_rate
        where valid_from <= ${asOf} order by currency, valid_from desc`,
  )
  return new Map(rows.map((row) => [row.currency, row.rate]))
}

function eventRows(db: Database): Promise<ScopedEvent[]> {
  return selectRows(
    db,
    sql`select code, name, kind, starts_on::text as "startsOn", ends_on::text as "endsOn",
          uplift_rate::float8 as "upliftRate", sku, category, channel_code as "channelCode"
        from event order by starts_on, code collate "C"`,
  )
}

function rulesInForce(db: Database, asOf: string): Promise<ScopedRule[]> {
  return selectRows(
    db,
    sql`select id as "ruleId", kind, value, reason, starts_on::text as "startsOn", ends_on::text as "endsOn",
          made_by as "madeBy", sku, location_code as "locationCode"
        from rule where starts_on <= ${asOf} and coalesce(ends_on, ${asOf}) >= ${asOf}
        order by id collate "C"`,
  )
}
