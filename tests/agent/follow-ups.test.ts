import { describe, expect, test } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { suggestFollowUps } from '#agent/follow-ups.ts'
import { ask, askInTurn } from './ask.ts'
import { sampleResults } from './results.ts'

const LIST = 'what should I reorder this week?'

/** Conversations; the last question is the one that is judged. */
const cases: [questions: string[], tool: string, input: Record<string, unknown>][] = [
  [[LIST, 'why?'], 'explain_recommendation', { recommendation: 'R12-1', question: 'why' }],
  [
    [LIST, 'why 144 of those?'],
    'explain_recommendation',
    { recommendation: 'R12-2', question: 'why' },
  ],
  [
    [LIST, 'why the second one?'],
    'explain_recommendation',
    { recommendation: 'R12-2', question: 'why' },
  ],
  [
    [LIST, 'explain the last one'],
    'explain_recommendation',
    { recommendation: 'R12-3', question: 'why' },
  ],
  [[LIST, 'why the wok?'], 'explain_recommendation', { recommendation: 'R12-3', question: 'why' }],
  [
    [LIST, 'how sure are you about the third?'],
    'explain_recommendation',
    { recommendation: 'R12-3', question: 'fragility' },
  ],
  [
    [LIST, 'why Northwind?'],
    'explain_recommendation',
    { recommendation: 'R12-3', question: 'supplier' },
  ],
  [[LIST, 'draft it'], 'draft_purchase_order', { recommendations: ['R12-1', 'R12-2', 'R12-3'] }],
  [
    [LIST, 'ok, draft those please'],
    'draft_purchase_order',
    { recommendations: ['R12-1', 'R12-2', 'R12-3'] },
  ],
  [[LIST, 'draft the first two'], 'draft_purchase_order', { recommendations: ['R12-1', 'R12-2'] }],
  [
    [LIST, 'draft the first and the third'],
    'draft_purchase_order',
    { recommendations: ['R12-1', 'R12-3'] },
  ],
  [[LIST, 'draft the Acme ones'], 'draft_purchase_order', { recommendations: ['R12-1', 'R12-2'] }],
  [[LIST, 'draft the wok'], 'draft_purchase_order', { recommendations: ['R12-3'] }],
  [[LIST, 'draft everything due'], 'draft_purchase_order', { due: true }],
  [['what should I reorder with 20,000 GBP?'], 'recommend_reorders', { budget: '20000 GBP' }],
  [
    ['what should I reorder with 20,000 GBP?', 'draft it'],
    'draft_purchase_order',
    { due: true, budget: '20000 GBP' },
  ],
  [
    ['what should I reorder with £5,000 a week?', 'draft it'],
    'draft_purchase_order',
    { due: true, budget: '5000 GBP a week' },
  ],
  [
    ['what can I buy from Acme for £5,000?', 'draft the first one'],
    'draft_purchase_order',
    { items: [{ item: 'MUG-BLU-500', units: 288, location: 'LDS' }] },
  ],
  [
    ['what should I reorder with 20,000 GBP?', 'why 144 of those?', 'draft it'],
    'draft_purchase_order',
    { recommendations: ['R12-2'] },
  ],
  [[LIST, 'why 144 of those?', 'draft it'], 'draft_purchase_order', { recommendations: ['R12-2'] }],
  [
    [LIST, 'why 144 of those?', 'what if Northwind is down for three weeks?', 'draft it'],
    'draft_purchase_order',
    { recommendations: ['R12-2'] },
  ],
  [
    [LIST, 'why 144?', 'and how sure are you?'],
    'explain_recommendation',
    { recommendation: 'R12-2', question: 'fragility' },
  ],
  [[LIST, 'why 144?', 'who else sells it?'], 'compare_suppliers', { item: 'BWL-WHT' }],
  [[LIST, 'and for Northwind?'], 'recommend_reorders', { supplier: 'NORTHWIND' }],
  [[LIST, 'only for Rotterdam'], 'recommend_reorders', { location: 'RTM' }],
  [[LIST, 'and at the Leeds warehouse?'], 'recommend_reorders', { location: 'LDS' }],
  [[LIST, 'show me more'], 'recommend_reorders', { offset: 3 }],
  [
    ['what should I order from Acme?', 'more'],
    'recommend_reorders',
    { supplier: 'ACME', offset: 3 },
  ],
  [[LIST, 'forecast for the second one'], 'forecast_demand', { item: 'BWL-WHT' }],
  [
    ['how many blue teapots do we have?', 'and in Rotterdam?'],
    'get_stock_position',
    { item: 'TPT-BLU', location: 'RTM' },
  ],
  [
    ['how many blue teapots do we have?', 'what about the white teapots?'],
    'get_stock_position',
    { item: 'TPT-WHT' },
  ],
  [
    ['how many blue teapots do we have?', 'and the forecast?'],
    'forecast_demand',
    { item: 'TPT-BLU' },
  ],
  [
    ['how many blue teapots do we have?', 'when will they run out?'],
    'get_stock_position',
    { item: 'TPT-BLU' },
  ],
  [
    ['how many blue teapots do we have?', 'order 48 of them'],
    'draft_purchase_order',
    { items: [{ item: 'TPT-BLU', units: 48 }] },
  ],
  [
    ['forecast for the blue teapot for 6 weeks', 'and for the box grater?'],
    'forecast_demand',
    { item: 'GRT-BOX', weeks: 6 },
  ],
  [
    ['forecast for the blue teapot', 'and for 12 weeks?'],
    'forecast_demand',
    { item: 'TPT-BLU', weeks: 12 },
  ],
  [['how reliable is Acme?', 'and Baolong?'], 'get_supplier_performance', { supplier: 'BAOLONG' }],
  [
    ['how reliable is Acme?', 'what if they are down for 2 weeks?'],
    'simulate_disruption',
    { kind: 'supplier_down', supplier: 'BAOLONG', days: 14 },
  ],
  [
    ['what if Northwind is down for three weeks?', 'and Ferrante?'],
    'simulate_disruption',
    { kind: 'supplier_down', supplier: 'FERRANTE', days: 21 },
  ],
  [
    ['what if Northwind is down for three weeks?', 'what about six weeks?'],
    'simulate_disruption',
    { kind: 'supplier_down', supplier: 'NORTHWIND', days: 42 },
  ],
  [
    ['what if demand rises 20 %?', 'and 40 %?'],
    'simulate_disruption',
    { kind: 'demand_change', percent: 40 },
  ],
  [
    ['show PO-2026-0715', 'make it 200'],
    'revise_purchase_order',
    { order: 'PO-2026-0715', revision: 2, changes: [{ item: 'MUG-BLU-500', units: 200 }] },
  ],
  [
    ['show PO-2026-0715', 'change the mugs to 96'],
    'revise_purchase_order',
    { order: 'PO-2026-0715', revision: 2, changes: [{ item: 'MUG-BLU-500', units: 96 }] },
  ],
  [
    ['show PO-2026-0715', 'take the mugs off'],
    'revise_purchase_order',
    { order: 'PO-2026-0715', revision: 2, changes: [{ item: 'MUG-BLU-500', units: 0 }] },
  ],
  [['show PO-2026-0715', 'submit it'], 'approve_purchase_order', { order: 'PO-2026-0715' }],
  [['show PO-2026-0715', 'who must approve it?'], 'get_purchase_order', { order: 'PO-2026-0715' }],
  [
    ['draft everything due', 'submit the second one'],
    'approve_purchase_order',
    { order: 'PO-2026-0716' },
  ],
  [
    ['draft everything due', 'change the wok to 36'],
    'revise_purchase_order',
    { order: 'PO-2026-0716', revision: 1, changes: [{ item: 'WOK-CRB-30', units: 36 }] },
  ],
  [['forecast', 'the blue teapot'], 'forecast_demand', { item: 'TPT-BLU' }],
  [['compare the suppliers', 'for the box grater'], 'compare_suppliers', { item: 'GRT-BOX' }],
]

describe('a question that leans on the one before', () => {
  test.each(cases)('%j calls %s', async (questions, tool, input) => {
    const { calls } = await askInTurn(questions)
    expect(calls).toEqual([{ name: tool, input }])
  })

  test('hands in all drafts only when the words say so', async () => {
    const all = await askInTurn(['draft everything due', 'submit them'])
    expect(all.calls.map(({ input }) => input)).toEqual([
      { order: 'PO-2026-0715' },
      { order: 'PO-2026-0716' },
    ])
    const one = await askInTurn(['draft everything due', 'submit it'])
    expect(one.calls).toEqual([])
    expect(one.answer.text).toContain('There are several orders')
  })

  test('never works out a new quantity itself', async () => {
    const { calls, answer } = await askInTurn(['show PO-2026-0715', 'add 20 more'])
    expect(calls).toEqual([])
    expect(answer.text).toContain('How many units')
  })

  test('an ambiguous name is asked back, and the choice goes into the question before', async () => {
    const candidates = [
      { code: 'MUG-BLU-350', name: 'Stoneware mug, blue, 350 ml' },
      { code: 'MUG-BLU-500', name: 'Stoneware mug, blue, 500 ml' },
    ]
    const refuse = (input: unknown) => {
      if ((input as { item: string }).item.includes('-')) return sampleResults['forecast_demand']
      throw new QuartermasterError('ambiguous', '"blue mug" can mean 2 items.', 'Say which one.', {
        kind: 'item',
        candidates,
      })
    }
    const asked = await askInTurn(['forecast for blue mugs over 6 weeks'], {
      forecast_demand: refuse,
    })
    expect(asked.answer.text).toContain('MUG-BLU-350')
    expect(asked.answer.text).toContain('Which one do you mean?')
    for (const reply of ['the 500 ml one', 'MUG-BLU-500', 'the second one']) {
      const chosen = await askInTurn(['forecast for blue mugs over 6 weeks', reply], {
        forecast_demand: refuse,
      })
      expect(chosen.calls).toEqual([
        { name: 'forecast_demand', input: { item: 'MUG-BLU-500', weeks: 6 } },
      ])
    }
  })
})

describe('suggested next questions', () => {
  test.each(Object.keys(sampleResults))(
    'after %s are three, and each is understood',
    async (tool) => {
      const record = {
        id: 'call_1',
        name: tool,
        arguments: {},
        result: sampleResults[tool],
        error: null,
        milliseconds: 1,
      }
      const questions = suggestFollowUps([record])
      expect(questions).toHaveLength(3)
      const exchange = {
        question: 'earlier',
        answer: {
          text: 'An answer.',
          toolCalls: [record],
          placeholders: {},
          followUps: [],
          model: 'offline',
          notices: [],
        },
      }
      for (const question of questions) {
        const { answer } = await ask(question, {
          conversation: { id: 'test', exchanges: [exchange] },
        })
        expect(answer.toolCalls, question).not.toHaveLength(0)
        expect(
          answer.toolCalls.every((call) => call.error === null),
          question,
        ).toBe(true)
      }
    },
  )

  test('also come when there was no call', () => {
    expect(suggestFollowUps([])).toHaveLength(3)
  })
})
