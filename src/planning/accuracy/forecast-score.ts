import { toDay } from '../calendar.ts'
import { pinball } from '../forecast/pinball.ts'
import type { DemandHistory, IsoDate } from '../types.ts'
import type { ForecastRecord } from './forecast-record.ts'

/** How a record came out. Units of error are forecast minus actual: positive = too much was expected. */
export type ForecastScore = ForecastRecord & {
  actualUnits: number
  /** Days of the span on which the item could not be sold: its actual is then a lower bound and scores nothing. */
  stockoutDays: number
}

/**
 * The record with what really came, or null while the span is not wholly known (`knownThroughOn` = the last complete
 * day of the sales feed). Days of the span without a history count as no demand.
 */
export function scoreRecord(
  record: ForecastRecord,
  history: DemandHistory,
  knownThroughOn: IsoDate,
): ForecastScore | null {
  const first = toDay(record.madeOn) + 1
  if (toDay(knownThroughOn) < first + record.horizonDays - 1) return null
  let actualUnits = 0
  let stockoutDays = 0
  for (let day = first; day < first + record.horizonDays; day++) {
    const at = day - toDay(history.startsOn)
    actualUnits += history.units[at] ?? 0
    if (history.stockout[at] === true) stockoutDays++
  }
  return { ...record, actualUnits, stockoutDays }
}

/** Figures of many scores together; rates are fractions, null where nothing could be told. */
export type AccuracyFigures = {
  /** Spans scored; those cut by a stockout are counted apart. */
  scoreCount: number
  censoredCount: number
  /** Mean of forecast minus actual, units per span. */
  biasUnits: number | null
  /** The sum of errors over the sum of actuals. */
  biasRate: number | null
  /** Root mean squared error over the naive scale of each series (Hyndman and Koehler 2006). */
  rmsse: number | null
  /** Pinball loss at .8 and .95 over the naive scale. */
  pinball80: number | null
  pinball95: number | null
  /** Share of actuals at or below the quantile: .8 and .95 when the forecast is honest. */
  coverage80: number | null
  coverage95: number | null
}

/** Accuracy of a set of scores; each series is divided by its own scale, so that large items do not drown small ones. */
export function accuracyFigures(scores: readonly ForecastScore[]): AccuracyFigures {
  const whole = scores.filter((score) => score.stockoutDays === 0)
  const scaled = whole.filter((score) => score.scaleUnits !== null)
  const mean = <Row>(rows: readonly Row[], figure: (row: Row) => number) =>
    rows.length === 0 ? null : rows.reduce((sum, row) => sum + figure(row), 0) / rows.length
  const squared = mean(scaled, (score) => (errorOf(score) / (score.scaleUnits ?? 1)) ** 2)
  const actual = whole.reduce((sum, score) => sum + score.actualUnits, 0)
  const error = whole.reduce((sum, score) => sum + errorOf(score), 0)
  const loss = (p: number, quantile: 'p80' | 'p95') =>
    mean(
      scaled,
      (score) => pinball(p, score.quantiles[quantile], score.actualUnits) / (score.scaleUnits ?? 1),
    )
  return {
    scoreCount: whole.length,
    censoredCount: scores.length - whole.length,
    biasUnits: mean(whole, errorOf),
    biasRate: actual > 0 ? error / actual : null,
    rmsse: squared === null ? null : Math.sqrt(squared),
    pinball80: loss(0.8, 'p80'),
    pinball95: loss(0.95, 'p95'),
    coverage80: mean(whole, (score) => +(score.actualUnits <= score.quantiles.p80)),
    coverage95: mean(whole, (score) => +(score.actualUnits <= score.quantiles.p95)),
  }
}

/** Forecast minus actual, units. */
export function errorOf(score: ForecastScore): number {
  return score.meanUnits - score.actualUnits
}
