import { toDay, toIso } from '../calendar.ts'
import { dailyMean } from '../forecast/demand-over-days.ts'
import type {
  DemandForecast,
  IsoDate,
  ItemLocationInput,
  PlanningPolicy,
  Recommendation,
  SupplierOption,
} from '../types.ts'
import { blankLine } from './blank-line.ts'
import { activeRules, ruleLabel } from './human-rules.ts'
import { expiringUnits } from './expiring-stock.ts'
import { forecastFor } from './item-forecast.ts'
import { planLine, type LinePlan } from './line-plan.ts'
import { lineWarnings, transferWarnings } from './line-warnings.ts'
import { orderCost } from './order-cost.ts'
import { exhaustedBy } from './order-limits.ts'
import { minMaxLine } from './min-max.ts'
import { costOfWaitingMinor, urgencyOf } from './order-timing.ts'
import { meanOverDays } from './projection.ts'
import { notPlannedReason } from './segment.ts'
import { countedUnits, stockPosition } from './stock-position.ts'
import { splitLine } from './split-line.ts'
import { chooseSupplier, type PassedOver } from './supplier-choice.ts'
import { supplierClock } from './supplier-clock.ts'
import { findDefects, usualUnitPrice } from './trust-gate.ts'
import { shownQuantiles } from './whole-units.ts'

/**
 * Value of the purchase that waits for a fact, minor units of the base currency: the line as recorded, else the goods
 * of one review period, which is what is bought at every review in the long run; null = price or demand unknown.
 */
function worthOfWaiting(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast | null,
  option: SupplierOption | null,
  plan: LinePlan | null,
  doubted: boolean,
): number | null {
  if (option === null || forecast === null) return null
  const units = plan?.quantity.units ?? Math.round(meanOverDays(forecast, policy.reviewPeriodDays))
  const usual = usualUnitPrice(option)
  // A price in doubt says nothing about the worth of the purchase: its usual price does.
  const trusted =
    doubted && usual !== null
      ? { ...option, unitPrice: String(Math.round(usual * 1e6) / 1e6), priceBreaks: [] }
      : option
  return orderCost(input, policy, trusted, units, 1).landedCostMinor
}

/** First day on which position and drafts are expected at or below the reorder point; null = not within two years. */
function dueOn(
  input: ItemLocationInput,
  forecast: DemandForecast,
  netted: number,
  reorderPoint: number,
): IsoDate | null {
  let left = netted
  for (let day = 0; day < 730; day += 1) {
    left -= dailyMean(forecast, day)
    if (left <= reorderPoint) return toIso(toDay(input.asOf) + 1 + day)
  }
  return null
}

const tenth = (figure: number) => Math.round(figure * 10) / 10

function levelFields({ option, levels, lot, orderBy }: LinePlan, input: ItemLocationInput) {
  const arrival = supplierClock(option.calendar).arrival(
    toDay(input.asOf),
    Math.ceil(option.leadTime.meanDays),
  )
  return {
    expectedOn: toIso(arrival),
    leadTimeDays: tenth(option.leadTime.meanDays),
    leadTimeSdDays: tenth(levels.leadTimeSdDays),
    protectionDays: tenth(levels.protectionDays),
    cycleServiceLevel: levels.cycleServiceLevel,
    leadTimeDemandUnits: tenth(levels.leadTimeDemandUnits),
    safetyStockUnits: tenth(levels.safetyStockUnits),
    reorderPointUnits: levels.reorderPointUnits,
    orderUpToUnits: levels.orderUpToUnits + lot.extraUnits,
    protectionDemand: shownQuantiles(levels.protectionUnits),
    orderByOn: orderBy,
  }
}

/** What a line on the list has and others have not. */
function orderFields(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  plan: LinePlan,
  line: Recommendation,
): Partial<Recommendation> {
  const { option, levels, quantity, orderBy } = plan
  const { units, neededUnits } = quantity
  const cost = orderCost(input, policy, option, units, 1)
  const { landedCostMinor } = cost
  const unitMinor = landedCostMinor === null ? null : landedCostMinor / units
  return {
    decision: 'order',
    units,
    neededUnits,
    ...cost,
    urgency: urgencyOf(input, policy, option, orderBy),
    costOfWaitingMinor:
      line.position && costOfWaitingMinor(input, line.position, levels, unitMinor),
  }
}

function notOrderedFields(
  input: ItemLocationInput,
  plan: LinePlan,
  line: Recommendation,
): Partial<Recommendation> {
  const { reorderPointUnits } = plan.levels
  const position = line.position?.inventoryPositionUnits ?? 0
  const expiring = expiringUnits(input, line.forecast)
  const netted = (line.position ? countedUnits(line.position) : 0) - expiring
  // A rule or a limit stopped a real need: that is not "enough".
  const stopped = ['rule', 'maximum'].includes(plan.quantity.steps.at(-1)?.code ?? '')
  const due = line.forecast && dueOn(input, line.forecast, netted, reorderPointUnits)
  return {
    decision: stopped ? 'not_planned' : 'enough',
    neededUnits: plan.quantity.neededUnits,
    whyNot: { inventoryPositionUnits: position, reorderPointUnits, dueOn: due },
  }
}

/** A recommendation with the plan behind it, which the joint step of a buy list needs; null = nothing was planned. */
export type PlannedLine = { line: Recommendation; plan: LinePlan | null }

/** The line of the first supplier that is not passed over, with the plan behind it. */
function lineFrom(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast | null,
  blank: Recommendation,
  passedOver: PassedOver,
): PlannedLine {
  const { position } = blank
  const rules = activeRules(input)
  const choice = chooseSupplier(input, rules, passedOver)
  const { minMax } = rules
  const plan = minMax ? null : planLine(input, policy, forecast, position, choice, rules)
  const line = plan ? { ...blank, position: plan.position } : blank
  const warnings = [
    ...lineWarnings(input, position, forecast, choice.option),
    ...choice.warnings,
    ...(rules.doNotOrder ? [ruleLabel(rules.doNotOrder)] : []),
  ]
  if (minMax) {
    const own = minMaxLine(input, policy, line, forecast, choice, { ...rules, minMax })
    return { line: { ...own, warnings }, plan }
  }
  const chosen = {
    supplierCode: choice.option?.supplierCode ?? null,
    supplierReason: choice.reason,
    currency: choice.option?.currency ?? null,
    ...(plan && levelFields(plan, input)),
  }
  const defects = findDefects(input, policy, choice.option, forecast)
  if (defects.length > 0 || plan === null) {
    const doubted = defects.some(({ code }) => code === 'cost_outlier')
    const worthMinor = worthOfWaiting(input, policy, forecast, choice.option, plan, doubted)
    const known = defects.map((one) => ({ ...one, worthMinor }))
    return { line: { ...line, ...chosen, defects: known, warnings }, plan }
  }
  const { quantity } = plan
  warnings.push(...quantity.warnings, ...transferWarnings(quantity.transfers, input.locationCode))
  const outcome =
    quantity.units > 0
      ? orderFields(input, policy, plan, line)
      : notOrderedFields(input, plan, line)
  return { line: { ...line, ...chosen, ...outcome, waterfall: quantity.steps, warnings }, plan }
}

/** The line from the best supplier that has anything left to deliver; as `first` where nobody else has. */
function fromWhoDelivers(
  input: ItemLocationInput,
  first: PlannedLine,
  from: (passedOver: PassedOver) => PlannedLine,
): PlannedLine {
  const passedOver = new Map<string, string>()
  let found = first
  while (found.line.decision === 'not_planned' && found.line.neededUnits > 0) {
    const { supplierCode, position } = found.line
    const option = input.suppliers.find((one) => one.supplierCode === supplierCode)
    const obstacle = option && position && exhaustedBy(input, option, position)
    if (!option || !obstacle || passedOver.has(option.supplierCode)) return first
    if (activeRules(input).supplier) return first
    passedOver.set(option.supplierCode, obstacle)
    found = from(passedOver)
  }
  return found.line.decision === 'order' ? found : first
}

/**
 * One line from a forecast that is already made, with the plan behind it (kept also where it is withheld). Where the
 * supplier can deliver nothing more, or not all of it, others do.
 */
export function recommendLine(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast | null,
): PlannedLine {
  const position = stockPosition(input, forecast, policy)
  const line = blankLine(input, policy, forecast, position)
  const notPlanned = notPlannedReason(input)
  if (notPlanned !== null) {
    const warnings = [notPlanned, ...lineWarnings(input, position, forecast, null)]
    return { line: { ...line, decision: 'not_planned', warnings }, plan: null }
  }
  const from = (passedOver: PassedOver) => lineFrom(input, policy, forecast, line, passedOver)
  const found = fromWhoDelivers(input, from(new Map()), from)
  return { ...found, line: splitLine(input, policy, found.line) }
}

/**
 * One line from a forecast that is already made, so that what-ifs can exchange the forecast. Pure and replayable: the
 * same input, policy and forecast give the same bytes.
 */
export function recommendFromForecast(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast | null,
): Recommendation {
  return recommendLine(input, policy, forecast).line
}

/**
 * What to order of one item at one location, from whom, by when and why; or why nothing is ordered, or which fact is
 * missing. Quantities in whole stock units. Throws 'invalid' only for input that no import would have accepted.
 */
export function recommendReorder(input: ItemLocationInput, policy: PlanningPolicy): Recommendation {
  return recommendFromForecast(input, policy, forecastFor(input, policy))
}
