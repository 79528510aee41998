import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensurePlan, replayLine } from '#operations/plan-shop.ts'
import { addDays } from '#planning/calendar.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import { scoredForecasts } from '#store/forecast-ledger.ts'
import { storedLines } from '#store/plan-lines.ts'
import { asOf, openToolShop } from '../tools/shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const planOn = async (on: string) => {
  await raiseDataVersion(shop.context.db)
  return ensurePlan(shop.context.db, { asOf: on, now: `${on}T08:00:00Z` })
}

const recordsOn = async (on: string) => {
  const found = await shop.context.db.execute(
    sql`select count(*)::int as count from forecast_record where made_on = ${on}`,
  )
  return (found as unknown as { rows: { count: number }[] }).rows[0]?.count
}

// A shop that is planned over ten weeks; each step goes on from the one before.
describe('the ledger of a shop that is planned week by week', () => {
  it('keeps what each weekly plan says of every line with a forecast, and nothing in between', async () => {
    for (let back = 70; back > 0; back -= 7) await planOn(addDays(asOf, -back))
    await planOn(addDays(asOf, -5))
    expect(await recordsOn(addDays(asOf, -70))).toBeGreaterThan(0)
    expect(await recordsOn(addDays(asOf, -5))).toBe(0)
  })

  it('scores each when its span is over, from the sales of just those days', async () => {
    await planOn(asOf)
    const scores = await scoredForecasts(shop.context.db, {
      sinceOn: addDays(asOf, -70),
      asOf,
      horizonDays: 28,
    })
    const weeks = new Set(scores.map((score) => score.madeOn))
    // Spans of four weeks from the first six plans are over; the feed lags behind the last of them.
    expect([...weeks].toSorted()).toEqual(
      [-70, -63, -56, -49, -42, -35].map((at) => addDays(asOf, at)),
    )
    for (const { actualUnits, meanUnits } of scores) {
      expect(actualUnits).toBeGreaterThan(meanUnits / 3)
      expect(actualUnits).toBeLessThan(meanUnits * 3)
    }
  })

  it('the next plan has learned from them, and still replays to the byte', async () => {
    const run = await planOn(addDays(asOf, 1))
    const lines = await storedLines(shop.context.db, run.id, {})
    const learned = lines.filter((line) => line.inputs.trackRecord !== undefined)
    expect(learned.length).toBeGreaterThan(0)
    expect(learned[0]?.inputs.trackRecord?.spans).toBeCloseTo(6 / 4)
    for (const { id } of lines) {
      expect(await replayLine(shop.context.db, id)).toMatchObject({ same: true })
    }
  })
})
