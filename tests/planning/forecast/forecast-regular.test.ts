import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { autoregression, fitAutoregression } from '#planning/forecast/autoregression.ts'
import { runDynamicTheta } from '#planning/forecast/dynamic-theta.ts'
import { forecastRegular } from '#planning/forecast/forecast-regular.ts'
import { leadVariances } from '#planning/forecast/lead-spread.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { forecastPeriods } from '#planning/forecast/selection.ts'

const list = (...values: number[]) => Float64Array.from(values)
const series = (length: number, at: (t: number) => number) =>
  Float64Array.from({ length }, (_, t) => at(t))

/** Noise of mean 0 and variance 1, from twelve uniform numbers each. */
function noise(length: number, seed: number): Float64Array {
  const uniform = randomSource(seed)
  return series(length, () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6))
}

const forecast = (values: Float64Array, season = 1, horizon = 12) =>
  forecastRegular({ values, season }, null, 3, horizon)

describe('formulas worked by hand', () => {
  test('dynamic theta after 10 and 12 with alpha 1/2, theta 2', () => {
    // level 11, line through both: 8 + 2 t, (1 - 1/2)^2 = 1/4:
    // 11 + (1 - 1/2) (1/4 x 8 + (1 - 1/8) / (1/2) x 2) = 11 + (2 + 3.5) / 2
    const path = new Float64Array(1)
    runDynamicTheta(list(10, 12), 2, { alpha: 0.5, theta: 2 }, path)
    expect(path[0]).toBeCloseTo(13.75, 12)
  })

  test('dynamic theta with theta 1 is exponential smoothing: one level for all that comes', () => {
    const path = new Float64Array(3)
    const loss = runDynamicTheta(list(10, 12, 11, 15), 4, { alpha: 0.5, theta: 1 }, path)
    // levels 10, 10, 11, 11, 13; the only scored error is the fourth, 15 - 11
    expect([...path]).toEqual([13, 13, 13])
    expect(loss).toBe(16)
  })

  test('dynamic theta follows a straight line with half of its slope or more', () => {
    const path = new Float64Array(4)
    const line = series(60, (t) => 100 + 5 * t)
    for (const theta of [2, 9]) {
      runDynamicTheta(line, 60, { alpha: 0.95, theta }, path)
      expect(path[3]! - path[0]!).toBeGreaterThanOrEqual(3 * 5 * (1 - 1 / theta) * 0.99)
      expect(path[0]).toBeGreaterThan(395)
      expect(path[3]).toBeLessThanOrEqual(100 + 5 * 63 + 1e-9)
    }
  })

  test('an autoregression finds the dependence of each step on the last, drawn towards 0 by a fiftieth', () => {
    const shocks = noise(600, 7)
    const steps = new Float64Array(600)
    for (let t = 1; t < 600; t++) steps[t] = -0.6 * steps[t - 1]! + shocks[t]!
    const [first, ...others] = fitAutoregression(steps)
    expect(first).toBeCloseTo(-0.6 / 1.02, 1)
    for (const coefficient of others) expect(Math.abs(coefficient)).toBeLessThan(0.1)
    expect(fitAutoregression(new Float64Array(20))).toHaveLength(0)
  })

  test('steps that never change die down to half of their drift', () => {
    const line = series(30, (t) => 10 * t) // a zero, so no logarithms
    const path = autoregression.paths({ values: line, season: 1 }, [30], 4_000)[0]!
    const steps = path.subarray(1).map((mean, h) => mean - path[h]!)
    expect(steps[0]).toBeGreaterThan(9)
    expect(steps[0]).toBeLessThan(10)
    for (let h = 1; h < 200; h++) expect(steps[h]).toBeLessThan(steps[h - 1]!)
    expect(steps[3_998]).toBeCloseTo(5, 1)
  })
})

describe('the spread lead by lead', () => {
  const at = (measured: ReturnType<typeof leadVariances>, before: number, span: number) =>
    measured.find((point) => point.before === before && point.span === span)!.variance

  test('before anything was measured it grows as that of a smoothed level', () => {
    // steps of +3 and +1 in turn: mean square 5, over two periods 16: a trend, memory 16 / 5 - 1 = 2.2, held at 2
    const ramp = series(41, (t) => 400 + 2 * t + (t % 2))
    const measured = leadVariances(
      { values: ramp, season: 1 },
      null,
      [41],
      [ramp.subarray(0, 6)],
      440,
    )
    const one = at(measured, 0, 1)
    expect(at(measured, 4, 1) / one).toBeCloseTo(1 + 4 * 2 ** 2, 6)
    expect(at(measured, 0, 2) / one).toBeCloseTo(2 + 2 * 2 + 2 ** 2, 6)
    // steps that go back and forth are noise around a level: the least memory, .2
    const level = series(41, (t) => 400 + (t % 2))
    const calm = leadVariances(
      { values: level, season: 1 },
      null,
      [41],
      [level.subarray(0, 6)],
      400,
    )
    expect(at(calm, 4, 1) / at(calm, 0, 1)).toBeCloseTo(1 + 4 * 0.2 ** 2, 6)
  })

  test('many errors that were seen outweigh what was expected', () => {
    const values = noise(200, 4).map((value) => 1_000 + 20 * value)
    const origins = Array.from({ length: 150 }, (_, i) => 50 + i)
    const paths = origins.map(() => new Float64Array(3).fill(1_000))
    const measured = leadVariances({ values, season: 1 }, null, origins, paths, 1_000)
    // the deviation of noise around a known level is the same at every lead
    for (const lead of [0, 1, 2]) expect(Math.sqrt(at(measured, lead, 1)) / 20).toBeCloseTo(1.05, 0)
    expect(at(measured, 2, 1) / at(measured, 0, 1)).toBeLessThan(1.15)
  })

  test('periods that nobody saw are left out', () => {
    const values = series(60, (t) => (t % 10 === 9 ? 900 : 100 + (t % 2)))
    const observed = values.map((value) => +(value < 900))
    const origins = Array.from({ length: 30 }, (_, i) => 29 + i)
    const paths = origins.map(() => list(100.5))
    const all = leadVariances({ values, season: 1 }, null, origins, paths, 100)
    const seen = leadVariances({ values, season: 1 }, observed, origins, paths, 100)
    expect(at(seen, 0, 1)).toBeLessThan(at(all, 0, 1) / 2)
  })
})

describe('the average of methods', () => {
  const wave = series(96, (t) => 200 * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 12)))

  test('a wave without noise goes on as it was', () => {
    forecast(wave, 12).path.forEach((mean, h) => expect(mean / wave[h]!).toBeCloseTo(1, 6))
  })

  test('with noise every suitable method is tried and the scores rise', () => {
    const { candidates } = forecast(
      wave.map((value, t) => value + 30 * noise(96, 5)[t]!),
      12,
    )
    expect(candidates).toHaveLength(7) // all but the one for yearly weeks
    const scores = candidates.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => a - b))
    expect(scores[0]).toBeLessThan(0.8)
  })

  test('the average errs less than the seasonal naive on noisy waves', () => {
    let [ours, naive] = [0, 0]
    for (let seed = 1; seed <= 40; seed++) {
      const values = wave.map((value, t) => value + 30 * noise(96, seed)[t]!)
      const { path } = forecast(values.subarray(0, 84), 12)
      for (let h = 0; h < 12; h++) {
        ours += (path[h]! - values[84 + h]!) ** 2
        naive += (values[72 + h]! - values[84 + h]!) ** 2
      }
    }
    expect(ours / naive).toBeLessThan(0.75) // 1/2 is all that is in it
  })
})

describe('laws', () => {
  const seeds = fc.integer({ min: 1, max: 100_000 })
  const walk = (seed: number, length = 60) => {
    let level = 500
    return noise(length, seed).map((step) => (level += 10 * step))
  }

  test('means and spread scale with the units', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 50 }), (seed, factor) => {
        const one = forecast(walk(seed)).sumOver(2, 4)
        const many = forecast(walk(seed).map((value) => value * factor)).sumOver(2, 4)
        expect(many.mean / one.mean / factor).toBeCloseTo(1, 6)
        expect(many.variance / one.variance / factor ** 2).toBeCloseTo(1, 6)
        expect(many.quantile(0.95) / one.quantile(0.95) / factor).toBeCloseTo(1, 6)
      }),
      { seed: 4, numRuns: 25 },
    )
  })

  test('intervals widen with the lead and with the length, quantiles are in order', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { path, sumOver } = forecast(walk(seed))
        const flat = path.map(() => path[0]!)
        const relative = (from: number, length: number) =>
          sumOver(from, length).variance / (path[from]! / flat[0]!) ** 2
        for (let h = 1; h < 12; h++) {
          expect(relative(h, 1)).toBeGreaterThanOrEqual(0.9 * relative(h - 1, 1))
          expect(sumOver(0, h + 1).variance).toBeGreaterThan(sumOver(0, h).variance)
        }
        const quantiles = [0.05, 0.5, 0.8, 0.9, 0.95, 0.99].map((p) => sumOver(3, 5).quantile(p))
        expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b))
      }),
      { seed: 9, numRuns: 25 },
    )
  })

  test('a level that wanders is less certain far ahead than a level that stays', () => {
    const growth = (values: Float64Array) => {
      const { sumOver } = forecast(values)
      return sumOver(11, 1).variance / sumOver(0, 1).variance
    }
    const stays = noise(80, 3).map((value) => 500 + 10 * value)
    expect(growth(walk(3, 80))).toBeGreaterThan(2 * growth(stays))
  })

  test('the same numbers again give the same forecast', () => {
    expect(JSON.stringify(forecast(walk(8)))).toBe(JSON.stringify(forecast(walk(8))))
  })

  test('the promised share is covered on noise that nobody has tuned for', () => {
    const covered = { 0.8: 0, 0.95: 0, sum: 0 }
    const runs = 150
    for (let seed = 1; seed <= runs; seed++) {
      const values = noise(66, 1000 + seed).map((value) => 300 + 25 * value)
      const { sumOver } = forecast(values.subarray(0, 60), 1, 6)
      for (let h = 0; h < 6; h++) {
        if (values[60 + h]! <= sumOver(h, 1).quantile(0.8)) covered[0.8] += 1 / 6 / runs
        if (values[60 + h]! <= sumOver(h, 1).quantile(0.95)) covered[0.95] += 1 / 6 / runs
      }
      const total = values.subarray(60, 63).reduce((a, b) => a + b, 0)
      if (total <= sumOver(0, 3).quantile(0.95)) covered.sum += 1 / runs
    }
    expect(covered[0.8]).toBeGreaterThan(0.74)
    expect(covered[0.8]).toBeLessThan(0.86)
    expect(covered[0.95]).toBeGreaterThan(0.93)
    expect(covered[0.95]).toBeLessThan(0.99)
    expect(covered.sum).toBeGreaterThan(0.9)
  })
})

describe('what is regular', () => {
  const methods = (values: Float64Array) =>
    forecastPeriods({ values, season: 1 }, null, 3, 6).candidates.map(({ method }) => method)
  const steady = noise(40, 2).map((value) => Math.round(100 + 10 * value))

  test.each([
    ['steady demand', steady, true],
    ['weights below five', steady.map((value) => value / 40 + 0.01), true],
    ['small counts', steady.map((value) => Math.round(value / 40)), false],
    ['every tenth period empty', steady.map((value, t) => (t % 10 === 3 ? 0 : value)), false],
    ['seven periods', steady.subarray(0, 7), false],
  ])('%s', (_what, values, regular) => {
    expect(methods(values).includes('dynamic_theta')).toBe(regular)
  })
})

describe('what stored forecasts have shown of a method', () => {
  const noises = noise(48, 11)
  const values = series(48, (t) => 200 + 4 * t + 20 * noises[t]!)
  const withEarned = (name: string, factor: number) =>
    forecastRegular({ values, season: 1 }, null, 3, 6, (method) => (method === name ? factor : 1))
  const meanOf = (name: string) =>
    forecast(values).candidates.find(({ method }) => method === name)?.relativeMean ?? 1

  test('a method that came out worse weighs less: the forecast moves away from it', () => {
    const before = forecast(values, 1, 6)
    expect(before.methods.length).toBeGreaterThan(1)
    for (const name of before.methods) {
      const away = Math.sign(1 - meanOf(name))
      expect(Math.sign(withEarned(name, 1.2).baseline - before.baseline)).toBe(away)
    }
  })

  test('nothing earned changes nothing', () => {
    expect([...withEarned('theta', 1).path]).toEqual([...forecast(values, 1, 6).path])
  })
})
