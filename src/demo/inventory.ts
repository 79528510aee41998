// Two years of a warehouse, day by day: goods arrive, customers take them, a buyer looks every week and orders.

import { weekdayOf } from '#planning/calendar.ts'
import type { Chance } from './chance.ts'
import type { Line } from './demand.ts'
import { KNOWN_DAYS } from './expected-demand.ts'
import { lineName } from './postures.ts'
import type { Posture } from './postures.ts'
import { blockedSales } from './shifts.ts'
import { formerSuppliers } from './sourcing.ts'
import type { Option } from './sourcing.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type Need = { line: Line; option: Option; units: number }
/** Places one order and answers what arrives when, per need, and how many units are promised in all. */
export type PlaceOrder = (
  day: number,
  locationCode: string,
  needs: Need[],
) => { day: number; units: number }[][]

type Bin = {
  line: Line
  options: Option[]
  posture: Posture | null
  leadDays: number
  stock: number
  onOrder: number
  /** Units that arrive on each day. */
  inbound: Int32Array
  /** Sum of the means of all days before a day. */
  meanBefore: Float64Array
  /** From this day on the line is led to its posture: no stockouts, no orders. */
  steeredFrom: number
  lastOrderDay: number
  reviewWeekday: number
  /** Days on which nothing may be sold although it is there. */
  blocked: { fromDay: number; days: number } | null
}

/** Days of demand a simulated buyer adds to a lead time before the stock must be there. */
const REVIEW_DAYS = 13
const CYCLE_DAYS = 24

function binOf(world: World, line: Line, options: Option[], postures: Map<string, Posture>): Bin {
  const { item } = line
  const posture = postures.get(lineName(line)) ?? null
  const main = options[0]
  const leadDays = main?.supplier.promisedDays ?? 0
  const meanBefore = new Float64Array(KNOWN_DAYS + 1)
  for (let day = 0; day < KNOWN_DAYS; day++)
    meanBefore[day + 1] = meanBefore[day]! + line.mean[day]!
  const quiet = posture?.kind === 'over' ? 150 : leadDays * 1.5 + 20
  const steeredFrom = posture === null ? HISTORY_DAYS : Math.floor(HISTORY_DAYS - quiet)
  const ended =
    item.lifecycle === 'discontinued' ? 560 : item.lifecycle === 'phase_out' ? 680 : HISTORY_DAYS
  return {
    line,
    options,
    posture,
    leadDays,
    stock: 0,
    onOrder: 0,
    inbound: new Int32Array(KNOWN_DAYS + 200),
    meanBefore,
    steeredFrom,
    lastOrderDay: Math.min(steeredFrom, ended, formerSuppliers[item.sku]?.untilDay ?? HISTORY_DAYS),
    reviewWeekday: world
      .chance(`review ${main?.supplier.code ?? 'none'} ${line.locationCode}`)
      .whole(0, 4),
    blocked: blockedSales[lineName(line)] ?? drawBlock(world, line),
  }
}

/** One line in twelve had a spell of a week or three without sales. */
function drawBlock(world: World, line: Line): Bin['blocked'] {
  const chance = world.chance(`block ${lineName(line)}`)
  if (line.item.lifecycle !== 'active' || !chance.happens(1 / 12)) return null
  return { fromDay: chance.whole(120, 690), days: chance.whole(6, 21) }
}

function expected(bin: Bin, from: number, days: number): number {
  const to = Math.min(KNOWN_DAYS, from + Math.round(days))
  return bin.meanBefore[to]! - bin.meanBefore[Math.min(from, to)]!
}

/** The simulated buyer's reorder point and order-up-to level, units. */
function levels(bin: Bin, day: number): { reorderPoint: number; upTo: number } {
  const demand = expected(bin, day, bin.leadDays + REVIEW_DAYS)
  const reorderPoint = demand + 1.8 * Math.sqrt(demand * 1.6) + 0.12 * demand
  const cycle = Math.min(CYCLE_DAYS, (bin.line.item.shelfLifeDays ?? 999) / 5)
  return { reorderPoint, upTo: reorderPoint + expected(bin, day + bin.leadDays, cycle) }
}

/** The smallest multiple that is at least the need and the minimum order quantity. */
export function legalUnits(need: number, option: Option): number {
  const wanted = Math.max(need, option.moqUnits, 1)
  return Math.ceil(wanted / option.orderMultipleUnits - 1e-9) * option.orderMultipleUnits
}

/** Takes a day's demand from the stock; what is not there is not sold, and the day is flagged. */
function sell(bin: Bin, day: number): void {
  const { line } = bin
  const steered = day >= bin.steeredFrom
  const out = bin.posture?.kind === 'out' && day >= HISTORY_DAYS - bin.posture.days
  if (out) bin.stock = 0
  let left = steered && !out ? Infinity : bin.stock
  if (
    bin.blocked !== null &&
    day >= bin.blocked.fromDay &&
    day < bin.blocked.fromDay + bin.blocked.days
  )
    left = 0
  const began = left
  let taken = Math.min(left, line.kitUnits[day]!)
  let short = taken < line.kitUnits[day]!
  left -= taken
  for (const channel of line.channels) {
    const sold = Math.min(left, channel.units[day]!)
    if (sold < channel.units[day]!) short = true
    channel.units[day] = sold
    left -= sold
    taken += sold
  }
  bin.stock -= taken
  if (short || began <= 0) line.stockout[day] = 1
}

/** A kit sells only while all its parts are there; what it did not sell is not taken from them. */
function sellKit(kit: Line, parts: Bin[], day: number): void {
  if (!parts.some((part) => part.stock <= 0 && day < part.steeredFrom)) return
  kit.stockout[day] = 1
  for (const channel of kit.channels) {
    kit.item.components.forEach((component, index) => {
      parts[index]!.line.kitUnits[day]! -= channel.units[day]! * component.units
    })
    channel.units[day] = 0
  }
}

/** What the buyer orders on a review day, by supplier and location. */
function reviewNeeds(bins: Bin[], day: number, chance: Chance): { bin: Bin; need: Need }[][] {
  const asked = bins
    .filter((bin) => bin.options.length > 0 && day < bin.lastOrderDay)
    .map((bin) => ({ bin, position: bin.stock + bin.onOrder, ...levels(bin, day) }))
    .filter(({ upTo, position }) => upTo >= 0.5 && position < upTo)
  const groups = Map.groupBy(
    asked,
    ({ bin }) => `${bin.options[0]!.supplier.code} ${bin.line.locationCode}`,
  )
  return [...groups.values()].flatMap((group) => {
    if (!group.some(({ position, reorderPoint }) => position <= reorderPoint)) return []
    // What would be ordered soon anyway joins the order; every tenth order goes to the second source.
    const second = chance.happens(0.1)
    const needs = group
      .filter(({ position, reorderPoint }) => position <= reorderPoint * 1.15)
      .map(({ bin, position, upTo }) => {
        const other = bin.options[1]
        const option = second && other?.supplier.status === 'active' ? other : bin.options[0]!
        return { bin, need: { line: bin.line, option, units: legalUnits(upTo - position, option) } }
      })
    return [...Map.groupBy(needs, ({ need }) => need.option.supplier.code).values()]
  })
}

/** The standing at the end that the posture asks for, units of inventory position; null = as simulated. */
function postureUnits(bin: Bin): number | null {
  const { posture } = bin
  if (posture === null) return null
  if (posture.kind === 'out') return 0
  if (posture.kind === 'over')
    return Math.ceil(Math.max(6, (expected(bin, HISTORY_DAYS - 60, 120) / 120) * posture.days))
  return Math.floor(expected(bin, HISTORY_DAYS, bin.leadDays + 7) * posture.cover)
}

/**
 * Runs the two years. Demand of days without stock is cut in place and flagged; returns the units on hand of every
 * line on the as-of date.
 */
export function simulateStock(
  world: World,
  lines: Line[],
  optionsOf: (line: Line) => Option[],
  postures: Map<string, Posture>,
  placeOrder: PlaceOrder,
): Map<Line, number> {
  const bins = lines
    .filter((line) => line.item.components.length === 0)
    .map((line) => binOf(world, line, optionsOf(line), postures))
  const byName = new Map(bins.map((bin) => [lineName(bin.line), bin]))
  const kits = lines
    .filter((line) => line.item.components.length > 0)
    .map((line) => ({
      line,
      parts: line.item.components.map((part) => byName.get(`${part.sku} ${line.locationCode}`)!),
    }))
  const chance = world.chance('second source')
  for (const bin of bins)
    bin.stock = bin.line.item.launchedDay === null ? Math.round(levels(bin, 0).upTo) : 0
  for (let day = 0; day < HISTORY_DAYS; day++) {
    for (const bin of bins) {
      bin.stock += bin.inbound[day]!
      bin.onOrder -= bin.inbound[day]!
    }
    for (const kit of kits) sellKit(kit.line, kit.parts, day)
    for (const bin of bins) if (day >= (bin.line.item.launchedDay ?? 0)) sell(bin, day)
    const weekday = weekdayOf(world.firstDay + day)
    const reviewed = bins.filter((bin) => bin.reviewWeekday === weekday)
    for (const needs of reviewNeeds(reviewed, day, chance)) {
      const arrivals = placeOrder(
        day,
        needs[0]!.bin.line.locationCode,
        needs.map((one) => one.need),
      )
      needs.forEach(({ bin }, index) => {
        for (const arrival of arrivals[index]!) {
          bin.inbound[arrival.day]! += arrival.units
          bin.onOrder += arrival.units
        }
      })
    }
  }
  return new Map(
    bins.map((bin) => {
      const wanted = postureUnits(bin)
      return [bin.line, wanted === null ? bin.stock : Math.max(0, wanted - bin.onOrder)]
    }),
  )
}
