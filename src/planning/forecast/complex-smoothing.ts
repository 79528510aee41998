import type { ForecastMethod } from './method.ts'
import { isRegular, meanOf } from './method.ts'
import { leastByNelderMead } from './nelder-mead.ts'
import { withShrunkSeason } from './season.ts'

/** Real and imaginary part of the smoothing constant. */
type Constants = { real: number; imaginary: number }
type State = { level: number; potential: number }

const FIRST_VALUES = 10
const MOST_TRIES = 50
const PRECISION = 0.01
/** Above 1 a trend feeds itself: this lets it grow by two in a hundred a period at most. */
const MOST_IMAGINARY = 1.03

/**
 * Runs complex exponential smoothing over values[0 .. end) from `state`, forwards or backwards, and leaves the state
 * after the last there; answers the squared one-step error. level' = level - (1 - a1) potential + (a0 - a1) e,
 * potential' = level + (1 - a0) potential + (a0 + a1) e. Source: Svetunkov, Kourentzes and Ord (2022), equation 11.
 */
export function runComplexSmoothing(
  values: Float64Array,
  end: number,
  { real, imaginary }: Constants,
  state: State,
  backwards: boolean,
  visit?: (t: number) => void,
): number {
  let squared = 0
  for (let i = 0; i < end; i++) {
    visit?.(i)
    const error = values[backwards ? end - 1 - i : i]! - state.level
    squared += error * error
    const { level, potential } = state
    state.level = level - (1 - imaginary) * potential + (real - imaginary) * error
    state.potential = level + (1 - real) * potential + (real + imaginary) * error
  }
  visit?.(end)
  return squared
}

/** Whether errors of long ago are forgotten (the stability region of the constants) and no trend runs away. */
function isStable({ real, imaginary }: Constants): boolean {
  return (
    imaginary <= MOST_IMAGINARY &&
    (real - 2.5) ** 2 + imaginary ** 2 > 1.25 &&
    (real - 0.5) ** 2 + (imaginary - 1) ** 2 > 0.25 &&
    (real - 1.5) ** 2 + (imaginary - 0.5) ** 2 < 1.5
  )
}

/** The state before the first value: what running to the end and back leaves of a rough guess. */
function startOf(values: Float64Array, end: number, constants: Constants): State {
  const level = meanOf(values, 0, Math.min(end, FIRST_VALUES))
  const state = { level, potential: level / 1.1 }
  runComplexSmoothing(values, end, constants, state, false)
  runComplexSmoothing(values, end, constants, state, true)
  return state
}

/** Complex exponential smoothing of the seasonally adjusted series: a level and a trend in one, between which it need not choose. */
export const complexSmoothing: ForecastMethod = {
  name: 'complex_smoothing',
  suits: ({ values }, firstOrigin) => firstOrigin >= 8 && isRegular(values, firstOrigin),
  paths: withShrunkSeason((values, origins, horizon) => {
    const end = origins[0]!
    let floor = 0
    for (let t = 0; t < end; t++) floor += 1e-20 * values[t]! ** 2
    const at = ([real, imaginary]: Float64Array) => ({ real: real!, imaginary: imaginary! })
    const loss = (point: Float64Array) => {
      const constants = at(point)
      if (!isStable(constants)) return Infinity
      const squared = runComplexSmoothing(
        values,
        end,
        constants,
        startOf(values, end, constants),
        false,
      )
      return end * Math.log(squared + floor)
    }
    const best = at(leastByNelderMead(loss, [1.3, 1], 0.1, MOST_TRIES, PRECISION))
    const state = startOf(values, end, best)
    const paths: Float64Array[] = []
    runComplexSmoothing(values, origins.at(-1)!, best, state, false, (t) => {
      if (t === origins[paths.length]) paths.push(complexPath(state, best, horizon))
    })
    return paths
  }),
}

function complexPath(
  { level, potential }: State,
  { real, imaginary }: Constants,
  horizon: number,
): Float64Array {
  return Float64Array.from({ length: horizon }, () => {
    const mean = level
    level = mean - (1 - imaginary) * potential
    potential = mean + (1 - real) * potential
    return Math.max(0, mean)
  })
}
