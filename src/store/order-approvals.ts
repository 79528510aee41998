import { and, asc, eq, isNull } from 'drizzle-orm'
import type { GivenApproval } from '#purchasing/order-facts.ts'
import type { Database } from './database.ts'
import { orderApprovals } from './schema-decisions.ts'

export type ApprovalRow = typeof orderApprovals.$inferSelect

/** Every approval an order was ever given, void ones too, the first first. */
export function approvalsOf(db: Database, orderNumber: string): Promise<ApprovalRow[]> {
  return db
    .select()
    .from(orderApprovals)
    .where(eq(orderApprovals.orderNumber, orderNumber))
    .orderBy(asc(orderApprovals.approvedAt), asc(orderApprovals.personId))
}

/** The approvals of an order that nobody has made void, as the rules read them. */
export async function givenApprovals(db: Database, orderNumber: string): Promise<GivenApproval[]> {
  const rows = await approvalsOf(db, orderNumber)
  return rows
    .filter(({ voidedAt }) => voidedAt === null)
    .map((row) => ({
      by: row.personId,
      forPerson: row.forPersonId,
      revision: row.revision,
      contentHash: row.contentHash,
      at: new Date(row.approvedAt).toISOString(),
      limitMinor: row.limitMinor,
      role: row.role,
    }))
}

/** Writes down one person's yes; a second of the same person to the same revision can not be. */
export async function addApproval(
  tx: Database,
  orderNumber: string,
  approval: GivenApproval,
  madeBy: ApprovalRow['madeBy'],
): Promise<void> {
  await tx.insert(orderApprovals).values({
    orderNumber,
    revision: approval.revision,
    personId: approval.by,
    forPersonId: approval.forPerson,
    role: approval.role,
    contentHash: approval.contentHash,
    limitMinor: approval.limitMinor,
    madeBy,
    approvedAt: approval.at,
  })
}

/** Makes every approval of an order void from an instant on; they stay on record. */
export async function voidApprovals(tx: Database, orderNumber: string, at: string): Promise<void> {
  await tx
    .update(orderApprovals)
    .set({ voidedAt: at })
    .where(and(eq(orderApprovals.orderNumber, orderNumber), isNull(orderApprovals.voidedAt)))
}
