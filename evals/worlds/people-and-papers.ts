// Shops that decide differently: without limits of people, with the orders of others, with little money left.
import { sql } from 'drizzle-orm'
import type { Variant } from './variant.ts'

/** Nobody has a limit of their own: what the policy gives the role counts. */
export const noApprovalLimits: Variant = async (db) => {
  await db.execute(sql`update person set approval_limit_minor = null`)
}

/** PO-9003 is a draft that Tom put together. */
export const draftOfAnother: Variant = async (db) => {
  await db.execute(
    sql`update purchase_order set state = 'draft', submitted_at = null, created_by = 'tom', last_edited_by = 'tom'
      where number = 'PO-9003'`,
  )
  await db.execute(
    sql`update purchase_order_revision set edited_by = 'tom' where order_number = 'PO-9003'`,
  )
}

/** Maya has handed in PO-9001. */
export const submittedByMaya: Variant = async (db) => {
  await db.execute(
    sql`update purchase_order set state = 'submitted', submitted_at = '2026-11-19T09:00:00Z'
      where number = 'PO-9001'`,
  )
}

/** The budgets of tableware are as good as spent. */
export const budgetNearlyUsed: Variant = async (db) => {
  await db.execute(sql`update budget set amount_minor = 100000 where category = 'Tableware'`)
}
