import { weekdayOf } from '../calendar.ts'

/** Days of history that tell the weekly pattern of today. */
const RECENT_DAYS = 182
const LEAST_DAYS = 28

/**
 * Demand of each weekday over the mean of all (Monday first, mean 1), from the recent days with weight 1 in `usable`;
 * differences that the day-to-day noise explains are drawn towards 1 (empirical Bayes).
 */
export function weekdayFactors(
  units: Float64Array,
  usable: Uint8Array,
  startDay: number,
): Float64Array {
  const even = new Float64Array(7).fill(1)
  const sums = new Float64Array(7)
  const squares = new Float64Array(7)
  const counts = new Float64Array(7)
  let known = 0
  const first = Math.max(0, units.length - RECENT_DAYS)
  const firstWeekday = weekdayOf(startDay + first)
  for (let i = first; i < units.length; i++) {
    if (usable[i] === 0) continue
    const weekday = (firstWeekday + i - first) % 7
    sums[weekday]! += units[i]!
    squares[weekday]! += units[i]! ** 2
    counts[weekday]! += 1
    known++
  }
  if (known < LEAST_DAYS || counts.some((count) => count < 2)) return even
  const means = sums.map((sum, weekday) => sum / counts[weekday]!)
  const overall = means.reduce((sum, mean) => sum + mean, 0) / 7
  if (overall <= 0) return even
  let between = 0
  let noise = 0
  for (let weekday = 0; weekday < 7; weekday++) {
    const count = counts[weekday]!
    const within = Math.max(0, squares[weekday]! / count - means[weekday]! ** 2)
    between += (means[weekday]! - overall) ** 2 / 6
    noise += within / (count - 1) / 7
  }
  const trust = between > 0 ? Math.max(0, 1 - noise / between) : 0
  return means.map((mean) => 1 + trust * (mean / overall - 1))
}
