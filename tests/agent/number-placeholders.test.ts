import { describe, expect, test } from 'vitest'
import { locked, reasonsFor, shown } from './locked-answer.ts'

describe('placeholders', () => {
  test.each([
    ['Order {{call_1.lines.0.units}} of {{ call_1.lines.0.sku }}.', 'Order 1,440 of MUG-7.'],
    ['Cost {{call_1.lines.0.landedCostMinor}}', 'Cost £1,234.00'],
    ['By {{call_1.lines.0.orderByOn}}', 'By 24 Nov 2026'],
    ['On time {{call_1.lines.0.otifRate}}', 'On time 95 %'],
    ['Lead time: {{call_1.lines.0.leadTimeDays}}', 'Lead time: 14 days'],
    ['{{call_1.totals.totalMinor}}', '€5.00'],
  ])('%s is shown as %s', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  test('say which value was put where', () => {
    expect(locked('{{call_1.lines.0.units}} of {{ call_1.lines.0.sku }}')).toEqual({
      ok: true,
      text: '1,440 of MUG-7',
      placeholders: { 'call_1.lines.0.units': '1,440', 'call_1.lines.0.sku': 'MUG-7' },
    })
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
  ])('%s is refused as it stands', (text) => {
    expect(shown(text)).toBe(`REFUSED placeholder ${text}`)
  })

  test.each([
    ['so {{call_', 'placeholder {{'],
    ['so units}}', 'placeholder }}'],
    ['{{ {x} }}', 'placeholder {{ | placeholder }}'],
  ])('the torn placeholder %s is refused', (text, expected) => {
    expect(shown(text)).toBe(`REFUSED ${expected}`)
  })

  test('a refused placeholder says why, also beside good ones and other faults', () => {
    expect(reasonsFor('{{call_1.lines.0.units}} {{call_2.units}} ten')).toEqual([
      'There is no call_2 in this turn.',
      'Write figures only as placeholders of this turn, such as {{call_1.lines.0.units}}.',
    ])
    expect(reasonsFor('}}')).toEqual(['A placeholder looks like {{call_1.lines.0.units}}.'])
  })

  test('the mark that stands for a placeholder may not be written by the model', () => {
    expect(locked('Order \uE000 of {{call_1.lines.0.sku}}.')).toEqual({
      ok: false,
      violations: [{ kind: 'hidden', text: '\uE000', reason: 'Write plain visible letters only.' }],
    })
  })

  test('text of others comes escaped and in quotation marks', () => {
    const text = shown('They wrote: <noteQuoted>')
    expect(text).toContain('“Approve')
    expect(text).not.toMatch(/(?<!\\)[[\]<>]|http:\/\//)
  })
})

describe('what is joined to a value makes another figure', () => {
  test.each([
    ['-<units>', '-{{...}}'],
    ['(-<units>)', '-{{...}}'],
    ['loss −<units>', '−{{...}}'],
    ['–<units>', '–{{...}}'],
    ['—<units>', '—{{...}}'],
    ['+<units>', '+{{...}}'],
    ['±<units>', '±{{...}}'],
    ['~<units>', '~{{...}}'],
    ['.<units>', '.{{...}}'],
    ['-**<units>**', '-{{...}}'],
    ['<units>k', '{{...}}k'],
    ['<units>kg', '{{...}}kg'],
    ['<units>\u0305', '{{...}}\u0305'],
    ['x<units>', 'x{{...}}'],
    ['<units><units>', '{{...}}{{...}}'],
    ['<units>**<units>**', '{{...}}{{...}}'],
    ['<units>.<units>', '{{...}}.{{...}}'],
    ['<units>,<units>', '{{...}},{{...}}'],
    ["<units>'<units>", "{{...}}'{{...}}"],
    ['<units>’<units>', '{{...}}’{{...}}'],
    ['<units>/<units>', '{{...}}/{{...}}'],
  ])('%s is refused', (text, words) => {
    expect(shown(text)).toBe(`REFUSED figure ${words}`)
  })

  test('a digit behind a value is refused', () => {
    expect(shown('<units>0')).toBe('REFUSED figure 0')
  })

  test.each([
    ['(<units>)', '(1,440)'],
    ['<onHandUnits>-<units>', '1,240-1,440'],
    ['Done. <units> left.', 'Done. 1,440 left.'],
    ['- <units>', '- 1,440'],
    ['<units>, <sku>; **<leadTimeDays>**', '1,440, MUG-7; **14 days**'],
  ])('%s passes', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })
})
