import { recordsOf } from './offline/context.ts'
import type { ToolCallRecord } from './events.ts'

type Result = Record<string, unknown>
type Suggest = (result: Result, input: Result) => string[]

const text = (record: Result | undefined, field: string): string | null =>
  typeof record?.[field] === 'string' && record[field] !== '' ? (record[field] as string) : null

const first = (result: Result, list = 'lines'): Result | undefined => recordsOf(result[list])[0]

const START = [
  'What should I reorder this week?',
  'What is running low?',
  'What needs my attention?',
]

/** Questions that go on from an answer; each must be one that the offline model understands. */
const suggestions: Record<string, Suggest> = {
  find_items: (result) => aboutItem(text(first(result), 'sku')),
  get_stock_position: (result) => {
    const sku = text(first(result), 'sku')
    return sku === null
      ? START
      : [`Forecast for ${sku}`, `Should I reorder ${sku}?`, `Compare suppliers for ${sku}`]
  },
  forecast_demand: (result) => {
    const sku = text(result, 'sku')
    return sku === null
      ? START
      : [
          `How many ${sku} do we have?`,
          `Should I reorder ${sku}?`,
          `What if demand for ${sku} rises 20 %?`,
        ]
  },
  recommend_reorders: (result, input) => {
    const line = first(result)
    const handle = text(line, 'recommendation')
    const supplier = text(line, 'supplierCode')
    if (line === undefined || handle === null)
      return ['What is withheld?', 'What do we have too much of?', 'How are we doing?']
    if (input['show'] === 'withheld')
      return ['What should I reorder this week?', `Why ${handle}?`, 'What needs my attention?']
    if (input['show'] === 'overstock')
      return [
        'What should I reorder this week?',
        'What is our stock worth?',
        'What is running low?',
      ]
    return [
      `Why ${handle}?`,
      supplier === null ? 'What is withheld?' : `What if ${supplier} is down for 3 weeks?`,
      'Draft it',
    ]
  },
  explain_recommendation: (result, input) => {
    const sku = text(result, 'sku')
    return [
      input['question'] === 'fragility' ? 'What changed since last week?' : 'How sure are you?',
      ...(sku === null ? [] : [`Compare suppliers for ${sku}`]),
      result['decision'] === 'order' ? 'Draft it' : 'What should I reorder this week?',
    ]
  },
  compare_suppliers: (result) => {
    const supplier = text(first(result), 'supplierCode')
    const sku = text(result, 'sku')
    return [
      ...(supplier === null
        ? []
        : [`How reliable is ${supplier}?`, `What if ${supplier} is down for 3 weeks?`]),
      ...(sku === null ? [] : [`Forecast for ${sku}`]),
    ]
  },
  get_supplier_performance: (result) => {
    const supplier = text(first(result), 'supplierCode')
    return supplier === null
      ? START
      : [
          `What should I order from ${supplier}?`,
          `Which orders are late from ${supplier}?`,
          `What if ${supplier} is down for 3 weeks?`,
        ]
  },
  simulate_disruption: (result) => {
    const sku = text(first(result), 'sku')
    return [
      ...(sku === null ? [] : [`Compare suppliers for ${sku}`, `How many ${sku} do we have?`]),
      'What should I reorder this week?',
    ]
  },
  get_kpis: () => [
    'What needs my attention?',
    'What do we have too much of?',
    'Which supplier is getting worse?',
  ],
  find_exceptions: (result) => {
    const line = first(result)
    const order = text(line, 'order')
    const sku = text(line, 'sku')
    return [
      ...(order === null ? [] : [`Where is ${order}?`]),
      ...(sku === null ? [] : [`How many ${sku} do we have?`]),
      'Which orders are late?',
      'What should I reorder this week?',
    ]
  },
  get_purchase_order: (result) => {
    const order = first(result, 'orders')
    const number = text(order, 'order')
    const supplier = text(order, 'supplierCode')
    if (number === null || supplier === null)
      return ['What should I reorder this week?', 'Which orders are late?', 'Show my drafts']
    return [
      text(order, 'state') === 'draft' ? `Submit ${number} for approval` : `Show ${number}`,
      `How reliable is ${supplier}?`,
      'Which orders are late?',
    ]
  },
  draft_purchase_order: (result) => afterDraft(first(result, 'orders')),
  revise_purchase_order: (result) => afterDraft(result),
  approve_purchase_order: () => [
    'What is waiting for approval?',
    'What should I reorder this week?',
    'What is withheld?',
  ],
}

function aboutItem(sku: string | null): string[] {
  return sku === null
    ? START
    : [`How many ${sku} do we have?`, `Forecast for ${sku}`, `Should I reorder ${sku}?`]
}

function afterDraft(order: Result | undefined): string[] {
  const number = text(order, 'order')
  const supplier = text(order, 'supplierCode')
  return [
    ...(number === null ? [] : [`Submit ${number} for approval`]),
    ...(supplier === null ? [] : [`How reliable is ${supplier}?`]),
    'Show my drafts',
    'What is withheld?',
  ]
}

/** Three questions that a person may ask next, ready to send; built from the results, never by the model. */
export function suggestFollowUps(calls: readonly ToolCallRecord[]): string[] {
  const last = calls.findLast((call) => call.error === null)
  if (last === undefined) return START
  const suggest = suggestions[last.name]
  const result = last.result as Result
  const found = suggest === undefined ? [] : suggest(result, (last.arguments ?? {}) as Result)
  return [...new Set([...found, ...START])].slice(0, 3)
}
