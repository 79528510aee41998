import { expect, test } from 'vitest'
import { deliveriesOf, type ReceiptFact } from '#planning/sourcing/delivery.ts'
import { leadTimeEvidence } from '#planning/sourcing/lead-time-evidence.ts'

const asOf = '2026-11-23'
const fact = (changes: Partial<ReceiptFact>): ReceiptFact => ({
  orderNumber: 'PO-1',
  supplierCode: 'ACME',
  sku: 'MUG',
  approvedOn: '2026-09-01',
  promisedOn: '2026-09-15',
  receivedOn: '2026-09-15',
  orderedUnits: 100,
  receivedUnits: 100,
  damagedUnits: 0,
  unitPrice: '1',
  invoicedUnitPrice: null,
  ...changes,
})
const quotedDays = new Map([
  ['MUG', 14],
  ['BOWL', 20],
])

test('a delivery in parts counts each part, from the first receipt to the last', () => {
  const [delivery] = deliveriesOf(
    [
      fact({ receivedOn: '2026-09-21', receivedUnits: 40 }),
      fact({ receivedOn: '2026-09-11', receivedUnits: 60 }),
    ],
    asOf,
  )
  expect(delivery).toMatchObject({
    leadTimeDays: 20,
    receipts: [
      { days: 10, share: 0.6 },
      { days: 20, share: 0.4 },
    ],
    overdue: null,
  })
  expect(leadTimeEvidence('MUG', [delivery!], quotedDays)).toEqual({
    receipts: [
      { days: 10, weight: 0.6 },
      { days: 20, weight: 0.4 },
    ],
    overdue: [],
  })
})

test('what is past its promise counts as not come so far, the part that came as come', () => {
  const [part] = deliveriesOf([fact({ receivedUnits: 25 })], asOf)
  expect(leadTimeEvidence('MUG', [part!], quotedDays)).toEqual({
    receipts: [{ days: 14, weight: 0.25 }],
    overdue: [{ days: 83, weight: 0.75 }],
  })
})

test('other items of the supplier count as far as they differ from their own quote, together as five', () => {
  const bowls = Array.from({ length: 10 }, (_, i) =>
    fact({ orderNumber: `PO-${i}`, sku: 'BOWL', receivedOn: '2026-09-24' }),
  )
  const others = deliveriesOf([...bowls, fact({ sku: 'UNQUOTED' })], asOf)
  // 23 days where 20 were quoted: 17 for an item that is quoted at 14.
  expect(leadTimeEvidence('MUG', others, quotedDays).receipts).toEqual(
    Array.from({ length: 10 }, () => ({ days: 17, weight: 0.5 })),
  )
})

test('never keeps more than twelve points, and loses no weight', () => {
  const many = Array.from({ length: 90 }, (_, i) =>
    fact({
      orderNumber: `PO-${i}`,
      receivedOn: `2026-10-${String(1 + (i % 30)).padStart(2, '0')}`,
    }),
  )
  const { receipts } = leadTimeEvidence('MUG', deliveriesOf(many, asOf), quotedDays)
  expect(receipts.length).toBeLessThanOrEqual(12)
  expect(receipts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(90, 2)
  expect(receipts[0]!.days).toBeGreaterThanOrEqual(30)
})
