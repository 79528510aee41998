import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { forecastPeriods } from '#planning/forecast/selection.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { addDays } from '#planning/calendar.ts'
import { criticalRatio } from '#planning/models/newsvendor.ts'
import type { PlanningPolicy } from '#planning/types.ts'
import { forecastInDays, gameLine } from './game-line.ts'
import type { Decide, Seen } from './inventorybench-play.ts'

/** Periods that are forecast; the planner goes on with the last ones. */
const FORECAST_PERIODS = 16

const ratioOf = ({ profit, holding }: Seen) =>
  criticalRatio({ holdingCost: holding, stockoutCost: profit })

const openUnits = ({ open }: Seen) => open.reduce((sum, { units }) => sum + units, 0)

/** The day before the first period. */
const firstOn = '2026-01-01'

/** Least cost decides: the margin of a sale against holding, both told by the instance for each period of a day. */
function policyOf({ holding }: Seen): PlanningPolicy {
  return {
    ...defaultPolicy,
    reviewPeriodDays: 1,
    serviceTarget: { A: 'cost', B: 'cost', C: 'cost' },
    holdingRate: 365 * holding,
    orderCostMinor: 0,
    minimumHistoryDays: 1,
  }
}

function lineOf({ period, promisedLead, profit, onHandUnits, open, arrived }: Seen) {
  return gameLine({
    sku: 'ITEM',
    asOf: addDays(firstOn, period),
    onHandUnits,
    arriving: open.map(({ units, placedIn }) => {
      return { units, expectedOn: addDays(firstOn, placedIn + promisedLead) }
    }),
    leadTime: {
      meanDays: promisedLead,
      sdDays: promisedLead * defaultPolicy.quotedLeadTimeCv,
      observations: arrived.length,
      receipts: arrived.map((one) => ({ days: one.arrivedIn - one.placedIn, weight: 1 })),
      overdue: open
        .map(({ placedIn }) => ({ days: period - placedIn, weight: 1 }))
        .filter(({ days }) => days > promisedLead),
    },
    shortageCost: profit,
  })
}

/**
 * The planner: its forecast and its recommendation for the line as the instance shows it, a period taken for a day;
 * nothing is decided here.
 */
export function ourPolicy(seen: Seen): number {
  const values = Float64Array.from(seen.demand)
  const window = Math.max(1, Math.min(seen.promisedLead + 1, Math.floor(values.length / 3)))
  const found = forecastPeriods({ values, season: 1 }, null, window, FORECAST_PERIODS)
  const forecast = forecastInDays(found, values.length)
  return recommendFromForecast(lineOf(seen), policyOf(seen), forecast).units
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
