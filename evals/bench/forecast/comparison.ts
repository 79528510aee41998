import type { Table } from '../figure.ts'
import type { ComparedRow } from './anchors.ts'
import type { Score } from './score.ts'
import { PROBABILITIES } from './score.ts'

const COLUMNS = [
  'RMSSE',
  'MASE',
  'sMAPE',
  'bias',
  ...PROBABILITIES.map((p) => `PL.${`${p}`.slice(2)}`),
  ...PROBABILITIES.slice(1).map((p) => `cov.${`${p}`.slice(2)}`),
  'sum3 PL.95',
  'sum3 cov.95',
  'ms',
]
const OURS = 'quartermaster'

/** sMAPE is what the M competitions published; where demand may be zero it only rewards forecasts of nothing. */
const hasPercentages = (set: string) => /^m\d_/.test(set)

/** Our row of a table; `milliseconds` a series on one core. */
export function ourRow(set: string, score: Score, milliseconds: number | null): ComparedRow {
  const { rmsse, mase, smape, bias } = score
  const figures: ComparedRow['figures'] = { RMSSE: rmsse, MASE: mase, bias }
  if (hasPercentages(set)) figures['sMAPE'] = smape
  for (const [at, p] of PROBABILITIES.entries()) {
    figures[`PL.${`${p}`.slice(2)}`] = score.pinball[at]!
    figures[`cov.${`${p}`.slice(2)}`] = score.coverage[at]!
  }
  figures['sum3 PL.95'] = score.sumPinball95
  figures['sum3 cov.95'] = score.sumCoverage95
  figures['ms'] = milliseconds
  return { name: OURS, figures }
}

/** The seasonal naive on the very series that our row was scored on. */
export function seasonalNaiveRow(set: string, { seasonalNaive }: Score): ComparedRow {
  const { rmsse, mase, smape, bias } = seasonalNaive
  return {
    name: 'seasonal naive, same series',
    figures: { RMSSE: rmsse, MASE: mase, bias, sMAPE: hasPercentages(set) ? smape : null },
  }
}

/** Our row first, our place in every column next, then the others by their MASE. */
export function comparisonTable(
  title: string,
  ours: ComparedRow,
  others: readonly ComparedRow[],
  note: string,
): Table {
  const cells = ({ name, figures }: ComparedRow) => [
    name,
    ...COLUMNS.map((column) => figures[column] ?? null),
  ]
  const byError = others.toSorted((a, b) => (a.figures['MASE'] ?? 9) - (b.figures['MASE'] ?? 9))
  const places = COLUMNS.map((column) => placeIn(column, ours, others))
  return {
    title,
    columns: ['method', ...COLUMNS],
    rows: [cells(ours), ['  our place', ...places], ...byError.map(cells)],
    note,
  }
}

/** "2/9": errors and time rank from the smallest, bias by its size, coverage by its distance from what was promised. */
function placeIn(column: string, ours: ComparedRow, others: readonly ComparedRow[]): string | null {
  const promised = /cov(\.\d+)/.exec(column)
  const loss = ({ figures }: ComparedRow) => {
    const figure = figures[column] ?? null
    if (figure === null) return null
    return promised === null ? Math.abs(figure) : Math.abs(figure - Number(promised[1]))
  }
  const own = loss(ours)
  const theirs = others.map(loss).filter((value) => value !== null)
  if (own === null || theirs.length === 0) return null
  return `${1 + theirs.filter((value) => value < own).length}/${theirs.length + 1}`
}
