import type { PeriodSeries } from '../method.ts'
import { isWhole } from '../period-forecast.ts'
import type { CountState } from './count-states.ts'
import { countStates } from './count-states.ts'
import { seasonOf } from './count-pool.ts'

/** A past origin of one item: what was known, and what the next periods brought. */
export type Lesson = {
  state: CountState
  whole: boolean
  actual: Float64Array
  /** Season factors of those periods. */
  factors: Float64Array
  /** Mean absolute change between periods before the origin, in units: the scale that losses are compared on. */
  scale: number
  /** 1 over one plus the mean size of a demand: an item counts less the larger its orders. */
  weight: number
  /** Periods from the origin to the newest one that could be told. */
  back: number
}

const MOST_ITEMS = 500
const STEPS = 5
const LEAST_KNOWN = 6
/** Share of the catalogue's usual scale that is added to each item's, so that quiet items do not decide alone. */
const COMMON_SCALE = 0.3

/** How many periods after each origin a lesson looks at, for series of this length. */
export function lessonPeriods(length: number): number {
  return Math.min(8, Math.max(3, Math.floor(length / 4)))
}

/** Lessons from up to 500 items at up to five origins each, in the later half of the longest history. */
export function poolLessons(series: readonly PeriodSeries[], season: number[]): Lesson[] {
  const longest = series.reduce((most, { values }) => Math.max(most, values.length), 0)
  const periods = lessonPeriods(longest)
  const reach = longest - periods - Math.max(LEAST_KNOWN, Math.ceil(longest / 2))
  const backs = new Set(
    Array.from({ length: STEPS }, (_, step) => Math.round((step * reach) / (STEPS - 1))),
  )
  const stride = Math.max(1, Math.floor(series.length / MOST_ITEMS))
  const lessons: Lesson[] = []
  for (let item = 0; item < series.length; item += stride) {
    const { values } = series[item]!
    const factors = seasonOf({ season }, values.length, 0)
    const states = countStates(values, null, factors)
    const whole = isWhole(values, null)
    const { meanSize } = states[values.length]!
    for (const back of backs) {
      const origin = values.length - periods - back
      if (reach < 0 || origin < LEAST_KNOWN || states[origin]!.demands === 0) continue
      lessons.push({
        state: states[origin]!,
        whole,
        actual: values.subarray(origin, origin + periods),
        factors: factors.subarray(origin, origin + periods),
        scale: meanChange(values, origin),
        weight: 1 / (1 + meanSize),
        back,
      })
    }
  }
  const scales = lessons.map(({ scale }) => scale).sort((a, b) => a - b)
  const common = COMMON_SCALE * (scales[scales.length >> 1] ?? 0)
  return lessons.map((lesson) => ({ ...lesson, scale: lesson.scale + common }))
}

function meanChange(values: Float64Array, origin: number): number {
  let sum = 0
  for (let t = 1; t < origin; t++) sum += Math.abs(values[t]! - values[t - 1]!)
  return sum / Math.max(1, origin - 1)
}
