import { afterAll, beforeAll, expect, it } from 'vitest'
import { pastCatalogues } from '#operations/learn-catalogue.ts'
import { ensurePlan, replayLine } from '#operations/plan-shop.ts'
import { addDays, toDay } from '#planning/calendar.ts'
import { storedLines } from '#store/plan-lines.ts'
import type { DemandDay } from '#store/shop-rows.ts'
import { item, stock, supplierItem } from '../store/small-shop.ts'
import { run } from '../tools/run.ts'
import { asOf, now, openToolShop, toolShop } from '../tools/shop.ts'
import { forecastDemand } from '#tools/forecast_demand.ts'

const roses = Array.from({ length: 6 }, (_, at) => `ROSE-${at}`)
const known = 540
/** Twelve a day in the half year around the first of July, four in the other. */
const roseDays = (sku: string, days: number): DemandDay[] =>
  Array.from({ length: days }, (_, back) => {
    const soldOn = addDays(asOf, -1 - back)
    const units = soldOn.slice(5) >= '04-01' && soldOn.slice(5) < '10-01' ? 12 : 4
    const base = { sku, locationCode: 'LDS', channelCode: 'WEB', soldOn, cancelledUnits: 0 }
    return { ...base, units, promotion: false, stockout: false }
  })

/** Slow sellers, enough of them to show how counts behave here. */
const pins = Array.from({ length: 30 }, (_, at) => `PIN-${at}`)
const pinDays = (sku: string, at: number): DemandDay[] =>
  roseDays(sku, 150).map((day, back) => ({
    ...day,
    units: (back * 7 + at * 11) % 13 === 0 ? 1 + ((at + back) % 3) : 0,
  }))

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  const plain = toolShop()
  const skus = [...roses, 'ROSE-YOUNG']
  shop = await openToolShop({
    items: [
      ...plain.items,
      ...skus.map((sku) => item(sku, sku, { category: 'garden' })),
      ...pins.map((sku) => item(sku, sku, { category: 'pins' })),
    ],
    supplierItems: [...plain.supplierItems, ...skus.map((sku) => supplierItem('ACME', sku, 1))],
    stock: [...plain.stock, ...skus.map((sku) => stock(sku, 'LDS', 40))],
    demandDays: [
      ...plain.demandDays,
      ...roses.flatMap((sku) => roseDays(sku, known)),
      ...roseDays('ROSE-YOUNG', 120),
      ...pins.flatMap(pinDays),
    ],
  })
})
afterAll(() => shop.database.close())

it('an item of four months is planned with the year that its category has lived', async () => {
  const { db } = shop.context
  const run = await ensurePlan(db, { asOf, now })
  const lines = await storedLines(db, run.id, {})
  const young = lines.find((line) => line.sku === 'ROSE-YOUNG')!
  const season = young.inputs.seasonProfile!
  expect(season.anchorOn).toBe(`${asOf.slice(0, 7)}-01`)
  const factorOn = (date: string) =>
    season.factors[Math.floor((toDay(date) - toDay(season.anchorOn)) / 7)]!
  expect(factorOn('2027-07-01') / factorOn('2027-01-15')).toBeGreaterThan(2)
  expect(young.result.forecast!.method).toContain('pooled_ewma')
  expect(young.result.forecast!.seasonal).toBe(true)
  for (const { id } of lines) expect(await replayLine(db, id)).toMatchObject({ same: true })
})

it('every line is planned with what the whole catalogue shows of counts', async () => {
  const { db } = shop.context
  const run = await ensurePlan(db, { asOf, now })
  const [first, ...others] = await storedLines(db, run.id, {})
  const pool = first!.inputs.countPool!
  expect(pool.levelUnits).toBeGreaterThan(0)
  for (const other of others) expect(other.inputs.countPool).toEqual(pool)
})

it('a past day is told only what was known in its week', async () => {
  const catalogueOf = await pastCatalogues(shop.context.db, asOf, 40)
  const then = catalogueOf(addDays(asOf, -60))('pins')
  expect(then.countPool).toBeDefined()
  const season = catalogueOf(addDays(asOf, -60))('garden').seasonProfile!
  expect(season.anchorOn <= addDays(asOf, -59)).toBe(true)
  // Ten days after the first sale of any pin nobody knows how they sell.
  expect(catalogueOf(addDays(asOf, -140))('pins').countPool).toBeUndefined()
})

it('a forecast that looks further than the plan has the same season', async () => {
  const asked = { item: 'ROSE-YOUNG', weeks: 26 }
  const { lines } = await run(forecastDemand, asked, shop.context)
  const week = (startsOn: string) => lines[0]!.weeks.find((one) => one.startsOn >= startsOn)!
  expect(week('2027-05-01').meanUnits / week('2027-01-15').meanUnits).toBeGreaterThan(2)
})
