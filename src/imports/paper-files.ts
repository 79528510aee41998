// Files of papers that a person books: deliveries as they were counted, invoices as they came. Not history; see kinds.ts.
import { inspectFile } from './file-text.ts'
import { column } from './columns.ts'
import { dateOrderIn, textRows } from './read-rows.ts'
import { groupDocuments } from './documents.ts'
import { readHeading } from './heading.ts'
import { collectKnownCodes } from './known-codes.ts'
import { rowParser } from './parse-rows.ts'
import type { RowProblem } from './report.ts'
import type { KindSpec, ParsedRow } from './spec.ts'
import { basename } from 'node:path'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { knownCodeRows } from '#store/known-codes.ts'

const { required, optional, text, units, date } = column
const code = { is: 'code' } as const
const price = { is: 'price', places: 6 } as const
const paper = (name: string, meaning: string) =>
  required(name, code, { examples: ['LS-1', 'LS-1'], meaning })
const anItem = required('sku', code, {
  examples: ['MUG-BLU-350', 'TEA-GRN-100'],
  meaning: 'The item, or the code that the supplier sells it under.',
})
const charge = (name: string) =>
  optional(name, price, '0', { examples: ['0', '0'], meaning: `Of the total, ${name}.` })

const deliveries: KindSpec = {
  kind: 'receive',
  about: 'What was counted at the door, one row per item and lot.',
  rows: 'receipts',
  key: [],
  columns: [
    required('order_number', column.to('order'), {
      examples: ['PO-1', 'PO-1'],
      meaning: 'The order the goods are for.',
    }),
    paper('document_number', 'Number of the delivery note.'),
    required('received_on', date('refused'), {
      examples: ['2026-11-20', '2026-11-20'],
      meaning: 'When the goods came.',
    }),
    anItem,
    required('counted_units', units(0), { examples: ['96', '40'], meaning: 'All that came.' }),
    optional('damaged_units', units(0), 0, { examples: ['0', '2'], meaning: 'Of these, damaged.' }),
    optional('lot_code', text(64), null, { examples: ['L1', ''], meaning: 'Lot on the label.' }),
    optional('expires_on', date('allowed'), null, {
      examples: ['2027-01-31', ''],
      meaning: 'Best before.',
    }),
    optional('held', { is: 'flag' }, false, {
      examples: ['no', 'yes'],
      meaning: 'Put aside for a check.',
    }),
  ],
}

const bills: KindSpec = {
  kind: 'invoice',
  about: 'Invoices as suppliers sent them, one row per line.',
  rows: 'invoices',
  key: [],
  columns: [
    column.supplier(),
    paper('invoice_number', "The supplier's number."),
    required('order_number', code, {
      examples: ['PO-1', 'PO-1'],
      meaning: 'The order as the invoice names it.',
    }),
    required('invoiced_on', date('refused'), {
      examples: ['2026-11-20', '2026-11-20'],
      meaning: 'Date of the invoice.',
    }),
    optional('due_on', date('allowed'), null, {
      examples: ['', ''],
      meaning: "When it is due; empty = after the supplier's terms.",
    }),
    required('currency', { is: 'currency' }, { examples: ['GBP', 'GBP'], meaning: 'ISO 4217.' }),
    required('total', price, { examples: ['460.08', '460.08'], meaning: 'Total of the invoice.' }),
    charge('freight'),
    charge('duty'),
    charge('other'),
    anItem,
    required('units', units(1), { examples: ['96', '48'], meaning: 'Units charged.' }),
    required('unit_price', price, { examples: ['4.20', '1.1900'], meaning: 'Price of one.' }),
  ],
}

/** Which papers a file holds: what its rows are grouped by, and what has to be the same in all rows of one paper. */
const papers = {
  receive: {
    kind: deliveries,
    number: ({ values }: ParsedRow) => `${values['orderNumber']}\u0001${values['documentNumber']}`,
    head: ['receivedOn'],
    column: 'document_number',
  },
  invoice: {
    kind: bills,
    number: ({ values }: ParsedRow) => `${values['supplierCode']}\u0001${values['invoiceNumber']}`,
    head: ['orderNumber', 'invoicedOn', 'dueOn', 'currency', 'total', 'freight', 'duty', 'other'],
    column: 'invoice_number',
  },
}

export type PaperKind = keyof typeof papers

/** One paper: the line of the file it begins on and what its rows say. */
export type PaperRows = { line: number; rows: ParsedRow['values'][] }
export type PaperFile = {
  file: string
  /** The column that problems of a whole paper are told under. */
  column: string
  papers: PaperRows[]
  problems: RowProblem[]
}

/**
 * Reads a file of papers. Every row that can not be taken is a problem; a file that can not be read at all is a
 * QuartermasterError('invalid').
 */
export async function readPaperFile(
  db: Database,
  path: string,
  kindOf: PaperKind,
  now: string,
): Promise<PaperFile> {
  const { kind, number, head, column: columnName } = papers[kindOf]
  const file = basename(path)
  const fileText = await inspectFile(path)
  const rows: { line: number; cells: string[] }[] = []
  for await (const some of textRows(path, fileText)) rows.push(...some)
  const [first, ...others] = rows
  if (first === undefined || others.length === 0) {
    throw new QuartermasterError(
      'invalid',
      `${file} has no rows.`,
      `It needs the columns ${kind.columns.map(({ name }) => name).join(', ')} and a row for each line.`,
    )
  }
  const columns = readHeading(kind, first.cells)
  const places = columns.columns.flatMap((each, at) => (each?.type.is === 'date' ? [at] : []))
  const problems: RowProblem[] = []
  const parse = rowParser({
    file,
    kind,
    heading: columns,
    known: collectKnownCodes(await knownCodeRows(db)),
    dateOrder: await dateOrderIn(path, fileText, places),
    latestOn: new Date(Date.parse(now) + 14 * 3_600_000).toISOString().slice(0, 10),
    baseCurrency: null,
    report: (problem) => problems.push(problem),
  })
  const parsed = others.map(parse).filter((row) => row !== null)
  const { documents, conflicts } = groupDocuments(parsed, number, head)
  for (const { line, column: name, value, firstLine } of conflicts) {
    const reason = `the paper says something else in line ${firstLine}`
    const repair = 'repeat the head of the paper in each of its rows'
    const heading = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    problems.push({ file, line, column: heading, value, reason, repair })
  }
  return {
    file,
    column: columnName,
    problems,
    papers: [...documents.values()].map((same) => ({
      line: same[0]!.line,
      rows: same.map(({ values }) => values),
    })),
  }
}
