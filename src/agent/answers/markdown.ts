// Small parts that answers are written from. A path in braces is filled in by the number lock, relative to the call.

export type Result = Record<string, unknown>

export const hole = (path: string): string => `{{${path}}}`

/** A field that is a whole sentence or part of one; the full stop is added where its value has none. */
export function sentence(path: string, record: unknown, field: string): string {
  const value =
    typeof record === 'object' && record !== null ? (record as Result)[field] : undefined
  const ended = typeof value === 'string' && /[.!?]["”)]?$/.test(value.trim())
  return `${hole(path === '' ? field : `${path}.${field}`)}${ended ? '' : '.'}`
}

/** The records of a list field. */
export const listOf = (result: Result, field: string): Result[] =>
  Array.isArray(result[field]) ? (result[field] as Result[]) : []

/** Whether a record holds a value that can be shown. */
export const has = (record: unknown, field: string): boolean => {
  if (typeof record !== 'object' || record === null) return false
  const value = (record as Result)[field]
  return (
    value !== undefined &&
    value !== null &&
    value !== '' &&
    !(Array.isArray(value) && value.length === 0)
  )
}

/** The most rows of a table; what lies behind is counted. */
const MOST_ROWS = 10

export type Column = {
  title: string
  field: string
  /** A second field of the same row, in brackets behind the first. */
  also?: string
  /** Shown where a row has no such value. */ none?: string
}

/** A markdown table over a list field; columns that no row has are left out. */
export function table(path: string, rows: readonly Result[], columns: readonly Column[]): string {
  const shown = rows.slice(0, MOST_ROWS)
  const used = columns.filter(({ field }) => shown.some((row) => has(row, field)))
  const cell = (row: Result, index: number, { field, also, none }: Column) => {
    if (!has(row, field)) return none ?? '–'
    const first = hole(`${path}.${index}.${field}`)
    return also !== undefined && has(row, also)
      ? `${first} (${hole(`${path}.${index}.${also}`)})`
      : first
  }
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(used.map(({ title }) => title)),
    line(used.map(() => '---')),
    ...shown.map((row, index) => line(used.map((column) => cell(row, index, column)))),
  ].join('\n')
}

/** A bullet for each row, written by `text`, which gets the row's path. */
export function bullets(
  path: string,
  rows: readonly unknown[],
  text: (at: string, row: Result) => string,
): string {
  return rows.map((row, index) => `- ${text(`${path}.${index}`, row as Result)}`).join('\n')
}

/** The bullets of a list of sentences, such as warnings, under a heading; '' when there are none. */
export function sentences(heading: string, result: Result, field: string, path = field): string {
  const list = Array.isArray(result[field]) ? (result[field] as unknown[]) : []
  if (list.length === 0) return ''
  return `${heading}\n\n${list.map((_, index) => `- ${hole(`${path}.${index}`)}`).join('\n')}`
}

/** The sentence about what a list does not show; `shownRows` of the table, the rest counted by the tool. */
export function moreOf(result: Result, rows: readonly Result[], how: string): string {
  const behindTable = rows.length > MOST_ROWS
  const counted = Number(result['moreCount'] ?? 0) > 0
  if (!counted && !behindTable) return ''
  const rest = counted
    ? `And ${hole('moreCount')} more${behindTable ? ' beyond those fetched' : ''}.`
    : 'The list goes on.'
  return `${rest} ${how}`.trim()
}

/** Where the figures come from and of which day, the last line of an answer. */
export const sourceLine = `*As of ${hole('asOf')}; source: ${hole('source')}.*`

/** Paragraphs, empty ones left out. */
export const paragraphs = (...parts: (string | false)[]): string =>
  parts.filter((part): part is string => part !== false && part.trim() !== '').join('\n\n')
