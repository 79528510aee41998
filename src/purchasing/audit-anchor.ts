import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** A head of the audit chain that was written down outside the database. */
export type AuditAnchor = { sequence: number; hash: string }

/**
 * What became of an anchored chain: kept; cut, when rows are gone from its end; or rewritten, when the row says something
 * else. A chain alone can not show a cut end, an anchor outside does. `hashAt` gives null beyond the last row.
 */
export function judgeAnchor(
  anchor: AuditAnchor,
  hashAt: (sequence: number) => string | null,
): { outcome: 'kept' } | Refused {
  const hash = hashAt(anchor.sequence)
  if (hash === anchor.hash) return { outcome: 'kept' }
  const repair =
    'Keep the database as it is for whoever looks into it, and restore the last backup.'
  if (hash !== null) {
    return refused(
      'audit_rewritten',
      `Audit row ${anchor.sequence} is not the one that was anchored: the chain was rewritten.`,
      repair,
    )
  }
  return refused(
    'audit_cut',
    `Audit row ${anchor.sequence} was anchored and is gone: the end of the chain was cut off.`,
    repair,
  )
}
