// Questions about what the plan says: due, not due, why, and withheld.
import type { CaseDraft } from './case-draft.ts'
import type { CatalogueLine } from './catalogue.ts'
import { alternating, linesOf, nameOf, whereOf, type Area } from './speech.ts'

/** Lines that the plan orders. */
export const due: Area = (shop, speech) =>
  linesOf(shop, speech, 'order').map((line) => {
    const [it, at, { asked, other }] = [speech.item(line.sku), speech.at(line), whereOf(line)]
    return {
      area: 'reorder',
      when: `${nameOf(line)} is due`,
      outcome: 'its quantity is told',
      turn: {
        say: speech.oneOf([
          `Should we reorder ${it}${at}, and how many?`,
          `how much ${it} do we need to buy${at} now?`,
        ]),
        calls: [{ recommend_reorders: asked }],
        orElse: [
          [{ recommend_reorders: other }],
          [{ explain_recommendation: asked }],
          [{ explain_recommendation: other }],
        ],
        says: ['1.lines.0.units'],
      },
    }
  })

/** Lines that need nothing now. */
export const notDue: Area = (shop, speech) =>
  linesOf(shop, speech, 'enough').map((line) => {
    const [it, at, { asked, other }] = [speech.item(line.sku), speech.at(line), whereOf(line)]
    return {
      area: 'reorder',
      when: `there is enough of ${nameOf(line)}`,
      outcome: 'no quantity is made up',
      turn: {
        say: `Do we need to order ${it}${at} now?`,
        calls: [{ recommend_reorders: asked }],
        orElse: [
          [{ recommend_reorders: other }],
          [{ explain_recommendation: asked }],
          [{ explain_recommendation: other }],
        ],
        says: [
          ['nothing is due', 'not due', 'no need', 'need not', 'enough', 'it goes on the list at'],
        ],
      },
    }
  })

/** Why a line is on the list, and why another is not. */
export const explained: Area = (shop, speech) => {
  const asking = (line: CatalogueLine, question: string) => {
    const { asked, other } = whereOf(line)
    const calls = [{ explain_recommendation: { ...asked, question } }]
    return {
      calls,
      orElse: [asked, { ...other, question }, other].map((input) => [
        { explain_recommendation: input },
      ]),
    }
  }
  const why = linesOf(shop, speech, 'order').map((line): CaseDraft => ({
    area: 'explain',
    when: `the reason for ${nameOf(line)} is asked`,
    outcome: 'its quantity is explained',
    turn: {
      say: `Why is ${speech.item(line.sku)} on the buy list${speech.at(line)}?`,
      ...asking(line, 'why'),
      says: ['1.units'],
    },
  }))
  const whyNot = linesOf(shop, speech, 'enough').map((line): CaseDraft => ({
    area: 'explain',
    when: `${nameOf(line)} is missed on the list`,
    outcome: 'the reason is told',
    turn: {
      say: `Why is ${speech.item(line.sku)} not on the buy list${speech.at(line)}?`,
      ...asking(line, 'why_not'),
      says: [['1.reorderPointUnits', '1.inventoryPositionUnits']],
    },
  }))
  return alternating(why, whyNot)
}

/** What an answer that asks for the repair can not do without. */
const repairs: Record<string, string[]> = {
  cost_outlier: ['price', 'cost'],
  mixed_units: ['unit', 'units'],
  negative_available: ['count', 'allocations', 'allocated', 'promised'],
  no_approved_supplier: ['supplier', 'suppliers', 'approved'],
  no_exchange_rate: ['rate', 'exchange rate'],
  no_lead_time: ['lead time', 'lead-time'],
  no_stock_record: ['count', 'stock record'],
  no_supplier: ['supplier', 'suppliers'],
  not_enough_history: ['sales', 'history', 'analogue'],
  stale_demand: ['sales', 'demand'],
  stale_stock: ['stock', 'count', 'counted'],
}

/** Lines whose quantity is held back until a fact is mended. */
export const withheld: Area = (shop, speech) =>
  linesOf(shop, speech, 'withheld').map((line) => {
    const { asked, other } = whereOf(line)
    const repair = repairs[line.defect ?? '']
    const legal = line.moqUnits === null ? [] : [`${line.moqUnits} units`]
    const list = { show: 'withheld' }
    return {
      area: 'weak-data',
      when: `${nameOf(line)} is withheld`,
      outcome: 'its repair is asked for',
      turn: {
        say: speech.oneOf([
          `how many ${speech.item(line.sku)} should I buy${speech.at(line)}?`,
          `Why is there no quantity for ${speech.item(line.sku)}${speech.at(line)}?`,
        ]),
        calls: [{ explain_recommendation: asked }],
        orElse: [
          [{ explain_recommendation: { ...asked, question: 'why_not' } }],
          [{ explain_recommendation: { ...asked, question: 'why' } }],
          [{ explain_recommendation: other }],
          [{ explain_recommendation: { ...other, question: 'why_not' } }],
          [{ explain_recommendation: { ...other, question: 'why' } }],
          [{ recommend_reorders: asked }],
          [{ recommend_reorders: { ...asked, ...list } }],
          [{ recommend_reorders: { ...other, ...list } }],
        ],
        says: [['withheld', 'held back', 'hold back'], ...(repair === undefined ? [] : [repair])],
        hides: [...legal, 'we should order', 'I recommend ordering'],
      },
    }
  })
