import { describe, expect, it } from 'vitest'
import { nearDuplicate, sameOrder } from '#purchasing/duplicates.ts'
import type { LiveOrder, OrderShape } from '#purchasing/duplicates.ts'

const order = (lines: Record<string, number>, changes: Partial<OrderShape> = {}): OrderShape => ({
  supplierCode: 'ACME',
  locationCode: 'LDS',
  lines: Object.entries(lines).map(([sku, units]) => ({ sku, units })),
  ...changes,
})

const live = (lines: Record<string, number>, changes: Partial<LiveOrder> = {}): LiveOrder => ({
  ...order(lines),
  number: 'PO-2026-0001',
  state: 'draft',
  createdOn: '2026-11-20',
  ageDays: 1,
  ...changes,
})

describe('the same order', () => {
  it('is found whatever the order of its lines', () => {
    expect(sameOrder(order({ MUG: 12, TEA: 6 }), [live({ TEA: 6, MUG: 12 })])?.number).toBe(
      'PO-2026-0001',
    )
  })

  it.each([
    ['other units', live({ MUG: 13 })],
    ['one line more', live({ MUG: 12, TEA: 1 })],
    ['another supplier', live({ MUG: 12 }, { supplierCode: 'NORD' })],
    ['another place', live({ MUG: 12 }, { locationCode: 'RTM' })],
  ])('is not one with %s', (_why, other) => {
    expect(sameOrder(order({ MUG: 12 }), [other])).toBeNull()
  })
})

describe('a near duplicate', () => {
  // asked | live | days old | near?
  const table = `
    MUG=100                | MUG=100                | 6.9 | yes
    MUG=100                | MUG=120                | 1   | yes
    MUG=100                | MUG=126                | 1   | no
    MUG=100                | MUG=100                | 7.1 | no
    MUG=100,TEA=10         | MUG=100                | 1   | yes
    MUG=100,TEA=10,CUP=5   | MUG=100                | 1   | no
    MUG=100                | CUP=100                | 1   | no
  `
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()) as [string, string, string, string])
  const parse = (cell: string) =>
    Object.fromEntries(
      cell.split(',').map((pair) => [pair.split('=')[0]!, Number(pair.split('=')[1])]),
    )

  it.each(table)('%s against %s, %s days old: %s', (asked, there, days, near) => {
    const found = nearDuplicate(order(parse(asked)), [
      live(parse(there), { ageDays: Number(days) }),
    ])
    expect(found !== null).toBe(near === 'yes')
  })

  it('is looked for at the same supplier and place only', () => {
    const wanted = order({ MUG: 100 })
    expect(nearDuplicate(wanted, [live({ MUG: 100 }, { supplierCode: 'NORD' })])).toBeNull()
    expect(nearDuplicate(wanted, [live({ MUG: 100 }, { locationCode: 'RTM' })])).toBeNull()
  })
})
