import { describe, expect, it } from 'vitest'
import { formatNumber } from '#render/figures.ts'
import { toolText } from '#render/tool-text.ts'
import { formatValue } from '#render/value.ts'
import { sampleResults } from '../agent/results.ts'

const from = { asOf: '2026-11-20', source: 'plan R1' }

describe('the text of a result', () => {
  it('begins with the sentence of the tool and ends with the day and the source', () => {
    expect(toolText({ ...from, display: 'PO-1 is submitted.' })).toBe(
      'PO-1 is submitted.\n\n*As of 20 Nov 2026; source: plan R1.*',
    )
  })

  it('has the totals, each line by its own sentence, and how many more there are', () => {
    const text = toolText({
      ...from,
      lines: [{ sku: 'MUG', display: '24 units of MUG' }, { display: '6 units of JUG' }],
      totals: { lineCount: 4, display: '4 lines due' },
      moreCount: 2,
    })
    expect(text).toContain('**4 lines due**\n\n- 24 units of MUG\n- 6 units of JUG\n\n')
    expect(text).toContain('And 2 more that are not shown.')
  })

  it('adds the figures that no sentence has, in their units', () => {
    const line = { units: 24, neededUnits: 20, costOfWaitingMinor: 1250, display: '24 units' }
    expect(toolText({ currency: 'GBP', lines: [line] })).toBe(
      '- 24 units (needed 20; cost of waiting £12.50)',
    )
  })

  it('does not take a part of another figure for one that was said', () => {
    const display = '140 units, 4.5 days, £1,004.00'
    expect(toolText({ lines: [{ aUnits: 4, bUnits: 14, cUnits: 1, display }] })).toContain(
      '(a 4; b 14; c 1)',
    )
  })

  it('leaves out nothing and none beside a sentence, and tells them where there is none', () => {
    expect(toolText({ lines: [{ draftedUnits: 0, late: false, display: 'In stock' }] })).toBe(
      '- In stock',
    )
    expect(toolText({ draftedUnits: 0, late: false })).toBe('Drafted 0; late no.')
  })

  it('tells records without a sentence whole, under the name of their list', () => {
    const text = toolText({
      display: 'Ines may decide.',
      deciders: [{ name: 'Ines', role: 'approver', currency: 'GBP', limitMinor: 2_500_000 }],
    })
    expect(text).toContain('Deciders:\n\n- name Ines; role approver; limit £25,000.00')
  })

  it('hangs the lines of an order below it, with its warnings', () => {
    const order = {
      display: 'PO-1: 3 lines',
      lines: [{ display: '24 units of MUG' }],
      warnings: ['Below the minimum.'],
      moreCount: 2,
    }
    expect(toolText({ orders: [order] })).toBe(
      [
        'Orders:\n',
        '- PO-1: 3 lines',
        '  - 24 units of MUG',
        '  - warnings: Below the minimum.',
        '  - And 2 more that are not shown.',
      ].join('\n'),
    )
  })

  it('names the fields of a series once', () => {
    const weeks = [6, 7, 8].map((week) => ({ startsOn: `2026-12-0${week}`, meanUnits: week * 10 }))
    expect(toolText({ lines: [{ display: 'MUG at LDS', weeks }] })).toBe(
      [
        '- MUG at LDS',
        '  - weeks, each as starts, mean',
        '  - 6 Dec 2026; 60',
        '  - 7 Dec 2026; 70',
        '  - 8 Dec 2026; 80',
      ].join('\n'),
    )
  })

  it('tells an amount in the base currency only where it is another', () => {
    const order = {
      currency: 'EUR',
      totalMinor: 12_000,
      base: { currency: 'GBP', totalMinor: 9900 },
    }
    expect(toolText(order)).toBe('Total €120.00; base total £99.00.')
    expect(toolText({ ...order, base: { currency: 'EUR', totalMinor: 12_000 } })).toBe(
      'Total €120.00.',
    )
  })

  it('shows names of others as text, never as a link, an image or HTML', () => {
    const text = toolText({ lines: [{ display: '![x](http://a.example/) <b>[y](z)' }] })
    expect(text).not.toMatch(/(?<!\\)[[\]<]|https?:\/\//)
  })
})

/** Every value of a record and of what is below it, as its field shows it; what says nothing is left out. */
function shownIn(value: unknown, field = '', currency?: string): string[] {
  if (value === null || value === undefined || value === '' || value === 0) return []
  if (value === false || value === 'none') return []
  if (Array.isArray(value)) return value.flatMap((one) => shownIn(one, field, currency))
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>
    const own = typeof record['currency'] === 'string' ? record['currency'] : currency
    return Object.entries(record).flatMap(([name, each]) =>
      name === 'currency' ? [] : shownIn(each, name, own),
    )
  }
  const shown = formatValue(field, value, currency === undefined ? {} : { currency })
  const isRatio = typeof value === 'number' && /[.]\d{3,}$/.test(shown)
  return [isRatio ? formatNumber(value, 2) : shown]
}

describe.each(Object.entries(sampleResults))('the text of %s', (_tool, result) => {
  it('has every value of the structured result, in the words of its field', () => {
    const text = toolText(result)
    expect(shownIn(result).filter((shown) => !text.includes(shown))).toEqual([])
  })
})
