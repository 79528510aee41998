// The policies that a shop without a planner uses: the yardsticks of a backtest.

import {
  leadTimeDemandMoments,
  reorderPointForCycleService,
} from '../../models/lead-time-demand.ts'
import type { Decide, ReviewMoment } from './replay.ts'

export type FixedTerms = {
  leadTimeDays: number
  reviewPeriodDays: number
  cycleServiceLevel: number
  /** The smallest quantity that may be ordered for a need (MOQ and multiple). */
  legalUnits: (units: number) => number
}

/** Days of demand between min and max of the static policy: a month's lot. */
const LOT_DAYS = 28
/** Weeks that the classical formula learns from. */
const CLASSICAL_WEEKS = 26

const positionOf = ({ onHandUnits, backorderedUnits, onOrder }: ReviewMoment) =>
  onHandUnits - backorderedUnits + onOrder.reduce((sum, { units }) => sum + units, 0)

/** Mean and standard deviation of a day, units, from the sums of whole weeks in days [from, until). */
function dayMoments(demand: readonly number[], from: number, until: number) {
  const sums: number[] = []
  for (let end = until; end - 7 >= from; end -= 7) {
    sums.push(demand.slice(end - 7, end).reduce((sum, units) => sum + units, 0))
  }
  const mean = sums.reduce((sum, week) => sum + week, 0) / Math.max(1, sums.length)
  const squares = sums.reduce((sum, week) => sum + (week - mean) ** 2, 0)
  return { mean: mean / 7, sd: Math.sqrt(squares / Math.max(1, sums.length - 1) / 7) }
}

/** Mean plus z standard deviations of demand over lead time and review period (Silver, Pyke & Thomas, section 6.10). */
function normalLevel(demand: readonly number[], from: number, until: number, terms: FixedTerms) {
  const { leadTimeDays, reviewPeriodDays, cycleServiceLevel } = terms
  const protection = { mean: leadTimeDays + reviewPeriodDays, sd: 0 }
  const moments = leadTimeDemandMoments(dayMoments(demand, from, until), protection)
  return reorderPointForCycleService(moments, cycleServiceLevel).reorderPointUnits
}

function orderUpTo(moment: ReviewMoment, levelUnits: number, terms: FixedTerms): number {
  const need = Math.ceil(levelUnits - positionOf(moment) - 1e-9)
  return need > 0 ? terms.legalUnits(need) : 0
}

/**
 * Min and max set once from the days before `firstDay` (a year at most) and never touched again: min covers lead time
 * and review with normal safety stock, max is four weeks of demand above it.
 */
export function staticMinMax(
  demand: readonly number[],
  firstDay: number,
  terms: FixedTerms,
): Decide {
  const from = Math.max(0, firstDay - 364)
  const minimum = normalLevel(demand, from, firstDay, terms)
  const maximum = minimum + LOT_DAYS * dayMoments(demand, from, firstDay).mean
  return (moment) => (positionOf(moment) <= minimum ? orderUpTo(moment, maximum, terms) : 0)
}

/** Order-up-to level with the classical normal safety stock, learned anew at every review from the last 26 weeks. */
export function classicalNormal(demand: readonly number[], terms: FixedTerms): Decide {
  return (moment) => {
    const from = Math.max(0, moment.day - CLASSICAL_WEEKS * 7)
    return orderUpTo(moment, normalLevel(demand, from, moment.day, terms), terms)
  }
}
