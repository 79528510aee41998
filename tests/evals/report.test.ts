import { describe, expect, it } from 'vitest'
import { junitOf } from '../../evals/report/junit.ts'
import { pageOf } from '../../evals/report/page.ts'
import { runTables } from '../../evals/report/table.ts'
import { readOptions } from '../../evals/suite/options.ts'
import { runOf, tried } from './tried.ts'

const hostile = '<script>alert(1)</script> & "quoted" \u0007\uffff'

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

describe('the tone of a run', () => {
  const tone = {
    judge: 'openai/j',
    promptHash: 'h',
    mean: 3.5,
    judged: 2,
    tries: 3,
    inputTokens: 200,
    outputTokens: 20,
    cost: 0.001,
  }
  const used = { inputTokens: 100, outputTokens: 10 }
  const tries = [
    tried('one', null, { tone: { grade: 5, reason: 'Plain.', ...used } }),
    tried('two', 'no fact', { tone: { grade: 2, reason: `Cold. ${hostile}`, ...used } }),
    tried('three', null, { tone: { grade: null, reason: 'gave no grade', ...used } }),
  ]
  const graded = runOf('new', tries, { tone, cost: 'USD' })

  it('is a line of the table with what its judge used, and moves no other figure', () => {
    const [asked] = runTables(graded, null)
    expect(asked!.rows.at(-1)).toEqual(['tone', '3.5 of 5', '2 of 3', null])
    expect(asked!.note).toContain('tone by openai/j: 200 + 20 tokens, cost 0.0010 USD')
    const [bare] = runTables(runOf('new', tries, { cost: 'USD' }), null)
    expect(asked!.rows.slice(0, -1)).toEqual(bare!.rows)
    expect(bare!.note).not.toContain('tone')
    expect(runTables(graded, graded)[0]!.rows.at(-1)!.at(-1)).toBe('3.5 of 5')
    expect(runTables(graded, before)[0]!.rows.at(-1)!.at(-1)).toBe('-')
  })

  it('is a part of the page, with the reasons of low grades, escaped', () => {
    const page = pageOf(graded, before)
    expect(page).toContain('3.5 of 5; 2 of 3 tries judged by openai/j')
    expect(page).toContain('<li>2: two (1): Cold. &lt;script&gt;')
    expect(page).toContain('Tone: 2. Cold.')
    expect(page).not.toContain('<script>')
    expect(pageOf(run, graded)).not.toContain('<h2>Tone')
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
    [['--judge', 'offline'], 'grades nothing'],
    [['--judge-prices', '1,2 USD'], '--judge-prices needs a judge'],
    [['--judge', 'x', '--judge-prices', '1,2'], '--judge-prices 1,2'],
    [['--judge', 'x', '--judge-prices', '1,2 USD'], 'needs --prices'],
    [['--judge', 'x', '--prices', '1,2 EUR', '--judge-prices', '1,2 USD'], 'the same currency'],
  ])('%j', (words, named) => {
    expect(() => readOptions(words)).toThrow(named)
  })
})

it.each([
  ['.88', 0.88],
  ['0.95', 0.95],
  ['1', 1],
])('a share may be written %s', (text, share) => {
  expect(readOptions(['--fail-under', text]).failUnder).toBe(share)
})
