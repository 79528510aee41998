import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkAuditChain } from '#store/audit-chain.ts'
import { dataVersion } from '#store/data-version.ts'
import type { OpenDatabase } from '#store/database.ts'
import { draftOrders, reviseOrder, submitOrder } from '#store/purchase-order-writes.ts'
import type { WantedOrder } from '#store/purchase-order-writes.ts'
import { purchaseOrder, revisionsOf } from '#store/purchase-orders.ts'
import { writeShop } from '#store/shop-write.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { refusal } from '../tools/run.ts'
import { smallShop } from './small-shop.ts'

let database: OpenDatabase
let auditBefore = 0
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await emptyTables(database.db)
  await writeShop(database.db, smallShop())
  auditBefore = (await checkAuditChain(database.db)).rowCount
})

/** Audit rows of this test; the chain of them all must be whole. */
async function auditCount(): Promise<number> {
  const { rowCount, broken } = await checkAuditChain(database.db)
  expect(broken).toEqual([])
  return rowCount - auditBefore
}

const author = { id: 'ana', at: '2026-11-24T09:00:00.000Z', asOf: '2026-11-24' }

function wanted(units: Record<string, number>, supplierCode = 'ACME'): WantedOrder {
  return {
    content: {
      supplierCode,
      locationCode: 'LDS',
      currency: 'GBP',
      expectedOn: '2026-12-08',
      lines: Object.entries(units).map(([sku, count], at) => ({
        lineNumber: at + 1,
        sku,
        units: count,
        unitPrice: '4.200000',
        expectedOn: '2026-12-08',
      })),
    },
    rateToBase: '1',
    planRunId: null,
    recommendationIds: { 1: 'R1-1' },
  }
}

describe('drafting', () => {
  it('writes head, lines, first revision and audit, and counts as a change of the facts', async () => {
    const before = await dataVersion(database.db)
    const [drafted] = await draftOrders(database.db, [wanted({ MUG: 12, TEA: 6 })], author)
    expect(drafted).toEqual({ number: 'PO-2026-0001', created: true })
    const order = await purchaseOrder(database.db, 'PO-2026-0001')
    expect(order).toMatchObject({
      state: 'draft',
      revision: 1,
      totalMinor: 7_560,
      createdBy: 'ana',
    })
    expect(
      order?.lines.map((line) => [line.sku, line.orderedUnits, line.recommendationId]),
    ).toEqual([
      ['MUG', 12, 'R1-1'],
      ['TEA', 6, null],
    ])
    const [revision] = await revisionsOf(database.db, 'PO-2026-0001')
    expect(revision).toMatchObject({ revision: 1, contentHash: order?.contentHash })
    expect(await auditCount()).toBe(1)
    expect(await dataVersion(database.db)).toBe(before + 1)
  })

  it('gives the same draft for the same items and units, and changes nothing', async () => {
    await draftOrders(database.db, [wanted({ MUG: 12 })], author)
    const version = await dataVersion(database.db)
    const again = await draftOrders(database.db, [wanted({ MUG: 12 })], author)
    expect(again).toEqual([{ number: 'PO-2026-0001', created: false }])
    expect(await dataVersion(database.db)).toBe(version)
    expect(await auditCount()).toBe(1)
  })

  it('makes one draft of one need that one call asks for twice, and refuses nearly the same', async () => {
    const twice = [wanted({ MUG: 12 }), wanted({ MUG: 12 }), wanted({ TEA: 3 })]
    expect(await draftOrders(database.db, twice, author)).toEqual([
      { number: 'PO-2026-0001', created: true },
      { number: 'PO-2026-0001', created: false },
      { number: 'PO-2026-0002', created: true },
    ])
    expect(await auditCount()).toBe(2)
    const near = [wanted({ PEN: 100 }, 'BOLT'), wanted({ PEN: 95 }, 'BOLT')]
    expect((await refusal(draftOrders(database.db, near, author))).code).toBe('conflict')
    expect(await auditCount()).toBe(2)
  })

  it('refuses a nearly equal order and writes none of its batch', async () => {
    await draftOrders(database.db, [wanted({ MUG: 100 })], author)
    const batch = [wanted({ MUG: 12 }, 'NORD'), wanted({ MUG: 110 })]
    const error = await refusal(draftOrders(database.db, batch, author))
    expect(error).toMatchObject({ code: 'conflict', details: { order: 'PO-2026-0001' } })
    expect(await purchaseOrder(database.db, 'PO-2026-0002')).toBeNull()
  })

  it('numbers without gaps or doubles when many draft at once', async () => {
    const orders = Array.from({ length: 8 }, (_, at) =>
      draftOrders(database.db, [wanted({ MUG: 10 * 2 ** at })], author),
    )
    const numbers = (await Promise.all(orders)).map(([drafted]) => drafted?.number)
    expect(numbers.toSorted()).toEqual(Array.from({ length: 8 }, (_, at) => `PO-2026-000${at + 1}`))
  })

  it('makes one order of one need that is asked for eight times at once', async () => {
    const asked = Array.from({ length: 8 }, () =>
      draftOrders(database.db, [wanted({ MUG: 12 })], author),
    )
    const drafted = (await Promise.all(asked)).flat()
    expect(new Set(drafted.map(({ number }) => number))).toEqual(new Set(['PO-2026-0001']))
    expect(drafted.filter(({ created }) => created)).toHaveLength(1)
  })
})

describe('revising', () => {
  const change = (revision: number, units: number) => ({
    number: 'PO-2026-0001',
    revision,
    wanted: wanted({ MUG: units }),
  })
  beforeEach(() => draftOrders(database.db, [wanted({ MUG: 12 })], author))

  it('makes a new revision and keeps the old one', async () => {
    expect(await reviseOrder(database.db, change(1, 24), author)).toEqual({
      revision: 2,
      again: false,
    })
    const order = await purchaseOrder(database.db, 'PO-2026-0001')
    expect(order).toMatchObject({ revision: 2, totalMinor: 10_080 })
    const revisions = await revisionsOf(database.db, 'PO-2026-0001')
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2])
  })

  it('gives the stored result for the same change again, and refuses another on the old revision', async () => {
    await reviseOrder(database.db, change(1, 24), author)
    expect(await reviseOrder(database.db, change(1, 24), author)).toEqual({
      revision: 2,
      again: true,
    })
    expect((await refusal(reviseOrder(database.db, change(1, 36), author))).code).toBe('conflict')
    expect((await refusal(reviseOrder(database.db, change(7, 36), author))).message).toContain(
      'at revision 2, not 7',
    )
  })

  it('refuses a change that makes it nearly equal to another live order', async () => {
    await draftOrders(database.db, [wanted({ MUG: 200 })], author)
    const error = await refusal(reviseOrder(database.db, change(1, 190), author))
    expect(error).toMatchObject({ code: 'conflict', details: { order: 'PO-2026-0002' } })
    expect(await purchaseOrder(database.db, 'PO-2026-0001')).toMatchObject({ revision: 1 })
  })

  it('takes a submitted order back to draft', async () => {
    await submitOrder(database.db, { number: 'PO-2026-0001', revision: 1 }, author)
    await reviseOrder(database.db, change(1, 24), author)
    const order = await purchaseOrder(database.db, 'PO-2026-0001')
    expect(order).toMatchObject({ state: 'draft', revision: 2, submittedAt: null })
  })
})

describe('submitting', () => {
  beforeEach(() => draftOrders(database.db, [wanted({ MUG: 12 })], author))

  it('has one effect however often it is asked', async () => {
    const order = { number: 'PO-2026-0001', revision: 1 }
    const asked = Array.from({ length: 6 }, () => submitOrder(database.db, order, author))
    const answers = await Promise.all(asked)
    expect(answers.filter(({ submitted }) => submitted)).toHaveLength(1)
    expect(await purchaseOrder(database.db, 'PO-2026-0001')).toMatchObject({ state: 'submitted' })
    expect(await auditCount()).toBe(2)
  })

  it('is refused on a revision that is not the present one', async () => {
    const error = await refusal(
      submitOrder(database.db, { number: 'PO-2026-0001', revision: 3 }, author),
    )
    expect(error.code).toBe('conflict')
  })
})
