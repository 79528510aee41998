// The audit chain at size: a million rows are read and hashed again, and planted breaks are found; then the whole of
// verify reads the orders that the rows are about.
import { sql } from 'drizzle-orm'
import { keptContent } from '#purchasing/order-content.ts'
import { verifyShop } from '#operations/verify-shop.ts'
import { anchorFaults } from '#operations/verify/audit-checks.ts'
import type { WrittenAnchor } from '#store/audit-anchors.ts'
import { checkAuditChain } from '#store/audit-chain.ts'
import { auditHash, beforeFirst } from '#store/audit-link.ts'
import type { ChainHead } from '#store/audit-link.ts'
import { contentHash } from '#store/content-hash.ts'
import { copyLine, copyRows } from '#store/copy-rows.ts'
import { openDatabase } from '#store/database.ts'
import type { Database } from '#store/database.ts'
import { timed } from './figure.ts'
import type { BenchOptions, Report } from './figure.ts'
import { benchSku, writeGeneratedShop } from './generated-shop.ts'
import { scratchOnServer } from './scratch-database.ts'

const columns = ['sequence', 'at', 'actor', 'action', 'subject', 'detail', 'previous_hash', 'hash']
/** Audit rows of one order: deliveries that came for it. */
const rowsPerOrder = 4
const firstMs = Date.UTC(2026, 0, 1)
const megabyte = 1024 * 1024
/** What verify may add to the process over a small audit: a page or two of rows, and what is waiting to be collected. */
const flatMegabytes = 150

const orderNumber = (index: number) => `PO-2026-${String(index).padStart(6, '0')}`
const orderOf = (sequence: number) => Math.floor((sequence - 1) / rowsPerOrder)

const line = { lineNumber: 1, orderedUnits: 100, unitPrice: '4.200000', expectedOn: null }
const totalMinor = 42_000
const said = { locationCode: 'EAST', currency: 'GBP', expectedOn: null }
const supplierCode = 'SUP00'
const orderHash = contentHash(
  keptContent({ ...said, supplierCode, lines: [{ ...line, sku: benchSku(0) }] }),
)

/** So many rows as orders leave them, linked with the real hash, as lines of COPY; `head` is where the chain stands. */
function* chainLines(rowCount: number, head: { at: ChainHead }): Generator<string> {
  for (let sequence = 1; sequence <= rowCount; sequence += 1) {
    const row = {
      sequence,
      at: new Date(firstMs + sequence * 1_000).toISOString(),
      actor: `person-${sequence % 7}`,
      action: 'order.receive',
      subject: orderNumber(orderOf(sequence)),
      detail: {
        revision: 1,
        from: (sequence - 1) % rowsPerOrder === 0 ? 'sent' : 'partly_received',
        to: 'partly_received',
        contentHash: orderHash,
        totalMinor,
        currency: 'GBP',
      },
      previousHash: head.at.hash,
    }
    const hash = auditHash(row)
    head.at = { sequence, hash }
    const { at, actor, action, subject, detail, previousHash } = row
    const values = [
      sequence,
      at,
      actor,
      action,
      subject,
      JSON.stringify(detail),
      previousHash,
      hash,
    ]
    yield copyLine(values)
  }
}

/** The most memory of this process while something runs, in bytes. */
async function peakOf<Result>(act: () => Promise<Result>) {
  let peak = process.memoryUsage().rss
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  const done = await timed(act)
  clearInterval(watch)
  return { ...done, peak: Math.max(peak, process.memoryUsage().rss) }
}

const orderColumns =
  `number revision state supplier_code location_code currency rate_to_base total_minor content_hash
  created_by created_at last_edited_by source`.split(/\s+/)
const lineColumns = `order_number line_number sku ordered_units unit_price line_total_minor`.split(
  ' ',
)

function* orderLines(orderCount: number): Generator<string> {
  const at = new Date(firstMs).toISOString()
  const { locationCode, currency } = said
  const stands = [1, 'partly_received', supplierCode, locationCode, currency]
  const before = [...stands, 1, totalMinor, orderHash, 'ana']
  for (let index = 0; index < orderCount; index += 1) {
    yield copyLine([orderNumber(index), ...before, at, 'ana', 'bench.csv'])
  }
}

function* lineLines(orderCount: number): Generator<string> {
  const { lineNumber, orderedUnits, unitPrice } = line
  const rest = [lineNumber, benchSku(0), orderedUnits, unitPrice, totalMinor]
  for (let index = 0; index < orderCount; index += 1) yield copyLine([orderNumber(index), ...rest])
}

/** The shop that the rows are about: orders from elsewhere, of which deliveries were booked here. */
async function writeOrders(db: Database, rowCount: number): Promise<void> {
  const orderCount = Math.ceil(rowCount / rowsPerOrder)
  await writeGeneratedShop(db, 2, 1)
  await db.transaction(async (tx) => {
    await copyRows(tx, 'purchase_order', orderColumns, orderLines(orderCount))
    await copyRows(tx, 'purchase_order_line', lineColumns, lineLines(orderCount))
  })
  // A server learns of its rows by itself within a minute; without that it reads the whole audit for every page.
  await db.execute(sql`analyze`)
}

type Break = { name: string; statement: string }

const breaksOf = (rowCount: number): Break[] => {
  const middle = Math.ceil(rowCount / 2)
  return [
    {
      name: 'an amount edited',
      statement: `update audit_entry set detail = jsonb_set(detail, '{totalMinor}', '1') where sequence = ${middle}`,
    },
    { name: 'a row cut out', statement: `delete from audit_entry where sequence = ${middle}` },
    {
      name: 'the end cut off',
      statement: `delete from audit_entry where sequence > ${rowCount - 10}`,
    },
    {
      name: 'two rows swapped',
      statement: `update audit_entry set subject = 'PO-x' where sequence in (${middle}, ${middle + 1})`,
    },
  ]
}

/** Whether chain and anchor together show what was done past the guards of the database; nothing of it stays. */
async function isFound(db: Database, anchor: WrittenAnchor, statement: string): Promise<boolean> {
  const takenBack = new Error('taken back')
  let found = false
  await db
    .transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql.raw(statement))
      const report = await checkAuditChain(tx, [anchor.sequence])
      const faults = anchorFaults([anchor], report.hashes, anchor.at)
      found = report.brokenCount > 0 || faults.length > 0
      throw takenBack
    })
    .catch((error: unknown) => {
      if (error !== takenBack) throw error
    })
  return found
}

/** Rows with real hashes through COPY, then the check of the chain; red when a planted break is missed or memory grows. */
export async function benchAudit({ rows }: BenchOptions): Promise<Report> {
  const rowCount = rows ?? 1_000_000
  const database =
    (await scratchOnServer()) ?? (await openDatabase({ dataFolder: null, databaseUrl: null }))
  const { db } = database
  try {
    const head = { at: beforeFirst }
    const written = await timed(() =>
      db.transaction((tx) => copyRows(tx, 'audit_entry', columns, chainLines(rowCount, head))),
    )
    const before = process.memoryUsage().rss
    const checked = await peakOf(() => checkAuditChain(db))
    const faults: string[] = []
    if (checked.result.brokenCount > 0 || checked.result.rowCount !== rowCount) {
      faults.push(`a sound chain of ${rowCount} rows is said to be broken`)
    }
    const anchor = { ...head.at, at: new Date(firstMs).toISOString() }
    for (const { name, statement } of breaksOf(rowCount)) {
      if (!(await isFound(db, anchor, statement))) faults.push(`${name} was not found`)
    }
    await writeOrders(db, rowCount)
    const now = () => new Date(firstMs + rowCount * 1_000)
    const whole = await peakOf(() => verifyShop({ db, now, auditAnchorFile: null }))
    for (const { name, ok, detail } of whole.result.checks) {
      if (!ok) faults.push(`verify says of a sound shop: ${name}: ${detail}`)
    }
    const missed = faults.filter((fault) => fault.endsWith('was not found')).length
    const grown = (checked.peak - before) / megabyte
    if (database.kind === 'postgres' && grown > flatMegabytes) {
      faults.push(`memory grew by ${Math.round(grown)} MiB over ${rowCount} rows`)
    }
    const seconds = checked.milliseconds / 1_000
    return {
      figures: [
        { name: 'audit rows', value: rowCount, unit: 'rows', note: database.kind },
        { name: 'written with their hashes', value: written.milliseconds / 1_000, unit: 's' },
        { name: 'chain verified', value: seconds, unit: 's' },
        { name: 'chain verified per second', value: rowCount / seconds, unit: 'rows/s' },
        { name: 'peak memory of our process', value: checked.peak / megabyte, unit: 'MiB' },
        { name: 'of it for the check', value: grown, unit: 'MiB' },
        {
          name: 'planted breaks found',
          value: breaksOf(rowCount).length - missed,
          unit: `of ${breaksOf(rowCount).length}`,
        },
        {
          name: 'all of verify',
          value: whole.milliseconds / 1_000,
          unit: 's',
          note: `with ${Math.ceil(rowCount / rowsPerOrder)} orders that the rows are about`,
        },
        { name: 'peak memory then', value: whole.peak / megabyte, unit: 'MiB' },
      ],
      tables: [],
      faults,
    }
  } finally {
    await database.close()
  }
}
