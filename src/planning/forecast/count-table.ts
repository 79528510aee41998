/** Counts beyond this are left to the closed form: a table of them costs more than it saves. */
const longestTable = 4096
/** A chance of zero below exp(-this) is too near the smallest number there is to start a recursion from. */
const deepestStart = 600

/**
 * P(X <= x) of a count whose chances follow P(k + 1) = P(k) `ratio`(k) from P(0) = exp(`logZero`): Panjer's recursion for
 * Poisson and negative binomial counts ("Recursive evaluation of a family of compound distributions", 1981, equation 1
 * without severities). Chances are added up once and looked up afterwards, exact to about 1e-13. `closedForm` answers
 * where the recursion can not start or would be long.
 */
export function countTable(
  logZero: number,
  ratio: (count: number) => number,
  closedForm: (x: number) => number,
): (x: number) => number {
  if (logZero < -deepestStart) return closedForm
  let chance = Math.exp(logZero)
  const reached = [chance]
  return (x) => {
    if (x < 0) return 0
    const count = Math.floor(x)
    if (count > longestTable) return closedForm(x)
    for (let at = reached.length; at <= count; at += 1) {
      chance *= ratio(at - 1)
      reached.push(Math.min(1, reached[at - 1]! + chance))
    }
    return reached[count]!
  }
}
