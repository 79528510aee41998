/** A 32-bit avalanche of a whole number: the finaliser of splitmix32, alike on every machine. */
export function mix32(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
  return mixed ^ (mixed >>> 15)
}

/**
 * The seed of one line of a scenario: FNV-1a over the UTF-16 units of its name, mixed with the scenario's seed. A line
 * draws the same numbers whatever stands before or after it.
 */
export function lineSeed(seed: number, sku: string, locationCode: string): number {
  let hash = 0x811c_9dc5 ^ mix32(seed)
  const name = `${sku}\u0000${locationCode}`
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x0100_0193)
  }
  return mix32(hash)
}
