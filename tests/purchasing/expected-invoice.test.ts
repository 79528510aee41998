import { describe, expect, it } from 'vitest'
import { expectedInvoice } from '#purchasing/expected-invoice.ts'
import type { MatchedOrderLine } from '#purchasing/invoice-lines.ts'
import { defaultPolicy } from '#purchasing/policy.ts'
import { matchInvoice } from '#purchasing/invoice-match.ts'

/** 'MUG 12 at 4.20, 10 accepted, 4 billed' */
function lineOf(text: string, at: number): MatchedOrderLine {
  const [, sku, ordered, price, accepted = '0', billed = '0'] =
    /^(\S+) (\d+) at (\S+?)(?:, (\d+) accepted)?(?:, (\d+) billed)?$/.exec(text)!
  return {
    lineNumber: at + 1,
    sku: sku!,
    unitPrice: price!,
    orderedUnits: Number(ordered),
    acceptedUnits: Number(accepted),
    invoicedUnits: Number(billed),
  }
}

const orderOf = (...lines: string[]) => ({
  number: 'PO-2026-0001',
  supplierCode: 'KYOTO',
  currency: 'GBP',
  expectedChargesMinor: 0,
  lines: lines.map(lineOf),
})
const billed = (...lines: string[]) =>
  expectedInvoice(orderOf(...lines)).lines.map(
    ({ sku, units, unitPrice }) => `${sku} ${units} at ${unitPrice}`,
  )

describe('the invoice that an order expects next', () => {
  it.each([
    ['all of it before anything came', ['MUG 12 at 4.20'], ['MUG 12 at 4.20']],
    ['what was accepted once goods came', ['MUG 12 at 4.20, 10 accepted'], ['MUG 10 at 4.20']],
    ['less what was billed', ['MUG 12 at 4.20, 10 accepted, 4 billed'], ['MUG 6 at 4.20']],
    ['not what has not come', ['MUG 12 at 4.20, 10 accepted', 'CUP 5 at 1.00'], ['MUG 10 at 4.20']],
    ['nothing when all is billed', ['MUG 12 at 4.20, 12 accepted, 12 billed'], []],
    ['nothing below zero', ['MUG 12 at 4.20, 4 accepted, 9 billed'], []],
    [
      'the lines of an item one after the other',
      ['MUG 6 at 4.20, 9 accepted', 'MUG 6 at 4.50'],
      ['MUG 6 at 4.20', 'MUG 3 at 4.50'],
    ],
    ['never more than was ordered', ['MUG 6 at 4.20, 9 accepted'], ['MUG 6 at 4.20']],
  ])('%s', (_what, lines, expected) => {
    expect(billed(...lines)).toEqual(expected)
  })

  it('matches its order when goods came', () => {
    const order = orderOf('MUG 12 at 4.20, 10 accepted, 4 billed', 'CUP 5 at 1.00, 5 accepted')
    const { lines } = expectedInvoice(order)
    const invoice = {
      supplierCode: 'KYOTO',
      number: 'INV-1',
      orderNumber: order.number,
      currency: 'GBP',
      totalMinor: 6 * 420 + 500,
      lines,
      chargesMinor: 0,
    }
    expect(matchInvoice(invoice, order, [], defaultPolicy).findings).toEqual([])
  })
})
