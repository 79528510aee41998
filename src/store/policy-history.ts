import { asc } from 'drizzle-orm'
import { defaultPolicy } from '#purchasing/policy.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import type { Database } from './database.ts'
import { purchasingPolicy } from './purchasing-policy.ts'
import { purchasingPolicies } from './schema-decisions.ts'

/** The policy that held at an instant (ISO), with the budgets, currency and time zone of now: those have no history. */
export type PolicyAt = (at: string) => PurchasingPolicy

/** Every policy that ever held, to look up by instant. Throws as `purchasingPolicy`. */
export async function policyHistory(db: Database): Promise<PolicyAt> {
  const { baseCurrency, timeZone, budgets } = await purchasingPolicy(db)
  const rows = await db.select().from(purchasingPolicies).orderBy(asc(purchasingPolicies.version))
  const held = rows.map(({ policy, setAt }) => ({ policy, setMs: Date.parse(setAt) }))
  return (at) => {
    const set = held.findLast(({ setMs }) => setMs <= Date.parse(at))
    return { ...defaultPolicy, ...set?.policy, baseCurrency, timeZone, budgets }
  }
}
