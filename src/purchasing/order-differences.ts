// What changed since the order was written. Beyond tolerance the approver is shown this instead of approving.
import { formatRate } from '#render/figures.ts'
import { relativeChange } from './amounts.ts'
import { unitsBySku } from './duplicates.ts'
import type { LineNow, OrderFacts, OrderLineFacts } from './order-facts.ts'
import type { PurchasingPolicy } from './policy.ts'

export type Difference =
  | { kind: 'not_offered'; sku: string; sentence: string }
  | { kind: 'price'; sku: string; from: string; to: string; sentence: string }
  | { kind: 'need'; sku: string; orderedUnits: number; neededUnits: number; sentence: string }
  | { kind: 'rate'; from: string; to: string; sentence: string }

function moved(from: string, to: string, toleranceRate: number): boolean {
  const change = relativeChange(from, to)
  return change === null ? from !== to && Number(to) !== 0 : Math.abs(change) > toleranceRate
}

function inWords(from: string, to: string): string {
  const change = relativeChange(from, to)
  return change === null ? '' : ` (${change > 0 ? '+' : '-'}${formatRate(Math.abs(change))})`
}

function lineDifferences(
  line: OrderLineFacts,
  now: LineNow | undefined,
  policy: PurchasingPolicy,
): Difference[] {
  const { sku, unitPrice } = line
  if (now === undefined || now.unitPrice === null) {
    return [{ kind: 'not_offered', sku, sentence: `The supplier does not sell ${sku} any more.` }]
  }
  const found: Difference[] = []
  if (moved(unitPrice, now.unitPrice, policy.prices.toleranceRate)) {
    const to = now.unitPrice
    const sentence = `The price of ${sku} is now ${to}, not ${unitPrice}${inWords(unitPrice, to)}.`
    found.push({ kind: 'price', sku, from: unitPrice, to, sentence })
  }
  return found
}

function needDifferences(
  order: OrderFacts,
  now: ReadonlyMap<string, LineNow>,
  policy: PurchasingPolicy,
): Difference[] {
  const { needToleranceRate } = policy.quantities
  return [...unitsBySku(order)].flatMap(([sku, units]) => {
    const needed = now.get(sku)?.neededUnits ?? null
    const before = now.get(sku)?.neededBeforeUnits ?? null
    if (needed === null || units <= needed * (1 + needToleranceRate)) return []
    // More than the plan asked for was a person's choice, and the approver sees it: only a need that fell since is news.
    if (before === null || before <= needed * (1 + needToleranceRate)) return []
    const sentence = `${sku}: ${units} ordered, ${needed === 0 ? 'none is' : `${needed} are`} needed today; it was ${before}.`
    return [{ kind: 'need' as const, sku, orderedUnits: units, neededUnits: needed, sentence }]
  })
}

/**
 * The differences beyond tolerance between what the order says and what holds now: prices either way, items no longer
 * sold, a need that fell below what is ordered, the exchange rate. Empty: it may be approved as shown. `rateNow` null = no rate is known
 * today, which leaves the recorded one standing.
 */
export function orderDifferences(
  order: OrderFacts,
  now: { lines: readonly LineNow[]; rateToBase: string | null },
  policy: PurchasingPolicy,
): Difference[] {
  const bySku = new Map(now.lines.map((line) => [line.sku, line]))
  const lines = [
    ...order.lines.flatMap((line) => lineDifferences(line, bySku.get(line.sku), policy)),
    ...needDifferences(order, bySku, policy),
  ]
  const foreign = order.currency !== policy.baseCurrency
  const [from, to] = [order.rateToBase, now.rateToBase]
  if (!foreign || from === null || to === null || !moved(from, to, policy.prices.toleranceRate)) {
    return lines
  }
  const sentence = `One ${order.currency} is now ${to} ${policy.baseCurrency}, not ${from}${inWords(from, to)}.`
  return [...lines, { kind: 'rate', from, to, sentence }]
}
