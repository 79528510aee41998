import type { PeriodSeries } from '../method.ts'

const ROUNDS = 20
/** With fewer seasons than this the trend is a straight line, else the mean of the cycle around each period. */
const CYCLES_FOR_MEANS = 3
const LEAST_FREEDOM = 3

type Total = { period: number; log: number }

/**
 * Factors of the cycle that all series share, the period after the last one first; [1] where none shows. Logarithms of
 * the catalogue's demand over what each item sells on average are parted by backfitting into trend and season, and the
 * season drawn towards none by the credibility that repeats between cycles earn it (empirical Bayes). All series end in
 * the same period; an item counts less the larger its orders, so that no lot makes a season.
 */
export function sharedSeason(series: readonly PeriodSeries[]): number[] {
  const cycle = series.reduce((most, { season }) => Math.max(most, season), 1)
  const totals = catalogueTotals(series)
  if (cycle < 2 || totals.length <= cycle) return [1]
  const phaseOf = ({ period }: Total) => (((period - 1) % cycle) + cycle) % cycle
  let season = new Float64Array(cycle)
  for (let round = 0; round < ROUNDS; round++) {
    const trend = trendOf(
      totals,
      totals.map((total) => total.log - season[phaseOf(total)]!),
      cycle,
    )
    const gaps = totals.map((total, i) => ({ phase: phaseOf(total), gap: total.log - trend[i]! }))
    const next = shrunkMeans(gaps, cycle)
    if (next === null) return [1]
    season = next
  }
  if (season.every((log) => log === 0)) return [1]
  return Array.from(season, (log) => Math.round(1000 * Math.exp(log)) / 1000)
}

/** Log of the catalogue's demand over the sum of its means, per period; `period` 0 is the last one, -1 that before it. */
function catalogueTotals(series: readonly PeriodSeries[]): Total[] {
  const longest = series.reduce((most, { values }) => Math.max(most, values.length), 0)
  const demand = new Float64Array(longest)
  const usual = new Float64Array(longest)
  for (const { values } of series) {
    const first = values.findIndex((value) => value > 0)
    if (first < 0) continue
    const units = values.reduce((sum, value) => sum + value, 0)
    const demands = values.reduce((count, value) => count + (value > 0 ? 1 : 0), 0)
    const weight = 1 / (1 + units / demands)
    const mean = units / (values.length - first)
    // The first demand of a series that begins late is there by choice.
    for (let t = first > 0 ? first + 1 : 0; t < values.length; t++) {
      const at = longest - values.length + t
      demand[at]! += weight * values[t]!
      usual[at]! += weight * mean
    }
  }
  const totals: Total[] = []
  demand.forEach((units, at) => {
    if (units > 0) totals.push({ period: at - longest + 1, log: Math.log(units / usual[at]!) })
  })
  return totals
}

function trendOf(totals: readonly Total[], levels: readonly number[], cycle: number): number[] {
  const count = totals.length
  const mean = levels.reduce((sum, level) => sum + level, 0) / count
  if (count >= CYCLES_FOR_MEANS * cycle) {
    const reach = cycle >> 1
    return levels.map((_, i) => {
      const near = levels.slice(Math.max(0, i - reach), i + reach + 1)
      return near.reduce((sum, level) => sum + level, 0) / near.length
    })
  }
  const middle = totals.reduce((sum, { period }) => sum + period, 0) / count
  let products = 0
  let squares = 0
  totals.forEach(({ period }, i) => {
    products += (period - middle) * (levels[i]! - mean)
    squares += (period - middle) ** 2
  })
  const slope = squares > 0 ? products / squares : 0
  return totals.map(({ period }) => mean + slope * (period - middle))
}

/** Means per phase, each drawn towards 0 by its error; they sum to 0. Null when nothing repeats often enough to tell. */
function shrunkMeans(
  gaps: readonly { phase: number; gap: number }[],
  cycle: number,
): Float64Array<ArrayBuffer> | null {
  const means = new Float64Array(cycle)
  const counts = new Float64Array(cycle)
  for (const { phase } of gaps) counts[phase]!++
  for (const { phase, gap } of gaps) means[phase]! += gap / counts[phase]!
  const phases = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
  const freedom = gaps.length - phases - 1
  if (freedom < LEAST_FREEDOM) return null
  const noise = gaps.reduce((sum, { phase, gap }) => sum + (gap - means[phase]!) ** 2, 0) / freedom
  let between = 0
  means.forEach((mean, phase) => {
    if (counts[phase]! > 0) between += (mean * mean - noise / counts[phase]!) / phases
  })
  const shrunk = means.map((mean, phase) => {
    const count = counts[phase]!
    return count > 0 && between > 0 ? (mean * between) / (between + noise / count) : 0
  })
  const middle = shrunk.reduce((sum, log) => sum + log, 0) / cycle
  return shrunk.map((log) => log - middle)
}
