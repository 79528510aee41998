import { sql } from 'drizzle-orm'
import type { ForecastRecord } from '#planning/accuracy/forecast-record.ts'
import type { ForecastScore } from '#planning/accuracy/forecast-score.ts'
import { trackRecord } from '#planning/accuracy/learned-spread.ts'
import { addDays } from '#planning/calendar.ts'
import type { ForecastTrackRecord } from '#planning/accuracy/track-record.ts'
import { copyLine, copyRows } from './copy-rows.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { placeKey } from './planning-inputs-page.ts'

const columns = [
  'sku',
  'location_code',
  'made_on',
  'horizon_days',
  'mean_units',
  'variance_units',
  'p50',
  'p80',
  'p90',
  'p95',
  'p99',
  'scale_units',
  'method_units',
]

/** The day of the newest forecasts in the ledger, or null. */
export async function ledgerNewestOn(db: Database): Promise<string | null> {
  const [row] = await selectRows<{ on: string | null }>(
    db,
    sql`select max(made_on)::text as "on" from forecast_record`,
  )
  return row?.on ?? null
}

/** Writes records that the ledger does not have yet; what it has stays as it was said. Needs a transaction. */
export async function writeRecords(
  tx: Database,
  records: readonly ForecastRecord[],
): Promise<void> {
  if (records.length === 0) return
  const names = sql.raw(columns.join(', '))
  await tx.execute(
    sql`create temporary table if not exists new_forecast_record (like forecast_record including defaults) on commit drop`,
  )
  await copyRows(tx, 'new_forecast_record', columns, recordLines(records))
  await tx.execute(
    sql`insert into forecast_record (${names}) select ${names} from new_forecast_record on conflict do nothing`,
  )
  await tx.execute(sql`truncate new_forecast_record`)
}

function* recordLines(records: readonly ForecastRecord[]): Generator<string> {
  for (const { quantiles, ...record } of records) {
    const { p50, p80, p90, p95, p99 } = quantiles
    yield copyLine([
      record.sku,
      record.locationCode,
      record.madeOn,
      record.horizonDays,
      record.meanUnits,
      record.varianceUnits,
      p50,
      p80,
      p90,
      p95,
      p99,
      record.scaleUnits,
      JSON.stringify(record.methodUnits),
    ])
  }
}

/** Items with records whose span ended by `asOf` and that nobody has scored, in order. */
export async function dueSkus(db: Database, asOf: string): Promise<string[]> {
  const rows = await selectRows<{ sku: string }>(
    db,
    sql`select distinct sku from forecast_record
        where actual_units is null and made_on + horizon_days <= ${asOf}::date`,
  )
  return rows.map((row) => row.sku).toSorted()
}

/** Records of these items whose span ended by `asOf` and that nobody has scored. */
export async function dueRecords(
  db: Database,
  asOf: string,
  skus: readonly string[],
): Promise<ForecastRecord[]> {
  const rows = await selectRows<RecordRow>(
    db,
    sql`select ${recordColumns} from forecast_record
        where actual_units is null and made_on + horizon_days <= ${asOf}::date
          and sku = any(${sql.param(skus)}::text[])`,
  )
  return rows.map(asRecord)
}

/** Books what came for records that were due. */
export async function writeScores(tx: Database, scores: readonly ForecastScore[]): Promise<void> {
  if (scores.length === 0) return
  const list = <Value>(value: (score: ForecastScore) => Value) => sql.param(scores.map(value))
  await tx.execute(
    sql`update forecast_record as r set actual_units = s.actual, stockout_days = s.out
        from unnest(${list((s) => s.sku)}::text[], ${list((s) => s.locationCode)}::text[],
          ${list((s) => s.madeOn)}::date[], ${list((s) => s.horizonDays)}::smallint[],
          ${list((s) => s.actualUnits)}::float8[], ${list((s) => s.stockoutDays)}::smallint[])
          as s (sku, place, made, horizon, actual, out)
        where r.sku = s.sku and r.location_code = s.place and r.made_on = s.made
          and r.horizon_days = s.horizon`,
  )
}

export type ScoreFilter = {
  /** Forecasts made from this day on. */
  sinceOn: string
  /** What was known by this day: spans that end later are left out. */
  asOf: string
  horizonDays?: number | undefined
  skus?: readonly string[] | undefined
}

/** Scored forecasts, by item, place, day and span. */
export async function scoredForecasts(
  db: Database,
  { sinceOn, asOf, horizonDays, skus }: ScoreFilter,
): Promise<ForecastScore[]> {
  const rows = await selectRows<RecordRow & { actualUnits: number; stockoutDays: number }>(
    db,
    sql`select ${recordColumns}, actual_units as "actualUnits", stockout_days as "stockoutDays"
        from forecast_record
        where actual_units is not null and made_on >= ${sinceOn}::date
          and made_on + horizon_days <= ${asOf}::date
          and ${horizonDays === undefined ? sql`true` : sql`horizon_days = ${horizonDays}`}
          and ${skus === undefined ? sql`true` : sql`sku = any(${sql.param(skus)}::text[])`}
        order by sku collate "C", location_code collate "C", made_on, horizon_days`,
  )
  return rows.map(({ actualUnits, stockoutDays, ...row }) => ({
    ...asRecord(row),
    actualUnits,
    stockoutDays,
  }))
}

/** Forecasts go into the ledger once a week: daily ones would say the same thing seven times. */
export const ledgerStepDays = 7
/** The next forecast learns from spans of this length: those that most orders live on. */
const learnedHorizonDays = 28
/** Older forecasts were made by another engine over another demand. */
const learnedDays = 182

/** The track records of these items by `placeKey`, as known on `asOf`. */
export async function trackRecords(
  db: Database,
  asOf: string,
  skus: readonly string[],
): Promise<Map<string, ForecastTrackRecord>> {
  const scores = await scoredForecasts(db, {
    sinceOn: addDays(asOf, -learnedDays),
    asOf,
    horizonDays: learnedHorizonDays,
    skus,
  })
  const series = Map.groupBy(scores, (score) => placeKey(score.sku, score.locationCode))
  return new Map(
    [...series].flatMap(([place, own]) => {
      const record = trackRecord(own, ledgerStepDays)
      return record === null ? [] : [[place, record]]
    }),
  )
}

type RecordRow = Omit<ForecastRecord, 'quantiles'> & ForecastRecord['quantiles']

const recordColumns = sql.raw(
  `sku, location_code as "locationCode", made_on::text as "madeOn", horizon_days as "horizonDays",
   mean_units as "meanUnits", variance_units as "varianceUnits", p50, p80, p90, p95, p99,
   scale_units as "scaleUnits", method_units as "methodUnits"`,
)

function asRecord({ p50, p80, p90, p95, p99, ...row }: RecordRow): ForecastRecord {
  return { ...row, quantiles: { p50, p80, p90, p95, p99 } }
}
