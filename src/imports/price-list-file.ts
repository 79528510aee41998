// A supplier's price list, as text of a CSV file. It is read with the cells of an import and staged, never written.
import { parse } from 'csv-parse/sync'
import type { ListedPrice, PriceBreak } from '#purchasing/price-list.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { knownCodeRows } from '#store/known-codes.ts'
import { column } from './columns.ts'
import { dateOrderOf, mergeDateOrders, type DateOrder } from './dates.ts'
import { delimiterOf } from './file-text.ts'
import { readHeading } from './heading.ts'
import { collectKnownCodes } from './known-codes.ts'
import { exactPrice, wholeUnits } from './numbers.ts'
import { rowParser } from './parse-rows.ts'
import type { RowProblem } from './report.ts'
import type { CellValue, KindSpec, ParsedRow } from './spec.ts'

const { required, optional, text, units, date } = column
const code = { is: 'code' } as const
const mostRows = 20_000

const priceList: KindSpec = {
  kind: 'price_list',
  about: 'What a supplier charges from a day on.',
  rows: 'receipts',
  key: [],
  columns: [
    optional('sku', code, null, { examples: ['MUG-BLU-350', ''], meaning: 'The item.' }),
    optional('supplier_sku', code, null, {
      examples: ['', 'B-350'],
      meaning: "The supplier's own code, where sku is empty.",
    }),
    required(
      'unit_price',
      { is: 'price', places: 6 },
      { examples: ['4.20', '1.185'], meaning: 'Price of one unit.', aliases: ['price'] },
    ),
    optional('currency', { is: 'currency' }, null, {
      examples: ['GBP', ''],
      meaning: 'ISO 4217; empty = as on record.',
    }),
    optional('valid_from', date('allowed'), null, { examples: ['', ''], meaning: 'First day.' }),
    optional('moq_units', units(1), null, {
      examples: ['48', ''],
      meaning: 'Least units of one order; empty = as on record.',
      aliases: ['moq'],
    }),
    optional('order_multiple_units', units(1), null, {
      examples: ['24', ''],
      meaning: 'Orders are multiples of this; empty = as on record.',
      aliases: ['multiple', 'order_multiple'],
    }),
    optional('breaks', text(500), null, {
      examples: ['144: 3.90; 480: 3.70', ''],
      meaning: 'Cheaper from so many units: pairs with a colon, semicolons between.',
      aliases: ['price_breaks'],
    }),
  ],
}

/** '144: 3.90; 480: 3.70'; a word on what is wrong otherwise. */
function readBreaks(cell: string): PriceBreak[] | string {
  const breaks: PriceBreak[] = []
  for (const pair of cell.split(/[;|]/).filter((each) => each.trim() !== '')) {
    const [from = '', price = '', ...more] = pair.split(':')
    const minUnits = wholeUnits(from.trim(), 2)
    const unitPrice = exactPrice(price.trim(), 6)
    if (more.length > 0) return `"${pair.trim()}" has more than one colon`
    if (!('value' in minUnits)) return `"${from.trim()}": ${minUnits.reason}`
    if (!('value' in unitPrice)) return `"${price.trim()}": ${unitPrice.reason}`
    if (breaks.some((each) => each.minUnits === minUnits.value)) {
      return `${minUnits.value} units stand twice`
    }
    breaks.push({ minUnits: minUnits.value, unitPrice: unitPrice.value })
  }
  return breaks
}

const textOf = (value: CellValue | undefined) =>
  value === null || value === undefined ? null : String(value)
const unitsOf = (value: CellValue | undefined) => (typeof value === 'number' ? value : null)

function listedPrice(
  { line, values }: ParsedRow,
  report: (problem: Omit<RowProblem, 'file'>) => void,
): ListedPrice | null {
  const [sku, supplierSku] = [textOf(values['sku']), textOf(values['supplierSku'])]
  if (sku === null && supplierSku === null) {
    const repair = 'fill in sku, or supplier_sku'
    report({ line, column: 'sku', value: '', reason: 'the row names no item', repair })
    return null
  }
  const cell = textOf(values['breaks'])
  const breaks = cell === null ? null : readBreaks(cell)
  if (typeof breaks === 'string') {
    const repair = 'write pairs such as 144: 3.90; 480: 3.70'
    report({ line, column: 'breaks', value: cell ?? '', reason: breaks, repair })
    return null
  }
  return {
    line,
    sku,
    supplierSku,
    unitPrice: String(values['unitPrice']),
    currency: textOf(values['currency']),
    validFrom: textOf(values['validFrom']),
    moqUnits: unitsOf(values['moqUnits']),
    orderMultipleUnits: unitsOf(values['orderMultipleUnits']),
    breaks,
  }
}

function rowsOf(file: string): string[][] {
  const firstLine = file.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? ''
  try {
    return parse(file, {
      bom: true,
      delimiter: delimiterOf(firstLine),
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
  } catch (error) {
    throw new QuartermasterError(
      'invalid',
      'The list can not be read as CSV.',
      'Look for a quotation mark that is opened and not closed, and export the list again.',
      {},
      error,
    )
  }
}

/** The prices of a list. Throws 'invalid' naming the rows that can not be taken (ten at most), or that there are none. */
export async function readPriceList(
  db: Database,
  file: string,
  now: string,
): Promise<ListedPrice[]> {
  const [first, ...others] = rowsOf(file)
  if (first === undefined || others.length === 0 || others.length > mostRows) {
    throw new QuartermasterError(
      'invalid',
      others.length > mostRows
        ? `The list has more than ${mostRows} rows.`
        : 'The list has no rows.',
      `It needs a heading with ${priceList.columns.map(({ name }) => name).join(', ')}, and a row for each item.`,
    )
  }
  const heading = readHeading(priceList, first)
  const days = heading.columns.findIndex((each) => each?.type.is === 'date')
  const dateOrder = others.reduce<DateOrder>(
    (order, cells) => mergeDateOrders(order, dateOrderOf(cells[days] ?? '')),
    'unknown',
  )
  const problems: Omit<RowProblem, 'file'>[] = []
  const parseRow = rowParser({
    file: '',
    kind: priceList,
    heading,
    known: collectKnownCodes(await knownCodeRows(db)),
    dateOrder,
    latestOn: now.slice(0, 10),
    baseCurrency: null,
    report: (problem) => problems.push(problem),
  })
  const prices = others.flatMap((cells, at) => {
    const row = parseRow({ line: at + 2, cells })
    const price = row === null ? null : listedPrice(row, (problem) => problems.push(problem))
    return price === null ? [] : [price]
  })
  if (problems.length === 0) return prices
  const told = problems.slice(0, 10).map(({ line, column: name, value, reason, repair }) => {
    return `line ${line}, ${name} "${value.slice(0, 40)}": ${reason}; ${repair}`
  })
  throw new QuartermasterError(
    'invalid',
    `${problems.length} cells of the list can not be taken: ${told.join('. ')}.`,
    'Correct them and hand the list in again; nothing was staged.',
  )
}
