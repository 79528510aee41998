import { toDay, toIso } from '../../calendar.ts'
import type {
  IsoDate,
  ItemLocationInput,
  OpenOrderLine,
  StockFacts,
  SupplierOption,
} from '../../types.ts'
import { supplierClock } from '../../policy/supplier-clock.ts'
import type { ReviewMoment } from './replay.ts'

const source = 'backtest'

/** What the items of the shop showed together up to a day and nothing later; `category` is that of the line. */
export type CatalogueOn = (
  asOf: IsoDate,
  category: string,
) => Pick<ItemLocationInput, 'seasonProfile' | 'countPool' | 'pricePool'>

function openOrders(
  { onOrder }: ReviewMoment,
  startDay: number,
  { supplierCode, calendar, leadTime }: SupplierOption,
): OpenOrderLine[] {
  const clock = supplierClock(calendar)
  const leadDays = Math.ceil(leadTime?.meanDays ?? 0)
  return onOrder.map(({ units, orderedOnDay }, index) => ({
    orderNumber: `BACKTEST-${index + 1}`,
    lineNumber: 1,
    supplierCode,
    state: 'sent',
    openUnits: units,
    inTransitUnits: 0,
    // The day it was promised for: the day it will come is not known yet.
    expectedOn: toIso(clock.arrival(startDay + orderedOnDay - 1, leadDays)),
  }))
}

/**
 * The line as it was known in the evening before a review: history up to that day, stock and open orders of the replay,
 * the terms of its supplier as they are today. Everything that came later is cut off, not merely ignored.
 */
export function knownInput(
  input: ItemLocationInput,
  option: SupplierOption,
  moment: ReviewMoment,
  catalogueOn?: CatalogueOn,
): ItemLocationInput {
  // What forecasts of these days turned out to be worth, what the catalogue showed since, and which kits
  // stand ready today, is knowledge of later days.
  const {
    trackRecord: _worth,
    seasonProfile: _season,
    countPool: _pool,
    kits: _kits,
    pricePool: _prices,
    ...facts
  } = input
  const { history } = facts
  if (history === null) return facts
  const startDay = toDay(history.startsOn)
  const asOf = toIso(startDay + moment.day - 1)
  const until = <T>(values: T[]) => values.slice(0, moment.day)
  const stock: StockFacts = {
    source,
    asOf,
    onHandUnits: Math.floor(moment.onHandUnits),
    allocatedUnits: 0,
    unavailableUnits: 0,
    backorderedUnits: Math.ceil(moment.backorderedUnits),
    unitOfMeasure: input.item.unitOfMeasure,
    lots: moment.lots.map(({ units, lastDay }, index) => ({
      lotCode: `BACKTEST-${index + 1}`,
      units,
      expiresOn: toIso(startDay + lastDay),
    })),
    unbookedUnits: 0,
  }
  return {
    ...facts,
    ...catalogueOn?.(asOf, input.item.category),
    ...knownPrices(input, asOf),
    asOf,
    history: {
      startsOn: history.startsOn,
      units: until(history.units),
      stockout: until(history.stockout),
      promotion: until(history.promotion),
    },
    analogueHistory: input.analogueHistory && cutHistory(input.analogueHistory, asOf),
    demandKnownThroughOn: asOf,
    stock,
    openOrders: openOrders(moment, startDay, option),
    suppliers: [{ ...option, validUntil: null }],
    transferableUnits: [],
  }
}

function cutHistory(history: NonNullable<ItemLocationInput['history']>, asOf: string) {
  const days = Math.max(0, toDay(asOf) - toDay(history.startsOn) + 1)
  return {
    startsOn: history.startsOn,
    units: history.units.slice(0, days),
    stockout: history.stockout.slice(0, days),
    promotion: history.promotion.slice(0, days),
  }
}

/** Prices up to a day: what was planned then and what was decided later can not be told apart, so neither is known. */
function knownPrices(
  { sellPrices, analogueSellPrices }: ItemLocationInput,
  asOf: string,
): Pick<ItemLocationInput, 'sellPrices' | 'analogueSellPrices'> {
  const until = (prices: NonNullable<ItemLocationInput['sellPrices']>) =>
    prices.filter(({ validFrom }) => validFrom <= asOf)
  return {
    ...(sellPrices && { sellPrices: until(sellPrices) }),
    ...(analogueSellPrices && { analogueSellPrices: until(analogueSellPrices) }),
  }
}
