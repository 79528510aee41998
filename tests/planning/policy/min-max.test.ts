import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planReorders } from '#planning/policy/plan-reorders.ts'
import { recommendReorder } from '#planning/policy/recommend-reorder.ts'
import { legalQuantity } from '#planning/sourcing/legal-quantity.ts'
import type { PlanningRule } from '#planning/types.ts'
import { line, openOrder, policy, rule, supplier } from './lines.ts'

const minMax = (value: string, changes: Partial<PlanningRule> = {}) =>
  rule({ ruleId: 'R9', kind: 'min_max', value, reason: 'shelf space', ...changes })

const withLevels = (onHandUnits: number, value = '20/60', changes = {}) =>
  line({ history: null, stock: { onHandUnits }, rules: [minMax(value)], ...changes })

const plan = (...args: Parameters<typeof withLevels>) =>
  recommendReorder(withLevels(...args), policy)

describe('a minimum and a target set by a person, without history', () => {
  it.each(
    `
    on hand | min/target | decision | units
          0 | 20/60      | order    | 60
         19 | 20/60      | order    | 41
         20 | 20/60      | enough   | 0
         75 | 20/60      | enough   | 0
          4 | 5/5        | order    | 1
          5 | 5/5        | enough   | 0`
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split('|').map((cell) => cell.trim())),
  )('%s on hand under %s: %s %s', (onHand, value, decision, units) => {
    const result = plan(Number(onHand), value)
    expect(result).toMatchObject({ decision, units: Number(units), defects: [] })
  })

  it('says where every unit comes from, with the reason of the person', () => {
    const result = plan(12)
    expect(result.waterfall.map(({ code, units }) => [code, units])).toEqual([
      ['rule', 60],
      ['available', -12],
    ])
    expect(result.waterfall[0]?.detail).toContain('Rule R9 of Ada: shelf space')
    expect(result).toMatchObject({ orderUpToUnits: 60, reorderPointUnits: 19, urgency: 'now' })
  })

  it('nets what is on order and on drafts, so that asking again proposes nothing', () => {
    const drafted = { openOrders: [openOrder({ state: 'draft', openUnits: 48 })] }
    expect(plan(12, '20/60', drafted)).toMatchObject({ decision: 'enough', units: 0 })
    const sent = { openOrders: [openOrder({ state: 'sent', openUnits: 5 })] }
    expect(plan(12, '20/60', sent)).toMatchObject({ decision: 'order', units: 43 })
  })

  it('orders only what the supplier sells, and no more than a person allows', () => {
    const suppliers = [supplier({ moqUnits: 50, orderMultipleUnits: 24 })]
    expect(plan(12, '20/60', { suppliers }).units).toBe(72)
    const atMost = [minMax('20/60'), rule({ ruleId: 'R2', kind: 'maximum_units', value: '30' })]
    expect(plan(12, '20/60', { rules: atMost }).units).toBe(30)
    const never = [minMax('20/60'), rule({ ruleId: 'R2', kind: 'do_not_order' })]
    expect(plan(12, '20/60', { rules: never })).toMatchObject({ decision: 'not_planned', units: 0 })
  })

  it('still withholds where stock, supplier or price can not be trusted', () => {
    const codes = (changes: object) => plan(12, '20/60', changes).defects.map(({ code }) => code)
    expect(codes({ stock: null })).toEqual(['no_stock_record'])
    expect(codes({ suppliers: [] })).toEqual(['no_supplier'])
    expect(codes({ suppliers: [supplier({ leadTime: null })] })).toEqual(['no_lead_time'])
  })

  it.each(['60/20', '20', '0/5', 'lots', '-1/4', '1.5/4'])('stops at a value like %s', (value) => {
    expect(plan(0, value)).toMatchObject({ units: 0 })
    expect(plan(0, value).warnings.join()).toMatch(/cannot be read/)
  })

  it('sums to the smallest legal quantity for any stock and terms', () => {
    const units = (max: number) => fc.integer({ min: 0, max })
    fc.assert(
      fc.property(
        fc.record({ onHand: units(400), min: units(200), more: units(200), open: units(99) }),
        fc.record({
          moqUnits: fc.integer({ min: 1, max: 90 }),
          orderMultipleUnits: fc.integer({ min: 1, max: 40 }),
        }),
        ({ onHand, min, more, open }, terms) => {
          const [least, target] = [min + 1, min + 1 + more]
          const result = plan(onHand, `${least}/${target}`, {
            openOrders: [openOrder({ openUnits: open })],
            suppliers: [supplier(terms)],
          })
          const sum = result.waterfall.reduce((total, step) => total + step.units, 0)
          expect(sum).toBe(result.units)
          const position = onHand + open
          const legal =
            position < least
              ? legalQuantity(
                  { supplierCode: 'ACME', maximumUnits: null, ...terms },
                  target - position,
                )
              : null
          expect(result.units).toBe(legal?.units ?? 0)
        },
      ),
    )
  })

  it('goes into the order of its supplier like any other line', () => {
    const suppliers = [supplier({ freightPerOrderMinor: 1_000, incoterm: 'EXW' })]
    const [alone] = planReorders([withLevels(12, '20/60', { suppliers })], policy)
    const other = withLevels(12, '20/60', { suppliers, item: { sku: 'CUP' } })
    const [shared] = planReorders([withLevels(12, '20/60', { suppliers }), other], policy)
    expect(alone!.landedCostMinor! - shared!.landedCostMinor!).toBe(500)
  })
})
