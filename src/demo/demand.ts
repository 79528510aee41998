// What customers asked for on each of the 730 days, before anybody looked whether it was there.

import type { DemoEvent } from './calendar-events.ts'
import type { DemoItem } from './catalogue.ts'
import { channelMean, dayTable, itemShape, KNOWN_DAYS } from './expected-demand.ts'
import type { Channel } from './places.ts'
import { locationDemand } from './places.ts'
import { hugeCancellation } from './shifts.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'
import type { Chance } from './chance.ts'

export type ChannelDemand = {
  channelCode: Channel
  mean: Float64Array
  promotion: Uint8Array
  /** Net of cancelled lines; the stock simulation cuts it on days without stock. */
  units: Int32Array
  cancelled: Int32Array
}

/** One item at one location: the row of every plan. */
export type Line = {
  item: DemoItem
  locationCode: string
  channels: ChannelDemand[]
  /** Mean of all channels, kits that use the item included. */
  mean: Float64Array
  /** Units that kits took. */
  kitUnits: Int32Array
  stockout: Uint8Array
}

/** Below this many units a day an item sells now and then, a few at a time. */
const INTERMITTENT_PER_DAY = 0.35

function drawUnits(
  chance: Chance,
  mean: number,
  perDay: number,
  pack: number,
  trade: boolean,
): number {
  if (mean <= 0) return 0
  if (trade) {
    // Whole packs, mean 2.5 packs an order.
    return chance.happens(mean / (2.5 * pack)) ? pack * chance.whole(1, 4) : 0
  }
  if (perDay < INTERMITTENT_PER_DAY) {
    if (!chance.happens(mean / 1.75)) return 0
    return 1 + (chance.happens(0.5) ? chance.whole(0, 3) : 0)
  }
  const spread = perDay > 3 ? 0.22 : 0.3
  return chance.poisson(mean * Math.exp(spread * chance.normal() - spread ** 2 / 2))
}

function drawChannel(
  world: World,
  line: string,
  pack: number,
  perDay: number,
  channel: Omit<ChannelDemand, 'units' | 'cancelled'>,
): ChannelDemand {
  const chance = world.chance(`demand ${line} ${channel.channelCode}`)
  const units = new Int32Array(HISTORY_DAYS)
  const cancelled = new Int32Array(HISTORY_DAYS)
  const trade = channel.channelCode === 'WHL'
  for (let day = 0; day < HISTORY_DAYS; day++) {
    units[day] = drawUnits(chance, channel.mean[day]!, perDay, pack, trade)
    // One day in seventy somebody changes their mind.
    if (units[day]! > 0 && chance.happens(1 / 70)) cancelled[day] = chance.whole(1, units[day]!)
  }
  if (
    line === `${hugeCancellation.sku} ${hugeCancellation.locationCode}` &&
    channel.channelCode === hugeCancellation.channelCode
  ) {
    cancelled[hugeCancellation.day] = hugeCancellation.units
  }
  return { ...channel, units, cancelled }
}

function makeLine(
  world: World,
  item: DemoItem,
  locationCode: string,
  shape: Float64Array,
  days: ReturnType<typeof dayTable>,
  events: DemoEvent[],
): Line {
  const place = locationDemand[locationCode]!
  const name = `${item.sku} ${locationCode}`
  const local = place.factor * world.chance(`line ${name}`).between(0.8, 1.2)
  const mean = new Float64Array(KNOWN_DAYS)
  const channels: ChannelDemand[] = []
  for (const [channelCode, share] of Object.entries(place.shares) as [Channel, number][]) {
    if (channelCode === 'WHL' && !item.wholesale) continue
    const perDay = item.perDay * local * share
    const expected = channelMean(item, channelCode, perDay, shape, days, events)
    for (let day = 0; day < KNOWN_DAYS; day++) mean[day]! += expected.mean[day]!
    channels.push(
      drawChannel(world, name, item.packSizeUnits, perDay, { channelCode, ...expected }),
    )
  }
  return {
    item,
    locationCode,
    channels,
    mean,
    kitUnits: new Int32Array(HISTORY_DAYS),
    stockout: new Uint8Array(HISTORY_DAYS),
  }
}

/** The demand of every item at every location where it is kept; kits have been charged to their components too. */
export function makeLines(world: World, catalogue: DemoItem[], events: DemoEvent[]): Line[] {
  const days = dayTable(world)
  const lines = catalogue.flatMap((item) => {
    const trend =
      item.lifecycle === 'new' ? 0 : 0.03 + 0.1 * world.chance(`trend ${item.sku}`).normal()
    const shape = itemShape(item, days, trend)
    return item.locationCodes.map((locationCode) =>
      makeLine(world, item, locationCode, shape, days, events),
    )
  })
  const byName = new Map(lines.map((line) => [`${line.item.sku} ${line.locationCode}`, line]))
  for (const kit of lines) {
    for (const component of kit.item.components) {
      const part = byName.get(`${component.sku} ${kit.locationCode}`)!
      for (let day = 0; day < KNOWN_DAYS; day++) part.mean[day]! += kit.mean[day]! * component.units
      for (const channel of kit.channels) {
        for (let day = 0; day < HISTORY_DAYS; day++)
          part.kitUnits[day]! += channel.units[day]! * component.units
      }
    }
  }
  return lines
}
