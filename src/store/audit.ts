import { asc, desc, gt, sql } from 'drizzle-orm'
import { insertRows } from './bulk-upsert.ts'
import { contentHash } from './content-hash.ts'
import type { Database } from './database.ts'
import { auditEntries } from './schema-records.ts'

export type AuditRow = typeof auditEntries.$inferSelect

export type AuditEvent = {
  /** ISO instant of the injected clock. */
  at: string
  actor: string
  action: string
  /** What it was done to: an order number, an item, a setting. */
  subject: string
  detail: Record<string, unknown>
}

/** The number all writers of the chain agree on for the advisory lock: one appends, the others wait. */
const headLock = 7_301_946
/** What the first row carries in place of a hash before it. */
const noHash = '0'.repeat(64)
const pageSize = 1_000

function rowHash(row: AuditEvent & { sequence: number; previousHash: string }): string {
  const { sequence, actor, action, subject, detail, previousHash } = row
  const at = new Date(row.at).toISOString()
  return contentHash({ sequence, at, actor, action, subject, detail, previousHash })
}

/** Holds the head of the audit chain until the transaction ends; call it first, so that every writer locks in one order. */
export async function lockAuditHead(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${headLock})`)
}

/** Adds one row to the chain inside the caller's transaction; the head is locked until that ends. */
export function appendAudit(tx: Database, event: AuditEvent): Promise<void> {
  return appendAudits(tx, [event])
}

/** As `appendAudit`, rows in the order given. */
export async function appendAudits(tx: Database, events: readonly AuditEvent[]): Promise<void> {
  await lockAuditHead(tx)
  const [head] = await tx
    .select({ sequence: auditEntries.sequence, hash: auditEntries.hash })
    .from(auditEntries)
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  let previous = { sequence: head?.sequence ?? 0, hash: head?.hash ?? noHash }
  const rows = events.map((event) => {
    const linked = { ...event, sequence: previous.sequence + 1, previousHash: previous.hash }
    const row = { ...linked, hash: rowHash(linked) }
    previous = row
    return row
  })
  await insertRows(tx, auditEntries, rows)
}

export type ChainReport = {
  rowCount: number
  headHash: string
  broken: { sequence: number; reason: string }[]
}

/** Recomputes the whole chain and names up to ten rows that were edited, cut out or put in. */
export async function checkAuditChain(db: Database): Promise<ChainReport> {
  const broken: ChainReport['broken'] = []
  let previous = { sequence: 0, hash: noHash }
  let rowCount = 0
  for (;;) {
    const rows = await db
      .select()
      .from(auditEntries)
      .where(gt(auditEntries.sequence, previous.sequence))
      .orderBy(asc(auditEntries.sequence))
      .limit(pageSize)
    for (const row of rows) {
      rowCount += 1
      const reason = brokenBecause(row, previous)
      if (reason !== null && broken.length < 10) broken.push({ sequence: row.sequence, reason })
      previous = { sequence: row.sequence, hash: row.hash }
    }
    if (rows.length < pageSize) return { rowCount, headHash: previous.hash, broken }
  }
}

function brokenBecause(row: AuditRow, previous: { sequence: number; hash: string }): string | null {
  if (row.sequence !== previous.sequence + 1) return `row ${previous.sequence + 1} is missing`
  if (row.previousHash !== previous.hash) return 'does not continue the row before'
  const { detail } = row
  if (row.hash !== rowHash({ ...row, detail: detail as Record<string, unknown> }))
    return 'was changed'
  return null
}

/** The rows about orders, oldest first: what verify compares with the states. */
export async function auditOf(db: Database, prefix: string): Promise<AuditRow[]> {
  return db
    .select()
    .from(auditEntries)
    .where(sql`${auditEntries.action} like ${`${prefix}%`}`)
    .orderBy(asc(auditEntries.sequence))
}
