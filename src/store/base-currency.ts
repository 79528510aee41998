import { QuartermasterError } from '#root/errors.ts'
import type { Database } from './database.ts'
import { currenciesInUse, shopSettings } from './settings.ts'

/**
 * The currency of limits, totals and margins: what the shop said, else the one currency its suppliers use. Throws
 * 'invalid' when they use several and nobody said which is the base.
 */
export async function baseCurrencyOf(db: Database): Promise<string> {
  const stored = await shopSettings(db)
  if (stored !== null) return stored.baseCurrency
  const currencies = await currenciesInUse(db)
  if (currencies.length > 1) {
    throw new QuartermasterError(
      'invalid',
      `The shop's base currency is not known; its suppliers use ${currencies.join(', ')}.`,
      'Import a shop.csv with the columns name, base_currency and time_zone.',
    )
  }
  return currencies[0] ?? 'USD'
}
