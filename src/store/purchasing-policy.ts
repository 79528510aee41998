import { asc, desc } from 'drizzle-orm'
import { defaultPolicy } from '#purchasing/policy.ts'
import type { Budget, DuplicateRule, PurchasingPolicy } from '#purchasing/policy.ts'
import { QuartermasterError } from '#root/errors.ts'
import { baseCurrencyOf } from './base-currency.ts'
import type { Database } from './database.ts'
import { purchasingPolicies } from './schema-decisions.ts'
import { budgets } from './schema-people.ts'
import { shopSettings } from './settings.ts'

export type PolicyRow = typeof purchasingPolicies.$inferSelect

/** The policy that a person set last, or null while nobody has. */
export async function newestPolicy(db: Database): Promise<PolicyRow | null> {
  const [row] = await db
    .select()
    .from(purchasingPolicies)
    .orderBy(desc(purchasingPolicies.version))
    .limit(1)
  return row ?? null
}

async function budgetsIn(db: Database, baseCurrency: string): Promise<Budget[]> {
  const rows = await db.select().from(budgets).orderBy(asc(budgets.category), asc(budgets.startsOn))
  return rows.map(({ category, startsOn, endsOn, amountMinor, currency }) => {
    if (currency === baseCurrency) return { category, startsOn, endsOn, amountMinor }
    throw new QuartermasterError(
      'invalid',
      `The budget of ${category} from ${startsOn} is in ${currency}; this shop counts in ${baseCurrency}.`,
      `Import budgets.csv with the amount in ${baseCurrency}; a budget is not converted behind anybody's back.`,
    )
  })
}

/**
 * The purchasing policy in force: what was set last, else the cautious default; budgets as they are in the books, in the
 * shop's own currency and time zone. Throws 'invalid' for a budget in another currency.
 */
export async function purchasingPolicy(db: Database): Promise<PurchasingPolicy> {
  const set = await newestPolicy(db)
  const shop = await shopSettings(db)
  const baseCurrency = await baseCurrencyOf(db)
  return {
    ...defaultPolicy,
    ...set?.policy,
    baseCurrency,
    timeZone: shop?.timeZone ?? defaultPolicy.timeZone,
    budgets: await budgetsIn(db, baseCurrency),
  }
}

/** When two live orders are one need: asked by every draft, also in a shop that has not said its base currency. */
export async function duplicateRule(db: Database): Promise<DuplicateRule> {
  return (await newestPolicy(db))?.policy.duplicates ?? defaultPolicy.duplicates
}
