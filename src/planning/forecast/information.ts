/**
 * The corrected information criterion of Hurvich and Tsai (1989): `deviance` (-2 log likelihood) of a model with this
 * many parameters fitted to this many values; infinite where the values are too few to judge.
 */
export function correctedCriterion(deviance: number, parameters: number, values: number): number {
  const room = values - parameters - 1
  return room > 0
    ? deviance + 2 * parameters + (2 * parameters * (parameters + 1)) / room
    : Infinity
}
