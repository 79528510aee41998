import { countOutlook } from './count-model.ts'
import type { CountPool } from './count-pool.ts'
import type { Lesson } from './pool-lessons.ts'

const LEVEL_PERIODS = [0, 0.25, 0.5, 1, 2, 4, 8]
const FAST_SHARES = [0.1, 0.2, 0.3, 0.45, 0.6, 0.8]
/** What is thought of the spread of drifts before any was seen, as if from two windows. */
const PRIOR_WINDOWS = 2
const PRIOR_DRIFT_SD = 0.15
const PRIOR_SLOPE_SD = 0.03
/** A drift must stand out from its own error by the square root of two before anything of it is believed. */
const CAUTION = 2
/** Items die out one by one for good; growth ends, and the levels follow it soon enough. */
const STEEPEST_FALL = -0.03

/**
 * How far items are drawn towards the typical one, and how demand drifts away from what its past says: the weights with
 * the least Poisson deviance of the mean (quasi-likelihood, McCullagh and Nelder 1989, chapter 9), then the drift of
 * each past window, drawn towards none by how little the windows agree.
 */
export function learnLevel(pool: CountPool, lessons: readonly Lesson[]): CountPool {
  let best = pool
  let least = Infinity
  const candidates = LEVEL_PERIODS.flatMap((levelPeriods) =>
    FAST_SHARES.map((fastShare) => ({ ...pool, levelPeriods, fastShare })),
  )
  for (const tried of candidates) {
    const loss = deviance(tried, lessons)
    if (loss >= least) continue
    least = loss
    best = tried
  }
  return { ...best, ...driftOf(best, lessons) }
}

/** Mean deviance of the demand per period, after the lessons' common drift, less what no forecast can change. */
function deviance(pool: CountPool, lessons: readonly Lesson[]): number {
  const means = lessons.map((lesson) => expected(pool, lesson))
  let came = 0
  let said = 0
  lessons.forEach(({ actual, weight }, i) => {
    came += weight * total(actual)
    said += weight * total(means[i]!)
  })
  const drift = said > 0 ? came / said : 1
  return lessons.reduce((sum, { actual, weight }, i) => {
    const mean = drift * total(means[i]!)
    return sum + weight * (mean - total(actual) * Math.log(mean + 1e-6))
  }, 0)
}

function driftOf(
  pool: CountPool,
  lessons: readonly Lesson[],
): Pick<CountPool, 'driftFactor' | 'driftPerPeriod'> {
  const none = { driftFactor: 1, driftPerPeriod: 1 }
  const backs = [...new Set(lessons.map(({ back }) => back))]
  const levels: number[] = []
  const slopes: number[] = []
  for (const origin of backs) {
    const window = lessons.filter(({ back }) => back === origin)
    const periods = window[0]!.actual.length
    const came = new Float64Array(periods)
    const said = new Float64Array(periods)
    for (const lesson of window) {
      const means = expected(pool, lesson)
      for (let h = 0; h < periods; h++) {
        came[h]! += lesson.weight * lesson.actual[h]!
        said[h]! += lesson.weight * means[h]!
      }
    }
    if (came.some((units) => units === 0) || said.some((units) => units === 0)) continue
    levels.push(Math.log(total(came) / total(said)))
    slopes.push(slopeOf(came.map((units, h) => Math.log(units / said[h]!))))
  }
  const periods = lessons[0]?.actual.length ?? 0
  if (levels.length < 2) return none
  // Windows that overlap are not as many as they are.
  const apart = Math.min(levels.length, 1 + Math.max(...backs) / periods)
  const slope = believed(slopes, PRIOR_SLOPE_SD, apart)
  const bounded = Math.max(STEEPEST_FALL, Math.min(0, slope))
  const level = believed(levels, PRIOR_DRIFT_SD, apart) - (bounded * (periods - 1)) / 2
  return { driftFactor: rounded(Math.exp(level)), driftPerPeriod: rounded(Math.exp(bounded)) }
}

function expected(pool: CountPool, { state, whole, factors }: Lesson): Float64Array {
  const { mean } = countOutlook(state, pool, whole)
  return factors.map((factor) => mean * factor)
}

function believed(figures: readonly number[], priorSd: number, apart: number): number {
  const count = figures.length
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / count
  const squares = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0)
  const variance = (squares + PRIOR_WINDOWS * priorSd ** 2) / (count - 1 + PRIOR_WINDOWS)
  if (mean === 0) return 0
  return mean * Math.max(0, 1 - (CAUTION * variance) / apart / mean ** 2)
}

function slopeOf(figures: Float64Array): number {
  const middle = (figures.length - 1) / 2
  let products = 0
  let squares = 0
  figures.forEach((figure, h) => {
    products += (h - middle) * figure
    squares += (h - middle) ** 2
  })
  return products / squares
}

function total(figures: Float64Array): number {
  let sum = 0
  for (const figure of figures) sum += figure
  return sum
}

function rounded(figure: number): number {
  return Math.round(figure * 1000) / 1000
}
