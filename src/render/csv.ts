export type CsvValue = string | number | boolean | null

/** Characters with which a spreadsheet begins a formula, with their full-width forms; tab and CR hide one behind them. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

function csvCell(value: CsvValue): string {
  if (value === null) return ''
  // A number is written by code and may begin with a minus.
  if (typeof value !== 'string') return String(value)
  const guarded = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(guarded) || /^\s|\s$/.test(guarded)
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded
}

/** Rows as CSV (RFC 4180, CRLF) that no spreadsheet runs: text that begins like a formula gets an apostrophe before it. */
export function csvRows(rows: CsvValue[][]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

/** A whole file: the titles, then `csvRows`. */
export function csvText(titles: string[], rows: CsvValue[][]): string {
  return csvRows([titles, ...rows])
}

/** The text that `csvRows` guarded, without its apostrophe. */
export function unguardedText(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
}
