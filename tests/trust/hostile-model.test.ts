import { afterAll, beforeAll, expect, test } from 'vitest'
import { attack, byMcp, byName } from './attack.ts'
import { openHostileShop } from './hostile-shop.ts'

let shop: Awaited<ReturnType<typeof openHostileShop>>
beforeAll(async () => {
  shop = await openHostileShop()
})
afterAll(() => shop.database.close())

test('500 calls of a model that obeys its attackers only draft, revise and submit', async () => {
  const { db } = shop.database
  const named = await attack(db, byName(shop.context), { calls: 400, seed: 11 })
  const mcp = await byMcp(shop.context)
  const behind = await attack(db, mcp.call, { calls: 100, seed: 12 })
  await mcp.close()
  // It was let in and did what it may: otherwise nothing was tried.
  expect(named.answered).toBeGreaterThan(100)
  expect(Object.keys(named.written)).toContain('order.revise')
  expect(Object.keys({ ...named.written, ...behind.written })).toContain('order.submit')
}, 120_000)
