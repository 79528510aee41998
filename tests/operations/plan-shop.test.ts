import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensurePlan, replayLine } from '#operations/plan-shop.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import { writeDemandDays } from '#store/demand.ts'
import { planLineList } from '#store/plan-lines.ts'
import { planningPolicyKey, writeSetting } from '#store/settings.ts'
import { refusal } from '../tools/run.ts'
import { tamperBody } from '../tools/tamper.ts'
import { asOf, now, openToolShop, toolShop } from '../tools/shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const plan = (changes: object = {}) => ensurePlan(shop.context.db, { asOf, now, ...changes })

/** A fact changes, as an import would change it. */
async function change(statement: ReturnType<typeof sql>) {
  await shop.context.db.execute(statement)
  await raiseDataVersion(shop.context.db)
}

// One shop through a day: each step goes on from the one before.
describe('the plan of a shop', () => {
  it('is computed once for callers that ask at the same time', async () => {
    const runs = await Promise.all([plan(), plan(), plan()])
    expect(new Set(runs.map(({ id }) => id))).toEqual(new Set([1]))
  })

  it('stores every line with handles by urgency and a summary that counts them', async () => {
    const run = await plan()
    const lines = await planLineList(shop.context.db, run.id)
    expect(lines.map(({ id }) => id)).toEqual(lines.map((_, at) => `R1-${at + 1}`))
    const ranks = lines.map(({ urgencyRank }) => urgencyRank)
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    const { summary } = run
    expect(summary).toMatchObject({ baseCurrency: 'GBP', lineCount: 6, withheldCount: 1 })
    expect(
      summary.orderCount + summary.enoughCount + summary.withheldCount + summary.notPlannedCount,
    ).toBe(6)
  })

  it('is the same plan while nothing changes', async () => {
    expect((await plan()).id).toBe(1)
  })

  it('is a new plan when a fact changes, and only the lines of that fact differ', async () => {
    const { db } = shop.context
    await change(sql`update stock set on_hand_units = 70 where sku = 'MUG-WHT'`)
    const run = await plan()
    expect(run.id).toBe(2)
    const changed = await db.execute(sql`
      select count(*)::int as count from plan_line a join plan_line b using (sku, location_code)
      where a.plan_run_id = 1 and b.plan_run_id = 2 and a.inputs_hash <> b.inputs_hash`)
    expect((changed as unknown as { rows: unknown[] }).rows).toEqual([{ count: 1 }])
  })

  it('is the earlier plan again when the facts are the earlier ones again', async () => {
    await change(sql`update stock set on_hand_units = 60 where sku = 'MUG-WHT'`)
    const run = await plan()
    expect(run.id).toBe(1)
    expect((await plan()).id).toBe(1)
  })

  it('is a new plan under another policy, and the old one under the old', async () => {
    const stricter = { ...defaultPolicy, cycleServiceLevel: { A: 0.999, B: 0.999, C: 0.999 } }
    const other = await plan({ policy: stricter })
    expect(other.planHash).not.toBe((await plan()).planHash)
    await writeSetting(shop.context.db, planningPolicyKey, stricter)
    expect((await plan()).id).toBe(other.id)
  })

  it('forecasts anew where demand changes', async () => {
    const { db } = shop.context
    const before = await plan()
    const doubled = toolShop()
      .demandDays.filter(({ sku }) => sku === 'TEA')
      .map((day) => ({ ...day, units: day.units * 2 }))
    await db.transaction((tx) => writeDemandDays(tx, doubled))
    await raiseDataVersion(db)
    const after = await plan()
    const unitsOf = async (planRunId: number) =>
      (await planLineList(db, planRunId, { skus: ['TEA'] }))[0]!.units
    expect(await unitsOf(after.id)).toBeGreaterThan(1.5 * (await unitsOf(before.id)))
  })

  it('replays every line of every run to the same bytes', async () => {
    const { rows } = (await shop.context.db.execute(
      sql`select id from plan_line order by id`,
    )) as unknown as { rows: { id: string }[] }
    expect(rows.length).toBe(24)
    for (const { id } of rows)
      expect(await replayLine(shop.context.db, id)).toMatchObject({ same: true })
  })

  it('notices inputs that were changed behind it', async () => {
    await tamperBody(shop.context.db, 'R1-1', 'inputs', (inputs) => {
      ;(inputs['stock'] as Record<string, unknown>)['onHandUnits'] = 0
    })
    expect((await replayLine(shop.context.db, 'R1-1')).same).toBe(false)
  })

  it('knows no handle that it did not give', async () => {
    expect((await refusal(replayLine(shop.context.db, 'R7-7'))).code).toBe('not_found')
  })
})

describe('two shops with the same facts', () => {
  it('have the same plan, whenever and in whatever order they were filled', async () => {
    const [one, other] = await Promise.all([openToolShop(), openToolShop()])
    try {
      const first = await ensurePlan(one.database.db, { asOf, now })
      const second = await ensurePlan(other.database.db, { asOf, now: '2026-11-24T17:00:00.000Z' })
      expect(second.planHash).toBe(first.planHash)
      expect(second.inputsHash).toBe(first.inputsHash)
    } finally {
      await Promise.all([one.database.close(), other.database.close()])
    }
  })
})
