import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  draftDone,
  draftFailed,
  draftModal,
  draftWorking,
  legality,
  quantityFault,
} from '#render/slack/draft-modal.ts'
import { draftLine } from './fixture-lists.ts'
import { hostile } from './fixture-orders.ts'
import { expectTakenView, nodesOf, pageOf, textOf } from './seen.ts'

const terms = { moqUnits: 100, orderMultipleUnits: 48, maximumUnits: 500 }
const suppliers = [
  { supplierName: 'Kiln Pottery', lineCount: 2, currency: 'GBP', totalMinor: 122_400 },
]

describe('a quantity', () => {
  // units | legal | below | above: the multiple is never broken by the MOQ or the maximum
  it.each([
    [0, true, null, 144],
    [1, false, null, 144],
    [100, false, null, 144],
    [143, false, null, 144],
    [144, true, 144, 144],
    [150, false, 144, 192],
    [480, true, 480, 480],
    [481, false, 480, null],
    [9_999_999, false, 480, null],
    [-5, false, null, 144],
    [144.5, false, 144, 192],
  ])('%s legal=%s below=%s above=%s', (units, legal, below, above) => {
    expect(legality(terms, units)).toEqual({ legal, below, above })
  })

  it('has neighbours that are legal themselves, with nothing legal between', () => {
    const anyTerms = fc.record({
      moqUnits: fc.integer({ min: 0, max: 60 }),
      orderMultipleUnits: fc.integer({ min: 1, max: 25 }),
      maximumUnits: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
    })
    fc.assert(
      fc.property(anyTerms, fc.integer({ min: 1, max: 260 }), (some, units) => {
        const { below, above } = legality(some, units)
        for (const near of [below, above]) {
          if (near !== null) expect(legality(some, near).legal).toBe(true)
        }
        for (let between = (below ?? 0) + 1; between < (above ?? units + 1); between++) {
          if (between !== units) expect(legality(some, between).legal).toBe(false)
        }
        expect(legality(some, units).legal).toBe(below === units && above === units)
      }),
    )
  })

  it.each([
    [150, '150 can not be ordered. Legal next to it: 144 or 192.'],
    [null, 'Give a whole number of units, or 0 to take the line off.'],
    [-1, 'Give a whole number of units, or 0 to take the line off.'],
  ])('%s is told: %s', (units, said) => {
    expect(quantityFault(terms, units)).toBe(said)
  })
})

describe('the draft with its quantities', () => {
  it('says what the supplier takes, and what is wrong under the line that is', () => {
    const view = draftModal(
      { lines: [draftLine(1), draftLine(2, { units: 150 })], suppliers, moreCount: 3 },
      { metadata: 'm' },
    )
    expectTakenView(view)
    expect(pageOf(view)).toMatchSnapshot()
    expect(textOf(view)).toContain('3 more lines are not in this draft')
    expect(nodesOf(view.blocks).filter(({ type }) => type === 'number_input')).toHaveLength(2)
  })

  it('takes forty lines that are all wrong, with names that nobody can read', () => {
    const lines = Array.from({ length: 60 }, (_, index) =>
      draftLine(index, { units: 7, name: hostile.repeat(20), supplierName: hostile.repeat(20) }),
    )
    const many = Array.from({ length: 90 }, () => ({
      ...suppliers[0]!,
      supplierName: hostile.repeat(20),
    }))
    const view = draftModal({ lines, suppliers: many, moreCount: 0 }, { metadata: 'm' })
    expectTakenView(view)
    expect(textOf(view).match(/can not be ordered/g)).toHaveLength(40)
    expect(textOf(view)).toContain('20 more lines are not in this draft')
  })
})

describe('while and after it is drafted', () => {
  const order = {
    order: 'PO-1',
    display: 'PO-1 (draft, revision 1) to Kiln',
    created: true,
    warnings: ['PO-1 is below the minimum.'],
  }

  it('shows the orders, the warnings first', () => {
    const orders = [order, { ...order, order: 'PO-2', created: false, warnings: [] }]
    const view = draftDone(
      { orders, warnings: ['W'], moreCount: 2, display: '2 orders drafted.' },
      'm',
    )
    expectTakenView(view)
    expect(pageOf(view)).toMatchSnapshot()
  })

  it('counts the warnings that it does not show', () => {
    const warnings = Array.from({ length: 50 }, (_, index) => `Warning ${index} ${hostile}`)
    const view = draftDone({ orders: [order], warnings, moreCount: 0, display: 'x' }, 'm')
    expectTakenView(view)
    expect(textOf(view)).toContain('and 31 more')
  })

  it('says that it works, and why it failed', () => {
    expectTakenView(draftWorking('m'))
    const failed = draftFailed({ message: 'Nothing is due.', repair: 'Name items.' }, 'm')
    expectTakenView(failed)
    expect(textOf(failed)).toContain('Nothing is due.\nName items.')
  })
})
