import { mix32 } from './seeds.ts'

/** Where ordinary orders go, and on what terms. */
export type SupplySource = {
  /** Whole days from the start of an order to its arrival, one per equally likely cell. */
  leadCells: Int32Array
  moqUnits: number
  multipleUnits: number
  maximumUnits: number
  /** What a unit costs above the undisturbed price, minor units. */
  unitPremiumMinor: number
}

/** Units that a response brings once, on top of ordinary orders. */
export type ResponseArrival = { units: number; leadCells: Int32Array }

/** Everything one response fixes for one line; days count from the as-of day. */
export type SupplyPlan = {
  /** Free stock today; below zero while backorders wait. */
  startUnits: number
  /** Open orders by day of arrival, entry 0 unused. */
  inbound: Int32Array
  /** All open orders, also those beyond the horizon. */
  inboundUnits: number
  /** Until the end of this day stock and inbound can not be reached. */
  closedDays: number
  /** Ordinary orders start no earlier than this day. */
  startsOnDay: number
  /** One source, or two that take turns. */
  sources: SupplySource[]
  reviewPeriodDays: number
  reorderPoint: Int32Array
  orderUpTo: Int32Array
  /** Calendar days that closures and weekends add to an order of each review. */
  calendarDays: Int32Array
  extra: ResponseArrival[]
  /** Premium and fixed cost of the response, minor units. */
  fixedCostMinor: number
  holdingMinorPerUnitDay: number
}

/** Arrays that every path writes over; one set serves a whole scenario. */
export type PathBench = { arrivals: Int32Array; extra: Int32Array }

/** What one path did; written over by the next. */
export type PathOutcome = {
  stockoutDays: number
  lostUnits: number
  costMinor: number
  /** Day of the first stockout, 0 = none. */
  firstStockoutDay: number
}

/** Bits of a 32-bit draw to drop so that it picks one of `count` cells; `count` is a power of two. */
export function shiftFor(count: number): number {
  return 32 - Math.log2(count)
}

function layOut(plan: SupplyPlan, luck: number, bench: PathBench): void {
  bench.arrivals.set(plan.inbound)
  if (plan.extra.length === 0) return
  bench.extra.fill(0)
  for (let i = 0; i < plan.extra.length; i++) {
    const { units, leadCells } = plan.extra[i]!
    const draw = mix32(luck ^ Math.imul(i + 1, 0x27d4_eb2f)) >>> shiftFor(leadCells.length)
    const day = leadCells[draw]!
    if (day < bench.extra.length) bench.extra[day] = bench.extra[day]! + units
  }
}

function legalUnits(source: SupplySource, needed: number): number {
  const wanted = needed > source.moqUnits ? needed : source.moqUnits
  const legal = Math.ceil(wanted / source.multipleUnits) * source.multipleUnits
  return legal <= source.maximumUnits
    ? legal
    : Math.floor(source.maximumUnits / source.multipleUnits) * source.multipleUnits
}

/**
 * One path of one plan, day by day: goods arrive in the morning, demand follows, what can not be served is lost, and at
 * each review of the evening an order brings the position up to its level. A stockout day is one that starts with
 * nothing to sell or on which demand stays unserved. `luck` fixes the lead times, alike for every plan of the path.
 */
export function simulatePath(
  plan: SupplyPlan,
  demand: Int32Array,
  luck: number,
  bench: PathBench,
  outcome: PathOutcome,
): void {
  layOut(plan, luck, bench)
  const { arrivals, extra } = bench
  const { closedDays, startsOnDay, reviewPeriodDays, sources, calendarDays } = plan
  const hasExtra = plan.extra.length > 0
  const horizon = demand.length
  let extraUnits = 0
  for (let i = 0; i < plan.extra.length; i++) extraUnits += plan.extra[i]!.units
  let position = plan.startUnits + plan.inboundUnits + extraUnits
  let net = closedDays > 0 ? 0 : plan.startUnits
  let held = closedDays > 0 ? plan.startUnits : 0
  let lost = 0
  let out = 0
  let first = 0
  let unitDays = 0
  let premium = 0
  let review = 0
  let nextReview = 0
  for (let day = 0; ; day++) {
    if (day > 0) {
      if (day <= closedDays) held += arrivals[day]!
      else net += arrivals[day]! + held
      if (day > closedDays) held = 0
      if (hasExtra) net += extra[day]!
      const asked = demand[day - 1]!
      const free = net > 0 ? net : 0
      if (asked > free || free === 0) {
        lost += asked - free
        net -= free
        position -= free
        out++
        if (first === 0) first = day
      } else {
        net -= asked
        position -= asked
      }
      unitDays += (net > 0 ? net : 0) + (held > 0 ? held : 0)
    }
    if (day === horizon) break
    if (day !== nextReview) continue
    if (position <= plan.reorderPoint[review]!) {
      const source = sources[review % sources.length]!
      const units = legalUnits(source, plan.orderUpTo[review]! - position)
      const cell = mix32(luck + review) >>> shiftFor(source.leadCells.length)
      const start = day < startsOnDay ? startsOnDay : day
      const arrives = start + source.leadCells[cell]! + calendarDays[review]!
      if (arrives <= horizon) arrivals[arrives] = arrivals[arrives]! + units
      position += units
      premium += units * source.unitPremiumMinor
    }
    review++
    nextReview += reviewPeriodDays
  }
  outcome.stockoutDays = out
  outcome.lostUnits = lost
  outcome.firstStockoutDay = first
  outcome.costMinor = plan.fixedCostMinor + premium + unitDays * plan.holdingMinorPerUnitDay
}
