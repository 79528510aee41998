import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { forecastPeriods } from '#planning/forecast/selection.ts'
import { demandFutures } from '#planning/policy/demand-futures.ts'
import { learnLeadTimeLaw, promisedLaw } from '#planning/policy/lead-time-law.ts'
import { leadTimePoints } from '#planning/policy/lead-time.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { profitableUnits } from '#planning/policy/order-for-profit.ts'
import { criticalRatio } from '#planning/models/newsvendor.ts'
import type { Decide, Seen } from './inventorybench-play.ts'

/** Periods beyond the longest lead time for which futures are drawn. */
const lookAhead = 8
/** What was promised weighs as much as so many orders. */
const promiseOrders = 2

const ratioOf = ({ profit, holding }: Seen) =>
  criticalRatio({ holdingCost: holding, stockoutCost: profit })

const openUnits = ({ open }: Seen) => open.reduce((sum, { units }) => sum + units, 0)

/**
 * The planner's own decision through the thinnest adapter: demand of a short history, lead times learned from what
 * came and what did not, units that earn their keep.
 */
export function ourPolicy(seen: Seen): number {
  const { period, promisedLead, open, arrived } = seen
  const promised = leadTimePoints(promisedLead, promisedLead * defaultPolicy.quotedLeadTimeCv)
  const aged = open.map(({ placedIn, units }) => ({ units, sincePeriods: period - placedIn }))
  const law = learnLeadTimeLaw(promisedLaw(promised), promiseOrders, {
    arrived: arrived.map((one) => ({ afterPeriods: one.arrivedIn - one.placedIn, weight: 1 })),
    open: aged.map(({ sincePeriods }) => ({ sincePeriods, weight: 1 })),
  })
  const values = Float64Array.from(seen.demand)
  const protection = promisedLead + 1
  const window = Math.max(1, Math.min(protection, Math.floor(values.length / 3)))
  const horizon = law.chances.length + lookAhead
  const { path, baseline, spread } = forecastPeriods({ values, season: 1 }, null, window, horizon)
  const drawn = { ...spread, baselinePerDayUnits: baseline }
  return profitableUnits({
    demandPaths: demandFutures(drawn, path, protection, period),
    onHandUnits: seen.onHandUnits,
    open: aged,
    law,
    reviewPeriods: 1,
    unitProfit: seen.profit,
    unitHolding: seen.holding,
    seed: period,
  })
}

/**
 * The publishers' baseline: mean and deviation of everything seen, the promised lead time, all open orders counted;
 * capped = no more at once than 95 % of single periods need. Orders are rounded up, as their published rewards show.
 */
export function publishedBaseStock(capped: boolean): Decide {
  return (seen) => {
    const { demand, promisedLead } = seen
    const mean = demand.reduce((sum, units) => sum + units, 0) / demand.length
    const squares = demand.reduce((sum, units) => sum + (units - mean) ** 2, 0)
    const sd = Math.sqrt(squares / (demand.length - 1))
    const z = normalQuantile(ratioOf(seen), 0, 1)
    const upTo = (1 + promisedLead) * mean + z * Math.sqrt(1 + promisedLead) * sd
    const wanted = Math.max(0, upTo - seen.onHandUnits - openUnits(seen))
    const most = capped ? mean + normalQuantile(0.95, 0, 1) * sd : Infinity
    return Math.ceil(Math.min(wanted, most) - 1e-9)
  }
}

/** Base-stock on exponentially weighted mean and variance; orders later than two periods past the promise are written off. */
export function ewmaBaseStock(alpha: number): Decide {
  return (seen) => {
    const first = seen.demand.slice(0, 5)
    let mean = first.reduce((sum, units) => sum + units, 0) / first.length
    let variance =
      first.reduce((sum, units) => sum + (units - mean) ** 2, 0) / Math.max(1, first.length - 1)
    for (const units of seen.demand.slice(5)) {
      const error = units - mean
      variance = (1 - alpha) * variance + alpha * error * error
      mean += alpha * error
    }
    const { promisedLead } = seen
    const z = normalQuantile(ratioOf(seen), 0, 1)
    const upTo = (1 + promisedLead) * mean + z * Math.sqrt((1 + promisedLead) * variance)
    const coming = seen.open.filter(({ placedIn }) => seen.period - placedIn <= promisedLead + 2)
    return Math.max(0, Math.ceil(upTo - seen.onHandUnits - openUnits({ ...seen, open: coming })))
  }
}
