import { describe, expect, it } from 'vitest'
import { decimalAmount, decimalPrice } from '#render/order-documents/amounts.ts'

describe('amounts as programs read them', () => {
  it.each([
    [84_960, 'GBP', '849.60'],
    [5, 'GBP', '0.05'],
    [84_960, 'JPY', '84960'],
    [84_960, 'KWD', '84.960'],
    [9_007_199_254_740_991, 'EUR', '90071992547409.91'],
  ])('%d minor units of %s are %s', (minor, currency, text) => {
    expect(decimalAmount(minor, currency)).toBe(text)
  })

  it.each([
    ['2.950000', 'GBP', '2.95'],
    ['3', 'GBP', '3.00'],
    ['3.000000', 'JPY', '3'],
    ['0.000001', 'EUR', '0.000001'],
    ['12.340500', 'KWD', '12.3405'],
    ['12.3', 'KWD', '12.300'],
  ])('a price of %s %s is %s', (price, currency, text) => {
    expect(decimalPrice(price, currency)).toBe(text)
  })
})
