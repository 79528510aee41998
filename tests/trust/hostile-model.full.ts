import { expect, test } from 'vitest'
import { attack, byMcp, byName } from './attack.ts'
import { openHostileShop } from './hostile-shop.ts'

/** Each shop takes so many calls: the drafts of one that was attacked for long leave little to attack. */
const shops = Array.from({ length: 20 }, (_, at) => at)
let submitted = 0

test.each(shops)(
  '5,000 of 100,000 calls of a model that obeys its attackers only draft, revise and submit (%i)',
  async (at) => {
    const shop = await openHostileShop()
    const { db } = shop.database
    const named = await attack(db, byName(shop.context), { calls: 4_500, seed: 100 + at })
    submitted += named.written['order.submit'] ?? 0
    const mcp = await byMcp(shop.context)
    await attack(db, mcp.call, { calls: 500, seed: 200 + at })
    await mcp.close()
    await shop.database.close()
  },
)

test('it was let in and did what it may', () => {
  expect(submitted).toBeGreaterThan(shops.length)
})
