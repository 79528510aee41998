import { anchorAudit } from '#store/anchor-audit.ts'
import { readAnchors } from '#store/audit-anchors.ts'
import type { AnchorSink } from '#store/audit-anchors.ts'
import type { Database } from '#store/database.ts'

const dayMs = 86_400_000

/**
 * Writes the head of the audit chain down once a day, in its file and wherever else anchors go; whether it was due. Asked
 * every hour, so that a program that does not run at night anchors by day. Throws as `anchorAudit`.
 */
export async function anchorDaily(
  db: Database,
  { file, at, sinks = [] }: { file: string; at: string; sinks?: readonly AnchorSink[] },
): Promise<boolean> {
  const newest = readAnchors(file).anchors.at(-1)
  const ageMs = newest === undefined ? dayMs : Math.abs(Date.parse(at) - Date.parse(newest.at))
  if (ageMs < dayMs) return false
  const { anchor, again } = await anchorAudit(db, { file, at, sinks })
  return anchor !== null && !again
}
