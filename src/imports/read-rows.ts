import { statSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { CsvError, parse, type Options, type Parser } from 'csv-parse'
import { QuartermasterError } from '#root/errors.ts'
import { dateOrderOf, mergeDateOrders, type DateOrder } from './dates.ts'
import { decodedText, type FileText } from './file-text.ts'

/** One row of a file as text, and the line it begins on. */
export type TextRow = { line: number; cells: string[] }

const longestRecord = 262_144

function parserOptions(delimiter: string): Options {
  return {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    record_delimiter: ['\r\n', '\n', '\r'],
  }
}

/**
 * Rows of a CSV file, the heading first, in constant memory: as many at a time as a piece of the file holds, because
 * waiting for each row costs more than reading it. Broken quoting is a QuartermasterError naming the line.
 */
export async function* textRows(
  path: string,
  text: FileText,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<TextRow[]> {
  let rows: TextRow[] = []
  let nextLine = 1
  const parser = parse({
    ...parserOptions(text.delimiter),
    on_record(cells: string[], { lines }) {
      rows.push({ line: nextLine, cells })
      nextLine = lines + 1
      return null
    },
  })
  // Rows are taken above; what is left to flow is the end, and an error, which the two promises below tell too.
  parser.on('error', () => undefined).resume()
  try {
    for await (const characters of decodedText(path, text.encoding, onBytes)) {
      await written(parser, characters)
      yield rows
      rows = []
    }
    parser.end()
    await finished(parser)
    yield rows
  } catch (error) {
    throw error instanceof CsvError ? brokenFile(error) : error
  } finally {
    parser.destroy()
  }
}

function written(parser: Parser, characters: string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(characters, (error) => (error ? reject(error) : resolve()))
  })
}

/** The order in which a file writes its days with slashes; reads the file only when its first days have them. */
export async function dateOrderIn(
  path: string,
  text: FileText,
  columns: number[],
): Promise<DateOrder> {
  let order: DateOrder = 'unknown'
  let slashed = false
  let seen = 0
  for await (const rows of textRows(path, text)) {
    seen += rows.length
    for (const cell of rows.flatMap(({ cells }) => columns.map((column) => cells[column] ?? ''))) {
      if (/^\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(cell)) slashed = true
      if (slashed) order = mergeDateOrders(order, dateOrderOf(cell))
    }
    // An ISO file shows it in its first rows; only the others have to be read to the end.
    if (!slashed && seen > 200) break
  }
  return order
}

export function sizeOf(path: string): number {
  return statSync(path).size
}

function brokenFile(error: CsvError): QuartermasterError {
  const line = (error as unknown as { lines?: number }).lines
  const where = line === undefined ? '' : ` near line ${line}`
  return new QuartermasterError(
    'invalid',
    `The file can not be read as CSV${where}: ${error.message.slice(0, 200)}`,
    'Look for a quotation mark that is opened and not closed, and export the file again.',
    {},
    error,
  )
}
