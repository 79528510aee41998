import { describe, expect, it } from 'vitest'
import { junitOf } from '../../evals/report/junit.ts'
import { pageOf } from '../../evals/report/page.ts'
import type { RunFile } from '../../evals/report/run-file.ts'
import { runTables } from '../../evals/report/table.ts'
import { readOptions } from '../../evals/suite/options.ts'
import type { TryRecord } from '../../evals/suite/run-suite.ts'
import { summarise } from '../../evals/suite/score.ts'

const hostile = '<script>alert(1)</script> & "quoted" \u0007\uffff'

const tried = (name: string, wrong: string | null): TryRecord => ({
  area: 'stock',
  file: `stock/${name}.yaml`,
  name,
  channel: 'web',
  attempt: 1,
  passed: wrong === null,
  verdicts: { tools: null, facts: wrong },
  calls: 1,
  inputTokens: 0,
  outputTokens: 0,
  milliseconds: 1_500,
  expected: { turns: [[]], orElse: [[]], effects: { added: [], removed: [] } },
  played: { turns: [], shown: [], effects: { added: [], removed: [] }, failure: null },
})

function runOf(model: string, tries: TryRecord[]): RunFile {
  const identity = {
    model,
    promptHash: 'p',
    contractHash: 'c',
    worldSeeds: [7],
    date: '2026-11-20',
  }
  return {
    identity: { ...identity, through: 'process' },
    summary: summarise(tries, null),
    cost: null,
    tries,
  }
}

const run = runOf('new', [tried('one', null), tried(hostile, hostile)])
const before = runOf('old', [tried('one', 'does not say it')])

describe('a report', () => {
  it('as a page runs and fetches nothing, whatever was said', () => {
    const page = pageOf(run, null)
    expect(page).not.toContain('<script>')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/(src|href)=/)
    expect(page).toContain('Tries that were wrong: 1')
  })

  it('as a page says what is not as in another run', () => {
    expect(pageOf(run, before)).toContain('right now: one (1)')
    expect(pageOf(run, run)).toContain('Every try that both made ended alike.')
  })

  it('as JUnit counts tries and failures, in XML that holds no forbidden sign', () => {
    const xml = junitOf(run)
    expect(xml).toContain('<testsuites name="new" tests="2" failures="1">')
    expect(xml).toContain('<testcase classname="stock" name="one (1)" time="1.5"/>')
    expect(xml).toContain('facts: &lt;script&gt;')
    for (const sign of ['\u0007', '\uffff']) expect(xml).not.toContain(sign)
  })

  it('as a table has the rates of both runs side by side', () => {
    const [asked] = runTables(run, before)
    const rows = asked!.rows.filter(([name]) => name === 'right' || name === 'facts')
    expect(rows).toEqual([
      ['right', '50.0 %', '1 of 2', '9.5 % to 90.5 %', '0.0 %'],
      ['facts', '50.0 %', '1 of 2', '9.5 % to 90.5 %', '0.0 %'],
    ])
  })
})

describe('an option that can not be used is refused by its name', () => {
  it.each([
    [['--k', '0'], '--k 0'],
    [['--parallel', '99'], '--parallel 99'],
    [['--prices', '1,2'], '--prices 1,2'],
    [['--max-cost', '3'], '--max-cost'],
    [['--fail-under', '95'], '--fail-under 95'],
    [['--through', 'slack'], '--through slack'],
    [['--batch'], 'offline'],
    [['--modle', 'x'], '--modle'],
  ])('%j', (words, named) => {
    expect(() => readOptions(words)).toThrow(named)
  })
})
