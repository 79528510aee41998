import { afterAll, beforeAll, expect, it } from 'vitest'
import { learnCatalogue, pastCatalogues } from '#operations/learn-catalogue.ts'
import { ensurePlan, replayLine } from '#operations/plan-shop.ts'
import { addDays } from '#planning/calendar.ts'
import { poisson } from '#planning/forecast/distribution.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { storedLines } from '#store/plan-lines.ts'
import type { DemandDay, ShopRows } from '#store/shop-rows.ts'
import { explainRecommendation } from '#tools/explain_recommendation.ts'
import { forecastDemand } from '#tools/forecast_demand.ts'
import { item, stock, supplierItem } from '../store/small-shop.ts'
import { run } from '../tools/run.ts'
import { asOf, now, openToolShop, toolShop } from '../tools/shop.ts'

const baskets = Array.from({ length: 6 }, (_, at) => `BASKET-${at}`)
const known = 540
/** Ten pounds, cut to eight for four weeks every eighteen: the last cut ended 20 days ago. */
const isCut = (back: number) => (back + 106) % 126 < 28
const ELASTICITY = -2

function basketDays(sku: string, seed: number): DemandDay[] {
  const uniform = randomSource(seed)
  return Array.from({ length: known }, (_, at) => {
    const mean = 6 * (isCut(at + 1) ? 0.8 : 1) ** ELASTICITY
    const base = { sku, locationCode: 'LDS', channelCode: 'WEB', cancelledUnits: 0 }
    const units = poisson(mean).sample(uniform())
    return { ...base, soldOn: addDays(asOf, -1 - at), units, promotion: false, stockout: false }
  })
}

const price = (sku: string, validFrom: string, priceMinor: number) => ({
  sku,
  validFrom,
  priceMinor,
  currency: 'GBP',
  source: 'test',
  asOf: '2026-11-20T06:00:00Z',
})

function basketPrices(sku: string): ShopRows['sellPrices'] {
  return Array.from({ length: known }, (_, at) => known - at).flatMap((back) =>
    back < known && isCut(back) === isCut(back + 1)
      ? []
      : [price(sku, addDays(asOf, -back), isCut(back) ? 800 : 1_000)],
  )
}

/** The first basket is to be cheaper for two weeks from the first of December. */
const planned = [price('BASKET-0', '2026-12-01', 899), price('BASKET-0', '2026-12-15', 1_000)]
/** The last one is to be given away for less than anybody has tried, in two months. */
const giveaway = price('BASKET-5', '2027-01-25', 300)

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  const plain = toolShop()
  shop = await openToolShop({
    items: [...plain.items, ...baskets.map((sku) => item(sku, sku, { category: 'storage' }))],
    supplierItems: [...plain.supplierItems, ...baskets.map((sku) => supplierItem('ACME', sku, 1))],
    stock: [...plain.stock, ...baskets.map((sku) => stock(sku, 'LDS', 40))],
    demandDays: [...plain.demandDays, ...baskets.flatMap((sku, at) => basketDays(sku, at + 1))],
    sellPrices: [...baskets.flatMap(basketPrices), ...planned, giveaway],
  })
})
afterAll(() => shop.database.close())

async function plannedLines() {
  const { id } = await ensurePlan(shop.context.db, { asOf, now })
  return storedLines(shop.context.db, id, {})
}

it('a line with a price list is planned with what its category has shown of price', async () => {
  const lines = await plannedLines()
  const priced = lines.filter(({ inputs }) => inputs.sellPrices !== undefined)
  expect(priced.map(({ sku }) => sku)).toEqual(baskets)
  for (const { inputs, result } of priced) {
    expect(inputs.pricePool).toEqual(priced[0]!.inputs.pricePool)
    expect(Math.abs(inputs.pricePool!.elasticity - ELASTICITY)).toBeLessThan(0.3)
    expect(Math.abs(result.forecast!.priceEffect!.elasticity - ELASTICITY)).toBeLessThan(0.4)
  }
  for (const { inputs, result } of lines.filter((line) => !priced.includes(line))) {
    expect(inputs).not.toHaveProperty('pricePool')
    expect(result.forecast ?? {}).not.toHaveProperty('priceEffect')
  }
})

it('every line replays to the same bytes, and its steps still sum to its quantity', async () => {
  const lines = await plannedLines()
  for (const { id } of lines)
    expect(await replayLine(shop.context.db, id)).toMatchObject({ same: true })
  const ordered = lines.filter(
    ({ sku, result }) => baskets.includes(sku) && result.decision === 'order',
  )
  expect(ordered.length).toBeGreaterThan(0)
  for (const { result } of ordered) {
    expect(result.waterfall.reduce((sum, step) => sum + step.units, 0)).toBe(result.units)
  }
  const told = await run(
    explainRecommendation,
    { item: ordered[0]!.sku, location: 'LDS' },
    shop.context,
  )
  expect(JSON.stringify(told)).toContain(`${ordered[0]!.result.units}`)
})

it('a planned cut raises the need of its own item alone', async () => {
  const lines = await plannedLines()
  const over = (sku: string) => {
    const { dailyMeanUnits } = lines.find((line) => line.sku === sku)!.result.forecast!
    const sum = (from: number, to: number) =>
      dailyMeanUnits.slice(from, to).reduce((total, mean) => total + mean, 0)
    // The first of December is the seventh day from the as-of day.
    return sum(6, 20) / sum(20, 34)
  }
  expect(over('BASKET-0')).toBeGreaterThan(1.15)
  for (const sku of baskets.slice(1)) expect(over(sku)).toBeCloseTo(1, 1)
})

it('says the elasticity and what the planned price does, only where there is one', async () => {
  const [line] = (await run(forecastDemand, { item: 'BASKET-0' }, shop.context)).lines
  expect(line!.elasticity).toBeLessThan(-1.5)
  expect(line!.priceChanges).toEqual([
    expect.stringMatching(/^price £8\.99 instead of £10\.00 from 1 Dec 2026: \+\d[\d.]* %$/),
    'price £10.00 again from 15 Dec 2026',
  ])
  expect(line!.display).toMatch(
    /1 % dearer sells [\d.]+ % less; price £8\.99 instead of £10\.00 from 1 Dec 2026: \+\d[\d.]* %; price £10\.00 again from 15 Dec 2026/,
  )
  const [soon] = (await run(forecastDemand, { item: 'BASKET-0', weeks: 1 }, shop.context)).lines
  expect(soon!.priceChanges).toHaveLength(1)
  const [far] = (await run(forecastDemand, { item: 'BASKET-0', weeks: 26 }, shop.context)).lines
  expect(far!.elasticity).toBe(line!.elasticity)
  const [given] = (await run(forecastDemand, { item: 'BASKET-5', weeks: 26 }, shop.context)).lines
  expect(given!.priceChanges).toEqual([
    expect.stringMatching(/^price £3\.00 .*, as at £7\.16: nothing near it was tried$/),
  ])
  const [other] = (await run(forecastDemand, { item: 'BASKET-1' }, shop.context)).lines
  expect(other).not.toHaveProperty('priceChanges')
  const [mug] = (await run(forecastDemand, { item: 'MUG-WHT' }, shop.context)).lines
  expect(mug).not.toHaveProperty('elasticity')
  expect(mug!.display).not.toContain('dearer')
})

it('a past day is told only what prices had shown by then', async () => {
  const catalogueOf = await pastCatalogues(shop.context.db, asOf, 40)
  expect(catalogueOf(addDays(asOf, -30))('storage').pricePool!.elasticity).toBeLessThan(-1.5)
  // Two weeks into the first cut of the history nobody knows yet what it does.
  const early = addDays(asOf, -known + 10)
  expect(catalogueOf(early)('storage')).not.toHaveProperty('pricePool')
})

it('all days from a Sunday to the next are taught the same', async () => {
  const pools = [addDays(asOf, -2), asOf].map(async (day) => {
    const catalogue = await learnCatalogue(shop.context.db, day)
    return catalogue('storage').pricePool
  })
  const [sunday, tuesday] = await Promise.all(pools)
  expect(sunday).toEqual(tuesday)
})
