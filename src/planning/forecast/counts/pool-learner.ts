import { toDay } from '../../calendar.ts'
import type { CalendarEvent, DemandHistory, IsoDate } from '../../types.ts'
import { bucketBaseline } from '../buckets.ts'
import { cleanDemand } from '../cleaning.ts'
import { knownDemand } from '../history.ts'
import type { PeriodSeries } from '../method.ts'
import type { CountPool } from './count-pool.ts'
import { learnPool } from './learn-pool.ts'

/** Collects the weeks of many items, one by one, and tells what they show together of counts. */
export type PoolLearner = {
  /** Adds an item's daily demand; causes are taken out of it, items known for less than ten weeks teach nothing. */
  learn(history: DemandHistory, events: readonly CalendarEvent[]): void
  /** What was learned, per week. */
  pool(): CountPool
}

const WEEK_DAYS = 7

/** Starts learning from histories as they were known on `asOf`. */
export function poolLearner(asOf: IsoDate): PoolLearner {
  const lastDay = toDay(asOf)
  const weeks: PeriodSeries[] = []
  return {
    learn(history, events) {
      const demand = knownDemand(history, events, asOf)
      const endDay = demand.startDay + demand.units.length - 1
      // Weeks are counted back from the last day: only of items known up to now are they the same weeks.
      if (endDay <= lastDay - WEEK_DAYS) return
      const baseline = cleanDemand(demand)
      if (baseline === null) return
      const buckets = bucketBaseline(baseline, demand.startDay)
      if (buckets.periodDays === WEEK_DAYS) weeks.push(buckets.series)
    },
    pool: () => learnPool(weeks),
  }
}
