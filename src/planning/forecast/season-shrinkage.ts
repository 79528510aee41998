import { WEEKS_IN_YEAR } from './weekly-demand.ts'

/** One year of a group: weighted units of each of its 52 weeks, and what items without a season would have sold. */
export type YearSums = { units: Float64Array; expected: Float64Array }

/** Units at which the widest group's own figure counts half: it has no wider one to lean on. */
const WIDEST_PRIOR_UNITS = 5
/** The same where a single year is known, so that nothing can be seen to repeat. */
const SINGLE_YEAR_PRIOR_UNITS = 100
/** Five weeks, the middle one the heaviest: the slow part of a season, which few items can show. */
const KERNEL = [1, 2, 3, 2, 1]
/** Weeks that the kernel lets stand for one. */
const KERNEL_WEEKS = 3
const LEAST_FACTOR = 0.02

/** How the weeks of a group depart from its parent's profile: each year alone, all together, and on how many units. */
type Departure = {
  years: { departure: Float64Array; units: Float64Array }[]
  all: Float64Array
  units: Float64Array
}

/**
 * The 52 factors (mean 1) of a group: its parent's (null = none, all 1) times one plus its own departure, the slow and
 * the sharp part of which count as far as they repeat from year to year: covariance between years over the variance of
 * all years together, the credibility factor of Bühlmann and Straub (1970). `trust` takes a part of that off.
 */
export function shrunkProfile(
  years: readonly (YearSums | undefined)[],
  parent: Float64Array | null,
  trust = 1,
): Float64Array {
  const base = parent ?? new Float64Array(WEEKS_IN_YEAR).fill(1)
  const known = years.filter((year) => year !== undefined)
  const sharp = departureFrom(known, base, [1])
  const slow = departureFrom(known, base, KERNEL)
  const rest: Departure = {
    ...sharp,
    years: sharp.years.map(({ departure, units }, year) => ({
      departure: departure.map((value, week) => value - slow.years[year]!.departure[week]!),
      units,
    })),
    all: sharp.all.map((value, week) => value - slow.all[week]!),
  }
  const units = sharp.units.reduce((sum, week) => sum + week, 0) / WEEKS_IN_YEAR
  const widest = units / (units + WIDEST_PRIOR_UNITS)
  const single = (smoothing: number) =>
    (units * smoothing) / (units * smoothing + SINGLE_YEAR_PRIOR_UNITS)
  const slowTrust = parent === null ? 1 : (repeatedShare(slow) ?? single(KERNEL_WEEKS))
  const sharpTrust = parent === null ? widest : (repeatedShare(rest) ?? single(1))
  const factors = base.map((factor, week) =>
    Math.max(
      LEAST_FACTOR,
      factor * (1 + trust * (slowTrust * slow.all[week]! + sharpTrust * rest.all[week]!)),
    ),
  )
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / WEEKS_IN_YEAR
  return factors.map((factor) => factor / mean)
}

function departureFrom(
  years: readonly YearSums[],
  base: Float64Array,
  kernel: readonly number[],
): Departure {
  const smoothed = years.map(({ units, expected }) => ({
    units: aroundTheYear(units, kernel),
    expected: aroundTheYear(
      expected.map((value, week) => value * base[week]!),
      kernel,
    ),
  }))
  const sums = smoothed.reduce(
    (sum, year) => ({
      units: sum.units.map((value, week) => value + year.units[week]!),
      expected: sum.expected.map((value, week) => value + year.expected[week]!),
    }),
    { units: new Float64Array(WEEKS_IN_YEAR), expected: new Float64Array(WEEKS_IN_YEAR) },
  )
  return {
    years: smoothed.map((year) => ({ departure: departures(year), units: year.expected })),
    all: departures(sums),
    units: sums.expected,
  }
}

function departures({ units, expected }: YearSums): Float64Array {
  return units.map((value, week) => (expected[week]! > 0 ? value / expected[week]! - 1 : 0))
}

/** Sums over the weeks around each, the last week of the year beside the first. */
function aroundTheYear(values: Float64Array, kernel: readonly number[]): Float64Array {
  const reach = (kernel.length - 1) / 2
  return values.map((_, week) =>
    kernel.reduce((sum, weight, k) => {
      const at = (week + k - reach + WEEKS_IN_YEAR) % WEEKS_IN_YEAR
      return sum + weight * values[at]!
    }, 0),
  )
}

/** Share of the departure's variance that two years have in common, 0..1; null when no two years overlap. */
function repeatedShare({ years, all, units }: Departure): number | null {
  let common = 0
  let commonWeight = 0
  for (let a = 0; a < years.length; a++) {
    for (let b = 0; b < a; b++) {
      for (let week = 0; week < WEEKS_IN_YEAR; week++) {
        const weight = Math.sqrt(years[a]!.units[week]! * years[b]!.units[week]!)
        common += weight * years[a]!.departure[week]! * years[b]!.departure[week]!
        commonWeight += weight
      }
    }
  }
  let total = 0
  let totalWeight = 0
  for (let week = 0; week < WEEKS_IN_YEAR; week++) {
    total += units[week]! * all[week]! ** 2
    totalWeight += units[week]!
  }
  if (commonWeight === 0) return null
  if (total === 0) return 0
  return Math.min(1, Math.max(0, common / commonWeight / (total / totalWeight)))
}
