import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

/**
 * The smallest whole k with cdf(k) >= p, for a count distribution of the given mean and variance. It starts from
 * the Cornish-Fisher value (skewness of a gamma), brackets by doubling and halves the bracket, so that a mean of
 * a million costs some twenty evaluations.
 */
export function searchCountQuantile(
  p: number,
  mean: number,
  variance: number,
  cdf: (k: number) => number,
): number {
  if (p <= 0) return 0
  if (p >= 1) return Infinity
  const sd = Math.sqrt(variance)
  const z = normalQuantile(p, 0, 1)
  const skewness = mean > 0 ? (2 * sd) / mean : 0
  const start = Math.max(0, Math.round(mean + sd * (z + (skewness * (z * z - 1)) / 6)))
  let low = start
  let high = start
  let step = Math.max(1, Math.round(sd / 16))
  if (cdf(start) >= p) {
    do {
      high = low
      low = Math.max(-1, low - step)
      step *= 2
    } while (low >= 0 && cdf(low) >= p)
  } else {
    do {
      low = high
      high += step
      step *= 2
    } while (cdf(high) < p && step < Number.MAX_SAFE_INTEGER)
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2)
    if (cdf(middle) >= p) high = middle
    else low = middle
  }
  return high
}

/**
 * The smallest x in [low, high] with cdf(x) >= p, given cdf(high) >= p: secant steps guarded by halving. On counts
 * the answer is whole and exact, else exact to 1e-10 of the bracket's upper end.
 */
export function searchBracket(
  p: number,
  low: number,
  high: number,
  discrete: boolean,
  cdf: (x: number) => number,
): number {
  let below = discrete ? low - 1 : low
  let above = high
  let belowGap = (below < 0 ? 0 : cdf(below)) - p
  if (belowGap >= 0) return low
  let aboveGap = cdf(above) - p
  const tolerance = discrete ? 1 : 1e-10 * Math.max(Math.abs(high), 1e-6)
  for (let round = 0; above - below > tolerance; round++) {
    const span = above - below
    const secant = aboveGap > belowGap ? below - (belowGap * span) / (aboveGap - belowGap) : below
    const halved = below + span / 2
    // Every third step halves, so that a flat tail cannot make the secant crawl.
    const aimed = round % 3 === 2 ? halved : secant
    const inner = discrete ? Math.floor(aimed) : aimed
    const margin = discrete ? 1 : tolerance / 4
    const x = Math.min(above - margin, Math.max(below + margin, inner))
    const gap = cdf(x) - p
    if (gap >= 0) {
      above = x
      aboveGap = gap
    } else {
      below = x
      belowGap = gap
    }
  }
  return above
}
