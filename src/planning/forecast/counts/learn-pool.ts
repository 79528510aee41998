import type { PeriodSeries } from '../method.ts'
import type { CountPool } from './count-pool.ts'
import { noPool } from './count-pool.ts'
import { poolLessons } from './pool-lessons.ts'
import { learnLevel } from './pool-level.ts'
import { sharedSeason } from './pool-season.ts'
import { learnSpread } from './pool-spread.ts'

/** With fewer items the catalogue is not known any better than the public sets. */
const LEAST_ITEMS = 30

/**
 * What the items of a catalogue show together, from histories that end in the same period, by rolling origin within
 * them: nothing after the last period is looked at. The same series in the same order give the same pool.
 */
export function learnPool(catalogue: readonly PeriodSeries[]): CountPool {
  const sold = catalogue.filter(({ values }) => values.some((value) => value > 0))
  if (sold.length < LEAST_ITEMS) return noPool
  const season = sharedSeason(sold)
  const lessons = poolLessons(sold, season)
  const pool = { ...noPool, season, levelUnits: typicalLevel(sold) }
  return learnSpread(learnLevel(pool, lessons), lessons)
}

/** Geometric mean of the items' units per period since their first demand. */
function typicalLevel(series: readonly PeriodSeries[]): number {
  const logs = series.map(({ values }) => {
    const periods = values.length - values.findIndex((value) => value > 0)
    return Math.log(values.reduce((sum, value) => sum + value, 0) / periods)
  })
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  return Math.round(1e4 * Math.exp(mean)) / 1e4
}
