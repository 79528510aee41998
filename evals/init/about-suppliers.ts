// Questions about a supplier: what is due from it, and how it delivers.
import type { CaseDraft, DraftTurn } from './case-draft.ts'
import { shuffled } from './catalogue.ts'
import { alternating, type Area } from './speech.ts'

/** The buy list, whole and of a supplier. */
export const lists: Area = ({ suppliers }, speech) => [
  {
    area: 'reorder',
    when: 'the whole list is asked for',
    outcome: 'its most urgent line is told',
    turn: {
      say: 'What should I reorder now?',
      calls: [{ recommend_reorders: {} }],
      says: ['1.totals.lineCount', '1.lines.0.sku'],
    },
  },
  ...shuffled(suppliers, speech.random).map(({ code, dueCount }): CaseDraft => {
    const turn = {
      say: `what is due from ${speech.supplier(code)}?`,
      calls: [{ recommend_reorders: { supplier: code } }],
    }
    const head = { area: 'reorder', when: `the list of ${code} is asked for` }
    return dueCount === 0
      ? { ...head, outcome: 'nothing is due', turn: { ...turn, says: [['nothing', 'no line']] } }
      : { ...head, outcome: 'it is told', turn: { ...turn, says: ['1.lines.0.sku'] } }
  }),
]

/** Suppliers with receipts to judge by, and those without. */
export const scorecards: Area = ({ suppliers }, speech) => {
  const some = shuffled(suppliers, speech.random)
  const scoreOf = ({ code, scored }: (typeof some)[number]): CaseDraft => {
    const it = speech.supplier(code)
    const turn: DraftTurn = {
      say: speech.oneOf([
        `How reliable is ${it}?`,
        `how often does ${it} deliver on time and in full?`,
      ]),
      calls: [{ get_supplier_performance: { supplier: code } }],
    }
    return scored
      ? {
          area: 'suppliers',
          when: `the score of ${code} is asked`,
          outcome: 'it is told',
          turn: { ...turn, says: ['1.lines.0.otifRate'] },
        }
      : {
          area: 'suppliers',
          when: `${code} has delivered nothing`,
          outcome: 'no score is made up',
          turn: {
            ...turn,
            says: [['no delivery', 'no deliveries', 'not delivered', 'nothing to judge']],
            hides: ['100 %'],
          },
        }
  }
  return alternating(
    some.filter(({ scored }) => scored).map(scoreOf),
    some.filter(({ scored }) => !scored).map(scoreOf),
  )
}
