import { parseMoney } from '#planning/money-text.ts'
import { QuartermasterError } from '#root/errors.ts'

const weekly = /\s*(?:(?:a|per|each|every|\/)\s*week|weekly)\b/i

/**
 * Minor units of the base currency in words such as "5000 GBP", "£5,000" or "5k", in all or for each week ("£5,000 a week"). Throws 'invalid' for another
 * currency (a budget is not converted behind anybody's back) and for what is not an amount above zero.
 */
export function parseBudget(
  text: string,
  baseCurrency: string,
): { amountMinor: number; isWeekly: boolean } {
  const amount = text.replace(weekly, '')
  const { amountMinor, currency } = parseMoney(amount, baseCurrency)
  if (currency !== baseCurrency) {
    throw new QuartermasterError(
      'invalid',
      `"${text.slice(0, 40)}" is not a budget in ${baseCurrency}.`,
      `Write an amount in ${baseCurrency}, for example "5000 ${baseCurrency}".`,
    )
  }
  if (amountMinor > 0) return { amountMinor, isWeekly: amount !== text }
  throw new QuartermasterError(
    'invalid',
    'A budget must be above zero.',
    'Give an amount that can be spent.',
  )
}
