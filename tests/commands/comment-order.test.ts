import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { commentOrder } from '#commands/comment-order.ts'
import { orderDesk } from '#operations/order-desk.ts'
import { verifyShop } from '#operations/verify-shop.ts'
import type { OpenDatabase } from '#store/database.ts'
import { historyOf } from '#store/order-history.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { asOf, card, noon, openForBusiness, orderNow, signedIn, submitted } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const asked = (order: string, changeId = 'a-question-of-tom-0001') => ({
  order,
  changeId,
  text: 'Why 60 and not 48?',
})

test('a question stands in the history of the order, changes nothing about it and keeps nobody from deciding', async () => {
  const order = await submitted(open.db, 60)
  await signedIn(open.db, 'tom')(commentOrder, asked(order.number))
  expect(await orderNow(open.db, order.number)).toEqual(order)
  const desk = await orderDesk(open.db, order.number, { personId: 'ana', now: noon, asOf })
  expect(desk.history.at(-1)).toMatchObject({
    who: 'Tom',
    action: 'comment',
    to: null,
    reason: 'Why 60 and not 48?',
  })
  await signedIn(open.db, 'tom')(approveOrder, card(order))
  expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
  const now = () => new Date(noon)
  const { checks } = await verifyShop({ db: open.db, now, auditAnchorFile: null })
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
})

test('the same form twice says it once; another form says it again', async () => {
  const { number } = await submitted(open.db, 60)
  const tom = signedIn(open.db, 'tom')
  const before = await historyOf(open.db, number)
  await tom(commentOrder, asked(number))
  expect(await tom(commentOrder, asked(number))).toMatchObject({ again: true })
  await tom(commentOrder, asked(number, 'a-question-of-tom-0002'))
  expect(await historyOf(open.db, number)).toHaveLength(before.length + 2)
})

test.each([
  ['too short', { text: ' ? ' }, 'say why, in a few words'],
  ['too long', { text: 'x'.repeat(501) }, 'under 500'],
  ['about no order', { order: 'PO-1999-0001' }, 'There is no order'],
])('%s, it is refused and nothing is written', async (_what, changes, words) => {
  const { number } = await submitted(open.db, 60)
  const before = await historyOf(open.db, number)
  const said = signedIn(open.db, 'tom')(commentOrder, { ...asked(number), ...changes })
  await expect(said).rejects.toThrow(words)
  expect(await historyOf(open.db, number)).toEqual(before)
})
