import { judgeAnchor } from '#purchasing/audit-anchor.ts'
import { readAnchors } from '#store/audit-anchors.ts'
import type { WrittenAnchor } from '#store/audit-anchors.ts'
import { checkAuditChain, openAuditGuards } from '#store/audit-chain.ts'
import type { ChainReport } from '#store/audit-chain.ts'
import type { Database } from '#store/database.ts'
import { listCheck } from './verify-check.ts'
import type { VerifyCheck } from './verify-check.ts'

/** Clocks of two machines may be so far apart without anybody being to blame. */
const clockToleranceMs = 5 * 60_000

/** What is wrong with an anchored chain: an end cut off, rows rewritten, anchors from a time that is not yet. */
export function anchorFaults(
  anchors: readonly WrittenAnchor[],
  hashes: ReadonlyMap<number, string>,
  now: string,
): string[] {
  return anchors.flatMap((anchor) => {
    const judged = judgeAnchor(anchor, (sequence) => hashes.get(sequence) ?? null)
    const early = Date.parse(anchor.at) - Date.parse(now) > clockToleranceMs
    return [
      ...(judged.outcome === 'refused' ? [judged.sentence] : []),
      ...(early
        ? [
            `the anchor of audit row ${anchor.sequence} is of ${anchor.at}, which is not yet: a clock is wrong, or it is forged`,
          ]
        : []),
    ]
  })
}

function chainCheck({ rowCount, headHash, broken, brokenCount }: ChainReport): VerifyCheck {
  const named = broken.map(({ sequence, reason }) => `row ${sequence} ${reason}`)
  const unnamed = Array.from({ length: brokenCount - broken.length }, () => '')
  return listCheck(
    'audit chain',
    [...named, ...unnamed],
    `${rowCount} rows unbroken, head ${headHash.slice(0, 12)}`,
  )
}

/**
 * The chain row by row; the anchors that were written down outside the database, where there is a file for them; and the
 * trigger that refuses changes. `now` is ISO.
 */
export async function auditChecks(
  db: Database,
  { anchorFile, now }: { anchorFile: string | null; now: string },
): Promise<VerifyCheck[]> {
  const { anchors, unreadable } =
    anchorFile === null ? { anchors: [], unreadable: [] } : readAnchors(anchorFile)
  const report = await checkAuditChain(
    db,
    anchors.map(({ sequence }) => sequence),
  )
  const newest = anchors.at(-1)
  const faults = [
    ...unreadable.map(
      (line) => `line ${line} of the anchors is none; look at who wrote it, then take it out`,
    ),
    ...anchorFaults(anchors, report.hashes, now),
  ]
  const sound =
    newest === undefined
      ? 'no head was anchored yet, so an end that was cut off would not show; "quartermaster audit anchor" writes one down'
      : `${anchors.length} anchors hold, the newest at row ${newest.sequence}, ${report.rowCount - newest.sequence} rows ago`
  return [
    chainCheck(report),
    listCheck('audit anchors', faults, sound),
    listCheck(
      'audit guard',
      await openAuditGuards(db),
      'the database refuses to update, delete or truncate audit rows',
    ),
  ]
}
