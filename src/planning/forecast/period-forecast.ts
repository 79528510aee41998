import type { ForecastCandidate } from '../types.ts'
import type { Distribution } from './distribution.ts'
import type { MeasuredVariance } from './intervals.ts'
import { fitSumVariance } from './intervals.ts'
import type { SumErrors } from './rolling-errors.ts'
import type { SumSpread } from './sum-distribution.ts'
import { distributionOfSum, familyOfSum, varianceOfSum } from './sum-distribution.ts'

/** What was learned of one series: the means of its next periods, and how sure they are. */
export type PeriodFindings = {
  /** Mean units of each period ahead. */
  path: Float64Array
  /** Names of the methods that the path averages, the best first. */
  methods: string[]
  /** Every method that was tried and its score, best first. */
  candidates: ForecastCandidate[]
  /** Mean units of one period that the variances below belong to. */
  baseline: number
  /** Variances of sums over spans of periods. */
  measured: MeasuredVariance[]
  /** See forecast/heavy-tail.ts; absent = the tails of the family. */
  tailWeight?: number
  /** Errors of the path and of the seasonal naive for sums of the window that decisions are made on. */
  windowErrors: SumErrors
  naiveErrors: SumErrors
}

/** The forecast of one series: its means, its spread as plain figures (a day of them is a period), and any sum. */
export type PeriodForecast = PeriodFindings & {
  spread: SumSpread
  /** Demand in units over `length` periods from period `fromPeriod` ahead (0 = the next), as one distribution. */
  sumOver(fromPeriod: number, length: number): Distribution
}

/** The forecast that the findings amount to; `whole` = the demand was seen in whole units only. */
export function periodForecast(
  findings: PeriodFindings,
  window: number,
  whole: boolean,
): PeriodForecast {
  const { path, baseline } = findings
  const sumVariance = fitSumVariance(findings.measured)
  const family = familyOfSum(whole, baseline * window, varianceOfSum(sumVariance, window, 0))
  const { tailWeight } = findings
  const spread: SumSpread =
    tailWeight === undefined ? { sumVariance, family } : { sumVariance, family, tailWeight }
  const meanOver = (from: number, to: number) =>
    path.subarray(from, to).reduce((sum, mean) => sum + mean, 0)
  return {
    ...findings,
    spread,
    sumOver(fromPeriod, length) {
      const mean = meanOver(fromPeriod, fromPeriod + length)
      const [span, before] =
        baseline > 0 ? [mean / baseline, meanOver(0, fromPeriod) / baseline] : [length, fromPeriod]
      return distributionOfSum(spread, mean, span, before)
    },
  }
}

/** Seven sevenths of a week may sum to a little less than one. */
const SEEN_IN_FULL = 0.999

/** Whether every period that was observed in full holds whole units. */
export function isWhole(values: Float64Array, observed: Float64Array | null): boolean {
  return values.every((value, t) => Number.isInteger(value) || (observed?.[t] ?? 1) < SEEN_IN_FULL)
}

/** Mean of the first `window` periods ahead: the demand of today that spreads are measured at. */
export function baselineOf(path: Float64Array, window: number): number {
  const span = Math.max(1, Math.min(window, path.length))
  return path.subarray(0, span).reduce((sum, mean) => sum + mean, 0) / span
}
