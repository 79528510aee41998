import { describe, expect, it } from 'vitest'
import { explainModal } from '#render/slack/explain.ts'
import { explanation, supplierAnswer } from './fixture-lists.ts'
import { hostile } from './fixture-orders.ts'
import { expectTakenView, pageOf, textOf } from './seen.ts'

const fragility = explanation({
  display: 'Demand 12 % lower would take it off the list.',
  lines: [],
})
const explained = { why: explanation(), whyNot: null, supplier: supplierAnswer, fragility }
const open = { costsShown: true, metadata: 'R12-1' }

describe('why a quantity is what it is', () => {
  it('has the steps under one another with their sum, the weak facts first', () => {
    const view = explainModal(explained, open)
    expectTakenView(view)
    expect(pageOf(view)).toMatchSnapshot()
    const text = textOf(view)
    expect(text).toContain('The steps sum to 144.')
    expect(text.indexOf('Only 40 days of sales')).toBeLessThan(text.indexOf('Why this many'))
  })

  it('sums the steps that it shows, whatever the quantity says', () => {
    const why = explanation({ lines: [{ label: 'Demand', units: 96, display: 'Demand: +96' }] })
    expect(textOf(explainModal({ ...explained, why }, open))).toContain('The steps sum to 96.')
  })

  it('shows no amount where costs are closed', () => {
    const step = { label: 'Price break', units: 48, display: 'Price break: +48 (saves £4.10)' }
    const price = { label: 'unit price', display: 'unit price: from 4.25 to 6.10' }
    const outlier = { label: 'cost_outlier', amountMinor: 100, display: 'Kiln now asks £42.00' }
    const view = explainModal(
      {
        why: explanation({ lines: [...explanation().lines, step] }),
        whyNot: explanation({ display: 'Kiln now asks £42.00 for it.', lines: [outlier] }),
        supplier: supplierAnswer,
        fragility: explanation({ display: 'A price above £6.10 turns it.', lines: [price] }),
      },
      { ...open, costsShown: false },
    )
    expectTakenView(view)
    expect(JSON.stringify(view)).not.toMatch(/[£$€]|\d\.\d\d/)
    expect(textOf(view)).toContain('KILN was chosen by its landed cost')
  })

  it('says what would put a line on the list that is not on it', () => {
    const why = explanation({ decision: 'withheld', units: 0, lines: [], warnings: [] })
    const whyNot = explanation({ display: 'R12-1: the lead time is missing.', lines: [] })
    const view = explainModal({ why, whyNot, supplier: null, fragility: null }, open)
    expectTakenView(view)
    expect(textOf(view)).toMatch(/^Withheld · MUG-01/)
    expect(textOf(view)).toContain('Why it is not on the list\nR12-1: the lead time is missing.')
  })

  it('is taken with twenty steps of endless words, warnings and sum kept', () => {
    const long = hostile.repeat(20)
    const lines = Array.from({ length: 20 }, () => ({ label: long, units: 5, display: long }))
    const why = explanation({
      name: long,
      lines,
      display: long,
      warnings: Array.from({ length: 6 }, () => long),
    })
    const view = explainModal({ why, whyNot: why, supplier: why, fragility: why }, open)
    expectTakenView(view)
    expect(textOf(view)).toContain('The steps sum to 100.')
    expect(textOf(view)).toContain('Look at this first')
  })
})
