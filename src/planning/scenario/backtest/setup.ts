import { toDay } from '../../calendar.ts'
import { activeRules } from '../../policy/human-rules.ts'
import { leadTimePoints, leadTimeSd } from '../../policy/lead-time.ts'
import { notPlannedReason } from '../../policy/segment.ts'
import { chooseSupplier } from '../../policy/supplier-choice.ts'
import { supplierClock } from '../../policy/supplier-clock.ts'
import { landedUnitCost } from '../../sourcing/landed-cost.ts'
import { supplierDefects } from '../../sourcing/supplier-defects.ts'
import type {
  DemandHistory,
  ItemLocationInput,
  LeadTime,
  PlanningPolicy,
  SupplierOption,
} from '../../types.ts'
import { lineSeed, mix32 } from '../seeds.ts'
import type { ReplayLine } from './replay.ts'

/** Weeks before the replay whose mean demand the starting stock is counted from. */
const STARTING_WEEKS = 13

export type BacktestTerms = {
  /** How many of the last days of the history are replayed. */
  days: number
  unmet: ReplayLine['unmet']
  /** Decides the lead time of each order; alike for every policy. */
  seed: number
}

export type BacktestSetup = {
  input: ItemLocationInput & { history: DemandHistory }
  option: SupplierOption & { leadTime: LeadTime }
  line: ReplayLine
  /** Landed cost of one unit, minor units of the base currency. */
  unitCostMinor: number
}

/** Why a line can not be replayed, as the end of a sentence. */
export type BacktestProblem = { problem: string }

function leadDaysOf(option: BacktestSetup['option'], policy: PlanningPolicy, seed: number) {
  const points = leadTimePoints(option.leadTime.meanDays, leadTimeSd(option.leadTime, policy))
  return (day: number) => {
    let left = (mix32(seed + day) >>> 0) / 0x1_0000_0000
    const drawn = points.find(({ weight }) => (left -= weight) < 0)
    return (drawn ?? points.at(-1)!).days
  }
}

function replayLineOf(
  input: BacktestSetup['input'],
  option: BacktestSetup['option'],
  policy: PlanningPolicy,
  terms: BacktestTerms,
  money: Pick<ReplayLine, 'holdingMinorPerUnitDay' | 'shortMinorPerUnit' | 'wasteMinorPerUnit'>,
): ReplayLine {
  const { units, startsOn } = input.history
  const startDay = toDay(startsOn)
  const firstDay = units.length - terms.days
  const known = units.slice(Math.max(0, firstDay - STARTING_WEEKS * 7), firstDay)
  const perDay = known.reduce((sum, demand) => sum + demand, 0) / Math.max(1, known.length)
  const leadDays = leadDaysOf(
    option,
    policy,
    lineSeed(terms.seed, input.item.sku, input.locationCode),
  )
  const clock = supplierClock(option.calendar)
  const protectionDays = option.leadTime.meanDays + policy.reviewPeriodDays
  return {
    demand: units,
    firstDay,
    startingUnits: Math.ceil(perDay * protectionDays),
    reviewPeriodDays: policy.reviewPeriodDays,
    // Ordered in the evening before the review day, usable in the morning after its arrival.
    arrivalOf: (day) => clock.arrival(startDay + day - 1, leadDays(day)) - startDay + 1,
    unmet: terms.unmet,
    shelfLifeDays: input.item.shelfLifeDays,
    orderMinor: policy.orderCostMinor,
    ...money,
  }
}

/**
 * One item at one location made ready for a replay, or why it can not be. Starting stock: the mean demand of the
 * thirteen weeks before over lead time and review period, alike for every policy; supplier, prices and lead time: those of
 * today. The starting stock and every delivery keep for the shelf life of the item. The minimum order of a supplier is
 * met by all of its lines together and not asked of one alone, as in a what-if. A unit short costs the item's stockout cost, else its sell price less its landed cost.
 */
export function backtestSetup(
  given: ItemLocationInput,
  policy: PlanningPolicy,
  terms: BacktestTerms,
): BacktestSetup | BacktestProblem {
  const { history, item } = given
  const notPlanned = notPlannedReason(given)
  if (notPlanned !== null) return { problem: notPlanned }
  if (history === null) return { problem: 'There is no demand history.' }
  const learned = history.units.length - terms.days
  if (learned < policy.minimumHistoryDays) {
    return {
      problem: `Of ${history.units.length} days of history ${Math.max(0, learned)} come before the replay; ${policy.minimumHistoryDays} are needed to learn from.`,
    }
  }
  const { option } = chooseSupplier(given, activeRules(given))
  const leadTime = option?.leadTime
  if (!option || !leadTime) return { problem: 'There is no supplier with a lead time.' }
  const [defect] = supplierDefects(given, option, 1)
  if (defect !== undefined) return { problem: defect.fact }
  const { baseCurrency } = given
  const { holdingRate } = policy
  const unitCostMinor = landedUnitCost(option, Math.max(1, option.moqUnits), {
    baseCurrency,
    holdingRate,
  })
  const margin = item.sellPriceMinor === null ? null : item.sellPriceMinor - unitCostMinor
  const shortMinorPerUnit = item.stockoutCostMinor ?? margin
  if (shortMinorPerUnit === null) {
    return { problem: 'Neither the sell price nor the cost of a unit short is known.' }
  }
  const input = { ...given, history }
  const plannable = { ...option, leadTime }
  const line = replayLineOf(input, plannable, policy, terms, {
    holdingMinorPerUnitDay: (unitCostMinor * holdingRate) / 365,
    shortMinorPerUnit: Math.max(0, shortMinorPerUnit),
    wasteMinorPerUnit: unitCostMinor,
  })
  return { input, option: plannable, line, unitCostMinor }
}
