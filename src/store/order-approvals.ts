import { and, asc, eq, isNull } from 'drizzle-orm'
import type { GivenApproval } from '#purchasing/order-facts.ts'
import { QuartermasterError } from '#root/errors.ts'
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

/**
 * Writes down one person's yes. There is one row for a person and a revision: a second yes takes the place of exactly the
 * lapsed one that it renews (its instant, or null for a first yes); the audit keeps both. Throws 'conflict' when that one
 * is not on record any more.
 */
export async function addApproval(
  tx: Database,
  orderNumber: string,
  approval: GivenApproval & Pick<ApprovalRow, 'madeBy'>,
  renews: string | null,
): Promise<void> {
  const yes = {
    forPersonId: approval.forPerson,
    role: approval.role,
    contentHash: approval.contentHash,
    limitMinor: approval.limitMinor,
    madeBy: approval.madeBy,
    approvedAt: approval.at,
  }
  const of = { orderNumber, revision: approval.revision, personId: approval.by }
  if (renews === null) {
    await tx.insert(orderApprovals).values({ ...of, ...yes })
    return
  }
  const renewed = await tx
    .update(orderApprovals)
    .set(yes)
    .where(
      and(
        eq(orderApprovals.orderNumber, orderNumber),
        eq(orderApprovals.revision, of.revision),
        eq(orderApprovals.personId, of.personId),
        eq(orderApprovals.approvedAt, renews),
        isNull(orderApprovals.voidedAt),
      ),
    )
    .returning({ at: orderApprovals.approvedAt })
  if (renewed.length > 0) return
  throw new QuartermasterError(
    'conflict',
    `The approval of ${orderNumber} that was to be renewed is no longer the one on record.`,
    'Load the order again and decide about what it says now.',
    { order: orderNumber },
  )
}

/** Makes every approval of an order void from an instant on; they stay on record. */
export async function voidApprovals(tx: Database, orderNumber: string, at: string): Promise<void> {
  await tx
    .update(orderApprovals)
    .set({ voidedAt: at })
    .where(and(eq(orderApprovals.orderNumber, orderNumber), isNull(orderApprovals.voidedAt)))
}
