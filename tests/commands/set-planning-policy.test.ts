import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '#commands/command.ts'
import { setPlanningPolicy } from '#commands/set-planning-policy.ts'
import { previewPlanning } from '#operations/planning-preview.ts'
import { ensurePlan, policyInForce } from '#operations/plan-shop.ts'
import { auditOf } from '#store/audit.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import { orderedLines } from '#store/plan-difference.ts'
import { newestRun } from '#store/plan-runs.ts'
import { people } from '#store/schema-people.ts'
import { asOf, now, openToolShop } from '../tools/shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
  await shop.context.db
    .insert(people)
    .values({ id: 'alex', name: 'Alex', email: 'alex@example.com', role: 'administrator' })
})
afterAll(() => shop.database.close())

let count = 0
const preview = (changes: Record<string, unknown>) =>
  previewPlanning(shop.context.db, changes, { asOf, now })
async function set(changes: Record<string, unknown>, options: { by?: string; seen?: string } = {}) {
  const seen = options.seen ?? (await preview(changes)).hash
  const changeId = `form-${(count += 1)}`.padEnd(22, '-')
  const context = {
    db: shop.context.db,
    personId: options.by ?? 'alex',
    now,
    asOf,
    enqueue: () => Promise.resolve(),
  }
  return runCommand(setPlanningPolicy, { changeId, changes, seen, reason: 'tried out' }, context)
}

// One shop through a day: each test goes on from the one before.
test('the difference is what the plan then says, line by line, and looking at it stores nothing', async () => {
  const { db } = shop.context
  const changes = { reviewPeriodDays: 42, cycleServiceLevel: { A: 0.999, B: 0.99, C: 0.99 } }
  const runBefore = await ensurePlan(db, { asOf, now })
  const listBefore = await orderedLines(db, runBefore.id)
  const seen = await preview(changes)
  expect((await newestRun(db))?.id).toBe(runBefore.id)
  expect(await policyInForce(db)).toMatchObject({ reviewPeriodDays: 7 })
  expect(seen.changes.map(({ path }) => path)).toContain('reviewPeriodDays')
  expect(seen.lines.length).toBeGreaterThan(0)
  await set(changes)
  const listAfter = await orderedLines(db, (await ensurePlan(db, { asOf, now })).id)
  const sum = (lines: typeof listAfter, field: 'units' | 'landedCostMinor') =>
    lines.reduce((total, line) => total + line[field], 0)
  expect([seen.before, seen.after]).toEqual(
    [listBefore, listAfter].map((lines) => ({
      lines: lines.length,
      units: sum(lines, 'units'),
      landedCostMinor: sum(lines, 'landedCostMinor'),
    })),
  )
  const unitsOf = (lines: typeof listAfter, sku: string, at: string) =>
    lines.find((line) => line.sku === sku && line.locationCode === at)?.units ?? 0
  for (const { sku, locationCode, beforeUnits, afterUnits } of seen.lines) {
    expect([beforeUnits, afterUnits]).toEqual([
      unitsOf(listBefore, sku, locationCode),
      unitsOf(listAfter, sku, locationCode),
    ])
  }
  expect(await auditOf(db, 'policy.planning_set')).toMatchObject([
    { actor: 'alex', detail: { reason: 'tried out', seen: seen.hash } },
  ])
})

test('a shop that changed meanwhile is looked at again first', async () => {
  const { hash } = await preview({ orderCostMinor: 500 })
  await raiseDataVersion(shop.context.db)
  await expect(set({ orderCostMinor: 500 }, { seen: hash })).rejects.toMatchObject({
    details: { refusal: 'changed_since_shown' },
  })
  await expect(
    set({ orderCostMinor: 501 }, { seen: (await preview({ orderCostMinor: 500 })).hash }),
  ).rejects.toMatchObject({ code: 'conflict' })
  expect(await policyInForce(shop.context.db)).toMatchObject({ orderCostMinor: 200 })
})

test.each([
  [{ reviewPeriodDays: 0 }, 'reviewPeriodDays is 0'],
  [{ cycleServiceLevel: { A: 2, B: 0.9, C: 0.9 } }, 'cycleServiceLevel'],
  [{ cycleServiceLevel: { A: 0.9 } }, 'cycleServiceLevel'],
  [{ holdingRate: '0.2' }, 'holdingRate'],
  [{ serviceTarget: { A: 'luck', B: 'cycle', C: 'cycle' } }, 'serviceTarget'],
  [{ serviceLevelByClass: { DQ: 0.9 } }, 'serviceLevelByClass'],
  [{ variabilityLimits: { X: 2, Y: 1 } }, 'X above Y'],
  [{ luck: 1 }, 'luck is not a field'],
  [{}, 'says this already'],
])('%j is refused and named', async (changes: Record<string, unknown>, named) => {
  await expect(preview(changes)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(named),
  })
})

test('only an administrator sets it', async () => {
  for (const by of ['ana', 'ben', 'will']) {
    await expect(set({ orderCostMinor: 500 }, { by })).rejects.toMatchObject({ code: 'forbidden' })
  }
})
