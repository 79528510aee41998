// Which argument of which tool is read from which kind of slot: one table, one reader per kind of slot.
import type { Mention, Reading } from './reading.ts'
import type { FoundSlot } from './slots.ts'

export type Source =
  | 'item'
  | 'query'
  | 'category'
  | 'supplier'
  | 'location'
  | 'order'
  | 'recommendation'
  | 'units'
  | 'count'
  | 'weeks'
  | 'days'
  | 'months'
  | 'percent'
  | 'budget'

export type SlotRule = { argument: string; from: Source; most?: number; least?: number }

const shared = {
  item: { argument: 'item', from: 'item' },
  category: { argument: 'category', from: 'category' },
  supplier: { argument: 'supplier', from: 'supplier' },
  location: { argument: 'location', from: 'location' },
  order: { argument: 'order', from: 'order' },
} satisfies Record<string, SlotRule>

const limit = (most: number): SlotRule => ({ argument: 'limit', from: 'count', most })

export const slotRules: Record<string, SlotRule[]> = {
  find_items: [
    { argument: 'query', from: 'query' },
    shared.category,
    shared.supplier,
    shared.location,
    limit(25),
  ],
  get_stock_position: [shared.item, shared.category, shared.supplier, shared.location, limit(12)],
  forecast_demand: [
    shared.item,
    shared.location,
    { argument: 'weeks', from: 'weeks', least: 1, most: 26 },
  ],
  recommend_reorders: [
    shared.item,
    shared.category,
    shared.supplier,
    shared.location,
    { argument: 'budget', from: 'budget' },
    limit(15),
  ],
  explain_recommendation: [
    shared.item,
    shared.location,
    { argument: 'recommendation', from: 'recommendation' },
  ],
  compare_suppliers: [shared.item, shared.location, { argument: 'units', from: 'units' }],
  get_supplier_performance: [
    shared.supplier,
    { argument: 'months', from: 'months', least: 1, most: 36 },
  ],
  simulate_disruption: [
    shared.supplier,
    shared.item,
    shared.category,
    shared.location,
    { argument: 'days', from: 'days', least: 1, most: 180 },
    { argument: 'percent', from: 'percent', least: -100, most: 1000 },
  ],
  get_kpis: [
    shared.location,
    shared.category,
    shared.supplier,
    { argument: 'days', from: 'days', least: 7, most: 730 },
  ],
  find_exceptions: [shared.supplier, shared.location, limit(20)],
  get_purchase_order: [shared.order, shared.supplier, shared.item, limit(15)],
  draft_purchase_order: [shared.supplier, shared.location],
  revise_purchase_order: [shared.order],
  approve_purchase_order: [shared.order],
}

/** Money for every week, not "this week". */
const WEEKLY = /\b(?:a|per|each|every)\s+week\b|\bweekly\s+(?:budget|limit|cash)\b/i

const LESS =
  /\b(?:drop|drops|dropped|fall|falls|fell|less|lower|fewer|decrease|decreases|decline|declines|shrink|shrinks|halve|halves|halved|half|slump|slumps|down|collapse|collapses|reduce|reduces|reduction|cut|minus|weaker|softens?)\b|-\s?\d/i

export const mentionOf = (reading: Reading, kind: Mention['kind']): Mention | undefined =>
  reading.mentions.find((mention) => mention.kind === kind)

export function slotOf<Kind extends FoundSlot['kind']>(
  reading: Reading,
  kind: Kind,
): Extract<FoundSlot, { kind: Kind }> | undefined {
  return reading.slots.find(
    (slot): slot is Extract<FoundSlot, { kind: Kind }> => slot.kind === kind,
  )
}

/** What a mention is called in an argument: its code where it is sure, else the words. */
export const argumentOf = (mention: Mention): string => mention.code ?? mention.phrase

const readers: Record<Source, (reading: Reading) => string | number | undefined> = {
  item: (reading) => ifMention(mentionOf(reading, 'item')),
  query: (reading) => ifMention(mentionOf(reading, 'item')),
  category: (reading) => ifMention(mentionOf(reading, 'category')),
  supplier: (reading) => ifMention(mentionOf(reading, 'supplier')),
  location: (reading) => ifMention(mentionOf(reading, 'location')),
  order: (reading) => slotOf(reading, 'order')?.order,
  recommendation: (reading) => slotOf(reading, 'recommendation')?.recommendation,
  units: (reading) => wholeNumber(slotOf(reading, 'number')?.value),
  count: (reading) => {
    const slot = slotOf(reading, 'ordinal')
    return slot !== undefined && slot.from === 0 && slot.count > 1 ? slot.count : undefined
  },
  // A forecast looks ahead: 'last week' is no horizon.
  weeks: (reading) => {
    const slot = slotOf(reading, 'duration')
    return slot === undefined || /^(?:last|past|previous)\b/i.test(slot.text)
      ? undefined
      : scaled(slot.days, 7)
  },
  days: (reading) => slotOf(reading, 'duration')?.days,
  months: (reading) => scaled(slotOf(reading, 'duration')?.days, 30),
  percent: (reading) => signedPercent(reading),
  budget: (reading) => {
    const money = slotOf(reading, 'money')
    if (money === undefined) return undefined
    const amount = [money.amount, money.currency].filter((part) => part !== null).join(' ')
    return WEEKLY.test(reading.text) ? `${amount} a week` : amount
  },
}

const ifMention = (mention: Mention | undefined) =>
  mention === undefined ? undefined : argumentOf(mention)
const wholeNumber = (value: number | undefined) =>
  value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : undefined
const scaled = (days: number | undefined, unit: number) =>
  days === undefined ? undefined : Math.ceil(days / unit)

function signedPercent(reading: Reading): number | undefined {
  const percent = slotOf(reading, 'percent')?.percent
  return percent === undefined ? undefined : LESS.test(reading.text) ? -percent : percent
}

/** The arguments that a question's own words give to a tool, within the tool's bounds. */
export function argumentsFrom(tool: string, reading: Reading): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const { argument, from, least, most } of slotRules[tool] ?? []) {
    const value = readers[from](reading)
    if (value === undefined) continue
    found[argument] =
      typeof value === 'number' ? Math.min(most ?? value, Math.max(least ?? value, value)) : value
  }
  return found
}

/** Whether a tool takes an argument. */
export const takes = (tool: string, argument: string): boolean =>
  (slotRules[tool] ?? []).some((rule) => rule.argument === argument)
