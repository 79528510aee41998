// The order-up-to level where customers do not wait: what finds no stock before the order arrives is lost and not owed,
// so the order has nothing to make up for. Stock at arrival is projected exactly (stock-at-arrival.ts), for each lead
// time that the receipts have shown; the order then serves the days until the next one can arrive.

import { formatRate } from '#render/figures.ts'
import { toDay } from '../calendar.ts'
import { demandOverDays } from '../forecast/demand-over-days.ts'
import type { DemandForecast, ItemLocationInput, StockPosition } from '../types.ts'
import { expiringUnits } from './expiring-stock.ts'
import { isLate, isOnOrder } from './projection.ts'
import type { ReorderLevels } from './reorder-levels.ts'
import type { ServiceTarget } from './service-target.ts'
import { countedUnits } from './stock-position.ts'
import {
  coveredChance,
  servedShare,
  stockAtArrival,
  unitsToReach,
  type Arrival,
  type StockDistribution,
} from './stock-at-arrival.ts'

/** Units that are there on the first day, and those that land before the demand of a later one. */
type Supply = { onHandUnits: number; landing: { offset: number; units: number }[] }

/**
 * What an order of today can count on: open orders on the day they are expected. What has no such day, because it is
 * late or not approved yet, is there when the order of today is, as far as it is not written down.
 */
function supplyOf(input: ItemLocationInput, position: StockPosition, expiring: number): Supply {
  const dated = input.openOrders.filter((line) => {
    return isOnOrder(line) && line.expectedOn !== null && !isLate(line, input.asOf)
  })
  return {
    onHandUnits: Math.max(0, position.availableUnits - position.backorderedUnits - expiring),
    landing: dated
      .map((line) => ({
        offset: Math.max(0, toDay(line.expectedOn!) - toDay(input.asOf) - 1),
        units: line.openUnits,
      }))
      .toSorted((a, b) => a.offset - b.offset),
  }
}

/** Between two arrivals nothing comes, so that what is left is the stock less the demand of all days, or nothing. */
function stockAfter(
  { onHandUnits, landing }: Supply,
  undatedUnits: number,
  forecast: DemandForecast,
  days: number,
): StockDistribution {
  const before = landing.filter(({ offset }) => offset < days)
  const cuts = [...new Set([0, ...before.map(({ offset }) => offset), days])]
  const landed = (offset: number) =>
    landing.reduce((sum, line) => sum + (line.offset === offset ? line.units : 0), 0)
  const later = landing.reduce((sum, { offset, units }) => sum + (offset >= days ? units : 0), 0)
  const arriving = cuts.map((offset) => (offset < days ? landed(offset) : later + undatedUnits))
  const spans = cuts.slice(1).map((end, at) => demandOverDays(forecast, cuts[at]!, end - cuts[at]!))
  return stockAtArrival(onHandUnits, arriving, spans)
}

const meanUnits = ({ masses, stepUnits }: StockDistribution) =>
  masses.reduce((sum, mass, step) => sum + mass * step * stepUnits, 0)

/**
 * The levels with the order-up-to level, whole units, that serves the asked share of cycles or of units between the
 * arrival of an order of today and that of the next one, when demand that finds no stock is lost. Independent of the
 * demand before; where that was large, so may this be, and the level is a little too low.
 */
export function levelsForLostSales(
  input: ItemLocationInput,
  forecast: DemandForecast,
  position: StockPosition,
  levels: ReorderLevels,
  { kind, level, reason }: ServiceTarget,
): ReorderLevels {
  const expiring = expiringUnits(input, forecast)
  const supply = supplyOf(input, position, expiring)
  const counted = countedUnits(position) - expiring
  const dated = supply.landing.reduce((sum, { units }) => sum + units, 0)
  const undated = Math.max(0, counted - supply.onHandUnits - dated)
  const arrivals = levels.arrivals.map(({ weight, fromDay, untilDay }): Arrival => {
    const stock = stockAfter(supply, undated, forecast, fromDay)
    return { weight, stock, demand: demandOverDays(forecast, fromDay, untilDay - fromDay) }
  })
  const covered = (units: number) => coveredChance(arrivals, units)
  const share = kind === 'fill' ? servedShare(arrivals) : covered
  const there = supply.onHandUnits + dated + undated
  const units = unitsToReach(share, level, there)
  const orderUpToUnits = Math.max(0, counted + units)
  const left = arrivals.reduce((sum, { weight, stock }) => sum + weight * meanUnits(stock), 0)
  const lostUnits = Math.max(0, levels.leadTimeDemandUnits - (there - left))
  const asked =
    kind === 'fill'
      ? `${formatRate(level)} of units from stock`
      : `in ${formatRate(level)} of cycles no stockout`
  return {
    ...levels,
    cycleServiceLevel: Math.min(0.9999, kind === 'fill' ? covered(units) : level),
    serviceReason: `${asked}, once the order is here: ${reason}; who finds nothing before does not wait`,
    lostUnits,
    safetyStockUnits: orderUpToUnits - levels.protectionDemand.mean + lostUnits,
    reorderPointUnits: Math.max(0, orderUpToUnits - 1),
    orderUpToUnits,
  }
}
