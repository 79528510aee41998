import { eq } from 'drizzle-orm'
import { judgeAnchor } from '#purchasing/audit-anchor.ts'
import { refusalError } from '#purchasing/refusal.ts'
import { auditHead } from './audit.ts'
import { anchorFile, readAnchors } from './audit-anchors.ts'
import type { AnchorSink, WrittenAnchor } from './audit-anchors.ts'
import type { Database } from './database.ts'
import { auditEntries } from './schema-records.ts'

export type Anchored = {
  /** Null: there is nothing in the audit yet. */
  anchor: WrittenAnchor | null
  /** The head was written down before; nothing was added. */
  again: boolean
}

async function hashAt(db: Database, sequence: number): Promise<string | null> {
  const [row] = await db
    .select({ hash: auditEntries.hash })
    .from(auditEntries)
    .where(eq(auditEntries.sequence, sequence))
  return row?.hash ?? null
}

/**
 * Writes the head of the audit chain down in a file outside the database, and wherever else an anchor goes. `at` is ISO.
 * Throws 'conflict' when the chain does not hold what was anchored before: then nothing is written, so that no anchor
 * speaks for a chain that was cut or rewritten; 'unavailable' when the file can not be used.
 */
export async function anchorAudit(
  db: Database,
  { file, at, sinks = [] }: { file: string; at: string; sinks?: readonly AnchorSink[] },
): Promise<Anchored> {
  const newest = readAnchors(file).anchors.at(-1) ?? null
  if (newest !== null) {
    const hash = await hashAt(db, newest.sequence)
    const judged = judgeAnchor(newest, () => hash)
    if (judged.outcome === 'refused') throw refusalError(judged, { file })
  }
  const head = await auditHead(db)
  if (head === null) return { anchor: null, again: false }
  if (newest?.sequence === head.sequence) return { anchor: newest, again: true }
  const anchor = { sequence: head.sequence, hash: head.hash, at }
  for (const sink of [anchorFile(file), ...sinks]) await sink(anchor)
  return { anchor, again: false }
}
