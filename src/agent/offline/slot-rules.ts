// Which argument of which tool is read from which kind of slot: one table, one reader per kind of slot.
import type { Mention, Reading } from './mention.ts'
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
  | 'share'
  | 'budget'
  | 'offset'
  | 'newest'

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
    { argument: 'offset', from: 'offset' },
    limit(15),
  ],
  explain_recommendation: [
    shared.item,
    shared.location,
    { argument: 'recommendation', from: 'recommendation' },
  ],
  compare_suppliers: [
    shared.item,
    shared.location,
    { argument: 'units', from: 'units' },
    { argument: 'mostPercent', from: 'share', least: 1, most: 100 },
  ],
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
  get_purchase_order: [
    shared.order,
    shared.supplier,
    shared.item,
    { argument: 'limit', from: 'newest', most: 15 },
  ],
  draft_purchase_order: [shared.supplier, shared.location],
  revise_purchase_order: [shared.order],
  approve_purchase_order: [shared.order],
}

/** Money for every week, not "this week". */
const WEEKLY = /\b(?:a|per|each|every)\s+week\b|\bweekly\s+(?:budget|limit|cash)\b/i

const LESS =
  /\b(?:drop|drops|dropped|dropping|fall|falls|falling|fell|fallen|less|lower|fewer|decrease|decreases|decline|declines|declining|shrink|shrinks|shrinking|halve|halves|halved|halving|half|slump|slumps|slumping|sink|sinks|sinking|slide|slides|dip|dips|plunge|plunges|tank|tanks|down|collapse|collapses|reduce|reduces|reduction|cut|minus|weaker|worse|softens?)\b|-\s?\d/i

/** Whether the words tell of less. */
export const fallsIn = (text: string): boolean => LESS.test(text)

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
  item: (reading) => ifMention(itemMeant(reading)),
  query: (reading) => /\b\d{8,14}\b/.exec(reading.text)?.[0] ?? ifMention(itemMeant(reading)),
  category: (reading) => ifMention(mentionOf(reading, 'category')),
  supplier: (reading) => ifMention(supplierMeant(reading)),
  location: (reading) => ifMention(mentionOf(reading, 'location')),
  order: (reading) => slotOf(reading, 'order')?.order,
  recommendation: (reading) => slotOf(reading, 'recommendation')?.recommendation,
  units: (reading) =>
    wholeNumber(
      reading.slots.find(
        (slot): slot is Extract<FoundSlot, { kind: 'number' }> =>
          slot.kind === 'number' && !BOTH_BEFORE.test(reading.text.slice(0, slot.start)),
      )?.value,
    ),
  count: linesAsked,
  // Orders come the newest first, so that the last three are the first three.
  newest: (reading) => {
    const last = slotOf(reading, 'ordinal')
    return last !== undefined && last.from < 0 && last.from === -last.count
      ? last.count
      : linesAsked(reading)
  },
  offset: linesSkipped,
  // A forecast looks ahead: 'last week' is no horizon.
  weeks: (reading) => {
    const slot = reading.slots.find(
      (each) => each.kind === 'duration' && !isRateOrPast(reading.text, each),
    )
    return slot?.kind === 'duration' ? scaled(slot.days, 7) : undefined
  },
  days: (reading) => slotOf(reading, 'duration')?.days,
  months: (reading) => {
    const days = slotOf(reading, 'duration')?.days
    // A span of days is how long a delivery takes, not how far back to look.
    return days === undefined || days < 14 ? undefined : Math.max(1, Math.round(days / 30))
  },
  percent: (reading) => signedPercent(reading),
  share: (reading) => slotOf(reading, 'percent')?.percent ?? fractionIn(reading.text),
  budget: (reading) => {
    const money = slotOf(reading, 'money') ?? bareAmount(reading)
    if (money === undefined) return undefined
    const amount = [money.amount, money.currency].filter((part) => part !== null).join(' ')
    return WEEKLY.test(reading.text) ? `${amount} a week` : amount
  },
}

/** Words after which the first lines are not wanted. */
const SKIPPED =
  /\b(?:skip\w*|seen|had|never mind|ignore|leave out|without|past|beyond|after|already|apart from|except|but not|not)\b[^.;]{0,45}$/i
const AFTERWARDS =
  /^[^.]{0,60}\b(?:after (?:them|those|that|it)|come after|come next|next|following)\b/i

type Count = Extract<FoundSlot, { kind: 'ordinal' }>

const counts = ({ slots }: Reading): Count[] =>
  slots.filter(
    (each): each is Count => each.kind === 'ordinal' && each.from === 0 && each.count > 1,
  )

const isSkipped = ({ text }: Reading, { start, end, text: said }: Count): boolean =>
  /^(?:the )?(?:first|top)\b/i.test(said) &&
  (SKIPPED.test(text.slice(0, start)) || AFTERWARDS.test(text.slice(end)))

function linesSkipped(reading: Reading): number | undefined {
  return (
    slotOf(reading, 'page')?.offset ??
    counts(reading).find((each) => isSkipped(reading, each))?.count
  )
}

function linesAsked(reading: Reading): number | undefined {
  const page = slotOf(reading, 'page')?.count
  if (page !== undefined && page !== null) return page
  const asked = counts(reading).find((each) => !isSkipped(reading, each))?.count
  return asked ?? looseCount(reading)
}

/** A small number that counts nothing that is named: 'five Juniper items', 'Garden articles, 20 pieces'. */
function looseCount({ text, slots, mentions }: Reading): number | undefined {
  if (mentions.some(({ kind }) => kind === 'item')) return undefined
  const slot = slots.find(
    (each) =>
      each.kind === 'number' &&
      !CLOCK_BEFORE.test(text.slice(0, each.start)) &&
      (COUNT_AFTER.test(text.slice(each.end)) ||
        mentions.some(({ start }) => start >= each.end && start <= each.end + 1)),
  )
  const value = slot?.kind === 'number' ? slot.value : 0
  return value > 1 && value <= MOST_LOOSE && Number.isInteger(value) ? value : undefined
}

/** 'At eleven' and 'in ten minutes' are times. */
const CLOCK_BEFORE = /\b(?:at|by|until|till|before|since|around|past|line|gate|dock|bay)\s+$/i
/** What a bare count stands before: nothing, or a word for lines. */
const COUNT_AFTER =
  /^\s*(?:$|[,.;?!]|pieces\b|pcs\b|please\b|pls\b|max\b|tops\b|of (?:them|those)\b)/i

/** More lines than any list has are something else. */
const MOST_LOOSE = 25

/** 'Last week' is over, and 'sixty a week' is how fast. */
const isRateOrPast = (text: string, { start, text: said }: FoundSlot): boolean =>
  /^(?:last|past|previous)\b/i.test(said) ||
  (/^an? /i.test(said) &&
    !/\b(?:for|over|in|within|next|of|about|half)\s+$/i.test(text.slice(0, start))) ||
  /\b(?:per|each|every)\s+$/i.test(text.slice(0, start))

/** From here on a number in a question about what to buy is money. */
const LEAST_AMOUNT = 100

/** "8k to spend": an amount without a currency is in the shop's own. */
function bareAmount(reading: Reading): { amount: number; currency: string | null } | undefined {
  const slot = reading.slots.find((each) => each.kind === 'number' && each.value >= LEAST_AMOUNT)
  return slot?.kind === 'number' ? { amount: slot.value, currency: null } : undefined
}

/** The item that a question is about: a clear one before a loose word. */
const itemMeant = ({ mentions }: Pick<Reading, 'mentions'>): Mention | undefined => {
  const items = mentions.filter(({ kind }) => kind === 'item')
  return items.find(({ code }) => code !== null) ?? items[0]
}

/** 'The two' are suppliers that were named, no quantity. */
const BOTH_BEFORE = /\b(?:the|between|btwn|both|either|our)\s+$/i

const ifMention = (mention: Mention | undefined) =>
  mention === undefined ? undefined : argumentOf(mention)
const wholeNumber = (value: number | undefined) =>
  value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : undefined
const scaled = (days: number | undefined, unit: number) =>
  days === undefined ? undefined : Math.ceil(days / unit)

const FRACTIONS: [RegExp, number][] = [
  [/\b(?:two|2) thirds\b/i, 67],
  [/\b(?:three|3) quarters\b/i, 75],
  [/\bhalf\b(?! (?:a |an )?(?:year|day|week|month|dozen|gross))(?![ -]lit)/i, 50],
  [/\b(?:a|one) third\b/i, 33],
  [/\b(?:a|one) quarter\b(?! (?:of a )?(?:year|ahead|out))/i, 25],
  [/\b(?:a|one) fifth\b|\b1\/5\b/i, 20],
  [/\b(?:a|one) tenth\b/i, 10],
]

/** A fraction in words as percent; undefined where there is none. */
export const fractionIn = (text: string): number | undefined =>
  FRACTIONS.find(([words]) => words.test(text))?.[1]

function signedPercent(reading: Reading): number | undefined {
  const percent = slotOf(reading, 'percent')?.percent
  return percent === undefined ? undefined : LESS.test(reading.text) ? -percent : percent
}

/** Where an order goes to, rather than who is talked about. */
const ORDERED_WITH = /\b(?:with|from|at|via|through)\s+(?:the\s+)?$/i

function supplierMeant({ text, mentions }: Reading): Mention | undefined {
  const suppliers = mentions.filter(({ kind }) => kind === 'supplier')
  return suppliers.find(({ start }) => ORDERED_WITH.test(text.slice(0, start))) ?? suppliers[0]
}

/** 'Tea things' beside Coffee & Tea are that category. */
const isOfCategory = (reading: Reading): boolean => {
  const category = mentionOf(reading, 'category')?.code ?? null
  return category !== null && itemMeant(reading)?.category === category
}

/** Tools that look at whole categories: 'candles' is rather all of them than one that is not named. */
const BY_CATEGORY = new Set(['recommend_reorders', 'simulate_disruption', 'get_kpis'])

const meantAsCategory = (tool: string, { mentions }: Reading): string | undefined =>
  BY_CATEGORY.has(tool) && mentions.every(({ kind }) => kind !== 'category')
    ? itemMeant({ mentions })?.category
    : undefined

/** The arguments that a question's own words give to a tool, within the tool's bounds. */
export function argumentsFrom(tool: string, reading: Reading): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const { argument, from, least, most } of slotRules[tool] ?? []) {
    const loose = meantAsCategory(tool, reading)
    if (from === 'item' && (loose !== undefined || isOfCategory(reading))) continue
    const value = loose !== undefined && from === 'category' ? loose : readers[from](reading)
    if (value === undefined) continue
    found[argument] =
      typeof value === 'number' ? Math.min(most ?? value, Math.max(least ?? value, value)) : value
  }
  return found
}

/** Whether a tool takes an argument. */
export const takes = (tool: string, argument: string): boolean =>
  (slotRules[tool] ?? []).some((rule) => rule.argument === argument)
