import type { BacktestTotal } from '#planning/scenario/backtest/backtest-totals.ts'
import { formatRate } from './figures.ts'

const NAMES: Record<BacktestTotal['policy'], string> = {
  planner: 'Quartermaster',
  classical: 'Classical safety stock',
  min_max: 'Static min/max',
  clairvoyant: 'Knowing the future',
}

/** What a policy of a backtest is called. */
export function backtestName({ policy }: Pick<BacktestTotal, 'policy'>): string {
  return NAMES[policy]
}

/** What was asked of it: '95 %', 'as set' for the levels in force, or a dash where nothing can be asked. */
export function askedService({
  policy,
  serviceLevel,
}: Pick<BacktestTotal, 'policy' | 'serviceLevel'>): string {
  if (serviceLevel !== null) return formatRate(serviceLevel)
  return policy === 'clairvoyant' ? '–' : 'as set'
}

/** How the figures of a backtest came about, in sentences for the one who reads them. */
export function backtestNote(report: {
  days: number
  lines: readonly unknown[]
  unmet: 'lost' | 'backordered'
}): string[] {
  const unmet =
    report.unmet === 'lost' ? 'what is not there is lost' : 'what is not there waits for a delivery'
  return [
    `${report.lines.length} lines over ${report.days} days, reviewed as the policy says; ${unmet}. At each review a policy sees the days before it and nothing later.`,
    'All begin with the same stock and meet the same lead times. Suppliers, prices and lead times are those of today; demand is what was recorded, so days out of stock count as they were sold.',
    'Fill: share of the units asked for that were there. Cycles: share of the times between two deliveries without a shortage. Cost: order lines, holding and units short; goods themselves are left out.',
  ]
}
