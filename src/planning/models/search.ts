const GOLDEN = (Math.sqrt(5) - 1) / 2

/** Where an increasing function crosses zero between `low` and `high`, by halving to the last bit of the bracket. */
export function crossing(rising: (x: number) => number, low: number, high: number): number {
  let [below, above] = [low, high]
  for (let round = 0; round < 200; round++) {
    const middle = below + (above - below) / 2
    if (middle <= below || middle >= above) return middle
    if (rising(middle) < 0) below = middle
    else above = middle
  }
  return below + (above - below) / 2
}

/** Where a function with one valley between `low` and `high` is smallest (golden section, to 1e-9 of the bracket). */
export function valley(cost: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high]
  let lower = right - GOLDEN * (right - left)
  let upper = left + GOLDEN * (right - left)
  let [lowerCost, upperCost] = [cost(lower), cost(upper)]
  const enough = 1e-9 * (high - low)
  while (right - left > enough) {
    if (lowerCost <= upperCost) {
      right = upper
      upper = lower
      upperCost = lowerCost
      lower = right - GOLDEN * (right - left)
      lowerCost = cost(lower)
    } else {
      left = lower
      lower = upper
      lowerCost = upperCost
      upper = left + GOLDEN * (right - left)
      upperCost = cost(upper)
    }
  }
  return (left + right) / 2
}
