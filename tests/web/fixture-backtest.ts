import type { BacktestAsk, BacktestReport } from '#operations/backtest-shop.ts'
import type { BacktestTotal } from '#planning/scenario/backtest/backtest-totals.ts'

export function backtestTotal(changes: Partial<BacktestTotal>): BacktestTotal {
  return {
    policy: 'planner',
    serviceLevel: null,
    lines: 1,
    fillRate: 0.97,
    cycleService: 0.94,
    stockValueMinor: 250_000,
    orders: 12,
    holdingMinor: 21_000,
    orderMinor: 2_400,
    shortMinor: 9_000,
    wasteMinor: 0,
    costMinor: 32_400,
    costRatio: 2.7,
    ...changes,
  }
}

const totals = [
  backtestTotal({}),
  backtestTotal({ serviceLevel: 0.9, fillRate: 0.93, stockValueMinor: 180_000 }),
  backtestTotal({ serviceLevel: 0.99, fillRate: 0.985, stockValueMinor: 320_000 }),
  backtestTotal({ policy: 'min_max', fillRate: 0.9, stockValueMinor: 400_000, costRatio: 5 }),
  backtestTotal({ policy: 'clairvoyant', fillRate: 1, stockValueMinor: 90_000, costRatio: 1 }),
]

/** As many lines as a page shows. */
const lineCount = 20

/** A replay of mugs, and a teapot that was left out. */
export function backtestReport({ days, unmet }: BacktestAsk, asOf: string): BacktestReport {
  return {
    asOf,
    baseCurrency: 'GBP',
    startsOn: '2026-05-23',
    days,
    unmet,
    totals,
    lines: Array.from({ length: lineCount }, (_, at) => ({
      sku: `MUG-${String(14 + at).padStart(3, '0')}`,
      name: 'Stoneware mug, ocean blue',
      locationCode: 'LDS',
      totals,
    })),
    leftOut: [{ sku: 'POT-001', locationCode: 'LDS', problem: 'There is no demand history.' }],
    moreCount: 3,
    milliseconds: 120,
  }
}
