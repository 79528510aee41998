import { describe, expect, it } from 'vitest'
import { handlesOfValue, linesOfValue } from '#render/slack/action-names.ts'
import { buyListMessage } from '#render/slack/buy-list.ts'
import { buyListModal } from '#render/slack/buy-list-modal.ts'
import { buyLine, buyList, withheldLine } from './fixture-lists.ts'
import { hostile, rightToLeft } from './fixture-orders.ts'
import {
  buttonsOf,
  expectTaken,
  expectTakenView,
  nodesOf,
  pageOf,
  textOf,
  valueOf,
} from './seen.ts'

const open = { costsShown: true, mayDraft: true, list: 'L1', withheld: [] }
const long = `${hostile} ${rightToLeft} `.repeat(20).slice(0, 3_000)

describe('the buy list in a message', () => {
  const held = buyList(22, {
    totals: {
      lineCount: 22,
      units: 3_168,
      landedCostMinor: 1,
      withheldCount: 3,
      display: '22 lines due, £13,471.48 landed; 3 lines withheld until a fact is mended',
    },
  })
  const message = buyListMessage(held, { ...open, withheld: [withheldLine] })

  it('shows ten lines with a Why for each, and says how many more there are', () => {
    expectTaken(message)
    expect(nodesOf(message.blocks).find(({ type }) => type === 'table')?.['rows']).toHaveLength(11)
    expect(textOf(message)).toContain('12 more lines: Show all')
    expect(buttonsOf(message)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `explain_line:${index + 1}`),
      'draft_lines',
      'show_lines',
    ])
    expect(valueOf(message, 'explain_line:10')).toBe('R12-10')
  })

  it('drafts the lines that it shows, and shows all by the name of the list', () => {
    expect(handlesOfValue(String(valueOf(message, 'draft_lines')))).toEqual(
      held.lines.slice(0, 10).map(({ recommendation }) => recommendation),
    )
    expect(linesOfValue(String(valueOf(message, 'show_lines')))).toEqual({ page: 1, list: 'L1' })
  })

  it('names the withheld lines with the fact to fix, and counts those it does not know', () => {
    expect(textOf(message)).toContain('Withheld until a fact is mended: 3 lines')
    expect(textOf(message)).toContain('No lead time (£987.00 waits for it). Enter the lead time')
    expect(textOf(message)).toContain('and 2 more lines')
  })

  it('reads like this', () => {
    expect(pageOf(message)).toMatchSnapshot()
  })

  it('has no button to draft for somebody who drafts nothing, and says so when nothing is due', () => {
    expect(buttonsOf(buyListMessage(held, { ...open, mayDraft: false }))).not.toContain(
      'draft_lines',
    )
    const empty = buyListMessage(
      buyList(0, {
        totals: { ...held.totals, lineCount: 0, withheldCount: 0, display: 'Nothing is due' },
      }),
      open,
    )
    expectTaken(empty)
    expect([textOf(empty).split('\n')[0], buttonsOf(empty)]).toEqual(['Nothing is due', []])
  })
})

describe('where costs are closed', () => {
  it('no amount is anywhere in the message, its fallback or the modal', () => {
    const list = buyList(22, { leftOut: ['MUG-30 would save £12.00 more.'] })
    const closed = { ...open, costsShown: false, withheld: [withheldLine] }
    const message = buyListMessage(list, closed)
    const overstock = buyListMessage(
      { ...list, lines: [buyLine(1, { units: 0, excessUnits: 40, excessMinor: 99_900 })] },
      closed,
    )
    const modal = buyListModal(
      { ...list, page: 1, lineCount: 22, lines: [...list.lines, withheldLine] },
      { costsShown: false, list: 'L1', metadata: '' },
    )
    for (const shown of [message, overstock, modal]) {
      expect(JSON.stringify(shown)).not.toMatch(/[£$€]|\d\.\d\d/)
    }
    expect(textOf(message)).toContain('Costs are not shown in this channel')
    expectTaken(message)
    expectTaken(overstock)
    expectTakenView(modal)
  })
})

describe('a buy list that nobody should have', () => {
  it('is taken by Slack with names of three thousand hostile characters', () => {
    const lines = Array.from({ length: 400 }, (_, index) =>
      buyLine(index, {
        name: long,
        sku: long,
        locationCode: long,
        split: Array.from({ length: 9 }, () => ({ supplierCode: long, units: 12 })),
      }),
    )
    const withheld = Array.from({ length: 300 }, () => ({
      ...withheldLine,
      name: long,
      sku: long,
      repair: long,
    }))
    const message = buyListMessage(
      { ...buyList(400), lines, leftOut: Array.from({ length: 300 }, () => long), source: long },
      { ...open, withheld },
    )
    expectTaken(message)
    expect(textOf(message)).toContain('Withheld until a fact is mended: 300 lines')
    expect(buttonsOf(message)).toContain('show_lines')
    const modal = buyListModal(
      { lines, page: 3, lineCount: 400, currency: 'GBP', source: long, asOf: '2026-11-22' },
      { costsShown: true, list: 'x'.repeat(1_900), metadata: '' },
    )
    expectTakenView(modal)
    expect(buttonsOf(modal)).toHaveLength(42)
  })
})

describe('all lines, forty to a page', () => {
  const page = (number: number, count: number) =>
    buyListModal(
      {
        lines: Array.from({ length: count }, (_, index) => buyLine(index + 1)),
        page: number,
        lineCount: 95,
        currency: 'GBP',
        source: 'Plan 12',
        asOf: '2026-11-22',
      },
      { costsShown: true, list: 'L1', metadata: 'm' },
    )

  it('numbers on, and turns to the pages beside it', () => {
    const middle = page(2, 40)
    expectTakenView(middle)
    expect(textOf(middle)).toContain('Lines 41 to 80 of 95 lines')
    expect(linesOfValue(String(valueOf(middle, 'show_lines:1')))).toEqual({ page: 1, list: 'L1' })
    expect(linesOfValue(String(valueOf(middle, 'show_lines:2')))).toEqual({ page: 3, list: 'L1' })
    expect(buttonsOf(page(1, 40))).not.toContain('show_lines:1')
    expect(buttonsOf(page(3, 15))).not.toContain('show_lines:2')
  })

  it('reads like this', () => {
    expect(pageOf(page(3, 2))).toMatchSnapshot()
  })
})
