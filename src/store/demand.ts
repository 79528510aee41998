import { sql } from 'drizzle-orm'
import { toDay } from '#planning/calendar.ts'
import { copyLine, copyRows } from './copy-rows.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { flagsOf, packDays } from './demand-days.ts'
import {
  arrayElements,
  createPacked,
  createStaged,
  createStagedSeries,
  mergePacked,
  packStaged,
  packedColumns,
  seriesColumns,
  stagedColumns,
} from './demand-packing.ts'
import type { DemandDay } from './shop-rows.ts'

/** Any number; writers of demand queue on it, so that two of them never merge into the same year at once. */
const DEMAND_LOCK = 7_160_021_402
const PAGE_SKUS = 250

/** Demand of one item at one location on consecutive days, all channels together. */
export type DemandSeries = {
  sku: string
  locationCode: string
  channelCodes: string[]
  /** Epoch day of element 0, the first day with a record. */
  startsDay: number
  /** Units asked for; -1 on a day without a record. */
  units: Int32Array
  /** PROMOTION_FLAG and STOCKOUT_FLAG of any channel. */
  flags: Uint8Array
}

/** A day with the line of the file that it came from. */
export type StagedDay = DemandDay & { lineNumber: number }

/** Two lines of one file about the same day. */
export type RepeatedDay = { lineNumber: number; firstLineNumber: number }

/**
 * Writes days of demand over what is kept of them. Returns how many days were new or different. Needs a transaction.
 * Throws QuartermasterError('invalid') when two of them tell the same day.
 */
export async function writeDemandDays(tx: Database, days: Iterable<DemandDay>): Promise<number> {
  await tx.execute(sql`drop table if exists packed_demand`)
  await tx.execute(createPacked)
  await copyRows(tx, 'packed_demand', packedColumns, packDays(days))
  return mergePackedDemand(tx)
}

/**
 * Puts days, given some at a time, beside the store, to be looked at and then merged or dropped; memory grows with the
 * series, not the days. Needs a transaction.
 */
export async function stageDemand(tx: Database, days: AsyncIterable<StagedDay[]>): Promise<void> {
  await tx.execute(sql`drop table if exists staged_demand, staged_series, packed_demand`)
  await tx.execute(createStaged)
  await tx.execute(createStagedSeries)
  await tx.execute(createPacked)
  const series = new Map<string, number>()
  await copyRows(tx, 'staged_demand', stagedColumns, stagedLines(days, series))
  await copyRows(tx, 'staged_series', seriesColumns, seriesLines(series))
  // Packing sorts all staged days, which the server's few default megabytes would send over the disk; and it is one
  // statement, which compiling would only delay.
  await tx.execute(sql`set local work_mem = '64MB'`)
  await tx.execute(sql`set local jit = off`)
  await tx.execute(packStaged)
}

async function* stagedLines(
  days: AsyncIterable<StagedDay[]>,
  series: Map<string, number>,
): AsyncGenerator<string> {
  for await (const some of days) {
    let lines = ''
    for (const day of some) {
      const key = `${day.sku}\u0001${day.locationCode}\u0001${day.channelCode}`
      const number = series.get(key) ?? series.size
      if (number === series.size) series.set(key, number)
      const { lineNumber, soldOn, units, cancelledUnits } = day
      lines += copyLine([lineNumber, number, soldOn, units, cancelledUnits, flagsOf(day)])
    }
    yield lines
  }
}

function* seriesLines(series: Map<string, number>): Generator<string> {
  for (const [key, number] of series) yield copyLine([number, ...key.split('\u0001')])
}

/** Staged days that an earlier line of the same file has told already, at most `limit`. */
export async function repeatedStagedDays(tx: Database, limit: number): Promise<RepeatedDay[]> {
  const [found] = await selectRows<{ any: boolean }>(
    tx,
    sql`select exists (select 1 from packed_demand where repeats_day) as any`,
  )
  if (found?.any !== true) return []
  return selectRows<RepeatedDay>(
    tx,
    sql`select line_number as "lineNumber", first_line as "firstLineNumber" from (
          select line_number, min(line_number) over day as first_line, row_number() over (
            partition by series, sold_on order by line_number) as rank
          from staged_demand
          window day as (partition by series, sold_on)) as ranked
        where rank > 1 order by line_number limit ${limit}`,
  )
}

/** First and last staged day of each location. */
export function stagedRange(
  tx: Database,
): Promise<{ locationCode: string; firstOn: string; lastOn: string }[]> {
  return selectRows(
    tx,
    sql`select location_code as "locationCode", min(first_on)::text as "firstOn", max(last_on)::text as "lastOn"
        from packed_demand group by location_code order by location_code`,
  )
}

/** Merges the staged days into the kept years. Returns how many days were new or different. */
export async function mergeStagedDemand(tx: Database): Promise<number> {
  await tx.execute(sql`drop table staged_demand, staged_series`)
  return mergePackedDemand(tx)
}

async function mergePackedDemand(tx: Database): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(${DEMAND_LOCK})`)
  await tx.execute(sql`analyze packed_demand`)
  const [counted] = await selectRows<{ count: number }>(tx, mergePacked)
  await tx.execute(sql`drop table packed_demand`)
  return counted?.count ?? 0
}

/**
 * Demand up to and including `asOf`, ordered by sku and location, a page of items at a time so that memory does not
 * grow with the shop. Series without any record are left out.
 */
export async function* streamDemand(
  db: Database,
  scope: { asOf: string; skus?: readonly string[] | undefined },
): AsyncGenerator<DemandSeries> {
  const skus = [...(scope.skus ?? (await demandSkus(db)))].sort()
  for (let from = 0; from < skus.length; from += PAGE_SKUS) {
    yield* await demandOf(db, scope.asOf, skus.slice(from, from + PAGE_SKUS))
  }
}

async function demandSkus(db: Database): Promise<string[]> {
  const rows = await selectRows<{ sku: string }>(db, sql`select distinct sku from demand_year`)
  return rows.map((row) => row.sku)
}

type YearRow = {
  sku: string
  location: string
  channel: string
  year: number
  units: string
  flags: string | null
}

/** The series of these items, ordered by sku and location. For many items use `streamDemand`. */
export async function demandOf(
  db: Database,
  asOf: string,
  skus: readonly string[],
): Promise<DemandSeries[]> {
  const rows = await selectRows<YearRow>(
    db,
    sql`select sku, location_code as location, channel_code as channel, year, units::text as units, flags::text as flags
        from demand_year where sku = any(${sql.param(skus)}::text[]) and year <= ${Number(asOf.slice(0, 4))}`,
  )
  const groups = Map.groupBy(rows, (row) => `${row.sku}\u0000${row.location}`)
  return [...groups.keys()]
    .sort()
    .map((key) => seriesOf(groups.get(key) ?? [], toDay(asOf)))
    .filter((series) => series !== null)
}

function seriesOf(rows: YearRow[], asOfDay: number): DemandSeries | null {
  const parts = rows.map((row) => ({
    startsDay: toDay(`${String(row.year).padStart(4, '0')}-01-01`),
    units: arrayElements(row.units),
    flags: row.flags === null ? [] : arrayElements(row.flags),
  }))
  const firstDay = Math.min(
    ...parts.map((part) => part.startsDay + part.units.findIndex((units) => units >= 0)),
  )
  const lastDay = Math.min(
    asOfDay,
    Math.max(...parts.map((part) => part.startsDay + part.units.length - 1)),
  )
  const [first] = rows
  if (first === undefined || lastDay < firstDay) return null
  const units = new Int32Array(lastDay - firstDay + 1).fill(-1)
  const flags = new Uint8Array(units.length)
  for (const part of parts) {
    part.units.forEach((value, index) => {
      const at = part.startsDay + index - firstDay
      if (value < 0 || at >= units.length) return
      units[at] = Math.max(units[at] ?? -1, 0) + value
      flags[at] = (flags[at] ?? 0) | Math.max(part.flags[index] ?? 0, 0)
    })
  }
  const channelCodes = [...new Set(rows.map((row) => row.channel))].sort()
  return {
    sku: first.sku,
    locationCode: first.location,
    channelCodes,
    startsDay: firstDay,
    units,
    flags,
  }
}
