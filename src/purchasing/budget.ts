import { parseMoney } from '#planning/money-text.ts'
import { QuartermasterError } from '#root/errors.ts'

/**
 * Minor units of the base currency in words such as "5000 GBP", "£5,000" or "5k". Throws 'invalid' for another
 * currency (a budget is not converted behind anybody's back) and for what is not an amount above zero.
 */
export function parseBudget(text: string, baseCurrency: string): number {
  const { amountMinor, currency } = parseMoney(text, baseCurrency)
  if (currency !== baseCurrency) {
    throw new QuartermasterError(
      'invalid',
      `"${text.slice(0, 40)}" is not a budget in ${baseCurrency}.`,
      `Write an amount in ${baseCurrency}, for example "5000 ${baseCurrency}".`,
    )
  }
  if (amountMinor > 0) return amountMinor
  throw new QuartermasterError(
    'invalid',
    'A budget must be above zero.',
    'Give an amount that can be spent.',
  )
}
