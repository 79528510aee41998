import { Big } from 'big.js'
import { currencyDigits } from '#planning/money.ts'

/** Minor units as a plain decimal that machines read: (84960, 'GBP') -> '849.60'. */
export function decimalAmount(minor: number, currency: string): string {
  const digits = currencyDigits(currency)
  return new Big(minor).div(new Big(10).pow(digits)).toFixed(digits)
}

/** An exact unit price with at least the currency's own places and no zeros beyond: ('2.950000', 'GBP') -> '2.95'. */
export function decimalPrice(unitPrice: string, currency: string): string {
  const exact = new Big(unitPrice)
  const shortest = exact.toFixed()
  const places = shortest.split('.')[1]?.length ?? 0
  return exact.toFixed(Math.max(places, currencyDigits(currency)))
}
