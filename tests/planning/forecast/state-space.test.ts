import { describe, expect, test } from 'vitest'

import { arima } from '#planning/forecast/arima.ts'
import {
  difference,
  fitArima,
  lagsOf,
  oneStepErrors,
  product,
} from '#planning/forecast/arima-model.ts'
import { complexSmoothing, runComplexSmoothing } from '#planning/forecast/complex-smoothing.ts'
import { ets } from '#planning/forecast/ets.ts'
import { etsPath, runEts } from '#planning/forecast/ets-model.ts'
import { correctedCriterion } from '#planning/forecast/information.ts'
import { leastByNelderMead } from '#planning/forecast/nelder-mead.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { seasonByPhase } from '#planning/forecast/season.ts'
import { isStrongSeason, staysAroundLevel } from '#planning/forecast/stationarity.ts'

const list = (...values: number[]) => Float64Array.from(values)
const series = (length: number, at: (t: number) => number) =>
  Float64Array.from({ length }, (_, t) => at(t))
const close = (values: number[], digits = 10) =>
  values.map((value) => expect.closeTo(value, digits))

/** Noise of mean 0 and variance 1, from twelve uniform numbers each. */
function noise(length: number, seed: number): Float64Array {
  const uniform = randomSource(seed)
  return series(length, () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6))
}

function walk(length: number, seed: number): Float64Array {
  let level = 0
  return noise(length, seed).map((step) => (level += step))
}

describe('the search for constants', () => {
  test('finds the bottom of a valley, and leaves a good start alone', () => {
    const valley = ([x, y]: Float64Array) => (x! - 3) ** 2 + 10 * (y! + 1 - x!) ** 2
    expect([...leastByNelderMead(valley, [0, 0], 1, 200, 1e-12)]).toEqual(close([3, 2], 3))
    expect([...leastByNelderMead(valley, [3, 2], 1, 3, 1e-12)]).toEqual([3, 2])
    expect([...leastByNelderMead(() => NaN, [1], 1, 20, 1e-12)]).toEqual([1])
  })

  test('the corrected criterion, Hurvich and Tsai (1989): 2 k + 2 k (k + 1) / (n - k - 1)', () => {
    expect(correctedCriterion(100, 3, 24)).toBeCloseTo(100 + 6 + 24 / 20, 12)
    expect(correctedCriterion(100, 5, 6)).toBe(Infinity)
  })
})

describe('exponential smoothing in state space, worked by hand', () => {
  test('without trend or season it is simple smoothing: errors 2 and 0, level 11', () => {
    const state = { level: 10, trend: 0, season: new Float64Array(1) }
    const model = { relativeError: false, damped: false, season: 'none' } as const
    const constants = { alpha: 0.5, beta: 0, gamma: 0, phi: 1 }
    const deviance = runEts(list(12, 11), 2, model, constants, state, 0)
    expect(deviance).toBeCloseTo(2 * Math.log(4 / 2), 12)
    expect([...etsPath(state, model, constants, 2, 2)]).toEqual([11, 11])
  })

  test('relative errors with factors: mean (10 + .9) 2 = 21.8, error 1.09, a twentieth', () => {
    const state = { level: 10, trend: 1, season: list(2, 0.5) }
    const model = { relativeError: true, damped: true, season: 'multiplicative' } as const
    const constants = { alpha: 0.2, beta: 0.1, gamma: 0.4, phi: 0.9 }
    const deviance = runEts(list(22.89), 1, model, constants, state, 0)
    expect(deviance).toBeCloseTo(Math.log(0.05 ** 2) + 2 * Math.log(21.8), 10)
    expect(state.level).toBeCloseTo(10.9 + 0.2 * 0.545, 12)
    expect(state.trend).toBeCloseTo(0.9 + 0.1 * 0.545, 12)
    expect([...state.season]).toEqual(close([2 + (0.4 * 1.09) / 10.9, 0.5]))
    const [first, second] = etsPath(state, model, constants, 1, 2)
    expect(first).toBeCloseTo((11.009 + 0.9 * 0.9545) * 0.5, 10)
    expect(second).toBeCloseTo((11.009 + (0.9 + 0.81) * 0.9545) * 2.04, 10)
  })

  test('an error can not be relative to a mean that is not above nought', () => {
    const state = { level: -1, trend: 0, season: new Float64Array(1) }
    const model = { relativeError: true, damped: false, season: 'none' } as const
    const constants = { alpha: 0.5, beta: 0, gamma: 0, phi: 1 }
    expect(runEts(list(1), 1, model, constants, state, 0)).toBe(Infinity)
  })

  test('a season that grows with the level goes on growing, a plain one stays', () => {
    const shape = [0.6, 1, 1.4, 1]
    const level = (t: number) => 100 * 1.02 ** t
    const values = series(48, (t) => level(t) * shape[t % 4]!)
    const path = ets.paths({ values, season: 4 }, [48], 4)[0]!
    path.forEach((mean, h) => expect(mean / shape[h]! / level(48 + h)).toBeCloseTo(1, 1))
    const flat = values.map((value, t) => 300 + value / 1.02 ** t + noise(48, 2)[t]!)
    ets.paths({ values: flat, season: 4 }, [48], 4)[0]!.forEach((mean, h) => {
      expect(Math.abs(mean - 300 - 100 * shape[h]!)).toBeLessThan(3)
    })
  })

  test('the season of a decomposition is additive or multiplicative as asked', () => {
    const values = series(24, (t) => 50 + t + [3, -1, -2][t % 3]!)
    expect([...seasonByPhase(values, 24, 3, false)!]).toEqual(close([3, -1, -2]))
    expect([
      ...seasonByPhase(
        series(24, (t) => 10 * [2, 0.5, 0.5][t % 3]!),
        24,
        3,
        true,
      )!,
    ]).toEqual(close([2, 0.5, 0.5]))
    expect(seasonByPhase(values, 7, 3, false)).toBeNull()
  })
})

describe('complex smoothing', () => {
  test('one step worked by hand, and the same step from the other end', () => {
    // error 2: level 10 - (1 - .8) 9 + (1.3 - .8) 2, potential 10 + (1 - 1.3) 9 + (1.3 + .8) 2
    const constants = { real: 1.3, imaginary: 0.8 }
    const forwards = { level: 10, potential: 9 }
    expect(runComplexSmoothing(list(12, 50), 1, constants, forwards, false)).toBe(4)
    expect([forwards.level, forwards.potential]).toEqual(close([9.2, 11.5]))
    const backwards = { level: 10, potential: 9 }
    runComplexSmoothing(list(12), 1, constants, backwards, true)
    expect(backwards).toEqual(forwards)
  })

  test('a trend is followed, noise around a level is not, and nothing runs away', () => {
    const path = (values: Float64Array, horizon: number) =>
      complexSmoothing.paths({ values, season: 1 }, [values.length], horizon)[0]!
    const line = path(
      series(60, (t) => 100 + 5 * t),
      6,
    )
    expect(line[5]! - line[0]!).toBeGreaterThan(10)
    const still = path(
      noise(80, 5).map((value) => 200 + 5 * value),
      12,
    )
    for (const mean of still) expect(Math.abs(mean - 200)).toBeLessThan(8)
    const doubling = path(
      series(12, (t) => 10 * 2 ** t),
      52,
    )
    expect(doubling[51]! / doubling[0]!).toBeLessThan(10)
  })
})

describe('moving averages of an integrated series', () => {
  test('operators multiply: (1 - B) (1 - B^2) = 1 - B - B^2 + B^3', () => {
    expect([...product(difference(1), difference(2))]).toEqual([1, -1, -1, 1])
    const { lag, coefficient } = lagsOf(difference(2), -1)
    expect([[...lag], [...coefficient]]).toEqual([[2], [1]])
  })

  test('errors of z[t] = .5 z[t - 1] + e[t] - .4 e[t - 1] by hand', () => {
    const e = new Float64Array(3)
    const own = lagsOf(list(1, -0.5), -1)
    const errors = lagsOf(list(1, -0.4), 1)
    // 2; 1 - 1 + .8 = .8; 3 - .5 + .32 = 2.82
    expect(oneStepErrors(list(2, 1, 3), 3, own, errors, e)).toBeCloseTo(4 + 0.64 + 2.82 ** 2, 12)
    expect([...e]).toEqual(close([2, 0.8, 2.82]))
  })

  test('finds the coefficients that made the series', () => {
    const shocks = noise(800, 11)
    const fit = (z: Float64Array, p: number, q: number, seasonalQ: number) =>
      fitArima(z, z.length, { p, q, seasonalQ }, 4, 0, new Float64Array(z.length))
    const moving = shocks.map((shock, t) => shock - 0.6 * (shocks[t - 1] ?? 0))
    expect(fit(moving, 0, 1, 0).errors.coefficient[0]).toBeCloseTo(-0.6, 1)
    const own = new Float64Array(800)
    shocks.forEach((shock, t) => (own[t] = shock + 0.7 * (own[t - 1] ?? 0)))
    expect(fit(own, 1, 0, 0).own.coefficient[0]).toBeCloseTo(0.7, 1)
    const yearly = shocks.map((shock, t) => shock - 0.5 * (shocks[t - 4] ?? 0))
    expect([...fit(yearly, 0, 1, 1).errors.lag]).toEqual([1, 4, 5])
    expect(fit(yearly, 0, 1, 1).errors.coefficient[1]).toBeCloseTo(-0.5, 1)
  })

  test('a walk is no level, noise is one; a season is strong or it is not', () => {
    let [walks, levels] = [0, 0]
    for (let seed = 1; seed <= 40; seed++) {
      walks += +staysAroundLevel(walk(100, seed))
      levels += +staysAroundLevel(noise(100, seed))
    }
    expect(walks).toBeLessThan(10)
    expect(levels).toBeGreaterThan(32)
    const wave = (share: number) =>
      noise(96, 3).map((value, t) => value + share * Math.sin((2 * Math.PI * t) / 12))
    expect(isStrongSeason(wave(4), 12)).toBe(true)
    expect(isStrongSeason(wave(0), 12)).toBe(false)
  })

  test('a walk goes on from its last value, a level comes back to its mean', () => {
    const ahead = (values: Float64Array) =>
      arima.paths({ values, season: 1 }, [values.length], 30)[0]!.at(-1)!
    const wandering = walk(100, 4).map((value) => 200 + 5 * value)
    expect(Math.abs(ahead(wandering) / wandering[99]! - 1)).toBeLessThan(0.1)
    const level = noise(100, 4).map((value) => 200 + 5 * value)
    expect(Math.abs(ahead(level) / 200 - 1)).toBeLessThan(0.02)
  })

  test('a strong season is taken from the last cycles', () => {
    const values = noise(96, 8).map(
      (value, t) => (200 + 2 * t) * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 12)) + value,
    )
    const path = arima.paths({ values, season: 12 }, [96], 12)[0]!
    path.forEach((mean, h) => {
      const expected = (200 + 2 * (96 + h)) * (1 + 0.4 * Math.sin((2 * Math.PI * h) / 12))
      expect(Math.abs(mean / expected - 1)).toBeLessThan(0.08)
    })
  })
})
