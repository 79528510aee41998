/** Neighbours of the same weekday to average on each side: near enough for a trend, enough to calm the noise. */
const EACH_SIDE = 4

/**
 * Units to expect on day `at`, from the nearest usable days of the same weekday on both sides; a weekday without any
 * takes the mean of all usable days, scaled by its factor. Null when no day is usable.
 */
export function expectedFromNeighbours(
  units: Float64Array,
  usable: Uint8Array,
  at: number,
  factor: number,
): number | null {
  let sum = 0
  let count = 0
  for (const step of [-7, 7]) {
    let found = 0
    for (let i = at + step; i >= 0 && i < units.length && found < EACH_SIDE; i += step) {
      if (usable[i] === 0) continue
      sum += units[i]!
      found++
    }
    count += found
  }
  if (count > 0) return sum / count
  for (let i = 0; i < units.length; i++) {
    if (usable[i] === 0) continue
    sum += units[i]!
    count++
  }
  return count > 0 ? (factor * sum) / count : null
}
