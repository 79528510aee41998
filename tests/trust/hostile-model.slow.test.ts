import { afterAll, beforeAll, expect, test } from 'vitest'
import { tools } from '#tools/index.ts'
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
  // A tool that it never got an answer from was not tried.
  expect(tools.map(({ name }) => name).filter((name) => !named.reached.has(name))).toEqual([])
}, 900_000)
