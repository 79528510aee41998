/** Chance from a seed: the same numbers at every run. `below` gives a whole number from 0, `of` one of a list. */
export function chance(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    of: <One>(list: readonly One[]): One => list[below(list.length)]!,
    happens: (rate: number) => next() < rate,
  }
}

export type Chance = ReturnType<typeof chance>
