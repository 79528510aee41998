// The grammar of what a question holds besides names: numbers, durations, percentages, money, handles, ordinals.
// One table; each rule reads one kind from the text at a word boundary. The first rule that fits a place wins.

import { NUMBER, readNumber, words } from './numbers.ts'

export type GrammarSlot =
  | { kind: 'order'; order: string }
  /** `last` ends a range: R1-2 to R1-5. */
  | { kind: 'recommendation'; recommendation: string; last?: number }
  | { kind: 'duration'; days: number }
  | { kind: 'percent'; percent: number }
  | { kind: 'money'; amount: number; currency: string | null }
  | { kind: 'ordinal'; from: number; count: number }
  | { kind: 'page'; offset: number; count: number | null }
  | { kind: 'revision'; revision: number }
  | { kind: 'number'; value: number }

/** A slot and where it stands in the text. */
export type FoundSlot = GrammarSlot & { start: number; end: number; text: string }

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
const DAYS_IN: Record<string, number> = {
  day: 1,
  week: 7,
  wk: 7,
  fortnight: 14,
  month: 30,
  mth: 30,
  mo: 30,
  quarter: 90,
  year: 365,
  yr: 365,
}
const CURRENCY_WORDS: Record<string, string> = {
  '£': 'GBP',
  pound: 'GBP',
  quid: 'GBP',
  sterling: 'GBP',
  $: 'USD',
  dollar: 'USD',
  buck: 'USD',
  '€': 'EUR',
  euro: 'EUR',
  '¥': 'JPY',
  yen: 'JPY',
  yuan: 'CNY',
}

const TIME = 'days?|weeks?|wks?|fortnights?|months?|mths?|mos|quarters?|years?|yrs?'
/** Beside a number these are part of an item's name. */
const MEASURE = 'ml|cl|l|litres?|liters?|mm|cm|g|kg|oz|lb|inch|inches|cups?'
/** What a list is cut to. */
const EXTREME =
  'newest|latest|most recent|worst|best|biggest|largest|smallest|lowest|highest|oldest|cheapest|riskiest|top|shortest|longest'
/** What lists are made of: a number before it says how many lines are wanted. */
const LISTED =
  'items?|lines?|products?|skus?|articles?|things|rows?|entries|results|candidates|recommendations|suggestions|proposals|orders|pos|purchase orders|suppliers|vendors|problems|issues|exceptions|alerts|risks|purchases|headaches|hits|matches|worries|priorities'
/** No list is asked for that is longer; a larger number is an amount. */
const MOST_LINES = 40
/** What follows a number that is a limit of something else than lines. */
const OTHER_LIMIT = String.raw`[.,]\d|\s?(?:%|percent|per cent|pct|units?|pieces?|pcs|days?|weeks?|wks?|months?|years?|[£$€¥k]|gbp|usd|eur|pounds?|quid|euros?|dollars?|grand|thousand)`
const MONEY_WORD = 'gbp|usd|eur|jpy|cny|pounds?|quid|sterling|dollars?|bucks?|euros?|yen|yuan'

type Rule = { pattern: string; read: (match: RegExpExecArray) => GrammarSlot | null }

const withNumber = (
  text: string | undefined,
  make: (value: number) => GrammarSlot,
): GrammarSlot | null => {
  const value = text === undefined ? null : readNumber(text)
  return value === null ? null : make(value)
}

const currencyOf = (word: string): string => {
  const key = word.toLowerCase().replace(/s$/, '')
  return CURRENCY_WORDS[key] ?? key.toUpperCase()
}

const timeOf = (word: string): number => DAYS_IN[word.toLowerCase().replace(/s$/, '')] ?? 1

/** Days of so many spans of time; twelve months are a year. */
const daysOf = (count: number, word: string): number =>
  timeOf(word) === 30 && count % 12 === 0 ? (count / 12) * 365 : Math.round(count * timeOf(word))

/** A count of lines, or a number that is too large for one. */
const fewLines = (value: number): GrammarSlot =>
  value <= MOST_LINES ? { kind: 'ordinal', from: 0, count: value } : { kind: 'number', value }

const rules: Rule[] = [
  {
    pattern: String.raw`\bnext (${NUMBER})(?= (?:on|of|in|after|lines?|items?)\b)`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(?:po|purchase order|order)[\s#-]*(?:no\.?\s*|number\s*)?((?:20\d\d[\s-])?\d{4,6})\b(?!\s*(?:units|pieces|pcs|of)\b)|\b(po-[\w-]*\d)\b`,
    read: (match) => ({
      kind: 'order',
      order: (match[2] ?? `PO-${match[1]!.replace(' ', '-')}`).toUpperCase(),
    }),
  },
  {
    pattern: String.raw`\b(r\d+)-(\d+)\s?(?:to|till|until|through|thru|–|-)\s?(?:r\d+-)?(\d+)\b`,
    read: (match) => ({
      kind: 'recommendation',
      recommendation: `${match[1]!}-${match[2]}`.toUpperCase(),
      last: Number(match[3]),
    }),
  },
  {
    pattern: String.raw`\b(r\d+-\d+)\b`,
    read: (match) => ({ kind: 'recommendation', recommendation: match[1]!.toUpperCase() }),
  },
  {
    pattern: String.raw`\b(?:revision|rev|version)[\s.#:]*(?:no\.?\s*|number\s*|is\s*)?(\d{1,4}|${words})\b|\b(?:revision|rev|version) \(?(?:it is|it'?s|is|now|at|currently)(?: now| at)? (\d{1,4}|${words})\b|\b[rv](\d{1,2})\b(?!-)`,
    read: (match) =>
      withNumber(match[1] ?? match[2] ?? match[3], (revision) => ({ kind: 'revision', revision })),
  },
  {
    pattern: String.raw`\b(?:the )?(?:(${ORDINALS.join('|')})|(\d{1,3})(?:st|nd|rd|th)) (?:revision|version)\b`,
    read: (match) => ({
      kind: 'revision',
      revision: Number(match[2] ?? ORDINALS.indexOf(match[1]!.toLowerCase()) + 1),
    }),
  },
  {
    pattern: String.raw`\b(?:skip(?:ping)?|leav(?:e|ing) out|without|past|after|beyond) (?:the )?(?:first|top) (${NUMBER})\b`,
    read: (match) => withNumber(match[1], (offset) => ({ kind: 'page', offset, count: null })),
  },
  {
    pattern: String.raw`\b(?:(?:lines?|rows?|items?|numbers?|nos?\.?|positions?|entries|suggestions) )(\d{1,3})\s?(?:to|-|–|through|till|until)\s?(\d{1,3})\b`,
    read: (match) => ({
      kind: 'page',
      offset: Number(match[1]) - 1,
      count: Number(match[2]) - Number(match[1]) + 1,
    }),
  },
  {
    pattern: String.raw`\b(?:from|starting (?:at|from|with)) (?:line|row|item|number|no\.?|position) (\d{1,3})\b`,
    read: (match) => ({ kind: 'page', offset: Number(match[1]) - 1, count: null }),
  },
  {
    pattern: String.raw`(${NUMBER})\s?(?:%|percent\b|per cent\b|pct\b|percentage points?\b)`,
    read: (match) => withNumber(match[1], (percent) => ({ kind: 'percent', percent })),
  },
  {
    pattern: String.raw`\bby (?:a )?half\b|\bhalv(?:e|es|ed)\b`,
    read: () => ({ kind: 'percent', percent: 50 }),
  },
  { pattern: String.raw`\bby a third\b`, read: () => ({ kind: 'percent', percent: 33 }) },
  { pattern: String.raw`\bby a quarter\b`, read: () => ({ kind: 'percent', percent: 25 }) },
  { pattern: String.raw`\bby a fifth\b`, read: () => ({ kind: 'percent', percent: 20 }) },
  {
    pattern: String.raw`\bdoubl(?:e|es|ed|ing)\b(?!-)`,
    read: () => ({ kind: 'percent', percent: 100 }),
  },
  {
    pattern: String.raw`\btripl(?:e|es|ed|ing)\b`,
    read: () => ({ kind: 'percent', percent: 200 }),
  },
  {
    pattern: String.raw`([£$€¥])\s?(${NUMBER})`,
    read: (match) =>
      withNumber(match[2], (amount) => ({
        kind: 'money',
        amount,
        currency: currencyOf(match[1]!),
      })),
  },
  {
    pattern: String.raw`\b(${NUMBER})\s?(${MONEY_WORD})\b`,
    read: (match) =>
      withNumber(match[1], (amount) => ({
        kind: 'money',
        amount,
        currency: currencyOf(match[2]!),
      })),
  },
  {
    pattern: String.raw`\b(${MONEY_WORD})\s?(\d[\d,.]*k?)\b`,
    read: (match) =>
      withNumber(match[2], (amount) => ({
        kind: 'money',
        amount,
        currency: currencyOf(match[1]!),
      })),
  },
  {
    pattern: String.raw`\b(?:an? |one |last |past )?(year|month|week|quarter) and a half\b`,
    read: (match) => ({ kind: 'duration', days: Math.round(timeOf(match[1]!) * 1.5) }),
  },
  {
    pattern: String.raw`\b(${NUMBER})[\s-]?(?:more |working |business |extra |full )?(${TIME})\b(?! ago\b)`,
    read: (match) =>
      withNumber(match[1], (count) => ({
        kind: 'duration',
        days: daysOf(count, match[2]!),
      })),
  },
  {
    pattern: String.raw`\bhalf(?: a|-|) ?(${TIME})\b`,
    read: (match) => ({ kind: 'duration', days: Math.round(timeOf(match[1]!) / 2) }),
  },
  {
    pattern: String.raw`(?<!\btimes )\b(?:a|an|one|next|coming|trailing|entire|full|whole|all(?! day)|last|past|previous) (${TIME})\b(?! (?:ago|less|more|fewer|lower|higher|of (?:it|them|the|our|their|what))\b)`,
    read: (match) => ({ kind: 'duration', days: timeOf(match[1]!) }),
  },
  { pattern: String.raw`\b(?:fortnight)\b`, read: () => ({ kind: 'duration', days: 14 }) },
  {
    pattern: String.raw`\b(?:over|during|for) the (year|month|quarter)\b`,
    read: (match) => ({ kind: 'duration', days: timeOf(match[1]!) }),
  },
  {
    pattern: String.raw`\b(?:only|just) the (${NUMBER})\b(?!${OTHER_LIMIT})`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(quarter|month|year|week) (?:ahead|out|back)\b`,
    read: (match) => ({ kind: 'duration', days: timeOf(match[1]!) }),
  },
  {
    pattern: String.raw`\b(?:the )?(?:first|top) (${NUMBER})\b(?!\s*(?:units|pieces|${TIME})\b)`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(?:the )?(${NUMBER}) (?:(?:most|least|${EXTREME})\b|(?:items|lines|products|skus|risks|problems) (?:with|that|which|to)\b)`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(?:the )?(${NUMBER})(?= (?:(?!of\b|and\b|or\b|more\b|x\b)[a-z-]+ ){0,3}(?:${LISTED})\b)`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(?:at most|max(?:imum)?(?: of)?|no more than|not more than|up to|limit(?:ed)?(?: it| them)? to)(?: the)? (${NUMBER})\b(?!${OTHER_LIMIT})(?!\s(?:of|x)\b)`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(?:the )?(?:${EXTREME}) (${NUMBER})\b(?!${OTHER_LIMIT})`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\blimit(?: of)? (${NUMBER})\b(?!${OTHER_LIMIT})`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(${NUMBER}) (?:(?:of (?:them|those) )?(?:at most|max(?:imum)?|tops|will do|is enough|are enough|is plenty)|first|newest|latest)\b`,
    read: (match) => withNumber(match[1], fewLines),
  },
  {
    pattern: String.raw`\b(?:the )?last (${NUMBER})\b(?!\s*(?:${TIME})\b)`,
    read: (match) => withNumber(match[1], (count) => ({ kind: 'ordinal', from: -count, count })),
  },
  {
    pattern: String.raw`\b(?:the )?(${ORDINALS.join('|')})(?: (?:one|line|item|row|order|suggestion|recommendation))?\b(?! of all\b)`,
    read: (match) => ({
      kind: 'ordinal',
      from: ORDINALS.indexOf(match[1]!.toLowerCase()),
      count: 1,
    }),
  },
  {
    pattern: String.raw`\b(?:the )?(?:top|last) (?:one|line|item|row|order)\b`,
    read: (match) => ({ kind: 'ordinal', from: /last/i.test(match[0]) ? -1 : 0, count: 1 }),
  },
  {
    pattern: String.raw`(?:#|\b(?:number|line|no\.?) )(\d{1,2})\b|\b(\d{1,2})(?:st|nd|rd|th)\b`,
    read: (match) => ({ kind: 'ordinal', from: Number(match[1] ?? match[2]) - 1, count: 1 }),
  },
  {
    pattern: String.raw`\bx\s?(\d{1,6})\b|\b(\d{1,6})x\b`,
    read: (match) => ({ kind: 'number', value: Number(match[1] ?? match[2]) }),
  },
  {
    pattern: String.raw`\b(\d{1,3})d\b`,
    read: (match) => ({ kind: 'duration', days: Number(match[1]) }),
  },
  {
    pattern: String.raw`\b(${NUMBER})(?![\w-])(?!\s(?:${MEASURE})\b)`,
    read: (match) => withNumber(match[1], (value) => ({ kind: 'number', value })),
  },
]

/** What a slot may begin with: most words of a sentence begin none, and are passed over at once. */
const BEGINS = new RegExp(
  String.raw`\d|[£$€¥#(]|(?:${words}|a|an|half|dozens?|hundred|thousand|po|purchase|order|[rv]\d+|rev|revision|version|${ORDINALS.join('|')}|skip\w*|leav\w+|without|past|after|beyond|lines?|rows?|items?|numbers?|nos?|positions?|entries|suggestions|from|starting|by|halv\w+|doubl\w+|tripl\w+|${MONEY_WORD}|over|during|for|only|just|fortnight|one|next|coming|trailing|entire|full|whole|all|last|previous|top|most|${EXTREME}|at|max|maximum|not|no|up|limit|limited|quarter|month|year|week|x|x\d+)\b`,
  'iy',
)

const compiled = rules.map(({ pattern, read }) => ({ pattern: new RegExp(pattern, 'giy'), read }))

/** All slots of a text, left to right; `taken` marks characters that a code has claimed already. */
export function findSlots(
  text: string,
  taken: (position: number) => boolean = () => false,
): FoundSlot[] {
  const found: FoundSlot[] = []
  let position = 0
  while (position < text.length) {
    const slot = taken(position) ? null : slotAt(text, position)
    if (slot !== null) found.push(slot)
    position = slot === null ? position + 1 : slot.end
  }
  return found
}

function slotAt(text: string, position: number): FoundSlot | null {
  if (/[\w.,-]/.test(text[position - 1] ?? '') && /\w/.test(text[position]!)) return null
  BEGINS.lastIndex = position
  if (!BEGINS.test(text)) return null
  for (const { pattern, read } of compiled) {
    pattern.lastIndex = position
    const match = pattern.exec(text)
    if (match === null || match[0].trim() === '') continue
    // 'one' alone is a pronoun, not a quantity.
    if (/^(?:one|a)$/i.test(match[0].trim())) continue
    const slot = read(match)
    if (slot !== null)
      return { ...slot, start: position, end: position + match[0].length, text: match[0] }
  }
  return null
}
