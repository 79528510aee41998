import type { PlanningPolicy } from '../types.ts'
import { touchesSupplier } from './disruption.ts'
import type { Disruption } from './disruption.ts'
import { enoughUnits } from './levels.ts'
import { disruptedLeadTime } from './line.ts'
import type { ScenarioLine } from './line.ts'

/** What multiplies demand while the disruption lasts. */
export function demandFactorOf(disruption: Disruption): number {
  return disruption.kind === 'demand_change' ? 1 + disruption.percent / 100 : 1
}

/** Days for which no order of the usual supplier is started. */
export function startsOnDayOf(line: ScenarioLine, disruption: Disruption): number {
  const isDown =
    disruption.kind === 'supplier_down' && touchesSupplier(disruption, line.primary.supplierCode)
  return isDown ? disruption.days : 0
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
  const factor = demandFactorOf(disruption)
  const landing = new Float64Array(endDays + 1)
  for (const { units, disruptedDay } of closed > 0 ? [] : line.inbound) {
    if (disruptedDay <= endDays) landing[disruptedDay] = (landing[disruptedDay] ?? 0) + units
  }
  let stock = closed > 0 ? 0 : line.startUnits
  const from = Math.max(1, Math.ceil(leadDays))
  for (let day = 1; day < from && day <= endDays; day++) {
    stock += landing[day]!
    const mean = line.means[day - 1]! * factor
    stock = stock > mean ? stock - mean : Math.min(stock, 0)
  }
  let worst = 0
  const soldBefore = line.cumulative[Math.min(from - 1, line.means.length)]!
  for (let day = from; day <= endDays; day++) {
    stock += landing[day]!
    const mean = (line.cumulative[day]! - soldBefore) * factor
    const needed = enoughUnits(line.forecast, mean, day - from + 1, 0, z)
    worst = Math.max(worst, needed - stock)
  }
  return Math.ceil(worst - 1e-9)
}
