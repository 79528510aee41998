// Everything the shop holds, as the rows of the files that can be imported again; in key order.
import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { keyColumns } from './bulk-upsert.ts'
import { selectRows, type Database } from './database.ts'

type Row = Record<string, unknown>

/** All rows of a table by its key, as the fields of its schema. */
export function tableRows(db: Database, table: PgTable): Promise<Row[]> {
  const key = keyColumns(table).map((column) => sql.identifier(column))
  return db
    .select()
    .from(table)
    .orderBy(sql.join(key, sql`, `)) as Promise<Row[]>
}

/** Order lines with the head of their order. */
export function orderLineRows(db: Database): Promise<Row[]> {
  return selectRows(
    db,
    sql`select o.number as "orderNumber", o.supplier_code as "supplierCode", o.location_code as "locationCode", o.state,
          o.currency, o.rate_to_base::text as "rateToBase", ${dayOf('created_at')} as "createdOn",
          o.created_by as "createdBy", ${dayOf('approved_at')} as "approvedOn", ${dayOf('sent_at')} as "sentOn",
          ${dayOf('acknowledged_at')} as "acknowledgedOn", o.note, l.line_number as "lineNumber", l.sku,
          l.ordered_units as "orderedUnits", l.received_units as "receivedUnits",
          l.in_transit_units as "inTransitUnits", l.unit_price::text as "unitPrice", l.expected_on::text as "expectedOn"
        from purchase_order o join purchase_order_line l on l.order_number = o.number
        order by o.number, l.line_number`,
  )
}

/** Receipt lines with the head of their receipt. */
export function receiptLineRows(db: Database): Promise<Row[]> {
  return selectRows(
    db,
    sql`select o.number as "receiptNumber", o.order_number as "orderNumber", o.received_on::text as "receivedOn",
          ${dayOf('booked_at')} as "bookedOn", l.line_number as "lineNumber", l.sku,
          l.received_units as "receivedUnits", l.damaged_units as "damagedUnits"
        from goods_receipt o join goods_receipt_line l on l.receipt_number = o.number
        order by o.number, l.line_number`,
  )
}

/** Lines of the invoices that count, with the head of their invoice: what is held or rejected is no history. */
export function invoiceLineRows(db: Database): Promise<Row[]> {
  return selectRows(
    db,
    sql`select o.supplier_code as "supplierCode", o.number as "invoiceNumber", o.order_number as "orderNumber",
          o.invoiced_on::text as "invoicedOn", o.due_on::text as "dueOn", o.currency,
          o.total_minor::text as "totalMinor", l.line_number as "lineNumber", l.sku, l.units,
          l.unit_price::text as "unitPrice"
        from invoice o join invoice_line l on l.supplier_code = o.supplier_code and l.invoice_number = o.number
        where o.order_number is not null and o.state in ('imported', 'matched', 'released')
        order by o.supplier_code, o.number, l.line_number`,
  )
}

const dayOf = (column: string): SQL =>
  sql`(o.${sql.identifier(column)} at time zone 'UTC')::date::text`

/** Every day with a record, a page of items at a time so that memory does not grow with the shop. */
export async function* demandDayRows(db: Database): AsyncGenerator<Row> {
  const skus = await selectRows<{ sku: string }>(
    db,
    sql`select distinct sku from demand_year order by sku`,
  )
  for (const { sku } of skus) {
    yield* await selectRows<Row>(
      db,
      sql`select sku, location_code as "locationCode", channel_code as "channelCode",
            (make_date(year, 1, 1) + (day - 1)::int)::text as "soldOn", units[day] as units,
            coalesce(cancelled_units[day], 0) as "cancelledUnits",
            (coalesce(flags[day], 0) & 1) > 0 as promotion, (coalesce(flags[day], 0) & 2) > 0 as stockout
          from demand_year, generate_series(1, cardinality(units)) as day
          where sku = ${sku} and units[day] is not null
          order by location_code, channel_code, year, day`,
    )
  }
}
