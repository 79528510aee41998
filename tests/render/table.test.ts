import { expect, test } from 'vitest'
import { csvText } from '#render/csv.ts'
import { textTable, type TableColumn } from '#render/table.ts'
import { displayWidth, truncateText, wrapText } from '#render/width.ts'

const columns: TableColumn[] = [
  { title: 'item', align: 'left' },
  { title: 'supplier', align: 'left' },
  { title: 'cost', align: 'right' },
]
const rows = [
  ['Stoneware mug, blue', 'Northwind', '£1,234.00'],
  ['茶碗 🫖', 'Kyoto', '£9.50'],
]

test('columns line up by what a person sees', () => {
  expect(textTable(columns, rows, { width: 80, colour: false })).toBe(
    [
      'item                 supplier        cost',
      '───────────────────  ─────────  ─────────',
      'Stoneware mug, blue  Northwind  £1,234.00',
      '茶碗 🫖              Kyoto          £9.50',
    ].join('\n'),
  )
})

test('the widest text column gives way first', () => {
  const lines = textTable(columns, rows, { width: 36, colour: false }).split('\n')
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(36)
  expect(lines[2]).toContain('£1,234.00')
})

test('figures are never cut: no table rather than half an amount', () => {
  for (let width = 10; width <= 60; width++) {
    expect(textTable(columns, rows, { width, colour: false })).toContain('£1,234.00')
  }
})

test('a terminal too narrow for the figures shows records', () => {
  expect(textTable(columns, [rows[0] ?? []], { width: 20, colour: false })).toBe(
    ['item      Stoneware…', 'supplier  Northwind', 'cost      £1,234.00'].join('\n'),
  )
})

test('a cell can not break the table or colour the terminal', () => {
  const text = textTable(columns, [['a\nb\u001B[2J', '\u202Ex', '1']], { width: 60, colour: false })
  expect(text.split('\n')).toHaveLength(3)
  expect(text).not.toContain('\u001B')
  expect(text).not.toContain('\u202E')
})

test('widths, cuts and breaks count wide and joined characters', () => {
  expect(displayWidth('e\u0301')).toBe(1)
  expect(displayWidth('👩‍👩‍👧')).toBe(2)
  expect(displayWidth('日本')).toBe(4)
  expect(truncateText('日本語', 5)).toBe('日本…')
  expect(truncateText('abc', 3)).toBe('abc')
  expect(wrapText('aaaa bb cccccccc', 5)).toEqual(['aaaa', 'bb', 'ccccc', 'ccc'])
})

// cell | written
test.each([
  ['=1+1', "'=1+1"],
  ['+44 20', "'+44 20"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\uFF1D1', "'\uFF1D1"],
  ['a "b", c', '"a ""b"", c"'],
  [-5, '-5'],
  [null, ''],
  ['plain', 'plain'],
])('CSV cell %j', (cell, written) => {
  expect(csvText(['t'], [[cell]])).toBe(`t\r\n${written}\r\n`)
})
