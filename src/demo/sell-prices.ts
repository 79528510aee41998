// What some items sold for before, and will: baskets and jars whose price was changed now and then, without a promotion.

import type { ShopRows } from '#store/shop-rows.ts'
import type { DemoItem } from './catalogue.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

/**
 * SKU | the power of price that demand goes with | from each day on (730 = the as-of date), the price over that of
 * today; days to come are planned.
 */
const priceTable = `
BSK-NAT-S | -2.2 | -40*.93 95*.79 123*.93 300*1 452*.82 480*1 610*.8 638*1 741*.86 755*1
BSK-NAT-M | -1.9 | -40*.93 137*.78 165*.93 300*1 396*.8 424*1 575*.82 603*1
BSK-NAT-L | -1.8 | -40*.93 60*.8 88*.93 300*1 340*.8 368*1 522*.78 550*1 762*1.06
BSK-BLK-S | -2.4 | -40*1 95*.8 123*1 270*.8 305*1 452*.82 480*1 610*.8 638*1
JAR-GRY-500 | -1.5 | -40*1 180*.8 215*1 350*.78 385*1 500*.8 535*1
JAR-GRY-1000 | -1.6 | -40*1 160*.8 195*1 330*.78 365*1 540*.8 575*1
BIN-CRM | -1.3 | -40*.92 250*1 410*.8 438*1 590*.8 618*1
`

type Repriced = { elasticity: number; steps: { fromDay: number; factor: number }[] }

const repriced = new Map(
  priceTable
    .trim()
    .split('\n')
    .map((row): [string, Repriced] => {
      const [sku = '', elasticity, list = ''] = row.split(' | ')
      const steps = list.split(' ').map((step) => {
        const [fromDay, factor] = step.split('*').map(Number)
        return { fromDay: fromDay!, factor: factor! }
      })
      return [sku, { elasticity: Number(elasticity), steps }]
    }),
)

/** A price that ends in 9 pence; today's stays what it is. */
function priceOf({ sellPriceMinor }: DemoItem, factor: number): number {
  return factor === 1 ? sellPriceMinor : Math.round((sellPriceMinor * factor) / 10) * 10 - 1
}

/** The prices of every item whose price has a history, in pence, as known on the as-of date. */
export function makeSellPrices(world: World, catalogue: DemoItem[]): ShopRows['sellPrices'] {
  return catalogue.flatMap((item) =>
    (repriced.get(item.sku)?.steps ?? []).map(({ fromDay, factor }) => ({
      sku: item.sku,
      validFrom: world.date(fromDay),
      priceMinor: priceOf(item, factor),
      currency: 'GBP',
      source: 'demo:price list',
      asOf: world.instant(Math.min(fromDay, HISTORY_DAYS - 1), '06:00'),
    })),
  )
}

/** What the price of a day does to the demand of an item, against the price of today. */
export function priceFactor(item: DemoItem, day: number): number {
  const change = repriced.get(item.sku)
  const step = change?.steps.findLast(({ fromDay }) => fromDay <= day)
  if (change === undefined || step === undefined || step.factor === 1) return 1
  return (priceOf(item, step.factor) / item.sellPriceMinor) ** change.elasticity
}
