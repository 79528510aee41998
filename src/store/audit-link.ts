// One row of the audit chain: what its hash is made of, and whether it continues the row before. No database here, so that
// an export can be checked by anybody.
import { contentHash } from './content-hash.ts'

export type AuditLink = {
  sequence: number
  /** As the database or an export writes an instant; what counts is the instant, to the millisecond. */
  at: string
  actor: string
  action: string
  subject: string
  detail: unknown
  previousHash: string
  hash: string
}

/** Where a chain stands: its last row. */
export type ChainHead = { sequence: number; hash: string }

/** What the first row continues. */
export const beforeFirst: ChainHead = { sequence: 0, hash: '0'.repeat(64) }

/** The hash of a row, the one before it included. Throws for an instant or a detail that has no one spelling. */
export function auditHash(row: Omit<AuditLink, 'hash'>): string {
  const { sequence, actor, action, subject, detail, previousHash } = row
  const at = new Date(row.at).toISOString()
  return contentHash({ sequence, at, actor, action, subject, detail, previousHash })
}

const finerThanMilliseconds = /\.\d{3}0*[1-9]/

/** Whether the row still has the hash that was made of it. */
export function isAsWritten(row: AuditLink): boolean {
  if (finerThanMilliseconds.test(row.at)) return false
  try {
    return row.hash === auditHash(row)
  } catch {
    // An instant such as 'infinity' or a number beyond all: nothing that was ever written here.
    return false
  }
}

/** Why a row does not continue the one before it, or null: cut out, put in between, or changed. */
export function linkFault(row: AuditLink, previous: ChainHead): string | null {
  if (row.sequence <= previous.sequence) return 'was put in before the first row'
  if (row.sequence !== previous.sequence + 1) {
    const first = previous.sequence + 1
    return row.sequence === first + 1
      ? `row ${first} is missing`
      : `rows ${first} to ${row.sequence - 1} are missing`
  }
  if (row.previousHash !== previous.hash) return 'does not continue the row before'
  return isAsWritten(row) ? null : 'was changed'
}
