import { QuartermasterError } from '#root/errors.ts'
import { toDay, toIso } from '../calendar.ts'
import type {
  DemandForecast,
  IsoDate,
  ItemLocationInput,
  OpenOrderLine,
  PlanningPolicy,
  StockPosition,
} from '../types.ts'
import { expiringUnits } from './expiring-stock.ts'
import { drawnOf, kitBackorderUnits, readyKitsOf } from './kit-stock.ts'
import { lostChanceOf, writtenDownUnits } from './overdue-orders.ts'
import { isLate, isOnOrder, meanOverDays, projectStock } from './projection.ts'

/** A projection shorter than a rounding error of a sum of means is not a stockout. */
const tolerance = 1e-9
/** Beyond this nobody plans: stock that lasts longer is told as lasting this long. */
const longestSupplyDays = 3_650

function total(lines: OpenOrderLine[], units: (line: OpenOrderLine) => number): number {
  return lines.reduce((sum, line) => sum + units(line), 0)
}

/** Days, one decimal, for which free units last under the mean forecast; null without demand. */
function daysOfSupplyOf(
  input: ItemLocationInput,
  freeUnits: number,
  forecast: DemandForecast,
): number | null {
  if (freeUnits <= 0) return 0
  const drawn = drawnOf(input, forecast)
  const known = forecast.dailyMeanUnits.length
  let left = freeUnits
  for (let day = 0; day < known; day += 1) {
    const mean = drawn(day)
    if (mean > 0 && mean >= left) return Math.round((day + left / mean) * 10) / 10
    left -= mean
  }
  const perDay = (meanOverDays(forecast, known + 7) - meanOverDays(forecast, known)) / 7
  if (perDay <= 0) return null
  return Math.round(Math.min(known + left / perDay, longestSupplyDays) * 10) / 10
}

function stockoutOnOf(
  input: ItemLocationInput,
  freeUnits: number,
  forecast: DemandForecast,
): IsoDate | null {
  if (freeUnits <= 0)
    return meanOverDays(forecast, forecast.dailyMeanUnits.length) > 0 ? input.asOf : null
  const days = forecast.dailyMeanUnits.length
  const drawn = drawnOf(input, forecast)
  const first = projectStock(input, drawn, freeUnits, days).findIndex((units) => units < -tolerance)
  return first < 0 ? null : toIso(toDay(input.asOf) + 1 + first)
}

/** What of the stock is counted in units. */
const counted = [
  'onHandUnits',
  'allocatedUnits',
  'unavailableUnits',
  'backorderedUnits',
  'unbookedUnits',
] as const

/** A count that is not whole, by name, or null. */
function brokenUnits({ stock, openOrders }: ItemLocationInput): [string, number] | null {
  for (const name of counted) {
    if (stock !== null && !Number.isSafeInteger(stock[name])) return [name, stock[name]]
  }
  for (const { orderNumber, openUnits } of openOrders) {
    if (!Number.isSafeInteger(openUnits)) return [`open units of ${orderNumber}`, openUnits]
  }
  return null
}

function requireWholeUnits(input: ItemLocationInput): void {
  const broken = brokenUnits(input)
  if (broken === null) return
  throw new QuartermasterError(
    'invalid',
    `${input.item.sku} at ${input.locationCode} has ${String(broken[1])} ${String(broken[0])}.`,
    'Units of stock and orders are whole numbers; correct the record.',
  )
}

/**
 * The stock of one item at one location, in stock units; null when there is no stock record, which is not zero stock.
 * Inventory position = available + on order - backordered, which kits owed to customers are part of. On order = approved and later states, in transit inside
 * it; drafts and submitted orders are counted apart, and so is what overdue orders will likely never bring. Days of supply and the stockout date need a
 * forecast and leave out what will expire unsold. Throws
 * 'invalid' on units that are not whole.
 */
export function stockPosition(
  input: ItemLocationInput,
  forecast: DemandForecast | null,
  policy: PlanningPolicy,
): StockPosition | null {
  const { stock } = input
  if (stock === null) return null
  requireWholeUnits(input)
  const onOrder = input.openOrders.filter(isOnOrder)
  const availableUnits = stock.onHandUnits - stock.allocatedUnits - stock.unavailableUnits
  const onOrderUnits = total(onOrder, (line) => line.openUnits)
  const backorderedUnits = stock.backorderedUnits + kitBackorderUnits(input)
  const freeUnits = availableUnits - backorderedUnits
  const kits = readyKitsOf(input)
  const lastingUnits = freeUnits - expiringUnits(input, forecast)
  return {
    onHandUnits: stock.onHandUnits,
    allocatedUnits: stock.allocatedUnits,
    unavailableUnits: stock.unavailableUnits,
    availableUnits,
    onOrderUnits,
    inTransitUnits: total(onOrder, (line) => line.inTransitUnits),
    draftedUnits: total(input.openOrders, (line) => line.openUnits) - onOrderUnits,
    backorderedUnits,
    unbookedUnits: stock.unbookedUnits,
    inventoryPositionUnits: freeUnits + onOrderUnits,
    writtenDownUnits: writtenDownUnits(input, policy),
    ...(kits.length > 0 && { kits }),
    daysOfSupply: forecast && daysOfSupplyOf(input, lastingUnits, forecast),
    stockoutOn: forecast && stockoutOnOf(input, lastingUnits, forecast),
    inbound: onOrder
      .map((line) => ({
        orderNumber: line.orderNumber,
        units: line.openUnits,
        expectedOn: line.expectedOn,
        late: isLate(line, input.asOf),
        ...(isLate(line, input.asOf) && { lostRate: lostChanceOf(line, input, policy) }),
      }))
      .toSorted((a, b) => ((a.expectedOn ?? '9999') < (b.expectedOn ?? '9999') ? -1 : 1)),
  }
}

/**
 * Units that the reorder point is compared with: the position, drafts and what ready-made kits cover, less what is
 * likely lost.
 */
export function countedUnits(position: StockPosition): number {
  const { inventoryPositionUnits, draftedUnits, writtenDownUnits: writtenDown } = position
  return inventoryPositionUnits + draftedUnits + (position.kitCoverUnits ?? 0) - writtenDown
}
