// The run as one page without any script or address: it opens from a disk, a mail or a CI server.
import { escapeHtml } from '#render/text.ts'
import { graders } from '../graders/graders.ts'
import { channels } from '../suite/channel.ts'
import type { Row } from '../suite/rows.ts'
import type { TryRecord } from '../suite/run-suite.ts'
import type { Rate } from '../suite/score.ts'
import { gradeText, judgeUse, percent, type RunFile } from './run-file.ts'

const escaped = (text: unknown) => escapeHtml(String(text))

const style = `
:root { color-scheme: light dark; --line: #8884; --bad: #c4314b; --good: #2e7d4f; --soft: #8881 }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line) }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.scroll { overflow-x: auto } .quiet { opacity: .75 } .bad { color: var(--bad) } .good { color: var(--good) }
.bar { background: var(--soft); height: .7rem; min-width: 8rem; border-radius: .35rem; overflow: hidden }
.bar i { display: block; height: 100%; background: var(--good) }
details { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; margin: .5rem 0 }
summary { cursor: pointer } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .6rem; border-radius: .3rem; font-size: .85rem }
`

function bar({ rate }: Rate): string {
  const width = `${((rate ?? 0) * 100).toFixed(1)}%`
  return `<div class="bar" role="img" aria-label="${percent(rate)}"><i style="width:${width}"></i></div>`
}

function rateRow(name: string, asks: string, rate: Rate, beside: Rate | null | undefined): string {
  const other = beside === null ? '' : `<td class="figure">${percent(beside?.rate ?? null)}</td>`
  return `<tr><td>${escaped(name)}${asks === '' ? '' : `<br><span class="quiet">${escaped(asks)}</span>`}</td><td>${bar(rate)}</td><td class="figure">${percent(rate.rate)}</td><td class="figure">${rate.right} of ${rate.of}</td><td class="figure quiet">${percent(rate.from)} to ${percent(rate.to)}</td>${other}</tr>`
}

function rateTable(rows: string[], baseline: RunFile | null): string {
  const other =
    baseline === null ? '' : `<th class="figure">${escaped(baseline.identity.model)}</th>`
  return `<div class="scroll"><table><thead><tr><th></th><th></th><th class="figure">right</th><th class="figure">tries</th><th class="figure">95 % interval</th>${other}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

const rowText = ({ table, row }: Row) => `${table} ${JSON.stringify(row)}`

function rowsOf(title: string, rows: readonly Row[]): string {
  const text = rows.length === 0 ? 'none' : rows.map(rowText).join('\n')
  return `<p class="quiet">${title}</p><pre>${escaped(text)}</pre>`
}

function turnOf({ expected, played, channel }: TryRecord, at: number): string {
  const { where } = channels[channel]
  const right = expected.turns[at]!.map(
    ({ name, arguments: input }) => `${name} ${JSON.stringify(input)}`,
  )
  const turn = played.turns[at]
  const made = (turn?.toolCalls ?? []).map(
    ({ name, arguments: input, error }) =>
      `${name} ${JSON.stringify(input)}${error === null ? '' : ` -> ${error.code}: ${error.message}`}`,
  )
  const shown = played.shown[at]
  const said = shown?.said ?? turn?.question ?? `turn ${at + 1}`
  const heard = turn === undefined || turn.question === said ? '' : turn.question
  return `<p><strong>${escaped(said)}</strong></p>
${heard === '' ? '' : `<p class="quiet">Heard as</p><pre>${escaped(heard)}</pre>`}
<p class="quiet">Right calls</p><pre>${escaped(right.join('\n') || 'none')}</pre>
<p class="quiet">Calls that were made</p><pre>${escaped(made.join('\n') || 'none')}</pre>
<p class="quiet">Answer, as it is read ${where}</p><pre>${escaped(shown?.text ?? 'none')}</pre>`
}

function failureOf(record: TryRecord): string {
  const wrong = Object.entries(record.verdicts).filter(([, verdict]) => verdict !== null)
  const reasons = wrong
    .map(([name, verdict]) => `<li><strong>${escaped(name)}</strong>: ${escaped(verdict)}</li>`)
    .join('')
  const turns = record.expected.turns.map((_, at) => turnOf(record, at)).join('')
  const { expected, played } = record
  return `<details><summary><span class="bad">${escaped(record.area)}</span> ${escaped(record.name)} (${record.attempt}, ${channels[record.channel].where})</summary><ul>${reasons}</ul>${toneLine(record)}${turns}${rowsOf('Rows that the right calls leave', expected.effects.added)}${rowsOf('Rows that were left', played.effects.added)}</details>`
}

const toneLine = ({ tone }: TryRecord) =>
  tone === undefined
    ? ''
    : `<p class="quiet">Tone: ${tone.grade ?? 'not judged'}. ${escaped(tone.reason)}</p>`

/** Grades of this and below are listed with their reasons. */
const lowGrade = 2

function toneOf({ tone, cost, tries }: RunFile, baseline: RunFile | null): string {
  if (!tone) return ''
  const low = tries.filter((each) => (each.tone?.grade ?? 5) <= lowGrade)
  const item = (each: TryRecord) =>
    `<li>${each.tone!.grade}: ${escaped(each.name)} (${each.attempt}): ${escaped(each.tone!.reason)}</li>`
  const other = baseline?.tone ? `, before ${gradeText(baseline.tone.mean)}` : ''
  return `<h2>Tone</h2><p>${gradeText(tone.mean)}${other}; ${tone.judged} of ${tone.tries} tries judged by ${escaped(tone.judge)}, prompt ${tone.promptHash}; ${escaped(judgeUse(tone, cost))}. No try is right or wrong by it.</p>${low.length === 0 ? '' : `<ul>${low.map(item).join('')}</ul>`}`
}

const tryName = ({ file, attempt }: TryRecord) => `${file} ${attempt}`

function differences(run: RunFile, baseline: RunFile): string {
  const before = new Map(baseline.tries.map((each) => [tryName(each), each.passed]))
  const changed = run.tries.filter((each) => {
    const was = before.get(tryName(each))
    return was !== undefined && was !== each.passed
  })
  const item = ({ name, attempt, passed }: TryRecord) =>
    `<li class="${passed ? 'good' : 'bad'}">${passed ? 'right now' : 'wrong now'}: ${escaped(name)} (${attempt})</li>`
  const list = changed.map(item).join('')
  return `<h2>Against ${escaped(baseline.identity.model)} of ${escaped(baseline.identity.date)}</h2>${list === '' ? '<p>Every try that both made ended alike.</p>' : `<ul>${list}</ul>`}`
}

const worldsOf = ({ worldSeeds }: RunFile['identity']) =>
  worldSeeds.length === 0 ? "a shop of one's own" : `world seeds ${worldSeeds.join(', ')}`

/** The page of a run: its figures, its failures with everything that was said and done, and what is not as in `baseline`. */
export function pageOf(run: RunFile, baseline: RunFile | null): string {
  const { identity, summary } = run
  const there = baseline?.summary ?? null
  const asked = graders.filter(({ name }) => summary.byGrader[name] !== undefined)
  const graderRows = asked.map(({ name, asks }) =>
    rateRow(name, asks, summary.byGrader[name]!, there && there.byGrader[name]),
  )
  const areaRows = Object.entries(summary.byArea).map(([area, rate]) =>
    rateRow(area, '', rate, there && there.byArea[area]),
  )
  const hats = summary.passHat.map(({ k, value }) => `pass^${k} ${percent(value)}`).join(', ')
  const failures = run.tries.filter(({ passed }) => !passed)
  const cost =
    summary.cost === null ? '' : `, ${summary.cost.toFixed(4)} ${escaped(run.cost ?? '')}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Evaluation of ${escaped(identity.model)}</title><style>${style}</style></head><body>
<h1>${escaped(identity.model)}: ${percent(summary.passed.rate)} of ${summary.tries} tries right</h1>
<p class="quiet">${summary.cases} cases, ${hats}; ${summary.calls} tool calls, ${summary.inputTokens} + ${summary.outputTokens} tokens${cost}; p50 ${summary.p50Milliseconds ?? '-'} ms, p95 ${summary.p95Milliseconds ?? '-'} ms</p>
<p class="quiet">${escaped(identity.date)}, prompt ${identity.promptHash}, tools ${identity.contractHash}, ${worldsOf(identity)}, through ${identity.through === 'mcp' ? 'MCP' : 'the program itself'}</p>
<h2>What was asked of every try</h2>${rateTable(graderRows, baseline)}
${toneOf(run, baseline)}
<h2>By area</h2>${rateTable(areaRows, baseline)}
${baseline === null ? '' : differences(run, baseline)}
<h2>${failures.length === 0 ? 'No try was wrong' : `Tries that were wrong: ${failures.length}`}</h2>
${failures.map(failureOf).join('\n')}
</body></html>
`
}
