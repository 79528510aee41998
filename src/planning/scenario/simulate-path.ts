import { legalUnits } from '../sourcing/legal-quantity.ts'
import { LEAD_SHIFT } from './quantile-cells.ts'
import { mix32 } from './seeds.ts'
import type { Perishing } from './shelf.ts'

/** Where ordinary orders go, and on what terms. */
export type SupplySource = {
  /** Whole days from the start of an order to its arrival, in `LEAD_CELLS` equally likely cells. */
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
  /** Free stock that can be reached today; below zero while backorders wait. */
  startUnits: number
  /** Units that become free by day, entry 0 unused: open orders, and all stock on the day a closed location opens. */
  inbound: Int32Array
  /** Free stock wherever it is and all open orders, also those beyond the horizon. */
  positionUnits: number
  /** Ordinary orders are unpacked no earlier than this day. */
  opensOnDay: number
  /** The held share of an ordinary order starts no earlier than this day. */
  startsOnDay: number
  heldShare: number
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
  /** Goods that expire; null = they keep. */
  perishing: Perishing | null
}

/** What one path did; written over by the next. */
export type PathOutcome = {
  stockoutDays: number
  lostUnits: number
  /** Units that expired unsold. */
  wastedUnits: number
  costMinor: number
  /** Day of the first stockout, 0 = none. */
  firstStockoutDay: number
}

/** Puts open orders and the response into the arrivals by day; returns the units of the response. */
export function layOut(plan: SupplyPlan, luck: number, arrivals: Int32Array): number {
  arrivals.set(plan.inbound)
  let extraUnits = 0
  for (let i = 0; i < plan.extra.length; i++) {
    const { units, leadCells } = plan.extra[i]!
    const draw = mix32(luck ^ Math.imul(i + 1, 0x27d4_eb2f)) >>> LEAD_SHIFT
    const day = leadCells[draw]!
    if (day < arrivals.length) arrivals[day] = arrivals[day]! + units
    extraUnits += units
  }
  return extraUnits
}

/** Orders the smallest legal quantity for the units asked at a review on day `from`; returns it, 0 = there is none. */
export function placeOrder(
  plan: SupplyPlan,
  review: number,
  from: number,
  asked: number,
  luck: number,
  arrivals: Int32Array,
): number {
  const { sources, startsOnDay, opensOnDay } = plan
  const source = sources[review % sources.length]!
  const units = legalUnits(asked, source.moqUnits, source.multipleUnits, source.maximumUnits)
  const cell = mix32(luck + review) >>> LEAD_SHIFT
  const days = source.leadCells[cell]! + plan.calendarDays[review]!
  const held = from < startsOnDay ? Math.ceil(units * plan.heldShare) : 0
  const soon = from + days < opensOnDay ? opensOnDay : from + days
  if (soon < arrivals.length) arrivals[soon] = arrivals[soon]! + units - held
  if (held > 0) {
    const late = startsOnDay + days < opensOnDay ? opensOnDay : startsOnDay + days
    if (late < arrivals.length) arrivals[late] = arrivals[late]! + held
  }
  return units
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
  arrivals: Int32Array,
  outcome: PathOutcome,
): void {
  const { reviewPeriodDays, sources, reorderPoint, orderUpTo } = plan
  const horizon = demand.length
  let position = plan.positionUnits + layOut(plan, luck, arrivals)
  let net = plan.startUnits
  let lost = 0
  let out = 0
  let first = 0
  let unitDays = 0
  let premium = 0
  let review = 0
  for (let from = 0; from < horizon; from += reviewPeriodDays) {
    if (position <= reorderPoint[review]!) {
      const asked = orderUpTo[review]! - position
      const units = placeOrder(plan, review, from, asked, luck, arrivals)
      position += units
      premium += units * sources[review % sources.length]!.unitPremiumMinor
    }
    review++
    const until = from + reviewPeriodDays < horizon ? from + reviewPeriodDays : horizon
    for (let day = from; day < until; day++) {
      net += arrivals[day + 1]!
      const asked = demand[day]!
      if (net > 0 && asked <= net) {
        net -= asked
        position -= asked
        unitDays += net
      } else {
        const free = net > 0 ? net : 0
        lost += asked - free
        net -= free
        position -= free
        out++
        if (first === 0) first = day + 1
      }
    }
  }
  outcome.stockoutDays = out
  outcome.lostUnits = lost
  outcome.wastedUnits = 0
  outcome.firstStockoutDay = first
  outcome.costMinor = plan.fixedCostMinor + premium + unitDays * plan.holdingMinorPerUnitDay
}
