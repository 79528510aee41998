import { QuartermasterError } from '#root/errors.ts'
import { anchorAudit, type Anchored } from '#store/anchor-audit.ts'
import type { Shop } from './shop.ts'

export type AnchorReport = Anchored & { file: string }

/** Writes the head of the shop's audit chain down outside the database. Throws as `anchorAudit`. */
export async function anchorShop(shop: Shop): Promise<AnchorReport> {
  const file = shop.auditAnchorFile
  if (file === null) {
    throw new QuartermasterError(
      'unavailable',
      'There is no file for audit anchors.',
      'Set AUDIT_ANCHOR_FILE to a file outside the database.',
    )
  }
  const at = shop.now().toISOString()
  return { file, ...(await anchorAudit(shop.db, { file, at })) }
}
