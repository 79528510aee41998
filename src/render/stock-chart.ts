// The chart of one item at one place, put together from what the tools said of it; every surface draws the same.
import { addDays } from '#planning/calendar.ts'
import type { StockChart } from './chart-frame.ts'
import { projectedStock } from './projected-stock.ts'

const daysPerWeek = 7

type Weeks = (StockChart['forecast'][number] & { meanUnits: number })[]

/** What `forecast_demand`, `get_stock_position` and `explain_recommendation` say, as far as it is drawn. */
export type ChartFacts = {
  locationCode: string
  forecast: {
    asOf: string
    sku: string
    name: string
    lines: { locationCode: string; lastWeeksUnits: number[]; weeks: Weeks }[]
  }
  /** Null = not known: the panel of the stock stays empty. */
  stock: { lines: PositionFacts[] } | null
  reorderPointUnits: number | null
}

type PositionFacts = {
  sku: string
  locationCode: string
  availableUnits: number
  backorderedUnits: number
  stockoutOn?: string | undefined
  inbound: {
    orderNumber: string
    units: number
    expectedOn?: string | undefined
    late: boolean
  }[]
}

/** The chart of the place; null when there is no forecast for it. */
export function stockChartOf(facts: ChartFacts): Omit<StockChart, 'id'> | null {
  const { locationCode, forecast, stock, reorderPointUnits } = facts
  const { asOf, sku } = forecast
  const here = forecast.lines.find((line) => line.locationCode === locationCode)
  const first = here?.weeks[0]
  if (here === undefined || first === undefined) return null
  const position = stock?.lines.find(
    (line) => line.locationCode === locationCode && line.sku === sku,
  )
  const inbound = (position?.inbound ?? []).map(({ orderNumber, units, expectedOn, late }) => ({
    label: orderNumber,
    units,
    expectedOn: expectedOn ?? null,
    late,
  }))
  const sold = here.lastWeeksUnits
  const projection = (units: number) =>
    projectedStock({ asOf, units, periodDays: daysPerWeek, demand: here.weeks, inbound })
  return {
    title: `Demand and stock of ${forecast.name} at ${locationCode}`,
    asOf,
    periodDays: daysPerWeek,
    history: sold.map((units, index) => ({
      startsOn: addDays(first.startsOn, -daysPerWeek * (sold.length - index)),
      units,
    })),
    forecast: here.weeks,
    stock:
      position === undefined ? [] : projection(position.availableUnits - position.backorderedUnits),
    reorderPointUnits,
    stockoutOn: position?.stockoutOn ?? null,
    inbound,
  }
}
