import { toDay } from '../calendar.ts'
import { reviewsOfLot } from '../policy/economic-lot.ts'
import { supplierClock } from '../policy/supplier-clock.ts'
import { heldShareOf } from './disruption.ts'
import type { Disruption } from './disruption.ts'
import { closedDaysOf, startsOnDayOf } from './exposure.ts'
import { reviewLevels } from './levels.ts'
import { disruptedLeadTime } from './line.ts'
import type { UsableOption } from './line.ts'
import { disruptedUnitCost, limitUnits } from './purchases.ts'
import type { ResponseFacts, ResponseOption } from './response-option.ts'
import type { Perishing } from './shelf.ts'
import type { SupplyPlan, SupplySource } from './simulate-path.ts'

/** The disruption that changes nothing: the same line in ordinary times. */
const undisturbed: Disruption = { kind: 'demand_change', percent: 0, days: null }
const NEVER = -(2 ** 31)

export type PlanFacts = ResponseFacts & {
  horizonDays: number
  leadCellsOf: (meanDays: number, sdDays: number) => Int32Array
}

/** Units by the day on which they become free: a closed location unpacks everything on the day it opens. */
function inboundByDay(facts: PlanFacts, disrupted: boolean, closedDays: number): Int32Array {
  const { line, horizonDays } = facts
  const byDay = new Int32Array(horizonDays + 1)
  const add = (units: number, day: number) => {
    const free = Math.max(day, closedDays + 1)
    if (free <= horizonDays) byDay[free] = byDay[free]! + units
  }
  for (const { units, day, disruptedDay } of line.inbound)
    add(units, disrupted ? disruptedDay : day)
  // Goods with a date stay on the shelf, where they grow old.
  if (closedDays > 0 && line.lots === null) add(line.startUnits, 1)
  return byDay
}

/** Calendar days that weekends and closures of the supplier add to an order of each review. */
function calendarDaysOf(facts: PlanFacts, option: UsableOption, reviewCount: number): Int32Array {
  const { calendar, leadTime } = option
  const days = new Int32Array(reviewCount)
  if (calendar.closures.length === 0 && calendar.workingDays.every(Boolean)) return days
  const clock = supplierClock(calendar)
  const today = toDay(facts.line.input.asOf)
  const leadDays = Math.ceil(leadTime.meanDays)
  for (let review = 0; review < reviewCount; review++) {
    const orderedOn = today + review * facts.policy.reviewPeriodDays
    days[review] = clock.arrival(orderedOn, leadDays) - orderedOn - leadDays
  }
  return days
}

function sourceOf(facts: PlanFacts, option: UsableOption): SupplySource {
  const { meanDays, sdDays } = disruptedLeadTime(option, facts.policy, facts.disruption)
  const units = Math.max(option.moqUnits, 1)
  return {
    leadCells: facts.leadCellsOf(meanDays, sdDays),
    moqUnits: option.moqUnits,
    multipleUnits: option.orderMultipleUnits,
    maximumUnits: limitUnits(facts.line, option) ?? Number.MAX_SAFE_INTEGER,
    unitPremiumMinor: disruptedUnitCost(facts, option, units) - facts.line.unitCostMinor,
  }
}

function levelsFor(facts: PlanFacts, options: UsableOption[], reviewCount: number) {
  const { line, policy, disruption, z } = facts
  if (!line.reorders) {
    const never = new Int32Array(reviewCount).fill(NEVER)
    return { reorderPoint: never, orderUpTo: never }
  }
  const leadTimes = options.map((option) => disruptedLeadTime(option, policy, disruption))
  return reviewLevels({
    cumulative: disruption === undisturbed ? line.cumulative : line.disruptedCumulative,
    forecast: line.forecast,
    leadTimeDays: Math.max(...leadTimes.map(({ meanDays }) => meanDays)),
    leadTimeSdDays: Math.max(...leadTimes.map(({ sdDays }) => sdDays)),
    reviewPeriodDays: policy.reviewPeriodDays,
    z,
    reviewCount,
    reviewsOfLot: (perDayUnits) =>
      reviewsOfLot(line.input, policy, options[0] ?? line.primary, perDayUnits),
  })
}

function perishingOf(
  { line, policy, disruption }: PlanFacts,
  option: UsableOption,
  calendarDays: Int32Array,
): Perishing | null {
  if (line.lots === null) return null
  const leadDays = Math.floor(disruptedLeadTime(option, policy, disruption).meanDays)
  return {
    lots: line.lots,
    shelfLifeDays: line.input.item.shelfLifeDays,
    cumulative: disruption === undisturbed ? line.cumulative : line.disruptedCumulative,
    arrivalDays: calendarDays.map((days) => leadDays + days),
    wasteMinorPerUnit: line.unitCostMinor,
  }
}

function ordinaryPlan(facts: PlanFacts, options: UsableOption[], disrupted: boolean): SupplyPlan {
  const { line, policy, disruption, horizonDays } = facts
  const reviewCount = Math.floor(horizonDays / policy.reviewPeriodDays) + 1
  const closedDays = closedDaysOf(line, disruption)
  const holdingMinorPerUnitDay = (line.unitCostMinor * policy.holdingRate) / 365
  const calendarDays = calendarDaysOf(facts, options[0] ?? line.primary, reviewCount)
  return {
    startUnits: closedDays > 0 && line.lots === null ? 0 : line.startUnits,
    inbound: inboundByDay(facts, disrupted, closedDays),
    positionUnits: line.inbound.reduce((sum, { units }) => sum + units, line.startUnits),
    opensOnDay: closedDays + 1,
    startsOnDay: startsOnDayOf(line, disruption),
    heldShare: heldShareOf(disruption, line.primary.supplierCode),
    sources: options.map((option) => sourceOf(facts, option)),
    reviewPeriodDays: policy.reviewPeriodDays,
    ...levelsFor(facts, options, reviewCount),
    calendarDays,
    perishing: perishingOf(facts, options[0] ?? line.primary, calendarDays),
    extra: [],
    // Stock behind closed doors costs what it always costs.
    fixedCostMinor: Math.max(0, line.startUnits) * closedDays * holdingMinorPerUnitDay,
    holdingMinorPerUnitDay,
  }
}

/** The line in ordinary times, the yardstick of what the disruption costs. */
export function baselinePlan(facts: PlanFacts): SupplyPlan {
  return ordinaryPlan({ ...facts, disruption: undisturbed }, [facts.line.primary], false)
}

/** The line under the disruption when nothing special is done: the weekly plan goes on and knows the new facts. */
export function acceptPlan(facts: PlanFacts): SupplyPlan {
  return ordinaryPlan(facts, [facts.line.primary], true)
}

/** The line under the disruption with one response; `chargeShare` is its share of the freight per order. */
export function responsePlan(
  facts: PlanFacts,
  accept: SupplyPlan,
  option: ResponseOption,
  chargeShare: (supplierCode: string) => number,
): SupplyPlan {
  const plan =
    option.ordinaryFrom === null ? accept : ordinaryPlan(facts, option.ordinaryFrom, true)
  const charges = option.orderCharges.reduce(
    (sum, { supplierCode, chargeMinor }) => sum + chargeMinor * chargeShare(supplierCode),
    0,
  )
  return {
    ...plan,
    extra: option.arrivals.map(({ units, leadMeanDays, leadSdDays }) => ({
      units,
      leadCells: facts.leadCellsOf(leadMeanDays, leadSdDays),
    })),
    fixedCostMinor: plan.fixedCostMinor + option.premiumMinor + charges,
  }
}
