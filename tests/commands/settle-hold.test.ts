import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { and, eq } from 'drizzle-orm'
import { releaseHold, scrapHold } from '#commands/settle-hold.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { openHolds } from '#store/quality-holds.ts'
import { people } from '#store/schema-people.ts'
import { stock, stockLots } from '#store/schema.ts'
import { writeShop } from '#store/shop-write.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { item, smallShop } from '../store/small-shop.ts'
import { lotsOf, receive, sentOrder, stockOf } from './delivery-world.ts'
import { openForBusiness, signedIn, staff } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const settling = (units: number, openUnits: number, changes: object = {}) => ({
  receipt: 'GR-2026-0001',
  line: 1,
  units,
  openUnits,
  reason: 'looked at them all',
  ...changes,
})
const sam = (command: typeof releaseHold | typeof scrapHold, input: object) =>
  signedIn(open.db, 'sam')(command as never, input)
const held = async () => (await openHolds(open.db, 10)).map(({ openUnits }) => openUnits)

describe('held goods', () => {
  test('are released and scrapped in parts, each once, with the reason on record', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60, held: true }])
    expect(await stockOf(open.db)).toBe('100/60')
    expect(await held()).toEqual([60])
    const first = await sam(releaseHold, settling(40, 60))
    expect(first.result).toMatchObject({ units: 40, openUnits: 20, stockUnits: 40 })
    expect(await sam(releaseHold, settling(40, 60))).toEqual({ result: first.result, again: true })
    expect(await stockOf(open.db)).toBe('100/20')
    await sam(scrapHold, settling(5, 20))
    expect(await stockOf(open.db)).toBe('95/15')
    expect(await held()).toEqual([15])
    await sam(releaseHold, settling(15, 15))
    expect(await held()).toEqual([])
    expect(await stockOf(open.db)).toBe('95/0')
    const last = (await auditOf(open.db, 'hold.')).slice(-3)
    expect(last.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'hold.release sam',
      'hold.scrap sam',
      'hold.release sam',
    ])
  })

  test('for want of lot and date are released with them', async () => {
    await writeShop(
      open.db,
      smallShop({
        people: staff,
        items: [item('MUG', 'Blue mug', { lotTracked: true, shelfLifeDays: 90 }), item('TEA', 't')],
      }),
    )
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [
      { countedUnits: 30 },
      { countedUnits: 20, lotCode: 'L2' },
      { countedUnits: 10, expiresOn: '2027-02-01' },
    ])
    const lot = { lotCode: 'L1', expiresOn: '2027-01-10' }
    await expect(sam(releaseHold, settling(30, 30))).rejects.toThrow('its lot is not known')
    await expect(sam(releaseHold, settling(30, 30, { lotCode: 'L1' }))).rejects.toThrow('expires')
    const past = { ...lot, expiresOn: '2026-11-20' }
    await expect(sam(releaseHold, settling(30, 30, past))).rejects.toThrow('expired on 2026-11-20')
    const two = { line: 2, lotCode: 'L9', expiresOn: '2027-01-10' }
    await expect(sam(releaseHold, settling(20, 20, two))).rejects.toThrow('has lot L2')
    await sam(releaseHold, settling(30, 30, lot))
    await sam(releaseHold, settling(20, 20, { line: 2, expiresOn: '2027-03-01' }))
    await sam(releaseHold, settling(4, 10, { line: 3, lotCode: 'L3' }))
    expect(await lotsOf(open.db)).toEqual([
      'GR-2026-0001/3 6/6 2027-02-01',
      'L1 30/0 2027-01-10',
      'L2 20/0 2027-03-01',
      'L3 4/0 2027-02-01',
    ])
    await sam(scrapHold, settling(6, 6, { line: 3 }))
    expect((await lotsOf(open.db))[0]).toBe('GR-2026-0001/3 0/0 2027-02-01')
    expect(await stockOf(open.db)).toBe('94/0')
  })

  test('of a lot that is held as a whole stay held', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60, lotCode: 'L1', held: true }])
    await open.db.update(stockLots).set({ onHold: true }).where(eq(stockLots.lotCode, 'L1'))
    await expect(sam(releaseHold, settling(60, 60))).rejects.toThrow('held as a whole')
    expect(await stockOf(open.db)).toBe('100/60')
  })

  test('that a count has found since take no more than the record holds back', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60, held: true }])
    await open.db
      .update(stock)
      .set({ onHandUnits: 95, qualityHoldUnits: 10 })
      .where(and(eq(stock.sku, 'MUG'), eq(stock.locationCode, 'LDS')))
    const { result } = await sam(scrapHold, settling(60, 60))
    expect(result).toMatchObject({ units: 60, stockUnits: 10 })
    expect(await stockOf(open.db)).toBe('85/0')
    expect(await held()).toEqual([])
  })

  const refusals: [string, string, object, RegExp][] = [
    ['by a buyer', 'ana', {}, /role buyer/],
    ['by a stranger', 'eve', {}, /Nobody/],
    ['seen otherwise', 'sam', { openUnits: 50 }, /60 are held, not 50/],
    ['more than held', 'sam', { units: 61 }, /Only 60/],
    ['none', 'sam', { units: 0 }, /at least one/],
    ['a part of one', 'sam', { units: 0.5 }, /whole units/],
    ['of another line', 'sam', { line: 2 }, /held nothing/],
    ['of no receipt', 'sam', { receipt: 'GR-1' }, /held nothing/],
    ['without a reason', 'sam', { reason: '' }, /say why/],
  ]
  test.each(refusals)('%s are refused and nothing changes', async (_what, who, changes, words) => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60, held: true }])
    for (const command of [releaseHold, scrapHold]) {
      const click = signedIn(open.db, who)(command as never, settling(10, 60, changes))
      await expect(click).rejects.toThrow(words)
    }
    expect(await stockOf(open.db)).toBe('100/60')
    expect(await held()).toEqual([60])
  })

  test('are not settled by who approved the order', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60, held: true }])
    await open.db.update(people).set({ role: 'warehouse' }).where(eq(people.id, 'tom'))
    const click = signedIn(open.db, 'tom')(releaseHold, settling(60, 60))
    await expect(click).rejects.toThrow('Tom approved')
  })
})
