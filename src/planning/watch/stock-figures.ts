import { addDays } from '../calendar.ts'
import type { KpiFacts, KpiLine } from './kpi-facts.ts'
import { ratioOf, wholeMinor } from './kpi-figure.ts'
import type { KpiFigure } from './kpi-figure.ts'

type ValuedLine = KpiLine & { onHandUnits: number; unitCostMinor: number }

const isValued = (line: KpiLine): line is ValuedLine =>
  line.onHandUnits !== null && line.unitCostMinor !== null

const valueOf = (line: ValuedLine) => line.onHandUnits * line.unitCostMinor
const sumOf = <Line>(lines: Line[], amount: (line: Line) => number) =>
  lines.reduce((sum, line) => sum + amount(line), 0)

function perDayUnits(line: KpiLine): number | null {
  return line.window === null ? null : line.window.soldUnits / line.window.days
}

/** Value of what is on hand beyond the cover; all of it where nothing sold. */
function excessOf(line: ValuedLine, coverDays: number): number {
  const covered = (perDayUnits(line) ?? 0) * coverDays
  return Math.max(0, line.onHandUnits - covered) * line.unitCostMinor
}

/** Whether stock lies without a sale for so long; null = the history is shorter than that. */
function isDead(line: ValuedLine, facts: KpiFacts): boolean | null {
  if (line.historyStartsOn === null) return null
  const sinceOn = addDays(facts.asOf, -facts.deadAfterDays)
  if (line.lastSoldOn !== null && line.lastSoldOn > sinceOn) return false
  return line.historyStartsOn <= sinceOn ? true : null
}

type StockCode =
  | 'stockValueMinor'
  | 'turnsPerYear'
  | 'daysOfSupply'
  | 'excessMinor'
  | 'deadStockMinor'
  | 'carryingCostMinor'
  | 'gmroi'

function flowFigures(facts: KpiFacts, valued: ValuedLine[]) {
  const selling = valued.filter((line) => line.window !== null)
  const stockValue = sumOf(selling, valueOf)
  const costPerDay = sumOf(selling, (line) => (perDayUnits(line) ?? 0) * line.unitCostMinor)
  const priced = selling.filter((line) => line.sellPriceMinor !== null)
  const marginPerDay = sumOf(
    priced,
    (line) => (perDayUnits(line) ?? 0) * ((line.sellPriceMinor ?? 0) - line.unitCostMinor),
  )
  const missing = facts.lines.length - selling.length
  const reason = 'stock, cost, price or demand record is missing'
  const figure = (
    label: string,
    value: number | null,
    measure: KpiFigure['measure'],
    definition: string,
    left = missing,
  ) => ({
    label,
    value,
    measure,
    definition,
    reason: value === null ? 'there is nothing to compare with' : left > 0 ? reason : null,
    leftOutCount: left,
  })
  return {
    turnsPerYear: figure(
      'Stock turns per year',
      ratioOf(costPerDay * 365, stockValue),
      'ratio',
      'Landed cost of the units sold in the window, scaled to a year, over the stock value of today (past stock values are not kept).',
    ),
    daysOfSupply: figure(
      'Days of supply',
      ratioOf(stockValue, costPerDay),
      'days',
      'Stock value of today over the landed cost of what sells per day of the window.',
    ),
    gmroi: figure(
      'Gross margin return on inventory',
      ratioOf(marginPerDay * 365, sumOf(priced, valueOf)),
      'ratio',
      'Sell price less landed cost of the units sold in the window, scaled to a year, over the stock value of today.',
      facts.lines.length - priced.length,
    ),
  }
}

/** Value, turns, supply, excess, dead stock, carrying cost and GMROI of the stock on hand. */
export function stockFigures(facts: KpiFacts): Record<StockCode, KpiFigure> {
  const valued = facts.lines.filter(isValued)
  const value = sumOf(valued, valueOf)
  const missing = facts.lines.length - valued.length
  const known = valued.length > 0
  const judged = valued.map((line) => ({ line, dead: isDead(line, facts) }))
  const young = judged.filter(({ dead }) => dead === null).length
  const recorded = valued.filter((line) => line.window !== null)
  const amount = (
    label: string,
    minor: number,
    left: number,
    reason: string,
    definition: string,
  ) => ({
    label,
    value: known ? wholeMinor(minor) : null,
    measure: 'minor' as const,
    definition,
    reason: !known || left > 0 ? reason : null,
    leftOutCount: left,
  })
  const dead = judged.filter((one) => one.dead === true).map(({ line }) => line)
  return {
    stockValueMinor: amount(
      'Stock value',
      value,
      missing,
      'stock record or landed cost is missing',
      'Units on hand at the landed cost of the usual supplier today.',
    ),
    excessMinor: amount(
      'Excess stock',
      sumOf(recorded, (line) => excessOf(line, facts.excessCoverDays)),
      facts.lines.length - recorded.length,
      'stock, cost or demand record is missing',
      `Value of what is on hand beyond ${facts.excessCoverDays} days of the demand of the window.`,
    ),
    deadStockMinor: amount(
      'Dead stock',
      sumOf(dead, valueOf),
      missing + young,
      'stock or cost is missing, or the history is too short',
      `Value of stock of which nothing was sold for ${facts.deadAfterDays} days.`,
    ),
    carryingCostMinor: amount(
      'Carrying cost per year',
      value * facts.holdingRate,
      missing,
      'stock record or landed cost is missing',
      'Stock value times the yearly holding rate of the policy.',
    ),
    ...flowFigures(facts, valued),
  }
}
