import type { Table } from '../bench/figure.ts'
import { percent } from '../report/run-file.ts'
import { rateOf } from '../suite/score.ts'
import type { Verdict } from './judge.ts'

/** How many of them are right, as a share and its 95 % interval. */
function rateCells(verdicts: readonly Verdict[], isRight: (verdict: Verdict) => boolean): string[] {
  const { rate, from, to } = rateOf(verdicts.filter(isRight).length, verdicts.length)
  return [percent(rate), `${percent(from)} to ${percent(to)}`]
}

const row = (name: string, verdicts: readonly Verdict[]) => [
  name,
  verdicts.length,
  ...rateCells(verdicts, ({ isRightTool }) => isRightTool),
  ...rateCells(verdicts, ({ wrong }) => wrong === null),
]

/** The figures of a set: the whole, then each tool; questions that want no tool are one row. */
export function phrasingTable(name: string, verdicts: readonly Verdict[]): Table {
  const byTool = Map.groupBy(verdicts, ({ wanted: { tool } }) =>
    tool.startsWith('say:') ? 'no tool' : tool,
  )
  return {
    title: `Phrasings, ${name} set`,
    columns: ['', 'asked', 'right tool', '95 %', 'and arguments', '95 %'],
    rows: [row('all', verdicts), ...[...byTool].map(([tool, each]) => row(tool, each))],
  }
}
