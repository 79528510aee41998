import type { CountPool } from './count-pool.ts'
import type { CountState } from './count-states.ts'

/** Units of a period of season factor 1, the variance of one period over its mean, and that of the level over its square. */
export type CountOutlook = { mean: number; noise: number; doubt: number }

// Learned by rolling origin on the train parts of five public sets of counts (spare parts, air force, cars, a grocer, a
// gift shop), by upper pinball of one and of three periods and by the Poisson deviance of the mean.
const MOST_FAST = 0.9
/** The typical level over the geometric mean of levels. */
const TYPICAL_OVER_GEOMETRIC = 1.1
/** Demands that the prior dispersion counts as; it grows with the size of a demand. */
const PRIOR_DEMANDS = 2.2
const PRIOR_PER_DEMAND = 0.45
const PRIOR_PER_SIZE = 1.4
/** Squared relative error of the level: a little for ever, the rest falls with the demands seen. */
const LASTING_DOUBT = 0.02
const FIRST_DOUBT = 0.45

/**
 * What a state and the catalogue say of the periods to come. The mean is drawn towards the typical item by the periods
 * seen (Buehlmann credibility), the dispersion towards that of items with orders of this size by the demands seen
 * (empirical Bayes): few demands tell neither. Demand that was never seen stays at 0.
 */
export function countOutlook(state: CountState, pool: CountPool, whole: boolean): CountOutlook {
  const { demands, meanSize, periods } = state
  // The clearer the signal, the sooner a change of it is believed: the gain of a filter grows with signal over noise.
  const signal = state.slowLevel / Math.max(1, state.dispersion)
  const fast = Math.min(MOST_FAST, pool.fastShare * Math.sqrt(signal))
  const own = fast * state.fastLevel + (1 - fast) * state.slowLevel
  if (demands === 0) return { mean: 0, noise: 1, doubt: 0 }
  const typical = pool.levelUnits > 0 ? pool.levelUnits * TYPICAL_OVER_GEOMETRIC : state.longRun
  const trust = periods / (periods + pool.levelPeriods)
  const mean = trust * own + (1 - trust) * typical
  const prior = whole
    ? 1 +
      pool.noiseFactor *
        (PRIOR_PER_DEMAND * Math.min(meanSize, 1 + mean) +
          PRIOR_PER_SIZE * Math.max(0, meanSize - 1))
    : pool.noiseFactor * meanSize
  const shrunk = (demands * state.dispersion + PRIOR_DEMANDS * prior) / (demands + PRIOR_DEMANDS)
  return {
    mean,
    noise: whole ? Math.max(1, shrunk) : shrunk,
    doubt: pool.doubtFactor * (LASTING_DOUBT + FIRST_DOUBT / (demands + 1)),
  }
}
