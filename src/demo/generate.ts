// The demo shop: two years of a kitchen, home and garden trade, made from a seed and a date.

import type { OrderContent } from '#purchasing/order-content.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { makeEvents } from './calendar-events.ts'
import { makeCatalogue } from './catalogue.ts'
import { makeDemandDays, makeFeedRows, makeReturns } from './demand-rows.ts'
import { makeLines } from './demand.ts'
import type { Line } from './demand.ts'
import { closedDays } from './deliveries.ts'
import { simulateStock } from './inventory.ts'
import { makeComponentRows, makeItemRows, makeSubstituteRows } from './item-rows.ts'
import type { OrderRows } from './order-rows.ts'
import { orderingInto } from './ordering.ts'
import type { PlacedOrder } from './ordering.ts'
import { addPlacedOrder } from './placed-order-rows.ts'
import { makeChannels, makeExchangeRates, makeLocations, makePeople } from './places.ts'
import { addPlannedOrders, rateTable } from './planted-orders.ts'
import { makeBudgets, makeRules } from './policy-rows.ts'
import { choosePostures } from './postures.ts'
import { makeSellPrices } from './sell-prices.ts'
import { historicOptions, makeOptions, makeSourcingRows } from './sourcing.ts'
import type { Option } from './sourcing.ts'
import { makeStockRows } from './stock-rows.ts'
import { makeClosures, makeSuppliers, readSuppliers } from './suppliers.ts'
import { worldOf } from './world.ts'
import type { World } from './world.ts'

export type DemoOptions = {
  /** Another whole number, another shop. */
  seed: number
  /** 'YYYY-MM-DD': the history ends the day before. */
  asOf: string
  /** The hash an order's content is stored under; passed in because hashing needs Node. */
  hashContent: (content: OrderContent) => string
  /** A location whose sales feed broke off two weeks ago: all its lines are withheld. */
  staleFeedAt?: 'LDS' | 'RTM' | 'FBA'
}

type OrderBook = {
  world: World
  placed: PlacedOrder[]
  options: Map<string, Option[]>
  rates: ShopRows['exchangeRates']
}

function makeOrderRows(
  { world, placed, options, rates }: OrderBook,
  hashContent: DemoOptions['hashContent'],
): OrderRows {
  const rows: OrderRows = {
    purchaseOrders: [],
    purchaseOrderLines: [],
    goodsReceipts: [],
    goodsReceiptLines: [],
    invoices: [],
    invoiceLines: [],
  }
  const rateOf = rateTable(world, rates)
  const sequence = new Map<string, number>()
  for (const order of placed) {
    // Numbers run through each year, as the shop numbers its new orders.
    const year = world.date(order.createdDay).slice(0, 4)
    const next = (sequence.get(year) ?? 0) + 1
    sequence.set(year, next)
    const rate = rateOf(order.supplier.currency, order.createdDay)
    const number = `PO-${year}-${String(next).padStart(4, '0')}`
    addPlacedOrder(rows, world, { order, number, rateToBase: rate }, hashContent)
  }
  addPlannedOrders(rows, world, options, rateOf, hashContent)
  return rows
}

/**
 * A whole shop as rows, base currency GBP: the same seed and date give the same rows on every machine. Throws
 * 'invalid' when `asOf` is not a date.
 */
export function generateDemoShop(choice: DemoOptions): ShopRows {
  const world = worldOf(choice.seed, choice.asOf)
  const staleFeedAt = choice.staleFeedAt ?? null
  const catalogue = makeCatalogue(world)
  const suppliers = readSuppliers()
  const supplierClosures = makeClosures(world, suppliers)
  const events = makeEvents(world)
  const options = makeOptions(world, catalogue, suppliers)
  const lines = makeLines(world, catalogue, events)
  const placed: PlacedOrder[] = []
  const closing = simulateStock(
    world,
    lines,
    (line: Line) => historicOptions(world, line.item, suppliers),
    choosePostures(world, lines),
    orderingInto(placed, world, closedDays(world, supplierClosures)),
  )
  const exchangeRates = makeExchangeRates(world)
  return {
    exchangeRates,
    locations: makeLocations(world),
    channels: makeChannels(world),
    people: makePeople(world),
    suppliers: makeSuppliers(world, suppliers),
    supplierClosures,
    items: makeItemRows(world, catalogue, lines),
    sellPrices: makeSellPrices(world, catalogue),
    itemSubstitutes: makeSubstituteRows(catalogue),
    bundleComponents: makeComponentRows(catalogue),
    ...makeSourcingRows(world, options),
    ...makeStockRows(world, closing),
    demandFeeds: makeFeedRows(world, staleFeedAt),
    demandDays: makeDemandDays(world, lines, staleFeedAt),
    customerReturns: makeReturns(world, lines),
    events: events.map(({ firstDay: _first, lastDay: _last, trueUplift: _uplift, ...row }) => row),
    budgets: makeBudgets(world, lines),
    rules: makeRules(world),
    ...makeOrderRows({ world, placed, options, rates: exchangeRates }, choice.hashContent),
  }
}
