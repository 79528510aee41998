import { and, asc, desc, eq, gt, gte, lt, lte, sql } from 'drizzle-orm'
import { crashpoint } from '#root/crashpoint.ts'
import { auditHash, beforeFirst } from './audit-link.ts'
import type { AuditLink, ChainHead } from './audit-link.ts'
import { insertRows } from './bulk-upsert.ts'
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
/** Rows in memory at a time, twice: one page is looked at while the next is fetched. */
const pageSize = 4_000

/** Holds the head of the audit chain until the transaction ends; call it first, so that every writer locks in one order. */
export async function lockAuditHead(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${headLock})`)
}

/** The last row of the chain, or null while it is empty. */
export async function auditHead(db: Database): Promise<ChainHead | null> {
  const [head] = await db
    .select({ sequence: auditEntries.sequence, hash: auditEntries.hash })
    .from(auditEntries)
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  return head ?? null
}

/** Adds one row to the chain inside the caller's transaction; the head is locked until that ends. */
export function appendAudit(tx: Database, event: AuditEvent): Promise<void> {
  return appendAudits(tx, [event])
}

/** As `appendAudit`, rows in the order given. */
export async function appendAudits(tx: Database, events: readonly AuditEvent[]): Promise<void> {
  await lockAuditHead(tx)
  let previous = (await auditHead(tx)) ?? beforeFirst
  const rows = events.map((event) => {
    const linked = {
      ...event,
      at: new Date(event.at).toISOString(),
      sequence: previous.sequence + 1,
      previousHash: previous.hash,
    }
    const row = { ...linked, hash: auditHash(linked) }
    previous = row
    return row
  })
  await insertRows(tx, auditEntries, rows)
  crashpoint('audit.after-row')
}

export type AuditFilter = {
  /** Instants, ISO; both ends count. */
  sinceAt?: string
  untilAt?: string
  subject?: string
  actor?: string
  action?: string
  /** Only rows before this one. */
  beforeSequence?: number
}

function suits(filter: AuditFilter) {
  const { sinceAt, untilAt, subject, actor, action, beforeSequence } = filter
  return and(
    sinceAt === undefined ? undefined : gte(auditEntries.at, sinceAt),
    untilAt === undefined ? undefined : lte(auditEntries.at, untilAt),
    subject === undefined ? undefined : eq(auditEntries.subject, subject),
    actor === undefined ? undefined : eq(auditEntries.actor, actor),
    action === undefined ? undefined : eq(auditEntries.action, action),
    beforeSequence === undefined ? undefined : lt(auditEntries.sequence, beforeSequence),
  )
}

/** The rows that suit, in the order of the chain, a page at a time; memory does not grow with them. */
export async function* auditPages(
  db: Database,
  filter: AuditFilter = {},
): AsyncGenerator<AuditLink[]> {
  const pageAfter = async (sequence: number) => {
    const rows: AuditLink[] = await db
      .select()
      .from(auditEntries)
      .where(and(gt(auditEntries.sequence, sequence), suits(filter)))
      .orderBy(asc(auditEntries.sequence))
      .limit(pageSize)
    return rows
  }
  let coming = pageAfter(Number.MIN_SAFE_INTEGER)
  for (;;) {
    const rows = await coming
    const last = rows.at(-1)
    const more =
      last !== undefined && rows.length === pageSize && Number.isSafeInteger(last.sequence)
    if (more) {
      coming = pageAfter(last.sequence)
      // The caller may stop, or fail, before this page is asked for; then nobody hears of its error.
      coming.catch(() => undefined)
    }
    yield rows
    if (!more) return
  }
}

/** The newest rows that suit, the newest first. */
export async function newestAudit(
  db: Database,
  filter: AuditFilter,
  limit: number,
): Promise<AuditLink[]> {
  return db
    .select()
    .from(auditEntries)
    .where(suits(filter))
    .orderBy(desc(auditEntries.sequence))
    .limit(limit)
}

/** The rows after one of the chain, the first first, so many at most. */
export function auditAfter(db: Database, sequence: number, limit: number): Promise<AuditRow[]> {
  return db
    .select()
    .from(auditEntries)
    .where(gt(auditEntries.sequence, sequence))
    .orderBy(asc(auditEntries.sequence))
    .limit(limit)
}

/** The rows whose action begins with a prefix, oldest first. */
export async function auditOf(db: Database, prefix: string): Promise<AuditLink[]> {
  return db
    .select()
    .from(auditEntries)
    .where(sql`${auditEntries.action} like ${`${prefix}%`}`)
    .orderBy(asc(auditEntries.sequence))
}
