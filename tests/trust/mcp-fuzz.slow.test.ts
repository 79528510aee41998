import { afterAll, beforeAll, expect, test } from 'vitest'
import { tools } from '#tools/index.ts'
import { fuzz } from './fuzz-run.ts'
import { openHostileShop } from './hostile-shop.ts'

let shop: Awaited<ReturnType<typeof openHostileShop>>
beforeAll(async () => {
  shop = await openHostileShop()
})
afterAll(() => shop.database.close())

test('10,000 calls that follow the schemas or nothing are answered, and nothing inside is shown', async () => {
  const report = await fuzz(shop, { calls: 10_000, seed: 31 })
  expect(report.faults).toEqual([])
  // A tool that it never got an answer from was not tried.
  expect(tools.map(({ name }) => name).filter((name) => !report.answered.has(name))).toEqual([])
}, 1_800_000)
