import { toDay } from '../calendar.ts'
import type { CalendarEvent } from '../types.ts'
import { movesDemand } from './history.ts'
import { usualBound } from './spikes.ts'

const LEAST_DAYS = 3
/** Days without effect that every estimate starts from, so that three lucky days do not promise a miracle. */
const PRIOR_DAYS = 3
/** What promotions did years ago says less than what they do now. */
const LATEST_DAYS = 120

/**
 * Demand of the latest promotion days (oldest first) over the baseline expected on them: .4 = +40 %. Days out of stock
 * take no part, a one-off order within a promotion counts with its bound. Null with fewer than three days or no
 * baseline.
 */
export function learnUplift(
  promoted: readonly number[],
  baseline: readonly number[],
): number | null {
  const actual = promoted.slice(-LATEST_DAYS)
  const expected = baseline.slice(-LATEST_DAYS)
  const base = expected.reduce((sum, units) => sum + units, 0)
  if (actual.length < LEAST_DAYS || base <= 0) return null
  const limit = usualBound(Float64Array.from(actual))?.limit ?? Infinity
  const seen = actual.reduce((sum, units) => sum + Math.min(units, limit), 0)
  const prior = (PRIOR_DAYS * base) / expected.length
  return (seen + prior) / (base + prior) - 1
}

/**
 * Factor on the baseline of each of `days` days from `firstDay` for the events that are planned: their stated uplift,
 * else the learned one for promotions. Of events that overlap the largest counts: two prices do not hold at once.
 */
export function eventFactors(
  events: readonly CalendarEvent[],
  learned: number | null,
  firstDay: number,
  days: number,
): Float64Array {
  const factors = new Float64Array(days).fill(1)
  const touched = new Uint8Array(days)
  for (const event of events) {
    if (!movesDemand(event)) continue
    const factor = Math.max(0, 1 + (event.upliftRate ?? learned ?? 0))
    const from = Math.max(0, toDay(event.startsOn) - firstDay)
    const to = Math.min(days - 1, toDay(event.endsOn) - firstDay)
    for (let i = from; i <= to; i++) {
      factors[i] = touched[i] === 1 ? Math.max(factors[i]!, factor) : factor
      touched[i] = 1
    }
  }
  return factors
}
