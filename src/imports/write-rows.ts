import { canonicalJson } from '#planning/canonical.ts'
import { upsertRows, type Table } from '#store/bulk-upsert.ts'
import { contentHash } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { rateOn } from '#store/known-codes.ts'
import {
  goodsReceiptLines,
  goodsReceipts,
  invoiceLines,
  invoices,
  purchaseOrderLines,
  purchaseOrders,
} from '#store/schema-orders.ts'
import { shopSettings, writeShopSettings } from '#store/settings.ts'
import { recordPrices } from '#store/supplier-prices.ts'
import { reportKitCycle } from './check-bundles.ts'
import {
  groupDocuments,
  invoiceHead,
  invoiceRows,
  orderHead,
  orderRows,
  receiptHead,
  receiptRows,
} from './documents.ts'
import {
  invoiceCandidate,
  openPapers,
  orderCandidate,
  receiptCandidates,
  standingInvoices,
  standingOrder,
  standingReceipts,
} from './kept-papers.ts'
import type { RowProblem } from './report.ts'
import { writeSuppliers } from './write-suppliers.ts'
import { writeServiceLevels } from './service-levels.ts'
import { propertyOf, type KindSpec, type ParsedRow } from './spec.ts'

export type WriteContext = {
  file: string
  /** 'import: items.csv' */
  source: string
  /** The instant of the import, ISO. */
  now: string
  baseCurrency: string | null
  /** Fields whose columns the file does not have: they stay as they are in rows that exist. */
  absentFields: string[]
  report(problem: RowProblem): void
}

/** Writes the rows of one file in a transaction that is the caller's. Returns how many were new or different. */
export async function writeRows(
  tx: Database,
  kind: KindSpec,
  rows: ParsedRow[],
  context: WriteContext,
): Promise<number> {
  switch (kind.rows) {
    case 'table':
      return writeTable(tx, kind, rows, context)
    case 'shop':
      return writeShopRow(tx, rows, context)
    case 'service_levels':
      return writeServiceLevels(tx, rows, (problem) =>
        context.report({ file: context.file, ...problem }),
      )
    case 'orders':
      return writeOrders(tx, rows, context)
    case 'receipts':
      return writeReceipts(tx, rows, context)
    case 'invoices':
      return writeInvoices(tx, rows, context)
    case 'demand':
      throw new Error('demand is streamed; see write-demand.ts')
  }
}

async function writeTable(
  tx: Database,
  kind: KindSpec & { rows: 'table' },
  rows: ParsedRow[],
  context: WriteContext,
): Promise<number> {
  if (kind.kind === 'suppliers') {
    const { source, now, absentFields: keep } = context
    const report = (problem: Omit<RowProblem, 'file'>) =>
      context.report({ file: context.file, ...problem })
    return writeSuppliers(tx, rows, { source, now, keep, report })
  }
  const provenance = {
    none: {},
    source: { source: context.source },
    sourceAndAsOf: { source: context.source, asOf: context.now },
  }[kind.provenance]
  const table: Table = kind.table
  const values = rows.map((row) => ({ ...row.values, ...provenance }))
  const changed = await upsertRows(tx, table, values, context.absentFields)
  if (kind.kind === 'supplier_items') await recordPrices(tx)
  if (kind.kind === 'bundles') {
    await reportKitCycle(tx, rows, (problem) => context.report({ file: context.file, ...problem }))
  }
  return changed
}

/** A column that the file does not have leaves what is stored; an empty cell takes it away. */
async function writeShopRow(
  tx: Database,
  rows: ParsedRow[],
  { absentFields }: WriteContext,
): Promise<number> {
  const { name, baseCurrency, timeZone, ...paper } = rows[0]!.values
  const stored = await shopSettings(tx)
  const said = (field: 'address' | 'country' | 'taxNumber') => {
    const value = absentFields.includes(field) ? stored?.[field] : paper[field]
    return value === null || value === undefined ? {} : { [field]: String(value) }
  }
  const shop = {
    name: String(name),
    baseCurrency: String(baseCurrency),
    timeZone: String(timeZone),
    demoAsOf: null,
    ...said('address'),
    ...said('country'),
    ...said('taxNumber'),
  }
  if (stored !== null && canonicalJson(stored) === canonicalJson(shop)) return 0
  await writeShopSettings(tx, shop)
  return 1
}

/** Groups rows into documents and reports every row whose head differs from the first of its document. */
function documentsOf(
  rows: ParsedRow[],
  number: (row: ParsedRow) => string,
  head: readonly string[],
  kind: string,
  context: WriteContext,
): Map<string, ParsedRow[]> {
  const { documents, conflicts } = groupDocuments(rows, number, head)
  for (const { line, column, value, firstLine } of conflicts) {
    const reason = `the ${kind} says something else in line ${firstLine}`
    const repair = 'repeat the head of the document in each of its rows'
    context.report({ file: context.file, line, column, value, reason, repair })
  }
  return conflicts.length > 0 ? new Map() : documents
}

/** Reports a paper that people keep here at its first row. */
function refusal(documents: Map<string, ParsedRow[]>, context: WriteContext) {
  return (paper: { column: string; number: string; reason: string; repair: string }) => {
    const { column, number, reason, repair } = paper
    const line = documents.get(number)?.[0]?.line ?? 1
    context.report({ file: context.file, line, column, value: number, reason, repair })
  }
}

async function writeOrders(
  tx: Database,
  rows: ParsedRow[],
  context: WriteContext,
): Promise<number> {
  const documents = documentsOf(
    rows,
    (row) => String(row.values['orderNumber']),
    orderHead,
    'order',
    context,
  )
  const built: ReturnType<typeof orderRows>[] = []
  for (const [number, lines] of documents) {
    const rateToBase = await rateOf(tx, lines[0]!, context)
    if (rateToBase === null) continue
    built.push(
      orderRows(number, lines, { rateToBase, source: context.source, hashContent: contentHash }),
    )
  }
  const open = await openPapers(
    tx,
    built.map(orderCandidate),
    standingOrder,
    refusal(documents, context),
  )
  const heads = await upsertRows(
    tx,
    purchaseOrders,
    open.map((document) => document.order),
  )
  const lines = await upsertRows(
    tx,
    purchaseOrderLines,
    open.flatMap((document) => document.lines),
  )
  return Math.max(heads, lines)
}

/** The rate on the order, else 1 in the base currency, else the rate of the day; none is a problem of its first row. */
async function rateOf(tx: Database, row: ParsedRow, context: WriteContext): Promise<string | null> {
  const { rateToBase, currency, createdOn } = row.values
  if (rateToBase !== null) return String(rateToBase)
  if (currency === context.baseCurrency) return '1'
  const rate = await rateOn(tx, String(currency), String(createdOn))
  if (rate !== null) return rate
  context.report({
    file: context.file,
    line: row.line,
    column: 'rate_to_base',
    value: '',
    reason: `there is no rate of ${String(currency)} on ${String(createdOn)}`,
    repair: 'fill in rate_to_base, or add the rate to exchange_rates.csv',
  })
  return null
}

async function writeReceipts(
  tx: Database,
  rows: ParsedRow[],
  context: WriteContext,
): Promise<number> {
  const documents = documentsOf(
    rows,
    (row) => String(row.values['receiptNumber']),
    receiptHead,
    'receipt',
    context,
  )
  const read = [...documents].map(([number, lines]) => receiptRows(number, lines, context.source))
  const candidates = await receiptCandidates(tx, read)
  const built = await openPapers(tx, candidates, standingReceipts, refusal(documents, context))
  const heads = await upsertRows(
    tx,
    goodsReceipts,
    built.map((document) => document.receipt),
  )
  const lines = await upsertRows(
    tx,
    goodsReceiptLines,
    built.flatMap((document) => document.lines),
  )
  return Math.max(heads, lines)
}

const invoiceNumberOf = ([row]: ParsedRow[]) => String(row?.values['invoiceNumber'])

const invoiceKey = ({ values }: ParsedRow) =>
  `${String(values['supplierCode'])} ${String(values['invoiceNumber'])}`

async function writeInvoices(
  tx: Database,
  rows: ParsedRow[],
  context: WriteContext,
): Promise<number> {
  const documents = documentsOf(rows, invoiceKey, invoiceHead, 'invoice', context)
  const candidates = [...documents.values()].map((lines) =>
    invoiceCandidate(invoiceRows(lines, context.source)),
  )
  const byNumber = new Map([...documents.values()].map((lines) => [invoiceNumberOf(lines), lines]))
  const built = await openPapers(tx, candidates, standingInvoices, refusal(byNumber, context))
  const heads = await upsertRows(
    tx,
    invoices,
    built.map((document) => document.invoice),
  )
  const lines = await upsertRows(
    tx,
    invoiceLines,
    built.flatMap((document) => document.lines),
  )
  return Math.max(heads, lines)
}

/** The fields of the columns that a heading lacks. */
export function fieldsOf(columns: KindSpec['columns']): string[] {
  return columns.map(propertyOf)
}
