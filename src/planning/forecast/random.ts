/**
 * A generator of uniform numbers in (0, 1) that a seed determines wholly, alike on every machine: xoshiro128**
 * (Blackman and Vigna 2021) started by splitmix32. Never for secrets.
 */
export function randomSource(seed: number): () => number {
  let mixed = seed | 0
  // The upper half of a large seed must count too: two seeds 2^32 apart are different worlds.
  mixed ^= Math.imul(Math.floor(seed / 0x1_0000_0000) | 0, 0x85eb_ca6b)
  const word = () => {
    mixed = (mixed + 0x9e37_79b9) | 0
    let value = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad)
    value = Math.imul(value ^ (value >>> 15), 0x735a_2d97)
    return (value ^ (value >>> 15)) >>> 0
  }
  const next = xoshiro128([word(), word(), word(), word()])
  return () => {
    const high = next() >>> 6
    const low = next() >>> 6
    return (high * 0x400_0000 + low + 0.5) / 0x10_0000_0000_0000
  }
}

/** The whole-number generator xoshiro128**: 32 random bits a call from a state that is not all zero. */
export function xoshiro128(state: [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const scrambled = Math.imul(b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const carried = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= carried
    d = (d << 11) | (d >>> 21)
    return result
  }
}
