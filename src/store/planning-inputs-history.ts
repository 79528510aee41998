import { toDay, toIso } from '#planning/calendar.ts'
import type { PackedHistory } from '#planning/packed-history.ts'
import type { DemandSeries } from './demand.ts'
import type { KitUse } from './planning-inputs-kits.ts'

/** The days for which the sales of a location are complete, cut at the as-of day. */
export type KnownDays = { firstDay: number; lastDay: number }

/** Demand that falls on one item at one location: its own, and `times` that of each kit that holds it. */
export type DemandPart = { series: DemandSeries; times: number }

/** The demand parts of an item at a location, out of the series of all items concerned. */
export function demandParts(
  sku: string,
  uses: readonly KitUse[],
  seriesOf: (sku: string) => DemandSeries | undefined,
): DemandPart[] {
  const parts: DemandPart[] = []
  const add = (code: string, times: number) => {
    const series = seriesOf(code)
    if (series !== undefined) parts.push({ series, times })
  }
  add(sku, 1)
  for (const { kitSku, units } of uses) add(kitSku, units)
  return parts
}

/**
 * The history of an item at a location over the known days: from its launch, or where nobody said when that was from
 * its first record, through the last known day. A day without a record in between is a day without demand; days
 * outside the known range are left out, not zero. Null when no day is left.
 */
export function historyOf(
  parts: readonly DemandPart[],
  known: KnownDays | undefined,
  launchedOn: string | null,
): PackedHistory | null {
  if (known === undefined || parts.length === 0) return null
  const firstRecordDay = Math.min(...parts.map(({ series }) => series.startsDay))
  const launchDay =
    launchedOn === null ? firstRecordDay : Math.min(toDay(launchedOn), firstRecordDay)
  const startsDay = Math.max(known.firstDay, launchDay)
  const dayCount = known.lastDay - startsDay + 1
  if (dayCount <= 0) return null
  const units = new Float64Array(dayCount)
  const flags = new Uint8Array(dayCount)
  for (const { series, times } of parts) {
    const offset = series.startsDay - startsDay
    const end = Math.min(series.units.length, dayCount - offset)
    for (let index = Math.max(0, -offset); index < end; index++) {
      const sold = series.units[index]!
      if (sold < 0) continue
      units[index + offset]! += sold * times
      flags[index + offset]! |= series.flags[index]!
    }
  }
  return { startsOn: toIso(startsDay), units, flags }
}

/** Units asked for on the last `days` known days; null when fewer days than that are known. */
export function recentUnits(
  parts: readonly DemandPart[],
  known: KnownDays | undefined,
  days: number,
): number | null {
  if (known === undefined || known.lastDay - known.firstDay + 1 < days) return null
  return soldUnits(parts, known, days)
}

/** Units asked for on the last `days` days up to the last known one; what is not known is nothing. */
export function soldUnits(
  parts: readonly DemandPart[],
  known: KnownDays | undefined,
  days: number,
): number {
  if (known === undefined) return 0
  let total = 0
  for (const { series, times } of parts) {
    for (let day = known.lastDay - days + 1; day <= known.lastDay; day++) {
      total += Math.max(0, series.units[day - series.startsDay] ?? 0) * times
    }
  }
  return total
}
