import { currencyDigits, lineTotalMinor } from '#planning/money.ts'
import { formatDate } from '#render/figures.ts'
import { exactInBase } from './amounts.ts'
import type { OrderFacts } from './order-facts.ts'
import type { Flag } from './order-flags.ts'
import type { Budget, PurchasingPolicy } from './policy.ts'

/** Money promised to a category on a day by orders already approved, minor units of the base currency. */
export type Commitment = { orderNumber: string; category: string; on: string; minor: number }

export type BudgetPosition = {
  budget: Budget
  committedMinor: bigint
  thisMinor: bigint
  /** Negative: so much is missing. */
  leftMinor: bigint
}

/** What the order spends by category, minor units of the base currency at the recorded rate; one rounding per line. */
export function spendByCategory(order: OrderFacts, baseCurrency: string): Map<string, bigint> {
  const digits = currencyDigits(order.currency)
  const spend = new Map<string, bigint>()
  for (const line of order.lines) {
    const minor = lineTotalMinor(line.unitPrice, line.units, digits)
    const inBase = exactInBase({ minor, currency: order.currency }, order.rateToBase, baseCurrency)
    spend.set(line.category, (spend.get(line.category) ?? 0n) + inBase)
  }
  return spend
}

/**
 * Where each budget that the order draws on stands once it is approved on the day. A category without a budget for the
 * day is not limited; the order's own earlier commitments do not count twice.
 */
export function budgetPositions(
  order: OrderFacts,
  commitments: readonly Commitment[],
  policy: PurchasingPolicy,
  on: string,
): BudgetPosition[] {
  const spend = spendByCategory(order, policy.baseCurrency)
  return policy.budgets
    .filter(
      ({ category, startsOn, endsOn }) => spend.has(category) && startsOn <= on && on <= endsOn,
    )
    .map((budget) => {
      const committedMinor = commitments
        .filter(
          (each) =>
            each.orderNumber !== order.number &&
            each.category === budget.category &&
            budget.startsOn <= each.on &&
            each.on <= budget.endsOn,
        )
        .reduce((sum, { minor }) => sum + BigInt(minor), 0n)
      const thisMinor = spend.get(budget.category) ?? 0n
      return {
        budget,
        committedMinor,
        thisMinor,
        leftMinor: BigInt(budget.amountMinor) - committedMinor - thisMinor,
      }
    })
}

/** The budgets that the order takes beyond their amount. */
export function overspentBudgets(
  order: OrderFacts,
  commitments: readonly Commitment[],
  policy: PurchasingPolicy,
  on: string,
): BudgetPosition[] {
  return budgetPositions(order, commitments, policy, on).filter(({ leftMinor }) => leftMinor < 0n)
}

/** A flag for each budget that does not cover the order. */
export function budgetFlags(
  order: OrderFacts,
  commitments: readonly Commitment[],
  policy: PurchasingPolicy,
  on: string,
): Flag[] {
  return overspentBudgets(order, commitments, policy, on).map(({ budget }) => ({
    code: 'over_budget' as const,
    sentence: `The budget of ${budget.category} until ${formatDate(budget.endsOn) ?? budget.endsOn} does not cover it.`,
  }))
}
