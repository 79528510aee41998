// What to buy when the money does not reach: the lines whose waiting costs most for each unit of money come first.
import { parseMoney } from '#planning/money-text.ts'
import { addMinor } from '#planning/money.ts'
import { QuartermasterError } from '#root/errors.ts'

export type BudgetLine = {
  landedCostMinor: number | null
  result: { costOfWaitingMinor: number | null }
}

export type BudgetPlan<Line> = {
  budgetMinor: number
  /** In the order they came. */
  chosen: Line[]
  leftOut: Line[]
  spentMinor: number
  /** Cost of waiting of the lines left out, minor units of the base currency: what more money would be worth. */
  leftOutWaitingMinor: number
}

/**
 * Minor units of the base currency in words such as "5000 GBP", "£5,000" or "5k". Throws 'invalid' for another
 * currency (a budget is not converted behind anybody's back) and for what is not an amount above zero.
 */
export function parseBudget(text: string, baseCurrency: string): number {
  const { amountMinor, currency } = parseMoney(text, baseCurrency)
  if (currency !== baseCurrency) {
    throw new QuartermasterError(
      'invalid',
      `"${text.slice(0, 40)}" is not a budget in ${baseCurrency}.`,
      `Write an amount in ${baseCurrency}, for example "5000 ${baseCurrency}".`,
    )
  }
  if (amountMinor > 0) return amountMinor
  throw new QuartermasterError(
    'invalid',
    'A budget must be above zero.',
    'Give an amount that can be spent.',
  )
}

/**
 * The lines that fit a budget by greedy choice on cost of waiting per landed cost (the density rule of Dantzig, 1957,
 * "Discrete-Variable Extremum Problems"); a line that does not fit is passed over and smaller ones may still be taken.
 * Amounts are landed costs in minor units of the base currency; lines without one are left out.
 */
export function withinBudget<Line extends BudgetLine>(
  lines: readonly Line[],
  budgetMinor: number,
): BudgetPlan<Line> {
  const worth = (line: Line) => line.result.costOfWaitingMinor ?? 0
  const density = (line: Line) => worth(line) / Math.max(1, line.landedCostMinor ?? 1)
  const chosen = new Set<Line>()
  let spentMinor = 0
  for (const line of lines.toSorted((a, b) => density(b) - density(a))) {
    if (line.landedCostMinor === null || spentMinor + line.landedCostMinor > budgetMinor) continue
    spentMinor += line.landedCostMinor
    chosen.add(line)
  }
  const leftOut = lines.filter((line) => !chosen.has(line))
  return {
    budgetMinor,
    chosen: lines.filter((line) => chosen.has(line)),
    leftOut,
    spentMinor,
    leftOutWaitingMinor: addMinor(0, ...leftOut.map(worth)),
  }
}
