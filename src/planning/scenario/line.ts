import { daysBetween } from '../calendar.ts'
import { expiringUnits } from '../policy/expiring-stock.ts'
import { activeRules } from '../policy/human-rules.ts'
import type { ActiveRules } from '../policy/human-rules.ts'
import { drawnOf, kitBackorderUnits } from '../policy/kit-stock.ts'
import { leadTimeSd } from '../policy/lead-time.ts'
import { isLate, isOnOrder } from '../policy/projection.ts'
import { notPlannedReason } from '../policy/segment.ts'
import { freeLots } from '../policy/unsold-lots.ts'
import { landedUnitCost } from '../sourcing/landed-cost.ts'
import { longestLotDays } from '../sourcing/lot-size.ts'
import { supplierDefects } from '../sourcing/supplier-defects.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  LeadTime,
  OpenOrderLine,
  PlanningPolicy,
  SupplierOption,
} from '../types.ts'
import { heldShareOf, touchesSupplier } from './disruption.ts'
import type { Disruption } from './disruption.ts'
import { cumulativeOf } from './levels.ts'
import { lineSeed } from './seeds.ts'

export type UsableOption = SupplierOption & { leadTime: LeadTime }
/** A critical line may pay a premium to stay in stock, a low one may rather run out. */
export type Standing = 'critical' | 'ordinary' | 'low'

/** One item at one location as the simulation needs it; money in minor units of the base currency. */
export type ScenarioLine = {
  input: ItemLocationInput
  forecast: DemandForecast
  seed: number
  primary: UsableOption
  /** Other suppliers that can be ordered from today, also while the disruption lasts. */
  alternatives: UsableOption[]
  /** Daily means, from the day after the as-of day, to the end of the last order's protection. */
  means: Float64Array
  cumulative: Float64Array
  /** The same under the disruption, where it moves demand. */
  disruptedMeans: Float64Array
  disruptedCumulative: Float64Array
  /** What a unit from the usual supplier costs in ordinary times. */
  unitCostMinor: number
  /** Cost of one unit short; null = neither stockout cost nor sell price is known. */
  unitLossMinor: number | null
  standing: Standing
  startUnits: number
  /** Free units of today with a date, by the last day on which they sell; null = the goods keep. */
  lots: { units: number; day: number }[] | null
  /** Free units of today that mean demand does not reach before their date. */
  expiringUnits: number
  /** Open units with the day on which they come, without and with the disruption. */
  inbound: { units: number; day: number; disruptedDay: number }[]
  cycleServiceLevel: number
  rules: ActiveRules
  /** False where a rule or the lifecycle forbids new orders. */
  reorders: boolean
}

/** Why a line is left out of a simulation. */
export type LineProblem = { problem: string }

const isUsable = (option: SupplierOption, input: ItemLocationInput): option is UsableOption =>
  option.leadTime !== null && supplierDefects(input, option, 1).length === 0

function usualSupplier(options: UsableOption[], rules: ActiveRules): UsableOption | null {
  const ruled = options.find((option) => option.supplierCode === rules.supplier?.value.trim())
  return ruled ?? options[0] ?? null
}

function byPreference(a: SupplierOption, b: SupplierOption): number {
  return a.preferredRank - b.preferredRank || (a.supplierCode < b.supplierCode ? -1 : 1)
}

function inboundOf(input: ItemLocationInput, primary: UsableOption, disruption: Disruption) {
  return input.openOrders.filter(isOnOrder).flatMap((line) => {
    const option = input.suppliers.find((one) => one.supplierCode === line.supplierCode)
    const leadDays = Math.ceil(option?.leadTime?.meanDays ?? primary.leadTime.meanDays)
    // Nobody knows when late or undated goods come; a whole lead time from now does not hide a stockout.
    const day =
      line.expectedOn === null || isLate(line, input.asOf)
        ? Math.max(1, leadDays)
        : Math.max(1, daysBetween(input.asOf, line.expectedOn))
    const touched = touchesSupplier(disruption, line.supplierCode)
    const delay = touched && 'days' in disruption ? (disruption.days ?? 0) : 0
    const held = heldUnits(line, disruption)
    return [
      { units: line.openUnits - held, day, disruptedDay: day },
      { units: held, day, disruptedDay: day + delay },
    ].filter(({ units }) => units > 0)
  })
}

/** Open units that the disruption delays. A supplier in trouble has no hand on what is already on the road. */
function heldUnits(line: OpenOrderLine, disruption: Disruption): number {
  const share = heldShareOf(disruption, line.supplierCode)
  if (share === 0) return line.openUnits
  const onTheRoad = Math.min(line.inTransitUnits, line.openUnits)
  return Math.ceil((line.openUnits - onTheRoad) * share)
}

/** Daily means with the shock on the days that it lasts; the same array where the disruption leaves demand alone. */
function disruptedDemand(means: Float64Array, disruption: Disruption): Float64Array {
  if (disruption.kind !== 'demand_change') return means
  const { percent, days } = disruption
  return means.map((mean, day) => (days === null || day < days ? mean * (1 + percent / 100) : mean))
}

function standingOf(input: ItemLocationInput, unitCostMinor: number): Standing {
  const { abcClass, stockoutCostMinor, sellPriceMinor } = input.item
  if (abcClass === 'A') return 'critical'
  const margin = sellPriceMinor === null ? null : Math.max(0, sellPriceMinor - unitCostMinor)
  if (stockoutCostMinor !== null && margin !== null && stockoutCostMinor >= 2 * margin) {
    return 'critical'
  }
  return abcClass === 'C' ? 'low' : 'ordinary'
}

/** Whether the disruption can change anything for the line at all. */
export function touchesLine(line: ScenarioLine, disruption: Disruption): boolean {
  if (disruption.kind === 'demand_change') return true
  if (disruption.kind === 'location_lost') {
    return line.input.locationCode === disruption.locationCode
  }
  return (
    touchesSupplier(disruption, line.primary.supplierCode) ||
    line.inbound.some(({ day, disruptedDay }) => day !== disruptedDay)
  )
}

/** Goods that keep longer than this are not seen to expire beyond it. */
const longestKeptDays = 730

/** Days over which levels of the last review still look ahead, on top of the horizon. */
function lookAheadDays(
  primary: UsableOption,
  policy: PlanningPolicy,
  disruption: Disruption,
  shelfLifeDays: number | null,
): number {
  const delay = disruption.kind === 'lead_time_delay' ? disruption.days : 0
  const lotDays = policy.orderCostMinor > 0 ? longestLotDays : 0
  const keptDays = Math.min(longestKeptDays, shelfLifeDays ?? 0)
  const protection = Math.ceil(primary.leadTime.meanDays) + policy.reviewPeriodDays + delay + 1
  return protection + Math.max(lotDays, keptDays)
}

/** Free stock of today with its dates, soonest first; what is owed to customers leaves with the first of it. */
function datedStock(
  input: ItemLocationInput,
  owedUnits: number,
): Pick<ScenarioLine, 'lots'> & { pastUnits: number } {
  const { stock, asOf, item } = input
  if (stock === null || (item.shelfLifeDays === null && stock.lots.length === 0)) {
    return { lots: null, pastUnits: 0 }
  }
  const free = freeLots(stock, asOf)
  const past = free.reduce((sum, { freeUnits, days }) => sum + (days < 1 ? freeUnits : 0), 0)
  let owed = owedUnits
  const lots = free.flatMap(({ freeUnits, days }) => {
    const sent = days < 1 ? 0 : Math.min(owed, freeUnits)
    owed -= sent
    return days < 1 || freeUnits === sent ? [] : [{ units: freeUnits - sent, day: days }]
  })
  return { lots, pastUnits: past }
}

/**
 * What the simulation needs of one item at one location, or the sentence why it can not be simulated: nothing is
 * assumed for a missing stock record, forecast or supplier.
 */
export function scenarioLine(
  input: ItemLocationInput,
  forecast: DemandForecast | null,
  policy: PlanningPolicy,
  disruption: Disruption,
  horizonDays: number,
  seed: number,
): ScenarioLine | LineProblem {
  const { stock, item, locationCode, baseCurrency } = input
  if (item.isKit) return { problem: 'it is a kit; its components are simulated' }
  if (stock === null) return { problem: 'there is no stock record' }
  if (forecast === null) return { problem: 'there is not enough history for a forecast' }
  const usable = input.suppliers.filter((one) => isUsable(one, input)).toSorted(byPreference)
  const rules = activeRules(input)
  const primary = usualSupplier(usable, rules)
  if (primary === null) return { problem: 'no supplier can be ordered from' }
  const reorders = rules.doNotOrder === null && notPlannedReason(input) === null
  const owedUnits = stock.backorderedUnits + kitBackorderUnits(input)
  const { lots, pastUnits } = datedStock(input, owedUnits)
  const startUnits =
    stock.onHandUnits - stock.allocatedUnits - stock.unavailableUnits - owedUnits - pastUnits
  const inbound = inboundOf(input, primary, disruption)
  if (!reorders && startUnits <= 0 && inbound.length === 0) {
    return { problem: 'it is not reordered and nothing of it is left' }
  }
  const days = horizonDays + lookAheadDays(primary, policy, disruption, item.shelfLifeDays)
  const drawn = drawnOf(input, forecast)
  const means = new Float64Array(days)
  for (let day = 0; day < days; day++) means[day] = drawn(day)
  const disruptedMeans = disruptedDemand(means, disruption)
  const usualUnits = Math.max(primary.moqUnits, 1)
  const unitCostMinor = landedUnitCost(primary, usualUnits, {
    baseCurrency,
    holdingRate: policy.holdingRate,
  })
  const stated = item.stockoutCostMinor
  const unitLossMinor =
    stated ??
    (item.sellPriceMinor === null ? null : Math.max(0, item.sellPriceMinor - unitCostMinor))
  const isDown = (option: UsableOption) =>
    disruption.kind === 'supplier_down' && option.supplierCode === disruption.supplierCode
  return {
    input,
    forecast,
    seed: lineSeed(seed, item.sku, locationCode),
    primary,
    alternatives: usable.filter((option) => option !== primary && !isDown(option)),
    means,
    cumulative: cumulativeOf(means),
    disruptedMeans,
    disruptedCumulative: cumulativeOf(disruptedMeans),
    unitCostMinor,
    unitLossMinor,
    standing: standingOf(input, unitCostMinor),
    startUnits,
    lots,
    expiringUnits: lots === null ? 0 : expiringUnits(input, forecast) - pastUnits,
    inbound,
    cycleServiceLevel: rules.serviceLevel?.level ?? policy.cycleServiceLevel[item.abcClass],
    rules,
    reorders,
  }
}

/** Mean and spread of an option's lead time while the disruption lasts, calendar days. */
export function disruptedLeadTime(
  option: UsableOption,
  policy: PlanningPolicy,
  disruption: Disruption,
): { meanDays: number; sdDays: number } {
  const delayed =
    disruption.kind === 'lead_time_delay' && touchesSupplier(disruption, option.supplierCode)
  return {
    meanDays: option.leadTime.meanDays + (delayed ? disruption.days : 0),
    sdDays: leadTimeSd(option.leadTime, policy),
  }
}
