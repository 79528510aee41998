import { toDay, toIso } from '#planning/calendar.ts'
import type { DemandHistory } from '#planning/types.ts'
import type { DemandSeries } from './demand.ts'
import { PROMOTION_FLAG, STOCKOUT_FLAG } from './demand-packing.ts'
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
  return [{ kitSku: sku, units: 1 }, ...uses].flatMap(({ kitSku, units }) => {
    const series = seriesOf(kitSku)
    return series === undefined ? [] : [{ series, times: units }]
  })
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
): DemandHistory | null {
  if (known === undefined || parts.length === 0) return null
  const firstRecordDay = Math.min(...parts.map(({ series }) => series.startsDay))
  const launchDay =
    launchedOn === null ? firstRecordDay : Math.min(toDay(launchedOn), firstRecordDay)
  const startsDay = Math.max(known.firstDay, launchDay)
  const dayCount = known.lastDay - startsDay + 1
  if (dayCount <= 0) return null
  const units = Array.from({ length: dayCount }, () => 0)
  const stockout = Array.from({ length: dayCount }, () => false)
  const promotion = Array.from({ length: dayCount }, () => false)
  for (const { series, times } of parts) {
    const offset = series.startsDay - startsDay
    for (let index = Math.max(0, -offset); index < series.units.length; index++) {
      const at = index + offset
      if (at >= dayCount) break
      const sold = series.units[index] ?? -1
      if (sold < 0) continue
      const flags = series.flags[index] ?? 0
      units[at] = (units[at] ?? 0) + sold * times
      if ((flags & STOCKOUT_FLAG) !== 0) stockout[at] = true
      if ((flags & PROMOTION_FLAG) !== 0) promotion[at] = true
    }
  }
  return { startsOn: toIso(startsDay), units, stockout, promotion }
}

/** Units asked for on the last `days` known days; null when fewer days than that are known. */
export function recentUnits(
  parts: readonly DemandPart[],
  known: KnownDays | undefined,
  days: number,
): number | null {
  if (known === undefined || known.lastDay - known.firstDay + 1 < days) return null
  let total = 0
  for (const { series, times } of parts) {
    for (let day = known.lastDay - days + 1; day <= known.lastDay; day++) {
      total += Math.max(0, series.units[day - series.startsDay] ?? 0) * times
    }
  }
  return total
}
