// Ready-made kits are sold before components are put together: the requirements of each level are netted with what
// stands ready there before they become requirements of the next one (Silver, Pyke & Thomas, Inventory and Production
// Management in Supply Chains, 4th ed., section 15.2, material requirements planning).

import { toDay } from '../calendar.ts'
import { dailyMean } from '../forecast/demand-over-days.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  KitFacts,
  OpenOrderLine,
  PlanningPolicy,
  StockFacts,
  StockPosition,
} from '../types.ts'
import { lostChanceOf } from './overdue-orders.ts'
import { isLate, isOnOrder } from './projection.ts'
import { unsoldLots } from './unsold-lots.ts'

/** Days whose sales tell how much of an item's demand is that of its kits: thirteen weeks. */
export const kitShareDays = 91

/** Days ahead for which ready-made kits are looked at; stock of them that lasts longer is not told apart. */
const longestDays = 730

/**
 * Takes kits over to what has been made so far: of each kit what was asked for beyond what stood ready, and nothing made
 * is taken apart again. `made` is written over; returns the units of the item in all of it.
 */
function assemble(
  kits: readonly KitFacts[],
  made: Map<string, number>,
  askedKits: (at: number) => number,
  readyKits: (at: number) => number,
): number {
  let units = 0
  kits.forEach((kit, at) => {
    const forOthers = kit.within.reduce((sum, outer) => {
      return sum + outer.units * (made.get(outer.kitSku) ?? 0)
    }, 0)
    const beyond = askedKits(at) + forOthers - readyKits(at)
    const now = Math.max(made.get(kit.kitSku) ?? 0, beyond)
    made.set(kit.kitSku, now)
    units += now * kit.units
  })
  return units
}

/** Units of the item in one of each kit, through kits within it too. */
function unitsInKit(kits: readonly KitFacts[]): number[] {
  const units = kits.map((kit) => kit.units)
  for (let at = kits.length - 1; at >= 0; at -= 1) {
    for (const outer of kits[at]!.within) {
      const above = kits.findIndex(({ kitSku }) => kitSku === outer.kitSku)
      if (above >= 0) units[above]! += outer.units * units[at]!
    }
  }
  return units
}

/** Kits asked for per unit of the item's demand, and the part (0..1) of that demand which they are. */
function kitRates({ history }: ItemLocationInput, kits: readonly KitFacts[]) {
  const sold = (history?.units ?? []).slice(-kitShareDays).reduce((sum, units) => sum + units, 0)
  if (sold <= 0) return { rates: kits.map(() => 0), share: 0 }
  const holds = unitsInKit(kits)
  const kitUnits = kits.reduce((sum, kit, at) => sum + kit.recentUnits * holds[at]!, 0)
  const base = Math.max(sold, kitUnits)
  return { rates: kits.map((kit) => kit.recentUnits / base), share: kitUnits / base }
}

const availableOf = ({ onHandUnits, allocatedUnits, unavailableUnits }: StockFacts) =>
  onHandUnits - allocatedUnits - unavailableUnits

/** Ready-made kits that are free today, less those owed to customers and those that expire before they sell. */
function readyKits(
  { asOf }: ItemLocationInput,
  { stock }: KitFacts,
  kitsUntil: ((days: number) => number) | null,
): number {
  if (stock === null) return 0
  const expiring = unsoldLots(stock, asOf, kitsUntil).reduce((sum, { units }) => sum + units, 0)
  return Math.max(0, availableOf(stock)) - stock.backorderedUnits - expiring
}

function readyNow(
  input: ItemLocationInput,
  kits: readonly KitFacts[],
  forecast: DemandForecast | null,
  rates: readonly number[],
): number[] {
  const sums = forecast && runningMeans(forecast)
  return kits.map((kit, at) => {
    const until = sums && ((days: number) => rates[at]! * sums[Math.min(days, longestDays)]!)
    return readyKits(input, kit, until)
  })
}

function runningMeans(forecast: DemandForecast): Float64Array {
  const sums = new Float64Array(longestDays + 1)
  for (let day = 0; day < longestDays; day += 1)
    sums[day + 1] = sums[day]! + dailyMean(forecast, day)
  return sums
}

const none = () => 0

/**
 * Units of the item that customers wait for within kits: kits owed beyond those that stand ready, at once and whatever
 * is on order. Whole units.
 */
export function kitBackorderUnits(input: ItemLocationInput): number {
  const kits = input.kits ?? []
  const ready = readyNow(input, kits, null, [])
  return assemble(kits, new Map(), none, (at) => ready[at]!)
}

function landingDay(line: OpenOrderLine, asOf: string): number | null {
  if (!isOnOrder(line) || line.expectedOn === null || isLate(line, asOf)) return null
  return Math.max(0, toDay(line.expectedOn) - toDay(asOf) - 1)
}

function drawnDays(
  input: ItemLocationInput,
  kits: readonly KitFacts[],
  forecast: DemandForecast,
): Float64Array {
  const { rates, share } = kitRates(input, kits)
  const ready = readyNow(input, kits, forecast, rates)
  const made = new Map<string, number>()
  let before = assemble(kits, made, none, (at) => ready[at]!)
  let mean = 0
  return Float64Array.from({ length: longestDays }, (_, day) => {
    kits.forEach((kit, at) => {
      for (const line of kit.openOrders) {
        if (landingDay(line, input.asOf) === day) ready[at]! += line.openUnits
      }
    })
    const today = dailyMean(forecast, day)
    mean += today
    const now = assemble(
      kits,
      made,
      (at) => rates[at]! * mean,
      (at) => ready[at]!,
    )
    const drawn = today * (1 - share) + now - before
    before = now
    return drawn
  })
}

/**
 * Mean units that day asOf + 1 + `day` takes of the item itself: its demand less what kits that stand ready, or are on
 * order with a date, serve of it. Late kits are left out, as late orders are.
 */
export function drawnOf(
  input: ItemLocationInput,
  forecast: DemandForecast,
): (day: number) => number {
  const { kits = [] } = input
  if (kits.length === 0) return (day) => dailyMean(forecast, day)
  const drawn = drawnDays(input, kits, forecast)
  return (day) => drawn[day] ?? dailyMean(forecast, day)
}

/** Mean units that the days asOf + 1 ... asOf + `days` take of the item itself. */
export function drawnOverDays(
  input: ItemLocationInput,
  forecast: DemandForecast,
  days: number,
): number {
  const drawn = drawnOf(input, forecast)
  let sum = 0
  for (let day = 0; day < days; day += 1) sum += drawn(day)
  return sum
}

/** The forecast of a part (0..1) of the customers: a part of the noise of single days, all of the error of the level. */
function partOf(forecast: DemandForecast, part: number): DemandForecast {
  const { constant, perDay, perDaySquared, perDayCubed } = forecast.sumVariance
  const square = part * part
  return {
    ...forecast,
    dailyMeanUnits: forecast.dailyMeanUnits.map((mean) => mean * part),
    baselinePerDayUnits: forecast.baselinePerDayUnits * part,
    sumVariance: {
      constant: constant * square,
      perDay: perDay * part,
      perDaySquared: perDaySquared * square,
      ...(perDayCubed !== undefined && { perDayCubed: perDayCubed * square }),
    },
  }
}

/** Units on orders for a kit, drafts among them as they are among those of an item, less what is likely never to come. */
function orderedKits(input: ItemLocationInput, { openOrders }: KitFacts, policy: PlanningPolicy) {
  return openOrders.reduce((sum, line) => {
    const lost = isOnOrder(line) ? lostChanceOf(line, input, policy) : 0
    return sum + line.openUnits * (1 - lost)
  }, 0)
}

/**
 * Units, whole, by which ready-made kits lower the need for the item. They serve no other demand than that of kits:
 * of the item's level, what is more than the level for its own customers is all that kits can cover, each kit in
 * proportion to its sales. Kits owed to customers are covered by none of it; they are
 * backordered units.
 */
export function kitCoverUnits(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast,
  levelUnits: number,
  levelFor: (forecast: DemandForecast) => number,
): number {
  const { kits = [] } = input
  const { rates, share } = kitRates(input, kits)
  if (share <= 0) return 0
  const own = levelFor(partOf(forecast, Math.max(0, 1 - share)))
  const forKits = Math.max(0, levelUnits - own)
  const ready = readyNow(input, kits, forecast, rates)
  const made = new Map<string, number>()
  const owed = assemble(kits, made, none, (at) => ready[at]!)
  const all = assemble(
    kits,
    made,
    (at) => (forKits * rates[at]!) / share,
    (at) => ready[at]! + orderedKits(input, kits[at]!, policy),
  )
  return Math.max(0, Math.floor(forKits - (all - owed) + 1e-6))
}

/** Ready-made kits of the item as its position tells them; kits of which none are left over or on order are left out. */
export function readyKitsOf({ kits = [] }: ItemLocationInput): NonNullable<StockPosition['kits']> {
  const holds = unitsInKit(kits)
  return kits.flatMap(({ kitSku, stock, openOrders }, at) => {
    const free = stock === null ? 0 : availableOf(stock) - stock.backorderedUnits
    const ordered = openOrders.filter(isOnOrder).reduce((sum, line) => sum + line.openUnits, 0)
    const readyUnits = free + ordered
    return readyUnits > 0 ? [{ kitSku, readyUnits, holdUnits: readyUnits * holds[at]! }] : []
  })
}
