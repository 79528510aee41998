import { expect, test } from 'vitest'
import { attack, byMcp, byName } from './attack.ts'
import { openHostileShop } from './hostile-shop.ts'

/** Each shop takes so many calls: the drafts of one that was attacked for long leave little to attack. */
const shops = 20

test('100,000 calls of a model that obeys its attackers only draft, revise and submit', async () => {
  let submitted = 0
  for (let at = 0; at < shops; at += 1) {
    const shop = await openHostileShop()
    const { db } = shop.database
    const named = await attack(db, byName(shop.context), { calls: 4_500, seed: 100 + at })
    submitted += named.written['order.submit'] ?? 0
    const mcp = await byMcp(shop.context)
    await attack(db, mcp.call, { calls: 500, seed: 200 + at })
    await mcp.close()
    await shop.database.close()
  }
  expect(submitted).toBeGreaterThan(shops)
})
