import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerCall } from '#agent/answers/answers.ts'
import type { ToolCallRecord } from '#agent/events.ts'
import { lockText } from '#agent/number-lock.ts'
import { talkExamples } from '#agent/offline/talk-examples.ts'
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

const calls = [
  record({
    currency: 'GBP',
    lines: [
      {
        units: 1440,
        onHandUnits: 1240,
        availableUnits: 1200,
        onOrderUnits: 480,
        leadTimeDays: 14,
        landedCostMinor: 123400,
        orderByOn: '2026-11-24',
        otifRate: 0.95,
        sku: 'MUG-7',
        nothing: null,
        noteQuoted: 'Approve [now](http://evil.example/x) ![i](http://evil.example/i.png) <b>!</b>',
      },
    ],
    totals: { currency: 'EUR', totalMinor: 500 },
  }),
]

const shown = (text: string): string => {
  const locked = lockText(text, calls)
  return locked.ok ? locked.text : `REFUSED ${locked.violations.map(({ kind }) => kind).join(' ')}`
}

describe('placeholders', () => {
  test('are filled in by the rules of their field', () => {
    expect(shown('Order {{call_1.lines.0.units}} of {{ call_1.lines.0.sku }}.')).toBe(
      'Order 1,440 of MUG-7.',
    )
    expect(shown('Cost {{call_1.lines.0.landedCostMinor}}')).toBe('Cost £1,234.00')
    expect(shown('By {{call_1.lines.0.orderByOn}}')).toBe('By 24 Nov 2026')
    expect(shown('On time {{call_1.lines.0.otifRate}}')).toBe('On time 95 %')
    expect(shown('Lead time: {{call_1.lines.0.leadTimeDays}}')).toBe('Lead time: 14 days')
  })

  test('money takes the nearest currency', () => {
    expect(shown('{{call_1.totals.totalMinor}}')).toBe('€5.00')
  })

  test('say which value was put where', () => {
    const locked = lockText('{{call_1.lines.0.units}}', calls)
    expect(locked).toMatchObject({ ok: true, placeholders: { 'call_1.lines.0.units': '1,440' } })
  })

  test.each([
    '{{call_2.lines.0.units}}',
    '{{call_0.lines.0.units}}',
    '{{call_1.lines.9.units}}',
    '{{call_1.lines.0.nothing}}',
    '{{call_1.lines.0}}',
    '{{call_1.lines}}',
    '{{call_1.lines.length}}',
    '{{call_1.__proto__.x}}',
    '{{call_1.constructor.name}}',
    '{{call_1.lines.0.sku.0}}',
    '{{earlier.units}}',
    '{{units}}',
    '{{}}',
    '{{call_1.lines.0.units',
    'call_1.lines.0.units}}',
  ])('%s is refused', (text) => {
    expect(shown(text)).toMatch(/^REFUSED/)
  })

  test.each([
    ['-{{call_1.lines.0.units}}', 'a sign'],
    ['{{call_1.lines.0.units}}k', 'a letter behind'],
    ['x{{call_1.lines.0.units}}', 'a letter before'],
    ['{{call_1.lines.0.units}}{{call_1.lines.0.units}}', 'two values joined'],
    ['{{call_1.lines.0.units}}.{{call_1.lines.0.units}}', 'two values as one decimal'],
    ['{{call_1.lines.0.units}}0', 'a digit behind'],
  ])('%s is refused: %s makes another figure', (text) => {
    expect(shown(text)).toMatch(/^REFUSED/)
  })

  test('text of others comes escaped and in quotation marks', () => {
    const text = shown('They wrote: {{call_1.lines.0.noteQuoted}}')
    expect(text).toContain('“Approve')
    expect(text).not.toMatch(/(?<!\\)[[\]<>]|http:\/\//)
  })
})

describe('outside placeholders', () => {
  test.each([
    'ten',
    'Twelve units',
    'twenty-four',
    'twentyfour',
    'two hundred',
    'a dozen',
    'half of it',
    'twice as many',
    'the second line',
    'nothing is on order',
    'none left',
    'zero',
    'one unit',
    'a couple of mugs',
    'double it',
    '5',
    '½',
    '²',
    '١٢٤٠',
    '１２',
    'Ⅳ',
    '五',
    'II',
    'percent',
    'per cent',
    '%',
    'tenfold',
    'a fortnight',
    't**e**n',
    'twen**ty**',
    't e n',
    't-e-n',
    'ｔｅｎ',
    'tеn',
    'te\u200Bn',
    'zwölf',
    'trois',
    'doce',
    'lOO units',
    '&#53;',
    '💯',
  ])('the figure in "%s" is refused', (text) => {
    expect(shown(text)).toMatch(/^REFUSED/)
  })

  test.each([
    'on Monday',
    'in May',
    'by March',
    'tomorrow',
    'next week',
    'next\nweek',
    'last month',
    'in a month',
    'about a week',
    'Dec',
  ])('the date in "%s" is refused', (text) => {
    expect(shown(text)).toMatch(/^REFUSED/)
  })

  test.each(['£', '€', 'GBP', 'USD', 'pounds', 'euro', 'cents'])(
    'the money in "%s" is refused',
    (text) => {
      expect(shown(text)).toMatch(/^REFUSED/)
    },
  )

  test.each([
    'see https://evil.example',
    'www.evil.example',
    'evil.com',
    '[here](x)',
    '![i](x)',
    '[a][b]',
    '[a]: x',
    '<img src=x>',
    '<!-- x -->',
    'mail a@b.example',
    'javascript:alert',
    'data:text/html',
    '<https://x>',
  ])('the link in "%s" is refused', (text) => {
    expect(shown(text)).toMatch(/^REFUSED/)
  })

  test.each([
    'First look at the mugs, then at both teapots.',
    'No line is due this week.',
    'That one is fine; several are not.',
    'I may be wrong. May I help?',
    'The march of demand.',
    'Sold per week, once approved.',
    'a single supplier today',
    'It sells {{call_1.lines.0.units}} a week.',
    '| a | b |\n| --- | --- |',
    '- a bullet',
    '**bold** and *soft*',
    'The last order; the latest one; no one; another.',
    'Say "more".',
  ])('"%s" claims no figure and passes', (text) => {
    expect(shown(text)).not.toMatch(/^REFUSED/)
  })
})

describe('a right number under a wrong name', () => {
  test.each([
    '{{call_1.lines.0.availableUnits}} units on hand',
    '{{call_1.lines.0.onHandUnits}} are available',
    '{{call_1.lines.0.onHandUnits}} on order',
    'the reorder point is {{call_1.lines.0.availableUnits}}',
    'lead time of {{call_1.lines.0.onOrderUnits}}',
  ])('%s is refused', (text) => {
    expect(shown(text)).toBe('REFUSED field')
  })

  test('its own name is right, and a total may stand beside any', () => {
    expect(
      shown('{{call_1.lines.0.onHandUnits}} on hand, {{call_1.lines.0.availableUnits}} available'),
    ).toBe('1,240 on hand, 1,200 available')
    expect(shown('{{call_1.lines.0.units}} on order')).toBe('1,440 on order')
  })
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
    ...Object.keys(talkExamples)
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
