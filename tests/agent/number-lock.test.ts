import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { answerCall } from '#agent/answers/answers.ts'
import type { ToolCallRecord } from '#agent/events.ts'
import { lockText } from '#agent/number-lock.ts'
import { talkLabels } from '#agent/offline/talk-labels.ts'
import {
  askFor,
  notUnderstood,
  NOTHING_MORE,
  NOTHING_TO_DRAFT,
  replyTo,
} from '#agent/offline/talk.ts'
import { sampleResults } from './results.ts'

const record = (result: unknown, id = 'call_1'): ToolCallRecord => ({
  id,
  name: 'test',
  arguments: {},
  result,
  error: null,
  milliseconds: 1,
})

const answers = Object.entries(sampleResults).map(([tool, result]) => ({
  calls: [record(result)],
  text: answerCall(tool, 'call_1', { result, error: null }),
}))

test('the template answer of every tool passes its own lock', () => {
  for (const { text, calls } of answers) expect(lockText(text, calls)).toMatchObject({ ok: true })
})

test('everything the offline model says in words of its own passes the lock', () => {
  const said = [
    ...talkLabels
      .filter((label) => label !== 'again' && label !== 'more')
      .map((label) => replyTo(label as Parameters<typeof replyTo>[0])),
    ...Object.values(askFor),
    ...['item', 'supplier', 'location'].map((kind) => notUnderstood({ kind, name: 'Leeds' })),
    notUnderstood({ kind: 'supplier', name: 'Seven Seas 7' }),
    notUnderstood(null),
    NOTHING_MORE,
    NOTHING_TO_DRAFT,
  ]
  expect(said.filter((text) => !lockText(text, []).ok)).toEqual([])
})

/** Ways in which a model gets a figure wrong: the placeholder at `at` becomes something of its own making. */
const mutations: ((value: string, seed: number) => string)[] = [
  (value) => value,
  (value, seed) =>
    value
      .replace(/\d/, (digit) => String((Number(digit) + 1 + (seed % 8)) % 10))
      .concat(/\d/.test(value) ? '' : ' 7'),
  (_, seed) => String(seed),
  (_, seed) => `-${seed}`,
  (_, seed) => `${seed} %`,
  (_, seed) => `£${seed}.00`,
  (_, seed) =>
    `about ${['seven', 'twelve', 'forty', 'ninety', 'a hundred', 'a dozen', 'half', 'twice that'][seed % 8]}`,
  (_, seed) => ['on Monday', 'next week', 'tomorrow', 'in March', 'in a month', 'Dec'][seed % 6]!,
  (_, seed) => String(seed).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (_, seed) => String(seed).replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  (_, seed) => `{{call_${2 + (seed % 9)}.lines.0.units}}`,
  (_, seed) => `{{call_1.lines.${40 + (seed % 50)}.units}}`,
  (_, seed) => `{{call_1.invented${seed}}}`,
  (_, seed) => `${['USD', 'EUR', 'pounds', 'dollars'][seed % 4]}`,
  (_, seed) => `PO-${seed}`,
  (_, seed) =>
    ['a third', 'double', 'ten percent', 'two thirds', 'twenty-one', 'none', 'nothing'][seed % 7]!,
]

test('at least 99.9 % of 10,000 answers with a wrong or unbacked figure are caught', () => {
  let caught = 0
  let made = 0
  const missed: string[] = []
  const property = fc.property(
    fc.nat(answers.length - 1),
    fc.nat(200),
    fc.nat(mutations.length - 1),
    fc.integer({ min: 2, max: 99_999 }),
    (which, at, how, seed) => {
      const { text, calls } = answers[which]!
      const holes = [...text.matchAll(/\{\{[^{}]*\}\}/g)]
      const hole = holes[at % holes.length]!
      const original = lockText(hole[0], calls)
      const value = original.ok ? original.text : ''
      const wrong = mutations[how]!(/\d/.test(value) ? value : String(seed), seed)
      const mutated = text.slice(0, hole.index) + wrong + text.slice(hole.index + hole[0].length)
      made += 1
      if (lockText(mutated, calls).ok)
        missed.push(mutated.slice(Math.max(0, hole.index - 20), hole.index + 40))
      else caught += 1
    },
  )
  fc.assert(property, { numRuns: 10_000, seed: 20_261_121 })
  expect(made).toBe(10_000)
  expect(caught / made, missed.slice(0, 3).join(' | ')).toBeGreaterThanOrEqual(0.999)
})

const groundingFile = new URL('../../../shared/data/trust/grounding.json', import.meta.url)

test('every answer that the grounding cases call unbacked is refused', () => {
  if (!existsSync(groundingFile)) {
    process.stdout.write('skipped: no grounding cases beside the repository\n')
    return
  }
  const { cases, tool_result: result } = JSON.parse(readFileSync(groundingFile, 'utf8')) as {
    cases: { id: string; answer: string; grounded: boolean }[]
    tool_result: unknown
  }
  const passed = cases.filter(
    ({ answer, grounded }) => !grounded && lockText(answer, [record(result)]).ok,
  )
  expect(passed.map(({ id }) => id)).toEqual([])
})
