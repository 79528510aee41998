import type { EtsConstants, EtsModel, EtsState } from './ets-model.ts'
import { etsPath, runEts } from './ets-model.ts'
import { correctedCriterion } from './information.ts'
import type { ForecastMethod } from './method.ts'
import { isRegular, meanOf } from './method.ts'
import { leastByNelderMead, logistic } from './nelder-mead.ts'
import { seasonByPhase, withLongSeason } from './season.ts'

const MODELS: readonly EtsModel[] = [
  { relativeError: false, damped: false, season: 'none' },
  { relativeError: false, damped: true, season: 'none' },
  { relativeError: false, damped: false, season: 'additive' },
  { relativeError: true, damped: false, season: 'multiplicative' },
  { relativeError: true, damped: true, season: 'multiplicative' },
]
/** Values that the first level and trend are read from, two cycles where there is a season. */
const FIRST_VALUES = 10
const LEAST_DAMPING = 0.8
const MOST_DAMPING = 0.98
const MOST_TRIES = 30
/** A thousandth of a unit of the information criterion changes no forecast. */
const PRECISION = 1e-3
/** Models with less weight than this are left out: they cost time only. */
const LEAST_WEIGHT = 0.01

type Fitted = { model: EtsModel; constants: EtsConstants; start: EtsState; criterion: number }

/** The state before the first of values[0 .. end): season by decomposition, level and trend by the line through the first values. */
function startOf(values: Float64Array, end: number, cycle: number, model: EtsModel): EtsState {
  const factors = model.season === 'multiplicative'
  const season =
    model.season === 'none'
      ? new Float64Array(1)
      : (seasonByPhase(values, end, cycle, factors) ?? new Float64Array(cycle).fill(+factors))
  const count = Math.min(
    end,
    model.season === 'none' ? FIRST_VALUES : Math.max(FIRST_VALUES, 2 * cycle),
  )
  const adjusted = values.slice(0, count).map((value, t) => {
    const part = season[t % season.length]!
    return factors ? value / part : value - part
  })
  if (!model.damped)
    return { level: meanOf(adjusted, 0, Math.min(count, FIRST_VALUES)), trend: 0, season }
  const centre = (count - 1) / 2
  const mean = meanOf(adjusted, 0, count)
  const slope =
    adjusted.reduce((sum, value, t) => sum + (t - centre) * (value - mean), 0) /
    ((count * (count * count - 1)) / 12)
  return { level: mean - slope * (centre + 1), trend: slope, season }
}

function copied({ level, trend, season }: EtsState): EtsState {
  return { level, trend, season: season.slice() }
}

/** Constants from free numbers: alpha, gamma and phi within their bounds, beta below alpha, gamma below 1 - alpha. */
function constantsAt({ damped, season }: EtsModel, at: Float64Array): EtsConstants {
  let next = 0
  const share = () => 0.0001 + 0.9998 * logistic(at[next++]!)
  const alpha = share()
  const beta = damped ? alpha * share() : 0
  const phi = damped ? LEAST_DAMPING + (MOST_DAMPING - LEAST_DAMPING) * share() : 1
  const gamma = season === 'none' ? 0 : (1 - alpha) * share()
  return { alpha, beta, gamma, phi }
}

/** The constants of a model that are the likeliest for values[0 .. end), with its information criterion. */
export function fitEts(values: Float64Array, end: number, cycle: number, model: EtsModel): Fitted {
  const start = startOf(values, end, cycle, model)
  const work = copied(start)
  let floor = 0
  for (let t = 0; t < end; t++) floor += model.relativeError ? 1e-20 : 1e-20 * values[t]! ** 2
  const deviance = (constants: EtsConstants) => {
    work.level = start.level
    work.trend = start.trend
    work.season.set(start.season)
    return runEts(values, end, model, constants, work, floor)
  }
  const free = [
    -0.8,
    ...(model.damped ? [-2.5, 1] : []),
    ...(model.season === 'none' ? [] : [-2.5]),
  ]
  const best = leastByNelderMead(
    (at) => deviance(constantsAt(model, at)),
    free,
    1,
    MOST_TRIES,
    PRECISION,
  )
  const constants = constantsAt(model, best)
  // Constants, first level, first trend, first season and the variance.
  const parameters = free.length + 2 + +model.damped + (model.season === 'none' ? 0 : cycle - 1)
  return {
    model,
    constants,
    start,
    criterion: correctedCriterion(deviance(constants), parameters, end),
  }
}

/**
 * Exponential smoothing in state space: every model of the family that suits, weighted by its information criterion
 * (Burnham and Anderson 2002, section 2.9). Source: Hyndman, Koehler, Ord and Snyder (2008), chapters 2 and 5.
 */
export const ets: ForecastMethod = {
  name: 'ets',
  suits: ({ values }, firstOrigin) => firstOrigin >= 8 && isRegular(values, firstOrigin),
  paths: withLongSeason(({ values, season }, origins, horizon) => {
    const end = origins[0]!
    const positive = values.subarray(0, end).every((value) => value > 0)
    const seasonal = season > 1 && end >= 2 * season + 4
    const fitted = MODELS.filter(
      (model) => (seasonal || model.season === 'none') && (positive || !model.relativeError),
    ).map((model) => fitEts(values, end, season, model))
    const least = Math.min(...fitted.map(({ criterion }) => criterion))
    const weightOf = ({ criterion }: Fitted) => Math.exp((least - criterion) / 2)
    const kept = fitted.filter((one) => weightOf(one) >= LEAST_WEIGHT)
    const total = kept.reduce((sum, one) => sum + weightOf(one), 0)
    const paths = origins.map(() => new Float64Array(horizon))
    for (const one of kept) {
      const { model, constants, start } = one
      const share = weightOf(one) / total
      const state = copied(start)
      let next = 0
      // Later values may be nought where a relative error has no meaning; the states go on all the same.
      runEts(
        values,
        origins.at(-1)!,
        { ...model, relativeError: false },
        constants,
        state,
        0,
        (t) => {
          if (t !== origins[next]) return
          const path = etsPath(state, model, constants, t, horizon)
          for (let h = 0; h < horizon; h++) paths[next]![h]! += share * path[h]!
          next++
        },
      )
    }
    return paths
  }),
}
