import type { PlanningPolicy } from '../types.ts'
import { heldShareOf } from './disruption.ts'
import type { Disruption } from './disruption.ts'
import { enoughUnits } from './levels.ts'
import { disruptedLeadTime } from './line.ts'
import type { ScenarioLine } from './line.ts'

/** Days for which orders of the usual supplier are held, whole or in part. */
export function startsOnDayOf(line: ScenarioLine, disruption: Disruption): number {
  const held = heldShareOf(disruption, line.primary.supplierCode) > 0
  return held && 'days' in disruption ? (disruption.days ?? 0) : 0
}

/** Days for which the location can not be reached. */
export function closedDaysOf(line: ScenarioLine, disruption: Disruption): number {
  const isLost =
    disruption.kind === 'location_lost' && line.input.locationCode === disruption.locationCode
  return isLost ? disruption.days : 0
}

/** The last day before ordinary orders of today help again: only until then does a response have to cover. */
export function exposureEndDays(
  line: ScenarioLine,
  policy: PlanningPolicy,
  disruption: Disruption,
): number {
  if (disruption.kind === 'tariff') return 0
  const closed = closedDaysOf(line, disruption)
  if (disruption.kind === 'location_lost') return closed
  const leadTime = disruptedLeadTime(line.primary, policy, disruption)
  return startsOnDayOf(line, disruption) + Math.ceil(leadTime.meanDays + leadTime.sdDays)
}

/** By day, what the usual supplier still makes of ordinary orders while its capacity is cut; else nothing. */
function stillComing(
  line: ScenarioLine,
  policy: PlanningPolicy,
  disruption: Disruption,
  endDays: number,
): Float64Array {
  const landing = new Float64Array(endDays + 1)
  const held = heldShareOf(disruption, line.primary.supplierCode)
  if (held === 0 || held === 1 || !line.reorders) return landing
  const leadTime = disruptedLeadTime(line.primary, policy, disruption)
  for (let day = Math.ceil(leadTime.meanDays); day <= endDays; day++) {
    landing[day] = (1 - held) * (line.means[day - 1] ?? 0)
  }
  return landing
}

/**
 * Units that must arrive after `leadDays` so that the line keeps its service level until the exposure ends: the largest
 * shortfall, over the days after the arrival, of what is enough demand against stock and inbound. What is lost before
 * the arrival can not be mended and is left out. At least 0.
 */
export function gapUnits(
  line: ScenarioLine,
  policy: PlanningPolicy,
  disruption: Disruption,
  leadDays: number,
  z: number,
): number {
  const endDays = Math.min(exposureEndDays(line, policy, disruption), line.means.length)
  const closed = closedDaysOf(line, disruption)
  const landing = stillComing(line, policy, disruption, endDays)
  for (const { units, disruptedDay } of closed > 0 ? [] : line.inbound) {
    if (disruptedDay <= endDays) landing[disruptedDay] = (landing[disruptedDay] ?? 0) + units
  }
  let stock = closed > 0 ? 0 : line.startUnits - line.expiringUnits
  const from = Math.max(1, Math.ceil(leadDays))
  for (let day = 1; day < from && day <= endDays; day++) {
    stock += landing[day]!
    const mean = line.disruptedMeans[day - 1]!
    stock = stock > mean ? stock - mean : Math.min(stock, 0)
  }
  let worst = 0
  const soldBefore = line.disruptedCumulative[Math.min(from - 1, line.means.length)]!
  for (let day = from; day <= endDays; day++) {
    stock += landing[day]!
    const mean = line.disruptedCumulative[day]! - soldBefore
    const needed = enoughUnits(line.forecast, mean, day - from + 1, 0, z)
    worst = Math.max(worst, needed - stock)
  }
  return Math.ceil(worst - 1e-9)
}
