import type { BacktestedPolicy, BacktestLine, BacktestRow } from './backtest.ts'

/** What one policy at one service level did over all lines; money in whole minor units of the base currency. */
export type BacktestTotal = {
  policy: BacktestedPolicy
  serviceLevel: number | null
  lines: number
  /** Share of the units asked for that were there; null = nothing was asked for. */
  fillRate: number | null
  /** Share of the times from one delivery to the next in which nothing was short. */
  cycleService: number | null
  stockValueMinor: number
  orders: number
  holdingMinor: number
  orderMinor: number
  shortMinor: number
  /** Goods that expired, at landed cost. */
  wasteMinor: number
  costMinor: number
  /** Cost over that of the clairvoyant; null = it was not run, or its cost is nothing. */
  costRatio: number | null
}

/** The totals of some rows, figures rounded once; without a cost ratio. */
export function totalOfRows(rows: readonly BacktestRow[]): Omit<BacktestTotal, 'costRatio'> | null {
  const [first] = rows
  if (first === undefined) return null
  const sum = (figure: (row: BacktestRow) => number) =>
    rows.reduce((total, row) => total + figure(row), 0)
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)
  const demand = sum((row) => row.demandUnits)
  return {
    policy: first.policy,
    serviceLevel: first.serviceLevel,
    lines: rows.length,
    fillRate: share(demand - sum((row) => row.shortUnits), demand),
    cycleService: share(
      sum((row) => row.fullCycles),
      sum((row) => row.cycles),
    ),
    stockValueMinor: Math.round(sum((row) => row.stockValueMinor)),
    orders: sum((row) => row.orders),
    holdingMinor: Math.round(sum((row) => row.holdingMinor)),
    orderMinor: Math.round(sum((row) => row.orderMinor)),
    shortMinor: Math.round(sum((row) => row.shortMinor)),
    wasteMinor: Math.round(sum((row) => row.wasteMinor)),
    costMinor: Math.round(sum((row) => row.costMinor)),
  }
}

/** One total for each policy and service level over the lines that were replayed, in the order they were asked for. */
export function backtestTotals(lines: readonly BacktestLine[]): BacktestTotal[] {
  const replayed = lines.filter(({ problem }) => problem === null)
  const totals = (replayed[0]?.rows ?? []).flatMap((_, index) => {
    const total = totalOfRows(replayed.map(({ rows }) => rows[index]!))
    return total === null ? [] : [total]
  })
  const least = totals.find(({ policy }) => policy === 'clairvoyant')?.costMinor ?? 0
  return totals.map((total) => ({
    ...total,
    costRatio: least > 0 ? total.costMinor / least : null,
  }))
}
