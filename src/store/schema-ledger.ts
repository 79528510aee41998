// The accuracy ledger: what every stored forecast said, and what then came.
import { sql } from 'drizzle-orm'
import {
  date,
  doublePrecision,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core'

export const forecastRecords = pgTable(
  'forecast_record',
  {
    sku: text('sku').notNull(),
    locationCode: text('location_code').notNull(),
    madeOn: date('made_on').notNull(),
    horizonDays: smallint('horizon_days').notNull(),
    meanUnits: doublePrecision('mean_units').notNull(),
    varianceUnits: doublePrecision('variance_units').notNull(),
    p50: doublePrecision('p50').notNull(),
    p80: doublePrecision('p80').notNull(),
    p90: doublePrecision('p90').notNull(),
    p95: doublePrecision('p95').notNull(),
    p99: doublePrecision('p99').notNull(),
    /** Null: the series was too short or too flat for a naive error to divide by. */
    scaleUnits: doublePrecision('scale_units'),
    /** Null until the span is over and its sales are known. */
    actualUnits: doublePrecision('actual_units'),
    stockoutDays: smallint('stockout_days'),
    /** What each method alone expected, by its name. */
    methodUnits: jsonb('method_units').notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.sku, t.locationCode, t.madeOn, t.horizonDays] }),
    index('forecast_record_open')
      .on(t.madeOn)
      .where(sql`${t.actualUnits} is null`),
  ],
)
