/**
 * The logarithms of the values where all of values[0 .. end) are above nought, else the values as they are. A later
 * value at or near nought counts as half of the least that was known, so that it does not change what came before it.
 */
export function levelsOf(
  values: Float64Array,
  end: number,
): { levels: Float64Array; logarithmic: boolean } {
  let least = Infinity
  for (let t = 0; t < end; t++) least = Math.min(least, values[t]!)
  if (!(least > 0)) return { levels: values, logarithmic: false }
  return { levels: values.map((value) => Math.log(Math.max(least / 2, value))), logarithmic: true }
}
