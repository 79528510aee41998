import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderDesk } from '#operations/order-desk.ts'
import type { OpenDatabase } from '#store/database.ts'
import { sql } from 'drizzle-orm'
import { draft, hoursOn, noon, openForBusiness } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'

let open: OpenDatabase
let number: string

beforeAll(async () => {
  open = await freshDatabase()
  await openForBusiness(open.db)
  number = (await draft(open.db, 40)).number
})
afterAll(() => open.close())

const stand = (state: string) =>
  open.db.execute(
    sql`update purchase_order set state = ${state}, sent_at = ${noon} where number = ${number}`,
  )
const on = (asOf: string) => orderDesk(open.db, number, { personId: 'ana', now: hoursOn(1), asOf })

test('goods are late from the day after the one they are expected on, and only while they are on order', async () => {
  await stand('sent')
  expect(await on('2026-12-04')).toMatchObject({ late: false, daysLate: 0 })
  expect(await on('2026-12-05')).toMatchObject({ late: true, daysLate: 1 })
  await stand('draft')
  expect(await on('2026-12-20')).toMatchObject({ late: false, daysLate: 0 })
})

test('an order that was sent waits for an answer until it is acknowledged', async () => {
  await stand('sent')
  expect((await on('2026-11-20')).unconfirmed).toEqual({
    sentOn: '2026-11-20',
    days: 0,
    tooLong: false,
  })
  expect((await on('2027-11-20')).unconfirmed).toMatchObject({ days: 365, tooLong: true })
  await stand('acknowledged')
  expect((await on('2027-11-20')).unconfirmed).toBeNull()
})
