import type { ForecastMethod, PeriodSeries } from './method.ts'
import { zeroShare } from './method.ts'

/** Phases of a longer season (52 weeks) are seen too rarely to stand alone: neighbours are averaged with them. */
const LONGEST_SHORT_SEASON = 24
const NEIGHBOUR_WEIGHTS = [1 / 9, 2 / 9, 3 / 9, 2 / 9, 1 / 9]
/** 90 % point of the normal, the threshold of the seasonality test in Assimakopoulos and Nikolopoulos (2000). */
const SEASONALITY_Z = 1.645
const LEAST_FACTOR = 0.05
/** Ratios of demand to its level say little where so many periods are empty. */
const MOST_ZEROS = 0.2

/**
 * Multiplicative factors of a short season (mean 1) learned from values[0 .. end) by classical decomposition:
 * ratios to a centred moving average, averaged by phase and drawn towards 1 as far as they are noise. Null when the
 * season is long or absent, when fewer than two cycles are known, when zeros abound, or when the autocorrelation
 * at the seasonal lag does not pass the 90 % test.
 */
export function seasonalFactors(
  values: Float64Array,
  end: number,
  season: number,
): Float64Array | null {
  return season > 1 && isSeasonal(values, end, season) ? untestedFactors(values, end, season) : null
}

function untestedFactors(values: Float64Array, end: number, season: number): Float64Array | null {
  if (zeroShare(values, end) > MOST_ZEROS) return null
  const factors = seasonByPhase(values, end, season, true)
  if (factors === null || season <= LONGEST_SHORT_SEASON) return factors
  return overNeighbours(factors)
}

/**
 * The season of values[0 .. end) by phase, by classical decomposition: ratios to a centred moving average around 1, or
 * differences from it around 0, drawn towards that as far as they are noise (Miller and Williams 2003). Null when
 * fewer than two cycles are known.
 */
export function seasonByPhase(
  values: Float64Array,
  end: number,
  season: number,
  multiplicative: boolean,
): Float64Array | null {
  if (season < 2 || end < 2 * season + 2) return null
  const sums = new Float64Array(season)
  const squares = new Float64Array(season)
  const counts = new Float64Array(season)
  const half = Math.floor(season / 2)
  for (let t = half; t + half < end; t++) {
    const centre = centredMean(values, t, season, half)
    if (multiplicative && centre <= 0) continue
    const part = multiplicative ? values[t]! / centre : values[t]! - centre
    sums[t % season]! += part
    squares[t % season]! += part * part
    counts[t % season]! += 1
  }
  return shrunkSeason(sums, squares, counts, multiplicative)
}

function overNeighbours(factors: Float64Array): Float64Array {
  const size = factors.length
  return factors.map((_, phase) =>
    NEIGHBOUR_WEIGHTS.reduce(
      (sum, weight, k) => sum + weight * factors[(phase + k - 2 + size) % size]!,
      0,
    ),
  )
}

type Core = (adjusted: Float64Array, origins: readonly number[], horizon: number) => Float64Array[]

/** A method on the seasonally adjusted series, with the season put back on its paths. */
export function withSeason(core: Core): ForecastMethod['paths'] {
  return adjusting(core, seasonalFactors)
}

/** The same, where a season that does not pass the test is drawn towards none instead of left out. */
export function withShrunkSeason(core: Core): ForecastMethod['paths'] {
  return adjusting(core, untestedFactors)
}

function adjusting(core: Core, factorsOf: typeof seasonalFactors): ForecastMethod['paths'] {
  return ({ values, season }: PeriodSeries, origins, horizon) => {
    const factors = factorsOf(values, origins[0]!, season)
    if (factors === null) return core(values, origins, horizon)
    const paths = core(
      values.map((value, t) => value / factors[t % season]!),
      origins,
      horizon,
    )
    paths.forEach((path, i) => {
      for (let h = 0; h < horizon; h++) path[h]! *= factors[(origins[i]! + h) % season]!
    })
    return paths
  }
}

/**
 * A method with a season of its own: it sees short seasons, a long one is taken out before and put back after it, so
 * that it sees none.
 */
export function withLongSeason(paths: ForecastMethod['paths']): ForecastMethod['paths'] {
  const adjusted = withSeason((values, origins, horizon) =>
    paths({ values, season: 1 }, origins, horizon),
  )
  return (series, origins, horizon) =>
    series.season > LONGEST_SHORT_SEASON
      ? adjusted(series, origins, horizon)
      : paths(series, origins, horizon)
}

/** The mean of one cycle around period t; an even cycle counts the two outer periods half. */
export function centredMean(values: Float64Array, t: number, season: number, half: number): number {
  let sum = 0
  for (let i = t - half; i <= t + half; i++) sum += values[i]!
  // An even season spans season + 1 periods of which the two outer ones count half.
  if (season % 2 === 0) sum -= (values[t - half]! + values[t + half]!) / 2
  return sum / season
}

function isSeasonal(values: Float64Array, end: number, season: number): boolean {
  let mean = 0
  for (let t = 0; t < end; t++) mean += values[t]! / end
  let power = 0
  for (let t = 0; t < end; t++) power += (values[t]! - mean) ** 2
  if (power === 0) return false
  const correlation = (lag: number) => {
    let sum = 0
    for (let t = lag; t < end; t++) sum += (values[t]! - mean) * (values[t - lag]! - mean)
    return sum / power
  }
  let spread = 1
  for (let lag = 1; lag < season; lag++) spread += 2 * correlation(lag) ** 2
  return Math.abs(correlation(season)) > SEASONALITY_Z * Math.sqrt(spread / end)
}

function shrunkSeason(
  sums: Float64Array,
  squares: Float64Array,
  counts: Float64Array,
  multiplicative: boolean,
): Float64Array | null {
  if (counts.some((count) => count === 0)) return null
  const raw = sums.map((sum, phase) => sum / counts[phase]!)
  const centre = raw.reduce((sum, part) => sum + part, 0) / raw.length
  const departures = raw.map((part) => (multiplicative ? part / centre - 1 : part - centre))
  const between = departures.reduce((sum, part) => sum + part ** 2, 0) / raw.length
  let noise = 0
  for (let phase = 0; phase < raw.length; phase++) {
    const count = counts[phase]!
    const within = Math.max(0, squares[phase]! / count - raw[phase]! ** 2)
    noise += within / Math.max(1, count - 1) / raw.length
  }
  const trust = between > 0 ? Math.max(0, 1 - noise / between) : 0
  return departures.map((part) =>
    multiplicative ? Math.max(LEAST_FACTOR, 1 + trust * part) : trust * part,
  )
}
