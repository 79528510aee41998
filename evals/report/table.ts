// The figures of a run for a terminal, beside those of another where one is given.
import type { Table } from '../bench/figure.ts'
import { graders } from '../graders/graders.ts'
import type { Rate } from '../suite/score.ts'
import { gradeText, judgeUse, percent, type RunFile } from './run-file.ts'

const interval = ({ rate, from, to }: Rate) =>
  rate === null ? '-' : `${percent(from)} to ${percent(to)}`
const of = ({ right, of: asked }: Rate) => `${right} of ${asked}`
const none: Rate = { right: 0, of: 0, rate: null, from: 0, to: 1 }

function rateRows(
  names: readonly string[],
  here: Record<string, Rate>,
  there: Record<string, Rate> | null,
): (string | null)[][] {
  return names.map((name) => {
    const rate = here[name] ?? none
    const beside = there === null ? [] : [percent(there[name]?.rate ?? null)]
    return [name, percent(rate.rate), of(rate), interval(rate), ...beside]
  })
}

const money = ({ summary, cost }: RunFile) =>
  summary.cost === null ? '-' : `${summary.cost.toFixed(4)} ${cost ?? ''}`.trim()

function toneRows({ tone }: RunFile, baseline: RunFile | null): (string | null)[][] {
  if (!tone) return []
  const beside = baseline === null ? [] : [gradeText(baseline.tone?.mean ?? null)]
  return [['tone', gradeText(tone.mean), `${tone.judged} of ${tone.tries}`, null, ...beside]]
}

/** Tables for people: what was asked, by area, and what it took. `baseline` is another run of the same cases. */
export function runTables(run: RunFile, baseline: RunFile | null): Table[] {
  const { summary, identity } = run
  const there = baseline?.summary ?? null
  const beside = baseline === null ? [] : [baseline.identity.model]
  const title = `${identity.model}, ${summary.cases} cases, ${summary.tries} tries, ${identity.date}`
  const whole = rateRows(['right'], { right: summary.passed }, there && { right: there.passed })
  const asked = graders.filter(({ name }) => summary.byGrader[name] !== undefined)
  const hats = summary.passHat.map(({ k, value }) => [
    `pass^${k}`,
    percent(value),
    null,
    null,
    ...(there === null ? [] : [percent(there.passHat.find((hat) => hat.k === k)?.value ?? null)]),
  ])
  const took = (each: RunFile) => [
    `${each.summary.calls} tool calls`,
    `${each.summary.inputTokens} + ${each.summary.outputTokens} tokens`,
    `cost ${money(each)}`,
    `p50 ${each.summary.p50Milliseconds ?? '-'} ms, p95 ${each.summary.p95Milliseconds ?? '-'} ms`,
    ...(each.tone ? [`tone by ${each.tone.judge}: ${judgeUse(each.tone, each.cost)}`] : []),
  ]
  return [
    {
      title,
      columns: ['', 'right', 'tries', '95 % interval', ...beside],
      rows: [
        ...whole,
        ...hats,
        ...rateRows(
          asked.map(({ name }) => name),
          summary.byGrader,
          there?.byGrader ?? null,
        ),
        ...toneRows(run, baseline),
      ],
      note: took(run).join(', '),
    },
    {
      title: 'By area',
      columns: ['', 'right', 'tries', '95 % interval', ...beside],
      rows: rateRows(Object.keys(summary.byArea), summary.byArea, there?.byArea ?? null),
    },
  ]
}
