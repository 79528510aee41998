// Demand, returns and feeds as rows.

import type { DemandDay, ShopRows } from '#store/shop-rows.ts'
import type { Line } from './demand.ts'
import { lineName } from './postures.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

/** Days between the end of a location's feed and the as-of date: Amazon reports a day later. */
const feedLagDays: Record<string, number> = { LDS: 1, RTM: 1, FBA: 2 }
/** A feed that broke off: used where a world with stale demand is asked for. */
const BROKEN_LAG_DAYS = 15

/** The last day for which a location's sales are known. */
export function lastKnownDay(locationCode: string, staleFeedAt: string | null): number {
  return (
    HISTORY_DAYS - (locationCode === staleFeedAt ? BROKEN_LAG_DAYS : feedLagDays[locationCode]!)
  )
}

/** What is known of the sales of each location: from the first day of the history to the lag of its feed. */
export function makeFeedRows(world: World, staleFeedAt: string | null): ShopRows['demandFeeds'] {
  return Object.keys(feedLagDays).map((locationCode) => {
    const last = lastKnownDay(locationCode, staleFeedAt)
    return {
      locationCode,
      knownFromOn: world.date(0),
      knownThroughOn: world.date(last),
      source: `demo:sales ${locationCode}`,
      asOf: world.instant(last, '23:30'),
    }
  })
}

/** One row per day with something to tell; a day without a row inside the known range is a zero. */
export function makeDemandDays(
  world: World,
  lines: Line[],
  staleFeedAt: string | null,
): DemandDay[] {
  const dates = Array.from({ length: HISTORY_DAYS }, (_, day) => world.date(day))
  const rows: DemandDay[] = []
  for (const line of lines) {
    const last = lastKnownDay(line.locationCode, staleFeedAt)
    for (const channel of line.channels) {
      for (let day = line.item.launchedDay ?? 0; day <= last; day++) {
        const units = channel.units[day]!
        const cancelledUnits = channel.cancelled[day]!
        const promotion = channel.promotion[day] === 1
        const stockout = line.stockout[day] === 1
        if (units === 0 && cancelledUnits === 0 && !promotion && !stockout) continue
        rows.push({
          sku: line.item.sku,
          locationCode: line.locationCode,
          channelCode: channel.channelCode,
          soldOn: dates[day]!,
          units,
          cancelledUnits,
          promotion,
          stockout,
        })
      }
    }
  }
  return rows
}

/** Three in a hundred units come back after a week or two; most can be sold again. */
export function makeReturns(world: World, lines: Line[]): ShopRows['customerReturns'] {
  return lines.flatMap((line) =>
    line.channels
      .filter((channel) => channel.channelCode !== 'WHL' && line.item.shelfLifeDays === null)
      .flatMap((channel) => {
        const chance = world.chance(`returns ${lineName(line)} ${channel.channelCode}`)
        const returned = new Map<number, number>()
        for (let day = 0; day < HISTORY_DAYS; day++) {
          const units = Math.min(channel.units[day]!, chance.poisson(channel.units[day]! * 0.03))
          const back = day + 7 + (units === 0 ? 0 : chance.whole(0, 7))
          if (units > 0 && back < HISTORY_DAYS)
            returned.set(back, (returned.get(back) ?? 0) + units)
        }
        return [...returned].map(([day, units]) => ({
          sku: line.item.sku,
          locationCode: line.locationCode,
          channelCode: channel.channelCode,
          returnedOn: world.date(day),
          units,
          restockedUnits: units - (chance.happens(0.2) ? 1 : 0),
        }))
      }),
  )
}
