// A line that two suppliers deliver, from the plan to the drafts, on a database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensurePlan, replayLine } from '#operations/plan-shop.ts'
import { planLineList } from '#store/plan-lines.ts'
import { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import { explainRecommendation } from '#tools/explain_recommendation.ts'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { supplier, supplierItem } from '../store/small-shop.ts'
import { run } from './run.ts'
import { openToolShop } from './shop.ts'

const suppliers = (capacityUnitsPerWeek: number | null) => [
  { ...supplier('ACME', 'Acme Pottery', 'GBP'), capacityUnitsPerWeek },
  supplier('NORD', 'Nordwind', 'EUR'),
]
const offers = (maximumUnits: number | null) => [
  supplierItem('ACME', 'MUG-BLU', 1, { maximumUnits, unitPrice: '3.5' }),
  supplierItem('NORD', 'MUG-BLU', 2),
  supplierItem('ACME', 'MUG-WHT', 1),
  supplierItem('NORD', 'MUG-WHT', 2),
  supplierItem('NORD', 'TEA', 1),
]

describe('a mug of which Acme delivers at most 60 in one order', () => {
  let shop: Awaited<ReturnType<typeof openToolShop>>
  beforeAll(async () => {
    const priceBreaks: never[] = []
    shop = await openToolShop({
      suppliers: suppliers(null),
      supplierItems: offers(60),
      priceBreaks,
    })
  })
  afterAll(() => shop.database.close())
  const list = (input: unknown = {}) => run(recommendReorders, input, shop.context)
  const mug = async () => (await list({ item: 'blue mug', location: 'LDS' })).lines[0]!

  it('is one line that names its parts, and counts for each supplier with its own', async () => {
    const line = await mug()
    expect(line.split).toHaveLength(2)
    const [own, other] = line.split!
    expect([own, other!.supplierCode]).toEqual([{ supplierCode: 'ACME', units: 60 }, 'NORD'])
    expect(own!.units + other!.units).toBe(line.units)
    expect(line.display).toContain(`(60 from ACME and ${other!.units} from NORD)`)
    const ofNord = await list({ supplier: 'NORD' })
    expect(ofNord.lines.map(({ sku }) => sku)).toContain('MUG-BLU')
    const whole = ofNord.lines.filter(({ split }) => split === undefined)
    const nord = whole.reduce((sum, { units }) => sum + units, other!.units)
    expect(ofNord.totals.units).toBe(nord)
  })

  it('explains itself by steps that sum, and replays byte for byte', async () => {
    const { recommendation, units, split } = await mug()
    const why = await run(explainRecommendation, { recommendation }, shop.context)
    expect(why.lines.reduce((sum, step) => sum + (step.units ?? 0), 0)).toBe(units)
    expect(why.lines.at(-1)!.display).toMatch(/^From another supplier: \+\d+ \(from Nordwind at/)
    expect(why.display).toContain(`(60 from ACME and ${split![1]!.units} from NORD)`)
    expect(why.replayedSame).toBe(true)
  })

  it('costs a budget what its parts cost, the second one whole or not at all', async () => {
    const line = await mug()
    const all = await list({ item: 'blue mug', location: 'LDS', budget: '5000 GBP' })
    expect(all.lines[0]).toMatchObject({ units: line.units, landedCostMinor: line.landedCostMinor })
    const half = await list({ item: 'blue mug', location: 'LDS', budget: '300 GBP' })
    expect(half.lines[0]!.units).toBe(60)
    expect(half.lines[0]!.split).toBeUndefined()
    expect(half.totals.landedCostMinor).toBeLessThanOrEqual(30_000)
    const alone = await list({ supplier: 'ACME', item: 'blue mug', budget: '5000 GBP' })
    expect(alone.lines.find(({ locationCode }) => locationCode === 'LDS')!.units).toBe(60)
  })

  it('becomes one draft for each supplier, once, and is not proposed again', async () => {
    const { recommendation, split } = await mug()
    const drafted = await run(
      draftPurchaseOrder,
      { recommendations: [recommendation] },
      shop.context,
    )
    const linesOf = drafted.orders.map(({ supplierCode, lines }) => [
      supplierCode,
      lines.map(({ sku, units, askedUnits }) => [sku, units, askedUnits]),
    ])
    expect(linesOf).toEqual(
      split!.map((part) => [part.supplierCode, [['MUG-BLU', part.units, part.units]]]),
    )
    expect(await mug()).toBeUndefined()
    const again = await run(draftPurchaseOrder, { recommendations: [recommendation] }, shop.context)
    expect(again.orders.map(({ created }) => created)).toEqual([false, false])
    expect(again.orders.map(({ order }) => order)).toEqual(drafted.orders.map(({ order }) => order))
  })
})

describe('a supplier that makes little of everything', () => {
  let shop: Awaited<ReturnType<typeof openToolShop>>
  beforeAll(async () => {
    const priceBreaks: never[] = []
    shop = await openToolShop({
      suppliers: suppliers(90),
      supplierItems: offers(null).map((offer) =>
        offer.supplierCode === 'ACME' ? { ...offer, moqUnits: 60 } : offer,
      ),
      priceBreaks,
    })
  })
  afterAll(() => shop.database.close())

  it('hands over what it can not make; every line replays and every supplier gets one order', async () => {
    const { db, asOf, now } = shop.context
    const plan = await ensurePlan(db, { asOf, now })
    const lines = await planLineList(db, plan.id, { decision: ['order'] })
    const mugs = lines.filter(({ sku }) => sku.startsWith('MUG'))
    const acme = mugs.flatMap(({ split, supplierCode, units }) =>
      (split ?? [{ supplierCode, units }]).filter((part) => part.supplierCode === 'ACME'),
    )
    expect(acme.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(90)
    expect(mugs.some(({ supplierCode }) => supplierCode === 'NORD')).toBe(true)
    for (const { id } of lines) expect((await replayLine(db, id)).same, id).toBe(true)
    const drafted = await run(draftPurchaseOrder, { due: true }, shop.context)
    const orders = drafted.orders.map(({ supplierCode, locationCode }) => [
      supplierCode,
      locationCode,
    ])
    expect(new Set(orders.map(String)).size).toBe(orders.length)
    const after = await run(recommendReorders, {}, shop.context)
    expect(after.lines).toEqual([])
  })
})
