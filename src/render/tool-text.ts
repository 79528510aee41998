// A tool's result as short markdown, for clients that read only text: what the tool itself worded first, then every
// figure that its words do not have. It is made from the result alone, so that the two can not differ.
import { formatNumber } from './figures.ts'
import { fieldTitle, formatValue } from './value.ts'

type Fields = Record<string, unknown>
/** What a record's figures are shown by: the currency that stands beside them, and the words that were said already. */
type Around = { currency: string | undefined; said: string }

/** Shown elsewhere, or needed only to show others. */
const unlisted = new Set(['display', 'currency', 'moreCount', 'asOf', 'source'])

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRecords = (value: unknown): value is Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord)
const isSentences = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')

const wordsOf = ({ display }: Fields): string | null =>
  typeof display === 'string' && display !== '' ? formatValue('display', display, {}) : null

/** Nothing, no and none say nothing beside a sentence; without one they may be the answer. */
const isSilent = (value: unknown, worded: boolean): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (worded && (value === 0 || value === false || value === 'none'))

const special = /[.*+?^${}()|[\]\\]/g

/** Whether a text has the value as a whole: "4" is not said by "14" nor by "4.5". */
function says(text: string, value: string): boolean {
  const literal = value.replace(special, String.raw`\$&`)
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}]|\d[.,])${literal}(?![\p{L}\p{N}]|[.,]\d)`,
    'u',
  ).test(text)
}

/** Every sentence under a record, by whose words a figure of the record may be said already. */
function sentencesUnder(value: unknown): string {
  if (Array.isArray(value)) return value.map(sentencesUnder).join('\n')
  if (!isRecord(value)) return ''
  const deeper = Object.values(value).map(sentencesUnder)
  return [wordsOf(value) ?? '', ...deeper].join('\n')
}

function aroundOf(record: Fields, outer: Around): Around {
  const { currency } = record
  return {
    currency: typeof currency === 'string' ? currency : outer.currency,
    said: `${outer.said}\n${wordsOf(record) ?? ''}`,
  }
}

/** A value as its field says; a ratio that no field names is rounded, where a count would be told to the last digit. */
function shownOf(field: string, value: unknown, { currency }: Around): string {
  const shown = formatValue(field, value, currency === undefined ? {} : { currency })
  return typeof value === 'number' && /[.]\d{3,}$/.test(shown) ? formatNumber(value, 2) : shown
}

/** The figures and words of a record that are not said yet, each with its name. */
function factsOf(record: Fields, around: Around, below = ''): string[] {
  const worded = wordsOf(record) !== null
  const facts: string[] = []
  for (const [field, value] of Object.entries(record)) {
    if (unlisted.has(field) || isSilent(value, worded)) continue
    if (isRecords(value) || isSentences(value)) continue
    if (isRecord(value)) {
      if (wordsOf(value) !== null) continue
      const name = field === 'totals' ? '' : `${nameOf(field)} `
      const deeper = factsOf(value, aroundOf(value, around)).map((fact) => `${name}${fact}`)
      // The amount in the base currency is news only where it is another one.
      facts.push(...deeper.filter((fact) => !facts.some((known) => fact === `${name}${known}`)))
      continue
    }
    const shown = shownOf(field, value, around)
    // A short figure far below may be another one by chance.
    if (says(around.said, shown) || (shown.length > 3 && says(below, shown))) continue
    facts.push(`${nameOf(field)}${/\s\S+\s/.test(shown) ? ':' : ''} ${shown}`)
  }
  return facts
}

/** 'landedCostMinor' -> 'landed cost'; an abbreviation stays as it is. */
function nameOf(field: string): string {
  const title = fieldTitle(field)
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1)
}

const moreOf = ({ moreCount }: Fields): string[] =>
  typeof moreCount === 'number' && moreCount > 0
    ? [`And ${formatValue('moreCount', moreCount, {})} more that are not shown.`]
    : []

/** Rows that have no sentence and the same few fields each, as the weeks of a forecast. */
const isSeries = (rows: Fields[]): boolean =>
  rows.length > 2 &&
  rows.every(
    (row) =>
      Object.keys(row).join() === Object.keys(rows[0]!).join() &&
      Object.values(row).every((value) => typeof value === 'number' || typeof value === 'string'),
  )

/** Named once, because a client pays for every name in every row. */
function seriesLines(field: string, rows: Fields[], around: Around): string[] {
  const names = Object.keys(rows[0]!).map(nameOf).join(', ')
  const values = (row: Fields) =>
    Object.entries(row).map(([name, value]) => shownOf(name, value, around))
  return [`${nameOf(field)}, each as ${names}`, ...rows.map((row) => values(row).join('; '))]
}

/** A record of a list on one line, what hangs below it on lines of their own. */
function entryLines(record: Fields, outer: Around): string[] {
  const around = aroundOf(record, outer)
  const words = wordsOf(record)
  // Without a sentence of its own a record is told whole: half of it would belong to nothing.
  const told = words === null ? { ...around, said: '' } : around
  const facts = factsOf(record, told).join('; ')
  const below = Object.entries(record).flatMap(([field, value]) => {
    if (isSentences(value)) {
      return value.map((one) => `${nameOf(field)}: ${formatValue(field, one, {})}`)
    }
    if (isRecord(value)) return wordsOf(value) === null ? [] : entryLines(value, around)
    if (!isRecords(value)) return []
    if (isSeries(value)) return seriesLines(field, value, around)
    // A list whose every figure the sentence has is no news.
    return value.flatMap((entry) => {
      const isNews = wordsOf(entry) !== null || factsOf(entry, aroundOf(entry, around)).length > 0
      return isNews ? entryLines(entry, around) : []
    })
  })
  const head = words === null ? facts : facts === '' ? words : `${words} (${facts})`
  return [
    ...(head === '' ? [] : [head]),
    ...[...below, ...moreOf(record)].map((one) => `  - ${one}`),
  ]
}

const bullets = (entries: string[][]): string =>
  entries
    .flatMap(([head, ...below]) => [`- ${head ?? ''}`, ...below])
    .map((line) => line.replace(/^((?: {2}- )+)/, (marks) => `${' '.repeat(marks.length - 2)}- `))
    .join('\n')

/** The lists of a result, each under its name; `lines` are what the answer is about and need none. */
function listsOf(result: Fields, around: Around): string[] {
  return Object.entries(result).flatMap(([field, value]) => {
    const title = field === 'lines' ? '' : `${fieldTitle(field)}:\n\n`
    if (isSentences(value)) {
      return [`${title}${bullets(value.map((one) => [formatValue(field, one, {})]))}`]
    }
    if (!isRecords(value)) return []
    return [`${title}${bullets(value.map((one) => entryLines(one, around)))}`]
  })
}

/**
 * The result of a tool as markdown: its sentence, its totals, its lists by their own sentences, the figures that no
 * sentence has, how many more there are, and of which day and from where. Text of others is escaped.
 */
export function toolText(result: Fields): string {
  const around = aroundOf(result, { currency: undefined, said: '' })
  const totals = Object.values(result).filter((value) => isRecord(value) && wordsOf(value) !== null)
  const facts = factsOf(result, around, sentencesUnder(result)).join('; ')
  const { asOf, source } = result
  const from = [
    typeof asOf === 'string' ? `As of ${formatValue('asOf', asOf, {})}` : null,
    typeof source === 'string' ? `source: ${formatValue('source', source, {})}` : null,
  ].filter((part) => part !== null)
  return [
    wordsOf(result) ?? '',
    ...totals.map((record) => `**${entryLines(record as Fields, around).join(' ')}**`),
    facts === '' ? '' : `${facts.charAt(0).toUpperCase()}${facts.slice(1)}.`,
    ...listsOf(result, around),
    ...moreOf(result),
    from.length === 0 ? '' : `*${from.join('; ')}.*`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
