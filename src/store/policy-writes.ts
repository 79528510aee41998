import { desc } from 'drizzle-orm'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import type { Database } from './database.ts'
import { purchasingPolicies } from './schema-decisions.ts'
import type { PolicyRow } from './purchasing-policy.ts'

/** Puts a policy into force; the earlier ones stay. Returns its version. */
export async function addPolicy(
  tx: Database,
  row: { policy: PurchasingPolicy; setBy: string; setAt: string; reason: string },
): Promise<number> {
  const [added] = await tx
    .insert(purchasingPolicies)
    .values(row)
    .returning({ version: purchasingPolicies.version })
  if (added === undefined) throw new Error('a policy was inserted and came back without a version')
  return added.version
}

/** Every policy that a person set, the newest first. */
export async function policiesSet(db: Database): Promise<PolicyRow[]> {
  const rows = await db.select().from(purchasingPolicies).orderBy(desc(purchasingPolicies.version))
  return rows.map((row) => ({ ...row, setAt: new Date(row.setAt).toISOString() }))
}
