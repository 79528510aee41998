// What a tool does, said while it does it: the titles of the task cards.
import { formatNumber } from '../figures.ts'
import { cutText, plain } from './text.ts'
import { countOf, words } from './words.ts'

const TITLE = 150
const WORDS = 60

type Asked = Record<string, unknown>

/** A word of the call as it was given: text of one line, or nothing. */
function word(asked: Asked, field: string): string {
  const value = asked[field]
  if (typeof value === 'string' && value.trim() !== '') return plain(value, WORDS)
  return typeof value === 'number' && Number.isFinite(value) ? formatNumber(value, 2) : ''
}

function first(asked: Asked, ...fields: string[]): string {
  return fields.map((field) => word(asked, field)).find((text) => text !== '') ?? ''
}

const of = (text: string) => (text === '' ? '' : ` of ${text}`)
const at = (asked: Asked) =>
  word(asked, 'location') === '' ? '' : ` at ${word(asked, 'location')}`
const from = (asked: Asked) =>
  word(asked, 'supplier') === '' ? '' : ` from ${word(asked, 'supplier')}`

function counted(asked: Asked, field: string, noun: string): string {
  const list = asked[field]
  return Array.isArray(list) ? countOf(list.length, noun) : ''
}

const SHOWS: Record<string, string> = {
  due: 'what to reorder',
  withheld: 'withheld lines',
  overstock: 'overstock',
}
const QUESTIONS: Record<string, string> = {
  why: 'Working out why so many',
  why_not: 'Working out why it is not on the list',
  supplier: 'Looking at why this supplier',
  fragility: 'Looking for what would change it',
  change: 'Comparing with the last plan',
}

const TITLES: Record<string, { title: string; doing: (asked: Asked) => string }> = {
  find_items: {
    title: 'Find items',
    doing: (asked) => {
      const what = first(asked, 'query', 'category')
      return `Looking for items${what === '' ? '' : ` like “${what}”`}${from(asked)}${at(asked)}`
    },
  },
  get_stock_position: {
    title: 'Stock position',
    doing: (asked) =>
      `Looking at stock${of(first(asked, 'item', 'category', 'supplier'))}${at(asked)}`,
  },
  forecast_demand: {
    title: 'Demand forecast',
    doing: (asked) => `Forecasting demand${of(word(asked, 'item'))}${at(asked)}`,
  },
  recommend_reorders: {
    title: 'Buy list',
    doing: (asked) => {
      const shows = SHOWS[word(asked, 'show')] ?? 'what to reorder'
      const budget = word(asked, 'budget')
      return `Working out ${shows}${of(first(asked, 'item', 'category'))}${from(asked)}${at(asked)}${budget === '' ? '' : ` within ${budget}`}`
    },
  },
  explain_recommendation: {
    title: 'Explain a recommendation',
    doing: (asked) => {
      const what = first(asked, 'recommendation', 'item')
      return `${QUESTIONS[word(asked, 'question')] ?? 'Explaining'}${what === '' ? '' : `: ${what}`}${at(asked)}`
    },
  },
  compare_suppliers: {
    title: 'Compare suppliers',
    doing: (asked) => `Comparing suppliers${of(word(asked, 'item'))}${at(asked)}`,
  },
  get_supplier_performance: {
    title: 'Supplier scorecard',
    doing: (asked) => `Looking at the deliveries${of(word(asked, 'supplier') || 'every supplier')}`,
  },
  simulate_disruption: {
    title: 'What if',
    doing: (asked) => {
      const what = first(asked, 'supplier', 'item', 'category', 'location')
      const kind = words(word(asked, 'kind') || 'disruption').toLowerCase()
      return `Simulating ${kind}${what === '' ? '' : `: ${what}`}`
    },
  },
  get_kpis: {
    title: 'Key figures',
    doing: (asked) => `Working out the key figures${from(asked)}${at(asked)}`,
  },
  find_exceptions: {
    title: 'Exceptions',
    doing: (asked) =>
      `Looking for ${word(asked, 'kind') === '' ? 'what needs a person' : words(word(asked, 'kind')).toLowerCase()}${from(asked)}${at(asked)}`,
  },
  get_purchase_order: {
    title: 'Purchase orders',
    doing: (asked) => {
      const order = word(asked, 'order')
      if (order !== '') return `Reading ${order}`
      return `Looking at orders${word(asked, 'state') === '' ? '' : ` that are ${words(word(asked, 'state')).toLowerCase()}`}${from(asked)}`
    },
  },
  draft_purchase_order: {
    title: 'Draft purchase orders',
    doing: (asked) => {
      const lines = counted(asked, 'recommendations', 'line') || counted(asked, 'items', 'item')
      return `Drafting orders${lines === '' ? ' of what is due' : ` of ${lines}`}${from(asked)}${at(asked)}`
    },
  },
  revise_purchase_order: {
    title: 'Revise a draft order',
    doing: (asked) => `Revising ${word(asked, 'order') || 'a draft'}`,
  },
  approve_purchase_order: {
    title: 'Ask for approval',
    doing: (asked) => `Asking people to decide about ${word(asked, 'order') || 'an order'}`,
  },
}

/** What a tool call does, as a person reads it: 'Looking at stock of MUG-01'; a tool without words is named. */
export function taskTitle(tool: string, asked: unknown): string {
  const known = Object.hasOwn(TITLES, tool) ? TITLES[tool] : undefined
  const fields = typeof asked === 'object' && asked !== null ? (asked as Asked) : {}
  return cutText(known?.doing(fields) ?? toolTitle(tool), TITLE)
}

/** The name of a tool as a person reads it: 'recommend_reorders' -> 'Buy list'. */
export function toolTitle(tool: string): string {
  return Object.hasOwn(TITLES, tool) ? (TITLES[tool]?.title ?? '') : words(tool)
}
