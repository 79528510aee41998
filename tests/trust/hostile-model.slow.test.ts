import { afterAll, beforeAll, expect, test } from 'vitest'
import { attack, byMcp, byName } from './attack.ts'
import { openHostileShop } from './hostile-shop.ts'

let shop: Awaited<ReturnType<typeof openHostileShop>>
beforeAll(async () => {
  shop = await openHostileShop()
})
afterAll(() => shop.database.close())

test('5,000 calls of a model that obeys its attackers only draft, revise and submit', async () => {
  const { db } = shop.database
  const named = await attack(db, byName(shop.context), { calls: 4_500, seed: 21 })
  const mcp = await byMcp(shop.context)
  await attack(db, mcp.call, { calls: 500, seed: 22 })
  await mcp.close()
  expect(named.written['order.submit']).toBeGreaterThan(0)
}, 900_000)
