import { expect, test } from 'vitest'
import { tools } from '#tools/index.ts'
import { fuzz } from './fuzz-run.ts'
import { openHostileShop } from './hostile-shop.ts'

/** How many in all, `QM_FUZZ`; each shop takes so many, because drafting for long leaves little to draft. */
const calls = Number(process.env['QM_FUZZ'] ?? 100_000)
const callsOfShop = 5_000
const shops = Array.from({ length: Math.ceil(calls / callsOfShop) }, (_, at) => at)
const answered = new Set<string>()

test.each(shops)(
  `5,000 of ${calls} calls that follow the schemas or nothing are answered, and nothing inside is shown (%i)`,
  async (at) => {
    const shop = await openHostileShop()
    const report = await fuzz(shop, { calls: callsOfShop, seed: 1_000 + at })
    await shop.database.close()
    for (const name of report.answered) answered.add(name)
    const { seconds, slowest, statuses, written } = report
    console.info(Math.round(report.calls / seconds), 'a second', slowest, statuses, written)
    expect(report.faults).toEqual([])
  },
)

test('every tool gave an answer to some of them', () => {
  expect(tools.map(({ name }) => name).filter((name) => !answered.has(name))).toEqual([])
})
