// Amounts that are compared, summed and shared out. Exact at any size: a sum of orders may pass 2^53 where none of them does.
import { Big } from 'big.js'
import { currencyDigits, exactDecimal } from '#planning/money.ts'
import { refusalError, refused } from './refusal.ts'

export type Amount = { minor: number | bigint; currency: string }

/**
 * An amount in whole minor units of the base currency at a recorded rate (major units of base per major unit), rounded
 * once, half up. Throws 'conflict' (no_rate) when another currency has no rate: there is no silent 1.
 */
export function exactInBase(
  amount: Amount,
  rateToBase: string | null,
  baseCurrency: string,
): bigint {
  if (amount.currency === baseCurrency) return BigInt(amount.minor)
  if (rateToBase === null || !exactDecimal(rateToBase).gt(0)) {
    throw refusalError(
      refused(
        'no_rate',
        `There is no exchange rate from ${amount.currency} to ${baseCurrency}.`,
        'Add the rate to the exchange rates, with the date from which it holds.',
      ),
    )
  }
  const shift = currencyDigits(baseCurrency) - currencyDigits(amount.currency)
  const exact = new Big(amount.minor.toString())
    .times(exactDecimal(rateToBase))
    .times(new Big(10).pow(shift))
  return BigInt(exact.round(0, Big.roundHalfUp).toFixed())
}

/** The sum of amounts of one currency, exact. Throws 'conflict' (mixed_currency) rather than add across currencies. */
export function exactSum(amounts: readonly Amount[], currency: string): bigint {
  const other = amounts.find((amount) => amount.currency !== currency)
  if (other !== undefined) {
    throw refusalError(
      refused(
        'mixed_currency',
        `Amounts in ${currency} and ${other.currency} can not be added.`,
        'Convert each at its recorded rate first, or keep them apart.',
      ),
    )
  }
  return amounts.reduce((sum, { minor }) => sum + BigInt(minor), 0n)
}

/**
 * Shares of whole minor units in proportion to the weights; they add up to the whole. Largest remainder, ties to the
 * earlier share (Hamilton's method). Weights of zero in all share alike; throws RangeError on a weight below zero.
 */
export function allocateMinor(totalMinor: number, weights: readonly number[]): number[] {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('a weight is a whole number of at least zero')
  }
  const known = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1)
  const whole = known.reduce((sum, weight) => sum + BigInt(weight), 0n)
  const total = BigInt(Math.abs(totalMinor))
  const shares = known.map((weight) => {
    const product = total * BigInt(weight)
    return { minor: product / whole, rest: product % whole }
  })
  let left = total - shares.reduce((sum, { minor }) => sum + minor, 0n)
  // Sorting keeps the order of equals, so that a tie goes to the earlier share.
  for (const share of shares.toSorted((a, b) => Number(b.rest - a.rest))) {
    if (left === 0n) break
    share.minor += 1n
    left -= 1n
  }
  const sign = BigInt(Math.sign(totalMinor))
  return shares.map(({ minor }) => Number(sign * minor))
}

/** The relative change from one exact price to another as a number: ('1.00', '1.05') -> 0.05; null from a price of zero. */
export function relativeChange(from: string, to: string): number | null {
  const before = exactDecimal(from)
  if (before.eq(0)) return null
  return Number(exactDecimal(to).minus(before).div(before).toFixed(9))
}
