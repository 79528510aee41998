import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raiseDataVersion } from '#store/data-version.ts'
import { explainRecommendation } from '#tools/explain_recommendation.ts'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'
import { plannedWithDigest, storedLine } from '#store/plan-lines.ts'
import { tamperBody } from './tamper.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const explain = (input: unknown) => run(explainRecommendation, input, shop.context)

describe('why', () => {
  it('is a waterfall whose steps sum to the quantity, for every line on the list', async () => {
    const { lines } = await run(recommendReorders, {}, shop.context)
    expect(lines.length).toBeGreaterThan(2)
    for (const { recommendation, units } of lines) {
      const told = await explain({ recommendation })
      const sum = told.lines.reduce((total, step) => total + (step.units ?? 0), 0)
      expect(told.question).toBe('why')
      expect(sum).toBe(units)
      expect(told.units).toBe(units)
    }
  })

  it('replays every line to the same bytes', async () => {
    for (let line = 1; line <= 6; line++) {
      expect((await explain({ recommendation: `R1-${line}` })).replayedSame).toBe(true)
    }
  })

  it('takes the item, where it is most urgent, or at the place named', async () => {
    expect(await explain({ item: 'blue mug' })).toMatchObject({ locationCode: 'LDS' })
    expect(await explain({ item: 'blue mug', location: 'RTM' })).toMatchObject({
      locationCode: 'RTM',
      question: 'why_not',
    })
  })

  it.each(['r1-1', ' R1-1 ', '#R01-001'])('knows the handle %j', async (recommendation) => {
    expect((await explain({ recommendation })).recommendation).toBe('R1-1')
  })
})

describe('why not', () => {
  it('gives the reorder point, the position and the day that would put it there', async () => {
    const told = await explain({ item: 'blue mug', location: 'RTM', question: 'why_not' })
    expect(told).toMatchObject({ decision: 'enough', inventoryPositionUnits: 400 })
    expect(told.inventoryPositionUnits).toBeGreaterThan(told.reorderPointUnits!)
    const due = told.lines.find((line) => line.dueOn !== undefined)
    expect(due!.dueOn! > '2026-11-24').toBe(true)
    expect(told.display).toContain(String(told.reorderPointUnits))
  })

  it('names the missing fact of a withheld line', async () => {
    const told = await explain({ item: 'lamp', question: 'why_not' })
    expect(told.decision).toBe('withheld')
    expect(told.lines.at(-1)).toMatchObject({ label: 'no_lead_time' })
  })
})

describe('supplier, fragility and change', () => {
  it('compares every supplier of the line', async () => {
    const told = await explain({ item: 'blue mug', question: 'supplier' })
    expect(told.lines.map(({ label }) => label).toSorted()).toEqual(['Acme Pottery', 'Nordwind'])
  })

  it('names one input whose change turns the decision', async () => {
    const told = await explain({ item: 'blue mug', question: 'fragility' })
    expect(told.lines).toHaveLength(1)
    expect(told.display).toContain('instead of')
  })

  it('splits the change against the run before into causes that sum to it', async () => {
    const before = await explain({ item: 'white mug', question: 'why' })
    const { db } = shop.context
    await db.execute(sql`update stock set on_hand_units = 90 where sku = 'MUG-WHT'`)
    await raiseDataVersion(db)
    const told = await explain({ item: 'white mug', question: 'change' })
    const sum = told.lines.reduce((total, part) => total + (part.units ?? 0), 0)
    expect(told.units - before.units).toBe(sum)
    expect(sum).toBeLessThan(0)
    expect(told.display).toContain('stock sold, received or counted')
  })

  it('still explains the old run as it was', async () => {
    const old = await explain({ recommendation: 'R1-1' })
    expect(old).toMatchObject({ recommendation: 'R1-1', source: 'plan R1 of 24 Nov 2026' })
    expect(old.replayedSame).toBe(true)
  })
})

describe('tampering with a stored line', () => {
  it('shows: the replay no longer gives the same bytes', async () => {
    const { db } = shop.context
    await tamperBody(db, 'R1-2', 'result', (result) => {
      result['units'] = 999
    })
    expect((await explain({ recommendation: 'R1-2' })).replayedSame).toBe(false)
  })

  it('shows in any line that was planned with it, also in one that was explained before', async () => {
    const { db } = shop.context
    const line = (await storedLine(db, 'R1-1'))!
    const alone = { anywhere: false, leftOut: false }
    const before = await plannedWithDigest(db, line, alone)
    expect(await plannedWithDigest(db, line, alone)).toBe(before)
    for (const part of ['inputs', 'result'] as const) {
      const last = await plannedWithDigest(db, line, alone)
      await tamperBody(db, 'R1-1', part, (value) => {
        value['sku'] = 'OTHER'
      })
      expect(await plannedWithDigest(db, line, alone)).not.toBe(last)
    }
  })
})

describe('bad input', () => {
  it.each(['R1', 'mug', "R1-1'; drop table plan_line; --", 'R1-1-1'])(
    'refuses the handle %j',
    async (recommendation) => {
      const input = { recommendation: recommendation.slice(0, 20) }
      expect((await refusal(explain(input))).code).toBe('invalid')
    },
  )

  it('says when there is no such handle, item or place', async () => {
    expect((await refusal(explain({ recommendation: 'R99-1' }))).code).toBe('not_found')
    expect((await refusal(explain({}))).details).toEqual({ missing: 'item' })
    expect((await refusal(explain({ item: 'TEA', location: 'RTM' }))).code).toBe('not_found')
  })
})
