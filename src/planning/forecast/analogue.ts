import type { DemandForecast } from '../types.ts'
import type { DailyDemand } from './history.ts'
import { countDays } from './history.ts'
import { scaleVariance } from './sum-distribution.ts'

/** Days of the analogue's demand that stand for "sells alike" before the item has sold on its own. */
const PRIOR_DAYS = 7
/** Half up or down, one standard deviation: how far a new item may be from its analogue when nothing is known. */
const UNKNOWN_SPREAD = 0.5

/**
 * The forecast of an analogue scaled to a new item: by the units of both over the days on which both were in stock
 * and no event ran, begun from "sells alike" with the weight of a week. The error of that scale is one of level, so
 * its variance goes with the square of the days; it falls as the overlap grows.
 */
export function borrowAnalogue(
  forecast: DemandForecast,
  own: DailyDemand,
  analogue: DailyDemand,
): DemandForecast {
  const shift = own.startDay - analogue.startDay
  let ownUnits = 0
  let analogueUnits = 0
  let days = 0
  for (let day = 0; day < own.units.length; day++) {
    const at = day + shift
    if (at < 0 || at >= analogue.units.length) continue
    if (own.stockout[day] === 1 || analogue.stockout[at] === 1) continue
    if (own.event[day] === 1 || analogue.event[at] === 1) continue
    ownUnits += own.units[day]!
    analogueUnits += analogue.units[at]!
    days++
  }
  const prior = PRIOR_DAYS * forecast.baselinePerDayUnits
  const total = analogueUnits + prior
  const scale = total > 0 ? (ownUnits + prior) / total : 1
  const perDay = forecast.baselinePerDayUnits * scale
  const doubt = UNKNOWN_SPREAD ** 2 / (1 + days / PRIOR_DAYS)
  const sumVariance = scaleVariance(forecast.sumVariance, scale ** 2)
  return {
    ...forecast,
    method: `analogue x ${scale.toFixed(2)} (${forecast.method})`,
    dailyMeanUnits: forecast.dailyMeanUnits.map((mean) => mean * scale),
    baselinePerDayUnits: perDay,
    sumVariance: {
      ...sumVariance,
      perDay: forecast.sumVariance.perDay * Math.max(scale, scale ** 2),
      perDaySquared: sumVariance.perDaySquared + doubt * perDay ** 2,
    },
    family: forecast.family === 'gamma' ? 'gamma' : 'negative_binomial',
    trendPerDayUnits: forecast.trendPerDayUnits * scale,
    censoredDays: countDays(own.stockout),
    historyDays: own.units.length,
    spike: {
      verdict: 'none',
      startedOn: null,
      ratio: null,
      evidence: 'Too few days of its own to tell a peak from the usual demand.',
    },
    accuracy: { rmsse: null, pinball95: null, biasUnits: null, folds: 0 },
  }
}
