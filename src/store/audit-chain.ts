// Whether the chain of audit rows still is what was written, and what guards it.
import { sql } from 'drizzle-orm'
import { auditPages } from './audit.ts'
import { beforeFirst, linkFault } from './audit-link.ts'
import type { AuditLink, ChainHead } from './audit-link.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

export type BrokenLink = { sequence: number; reason: string }

export type ChainReport = {
  rowCount: number
  headHash: string
  /** Up to ten rows that were edited, cut out or put in; `brokenCount` counts them all. */
  broken: BrokenLink[]
  brokenCount: number
  /** The hashes of the rows that were asked for, where they are there. */
  hashes: Map<number, string>
}

const namedRows = 10

/** Walks rows of a chain one after another, in memory that does not grow; `wanted` names rows whose hash is kept. */
export function chainWalk(wanted: readonly number[] = [], from: ChainHead = beforeFirst) {
  const asked = new Set(wanted)
  const report: ChainReport = {
    rowCount: 0,
    headHash: from.hash,
    broken: [],
    brokenCount: 0,
    hashes: new Map(),
  }
  let previous = from
  return {
    report,
    step(row: AuditLink): void {
      report.rowCount += 1
      const reason = linkFault(row, previous)
      if (reason !== null) {
        report.brokenCount += 1
        if (report.broken.length < namedRows) report.broken.push({ sequence: row.sequence, reason })
      }
      if (asked.has(row.sequence)) report.hashes.set(row.sequence, row.hash)
      previous = { sequence: row.sequence, hash: row.hash }
      report.headHash = row.hash
    },
  }
}

/** Recomputes the whole chain, a page at a time, and names the rows that were edited, cut out or put in. */
export async function checkAuditChain(
  db: Database,
  wanted: readonly number[] = [],
): Promise<ChainReport> {
  const { report, step } = chainWalk(wanted)
  for await (const rows of auditPages(db)) for (const row of rows) step(row)
  return report
}

/** Before each statement that updates, deletes or truncates: the bits of pg_trigger.tgtype. */
const triggerBits = 2 | 8 | 16 | 32

/** Whether the database refuses what is refused: tried with statements that would change nothing, and taken back. */
async function refuses(db: Database, statement: string): Promise<boolean> {
  const nothing = new Error('the statement was taken')
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql.raw(statement))
      throw nothing
    })
    return false
  } catch (error) {
    return error !== nothing
  }
}

/** What does not keep audit rows from being changed as it should, one sentence each; empty when all of it does. */
export async function openAuditGuards(db: Database): Promise<string[]> {
  const triggers = await selectRows<{ enabled: boolean; bits: number }>(
    db,
    sql`select tgenabled in ('O', 'A') as "enabled", tgtype::int as "bits" from pg_trigger
      where tgrelid = 'audit_entry'::regclass and tgname = 'audit_entry_append_only'`,
  )
  const [trigger] = triggers
  if (trigger === undefined) return ['the trigger that refuses changes is gone']
  if (!trigger.enabled) return ['the trigger that refuses changes is switched off']
  if ((trigger.bits & triggerBits) !== triggerBits) {
    return ['the trigger does not refuse every update, delete and truncate']
  }
  const open: string[] = []
  for (const statement of [
    'update audit_entry set actor = actor where false',
    'delete from audit_entry where false',
  ]) {
    if (!(await refuses(db, statement))) open.push(`"${statement}" is taken`)
  }
  return open
}

export type AuditRole = { name: string; superuser: boolean; owner: boolean; mayChange: boolean }

/** What the role that this process uses could do to the audit beyond adding rows. */
export async function auditRole(db: Database): Promise<AuditRole> {
  const [role] = await selectRows<AuditRole>(
    db,
    sql`select current_user::text as "name",
      (select rolsuper from pg_roles where rolname = current_user) as "superuser",
      pg_has_role(current_user, (select relowner from pg_class where oid = 'audit_entry'::regclass), 'member') as "owner",
      has_table_privilege('audit_entry', 'update') or has_table_privilege('audit_entry', 'delete')
        or has_table_privilege('audit_entry', 'truncate') as "mayChange"`,
  )
  if (role === undefined) throw new Error('the database names no role')
  return role
}
