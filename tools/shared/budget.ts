import { addDays } from '#planning/calendar.ts'
import { cashWeeks, planWeeklyCash } from '#planning/policy/cash-plan.ts'
import { ownPart } from '#planning/policy/line-parts.ts'
import { planWithinBudget } from '#planning/policy/budget-plan.ts'
import type { BudgetedLine, BudgetPlan } from '#planning/policy/budget-plan.ts'
import type { Recommendation } from '#planning/types.ts'
import { parseBudget } from '#purchasing/budget.ts'
import { currencyDigits } from '#planning/money.ts'
import { formatMoney } from '#render/figures.ts'
import type { Database } from '#store/database.ts'
import { planLineList, storedLines } from '#store/plan-lines.ts'
import type { LineFilter, PlanLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { countOf, dayOf, listOf, nameOf, sentenceOf, unitsOf } from './answer.ts'

/** Lines left out that are told by name. */
const toldLines = 5

export type BoughtLine = { line: PlanLine; result: Recommendation; bought: BudgetedLine }

export type Budget = {
  plan: BudgetPlan
  currency: string
  /** The budget is one for each week, and orders are dated. */
  isWeekly: boolean
  asOf: string
  /** The most urgent first, as the list has them. */
  bought: BoughtLine[]
  /** What leaving it out costs most comes first. */
  leftOut: { line: PlanLine; savesMinor: number }[]
}

/**
 * The due lines of a run that a budget in words ("20000 EUR") buys, each with its quantity. Throws 'invalid' for what is
 * not an amount of the base currency.
 */
export async function budgetOf(
  db: Database,
  run: PlanRun,
  filter: LineFilter,
  text: string,
): Promise<Budget> {
  const currency = run.summary.baseCurrency
  const { amountMinor, isWeekly } = parseBudget(text, currency)
  const due = { ...filter, decision: ['order' as const] }
  const lines = await planLineList(db, run.id, due)
  const stored = new Map((await storedLines(db, run.id, due)).map((one) => [one.id, one]))
  const known = lines.flatMap((line) => {
    const one = stored.get(line.id)
    const { supplierCode } = filter
    if (one === undefined) return []
    if (supplierCode === undefined) return [{ line, inputs: one.inputs, result: one.result }]
    // A budget of one supplier buys what that one delivers; a line follows the supplier that delivers it first.
    const result = ownPart(one.result, currency)
    return line.supplierCode === supplierCode ? [{ line, inputs: one.inputs, result }] : []
  })
  const dueLines = known.map(({ inputs, result }) => ({ input: inputs, line: result }))
  const plan = isWeekly
    ? planWeeklyCash(dueLines, amountMinor)
    : planWithinBudget(dueLines, run.policy, amountMinor)
  return {
    plan,
    currency,
    isWeekly,
    asOf: run.asOf,
    bought: known.flatMap(({ line, result }, index) => {
      const bought = plan.lines[index]
      return bought ? [{ line, result, bought }] : []
    }),
    leftOut: known
      .flatMap(({ line }, index) =>
        plan.lines[index] ? [] : [{ line, savesMinor: plan.wholeSavesMinor[index] ?? 0 }],
      )
      .toSorted((a, b) => b.savesMinor - a.savesMinor),
  }
}

const cutLines = ({ bought }: Budget) =>
  bought.filter(({ result, bought: { units } }) => units < result.units)

/** What the budget does to the list, as fields of the totals. */
export function budgetTotals(budget: Budget) {
  const { plan, leftOut } = budget
  return {
    budgetMinor: plan.budgetMinor,
    leftOutCount: leftOut.length,
    cutCount: cutLines(budget).length,
    savesMinor: plan.savesMinor,
    savesAtMostMinor: plan.savesAtMostMinor,
    nextThousandSavesMinor: plan.nextThousandSavesMinor,
  }
}

/** What the budget does to the list, as sentences without a full stop. */
export function budgetSentences(budget: Budget): string[] {
  if (budget.isWeekly) return weeklySentences(budget)
  const { plan, currency, leftOut } = budget
  const money = (minor: number) => formatMoney(minor, currency)
  const cut = cutLines(budget).length
  const saves = `of a budget of ${money(plan.budgetMinor)}, saving ${money(plan.savesMinor)} of margin until the next review`
  if (leftOut.length === 0 && cut === 0) return [`${saves}; everything due fits`]
  const parts = [
    leftOut.length === 0 ? null : `${countOf(leftOut.length, 'due line')} left out`,
    cut === 0 ? null : `${countOf(cut, 'line')} cut`,
  ].filter((part) => part !== null)
  const open = plan.savesAtMostMinor - plan.savesMinor
  const bound =
    open > Math.max(100, plan.savesMinor / 10_000)
      ? ` (no choice saves more than ${money(plan.savesAtMostMinor)})`
      : ''
  return [
    `${saves}${bound}`,
    parts.join(' and '),
    `${money(1000 * 10 ** currencyDigits(currency))} more would save another ${money(plan.nextThousandSavesMinor)}`,
  ]
}

/** The day on which a line is ordered. */
export function orderOnOf({ asOf }: Budget, { bought }: BoughtLine): string {
  return addDays(asOf, 7 * bought.week)
}

function weeklySentences(budget: Budget): string[] {
  const { plan, currency, bought, leftOut, asOf } = budget
  const money = (minor: number) => formatMoney(minor, currency)
  const weeks = Array.from({ length: cashWeeks }, (_, week) => {
    const lines = bought.filter((one) => one.bought.week === week)
    const spent = lines.reduce((sum, one) => sum + one.bought.landedCostMinor, 0)
    const when = week === 0 ? 'now' : `on ${dayOf(addDays(asOf, 7 * week))}`
    return lines.length === 0 ? null : `${countOf(lines.length, 'line')} ${when} (${money(spent)})`
  }).filter((part) => part !== null)
  return [
    `at most ${money(plan.budgetMinor)} to pay in any week: ${listOf(weeks)}`,
    ...(leftOut.length === 0
      ? []
      : [
          `${countOf(leftOut.length, 'line')} of orders that do not fit in ${cashWeeks} weeks left out`,
        ]),
    `${money(1000 * 10 ** currencyDigits(currency))} more a week would save another ${money(plan.nextThousandSavesMinor)} of margin`,
  ]
}

/** The lines left out that cost most to leave out, one sentence each. */
export function leftOutSentences({ leftOut, currency }: Budget): string[] {
  return leftOut.slice(0, toldLines).map(({ line, savesMinor }) => {
    const cost =
      line.landedCostMinor === null ? 'cost not known' : formatMoney(line.landedCostMinor, currency)
    return sentenceOf(
      `${line.id}: ${unitsOf(line.units)} of ${line.sku} ${nameOf(line.name)} for ${line.locationCode} (${cost}) would save ${formatMoney(savesMinor, currency)}`,
    )
  })
}
