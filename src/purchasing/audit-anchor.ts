/** A head of the audit chain that was written down outside the database. */
export type AuditAnchor = { sequence: number; hash: string }

export type AnchorFinding = 'kept' | 'truncated' | 'rewritten'

/**
 * What became of an anchored chain: its rows are still there; rows were cut off its end; or a row before the anchor says
 * something else. A chain alone can not show a cut end, an anchor outside does. `hashAt` gives null beyond the last row.
 */
export function judgeAnchor(
  anchor: AuditAnchor,
  hashAt: (sequence: number) => string | null,
): AnchorFinding {
  const hash = hashAt(anchor.sequence)
  if (hash === null) return 'truncated'
  return hash === anchor.hash ? 'kept' : 'rewritten'
}
