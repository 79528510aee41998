// The buy list under a weekly cash limit: every supplier order as a whole is placed in the week that costs least margin.

import { addMinor, currencyDigits } from '../money.ts'
import { demandOverDays } from '../forecast/demand-over-days.ts'
import type { BudgetPlan, DueLine } from './budget-plan.ts'
import { dateOrders, type DatedOrder } from './cash-dates.ts'
import { expectedShortUnits } from './order-timing.ts'
import { countedUnits } from './stock-position.ts'
import { supplierClock } from './supplier-clock.ts'
import { toDay } from '../calendar.ts'

/** Weeks ahead in which an order may be placed. */
export const cashWeeks = 6
/** Of two weeks that save the same the earlier one is taken. */
const trifle = 1e-5

const optionOf = ({ input, line }: DueLine) =>
  input.suppliers.find(({ supplierCode }) => supplierCode === line.supplierCode)

/**
 * Margin saved by placing the line in week 0, 1, ...: the units short until an order of the week after the last could be
 * here, less those short until this one is; from then on later orders go on as ever.
 */
function savesByWeek(due: DueLine): number[] {
  const { input, line } = due
  const option = optionOf(due)
  const { stockoutCostMinor, sellPriceMinor } = input.item
  const landedUnit = (line.landedCostMinor ?? 0) / Math.max(1, line.units)
  const margin = stockoutCostMinor ?? (sellPriceMinor === null ? 0 : sellPriceMinor - landedUnit)
  const cost = line.landedCostMinor ?? 0
  const late = (week: number) => trifle * cost * (cashWeeks - week)
  const weeks = Array.from({ length: cashWeeks }, (_, week) => week)
  const { forecast, position } = line
  if (!option?.leadTime || forecast === null || position === null || margin <= 0) {
    return weeks.map(late)
  }
  const today = toDay(input.asOf)
  const clock = supplierClock(option.calendar)
  const leadDays = Math.ceil(option.leadTime.meanDays)
  const stock = countedUnits(position)
  const short = (week: number) => {
    const days = clock.arrival(today + 7 * week, leadDays) - today
    return expectedShortUnits(demandOverDays(forecast, 0, days), stock)
  }
  const end = short(cashWeeks)
  return weeks.map((week) => margin * Math.max(0, end - short(week)) + late(week))
}

/**
 * The due lines with the week in which to order each, so that what falls due for payment in each of the next weeks stays
 * within `weeklyMinor` (minor units of the base currency, landed). Orders of one supplier and location go out together
 * and are paid as many weeks later as the supplier's terms say.
 */
export function planWeeklyCash(due: DueLine[], weeklyMinor: number): BudgetPlan {
  const priced = due.filter(({ line }) => line.landedCostMinor !== null && line.units > 0)
  const saves = new Map(priced.map((one) => [one, savesByWeek(one)]))
  const groups = [
    ...Map.groupBy(priced, ({ input, line }) =>
      JSON.stringify([line.supplierCode, input.locationCode]),
    ).values(),
  ]
  const orders = groups.map((lines): DatedOrder => {
    const terms = optionOf(lines[0]!)?.paymentTermsDays ?? 0
    return {
      costMinor: addMinor(0, ...lines.map(({ line }) => line.landedCostMinor ?? 0)),
      payAfterWeeks: Math.floor(terms / 7),
      savesMinor: Array.from({ length: cashWeeks }, (_, week) =>
        lines.reduce((sum, one) => sum + saves.get(one)![week]!, 0),
      ),
    }
  })
  const longest = Math.max(0, ...orders.map(({ payAfterWeeks }) => payAfterWeeks))
  const limits = (minor: number) => Array.from({ length: cashWeeks + longest }, () => minor)
  const found = dateOrders(orders, limits(weeklyMinor))
  const weekOf = new Map(
    groups.flatMap((lines, index) => lines.map((one) => [one, found.weeks[index]] as const)),
  )
  const net = (one: DueLine, week: number) => {
    const slight = trifle * (one.line.landedCostMinor ?? 0) * (cashWeeks - week)
    return Math.round(saves.get(one)![week]! - slight)
  }
  const lines = due.map((one) => {
    const week = weekOf.get(one)
    if (typeof week !== 'number') return null
    const { units, landedCostMinor } = one.line
    return { units, landedCostMinor: landedCostMinor ?? 0, savesMinor: net(one, week), week }
  })
  const thousand = 1000 * 10 ** currencyDigits(due[0]?.input.baseCurrency ?? 'EUR')
  const more = dateOrders(orders, limits(weeklyMinor + thousand)).savesMinor
  const savesMinor = addMinor(0, ...lines.map((one) => one?.savesMinor ?? 0))
  return {
    budgetMinor: weeklyMinor,
    spentMinor: addMinor(0, ...lines.map((one) => one?.landedCostMinor ?? 0)),
    lines,
    wholeSavesMinor: due.map((one) => (saves.has(one) ? net(one, 0) : 0)),
    savesMinor,
    savesAtMostMinor: Math.max(savesMinor, Math.ceil(found.savesAtMostMinor)),
    nextThousandSavesMinor: Math.max(0, Math.round(more - found.savesMinor)),
  }
}
