// The only source of chance in the demo shop. Every part draws from a stream of its own name, so that a
// change in one item leaves the draws of all others as they were.

export type Chance = {
  /** Uniform in [0, 1). */
  uniform(): number
  between(low: number, high: number): number
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number
  happens(probability: number): boolean
  normal(): number
  poisson(mean: number): number
  pick<Value>(values: readonly Value[]): Value
}

/** FNV-1a, 32 bits: a stream's name as a number. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** Mulberry32: 32 bits of state are plenty for the few thousand draws of one stream. */
function uniformSource(state: number): () => number {
  let counter = state | 0
  return () => {
    counter = (counter + 0x6d2b79f5) | 0
    let mixed = Math.imul(counter ^ (counter >>> 15), 1 | counter)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Draws that depend on the seed and the stream's name alone. */
export function chanceOf(seed: number, name: string): Chance {
  const uniform = uniformSource(hashOf(`${seed}/${name}`))
  const between = (low: number, high: number) => low + (high - low) * uniform()
  const whole = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1))
  // Box and Muller (1958); 1 - u keeps the logarithm finite.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const poisson = (mean: number) => {
    if (mean <= 0) return 0
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    // Knuth (1969): multiply uniforms until they fall below exp(-mean).
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = uniform(); product > limit; product *= uniform()) count++
    return count
  }
  return {
    uniform,
    between,
    whole,
    happens: (probability) => uniform() < probability,
    normal,
    poisson,
    pick: (values) => values[Math.floor(uniform() * values.length)]!,
  }
}

/** The values in a random order; the given array stays as it is. */
export function shuffled<Value>(values: readonly Value[], chance: Chance): Value[] {
  const order = [...values]
  for (let index = order.length - 1; index > 0; index--) {
    const other = chance.whole(0, index)
    ;[order[index], order[other]] = [order[other]!, order[index]!]
  }
  return order
}
