/** A corner of the simplex: a point and the loss there. */
type Corner = { at: Float64Array; loss: number }

/**
 * The point of least loss found from `start` in about `mostTries` evaluations, by the simplex of Nelder and Mead
 * (1965): reflect the worst corner, stretch, pull in, or shrink all towards the best. Ends when all corners agree to
 * `precision`. The same steps on every machine.
 */
export function leastByNelderMead(
  loss: (at: Float64Array) => number,
  start: readonly number[],
  step: number,
  mostTries: number,
  precision: number,
): Float64Array {
  const search = { tries: 0 }
  const corner = (at: Float64Array): Corner => {
    search.tries++
    const value = loss(at)
    return { at, loss: Number.isNaN(value) ? Infinity : value }
  }
  const corners = [corner(Float64Array.from(start))]
  for (let i = 0; i < start.length; i++) {
    corners.push(corner(Float64Array.from(start, (x, k) => (k === i ? x + step : x))))
  }
  const last = start.length
  if (last === 0) return corners[0]!.at
  while (search.tries < mostTries) {
    corners.sort((a, b) => a.loss - b.loss)
    const best = corners[0]!
    const worst = corners[last]!
    if (worst.loss - best.loss < precision) break
    const centre = best.at.map(
      (_, k) => corners.slice(0, last).reduce((sum, { at }) => sum + at[k]!, 0) / last,
    )
    const reflected = corner(between(centre, worst.at, -1))
    if (reflected.loss < best.loss) {
      const stretched = corner(between(centre, worst.at, -2))
      corners[last] = stretched.loss < reflected.loss ? stretched : reflected
    } else if (reflected.loss < corners[last - 1]!.loss) {
      corners[last] = reflected
    } else {
      const inside = corner(between(centre, worst.at, reflected.loss < worst.loss ? -0.5 : 0.5))
      if (inside.loss < Math.min(reflected.loss, worst.loss)) corners[last] = inside
      else
        for (let i = 1; i <= last; i++) corners[i] = corner(between(best.at, corners[i]!.at, 0.5))
    }
  }
  return corners.reduce((best, other) => (other.loss < best.loss ? other : best)).at
}

/** The point `share` of the way from `from` to `to`; a negative share lies on the other side. */
function between(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return from.map((x, k) => x + share * (to[k]! - x))
}

/** The logistic function: any number to one between 0 and 1. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
