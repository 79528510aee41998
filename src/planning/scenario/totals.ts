import type { ResponseKind } from './disruption.ts'
import type { ScenarioLine } from './line.ts'
import { meanOf, spreadOf } from './outcomes.ts'
import type { Ledger } from './outcomes.ts'
import type { ScenarioItem, ScenarioTotal } from './scenario-result.ts'
import type { SimulatedResponse } from './summarise-line.ts'

const kinds = ['accept', 'switch', 'split', 'expedite', 'transfer', 'best'] as const
type TotalKind = (typeof kinds)[number]

/** Sums over lines, path by path: lines are independent, so a path of the shop is a path of each of them. */
type Running = {
  lineCount: number
  stockoutDays: number
  lostUnits: number
  lostMargin: Float64Array
  addedCost: Float64Array
}

export type TotalsBook = Record<TotalKind, Running>

function emptyRunning(pathCount: number): Running {
  return {
    lineCount: 0,
    stockoutDays: 0,
    lostUnits: 0,
    lostMargin: new Float64Array(pathCount),
    addedCost: new Float64Array(pathCount),
  }
}

/** A book with nothing in it. */
export function emptyTotals(pathCount: number): TotalsBook {
  const running = () => emptyRunning(pathCount)
  return {
    accept: running(),
    switch: running(),
    split: running(),
    expedite: running(),
    transfer: running(),
    best: running(),
  }
}

function addLedger(running: Running, line: ScenarioLine, baseline: Ledger, ledger: Ledger): void {
  running.stockoutDays += meanOf(ledger.stockoutDays)
  running.lostUnits += meanOf(ledger.lostUnits)
  // Without a margin the cost alone would make every response look like a loss.
  if (line.unitLossMinor === null) return
  for (let path = 0; path < ledger.lostUnits.length; path++) {
    running.lostMargin[path]! += ledger.lostUnits[path]! * line.unitLossMinor
    running.addedCost[path]! += ledger.costMinor[path]! - baseline.costMinor[path]!
  }
}

/** Adds one line to every total; a response that the line can not take counts as accept. */
export function addToTotals(
  book: TotalsBook,
  line: ScenarioLine,
  item: ScenarioItem,
  baseline: Ledger,
  simulated: SimulatedResponse[],
): void {
  const ledgers = new Map<ResponseKind, Ledger>(
    simulated.map(({ option, ledger }) => [option.response, ledger]),
  )
  const accept = ledgers.get('accept') ?? baseline
  for (const kind of kinds) {
    const taken = ledgers.get(kind === 'best' ? item.best : kind)
    if (taken !== undefined && (kind !== 'best' || item.best !== 'accept')) book[kind].lineCount++
    addLedger(book[kind], line, baseline, taken ?? accept)
  }
}

const halfUp = (amount: number) => Math.floor(amount + 0.5)

/** The totals of every response and of the best one for each line, with their 90 % spread against accept. */
export function closeTotals(book: TotalsBook, scratch: Float64Array): ScenarioTotal[] {
  const { accept } = book
  return kinds.map((response) => {
    const running = book[response]
    const lostMarginMinor = halfUp(meanOf(running.lostMargin))
    const addedCostMinor = halfUp(meanOf(running.addedCost))
    const saved = running.lostMargin.map(
      (lost, path) =>
        accept.lostMargin[path]! - lost + accept.addedCost[path]! - running.addedCost[path]!,
    )
    const spread = spreadOf(saved, null, 1, scratch)
    return {
      response,
      lineCount: running.lineCount,
      stockoutDays: running.stockoutDays,
      lostUnits: running.lostUnits,
      lostMarginMinor,
      addedCostMinor,
      totalMinor: lostMarginMinor + addedCostMinor,
      savedToAcceptMinor: {
        mean: halfUp(spread.mean),
        p05: halfUp(spread.p05),
        p95: halfUp(spread.p95),
      },
    }
  })
}
