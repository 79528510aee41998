import { and, desc, eq, lte } from 'drizzle-orm'
import type { Database } from './database.ts'
import { exchangeRates } from './schema.ts'

/** One unit of a currency in the base currency on a day, exact decimal; null = no rate is in the books. */
export async function rateOn(db: Database, currency: string, on: string): Promise<string | null> {
  const [row] = await db
    .select({ rateToBase: exchangeRates.rateToBase })
    .from(exchangeRates)
    .where(and(eq(exchangeRates.currency, currency), lte(exchangeRates.validFrom, on)))
    .orderBy(desc(exchangeRates.validFrom))
    .limit(1)
  return row?.rateToBase ?? null
}
