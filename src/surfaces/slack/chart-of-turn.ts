// The chart that belongs to an answer about the demand or the stock of one item at one place.
import type { z } from 'zod'
import type { TurnAnswer } from '#agent/events.ts'
import { addDays } from '#planning/calendar.ts'
import type { StockChart } from '#render/chart-frame.ts'
import { projectedStock } from '#render/projected-stock.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { explainRecommendation } from '#tools/explain_recommendation.ts'
import type { forecastDemand } from '#tools/forecast_demand.ts'
import type { getStockPosition } from '#tools/get_stock_position.ts'
import type { SlackApplication } from './program.ts'

type Forecast = z.output<typeof forecastDemand.output>
type Stock = z.output<typeof getStockPosition.output>
type Explanation = z.output<typeof explainRecommendation.output>

type Place = { item: string; location: string }

const forecastWeeks = 12
const daysPerWeek = 7

/** The item and place that the answer is about: of its last forecast or stock position, if that names only one. */
function placeOf(answer: Pick<TurnAnswer, 'toolCalls'>): Place | null {
  const call = answer.toolCalls.findLast(({ error }) => error === null)
  if (call?.name === 'forecast_demand') {
    const { sku, lines } = call.result as Forecast
    const drawn = lines.filter(({ weeks }) => weeks.length > 0)
    return drawn.length === 1 ? { item: sku, location: drawn[0]!.locationCode } : null
  }
  if (call?.name === 'get_stock_position') {
    const { lines } = call.result as Stock
    return lines.length === 1 ? { item: lines[0]!.sku, location: lines[0]!.locationCode } : null
  }
  return null
}

/** A tool that can not say it leaves its part of the chart empty; the answer stands without it. */
async function said<Result>(
  application: SlackApplication,
  name: string,
  input: unknown,
): Promise<Result | null> {
  try {
    return (await application.callTool(name, input)) as Result
  } catch (error) {
    if (error instanceof QuartermasterError) return null
    throw error
  }
}

/** The chart of an answer; null where it is about nothing that is drawn, or there is no forecast. */
export async function chartOfTurn(
  application: SlackApplication,
  answer: Pick<TurnAnswer, 'toolCalls'>,
): Promise<StockChart | null> {
  const place = placeOf(answer)
  if (place === null) return null
  const asked = { ...place, weeks: forecastWeeks }
  const [forecast, stock, line] = await Promise.all([
    said<Forecast>(application, 'forecast_demand', asked),
    said<Stock>(application, 'get_stock_position', place),
    said<Explanation>(application, 'explain_recommendation', place),
  ])
  return forecast === null ? null : chartFrom(place, forecast, stock, line)
}

function chartFrom(
  place: Place,
  forecast: Forecast,
  stock: Stock | null,
  line: Explanation | null,
): StockChart | null {
  const here = forecast.lines.find(({ locationCode }) => locationCode === place.location)
  const first = here?.weeks[0]
  if (here === undefined || first === undefined) return null
  const position = stock?.lines.find(
    (each) => each.locationCode === place.location && each.sku === forecast.sku,
  )
  const inbound = (position?.inbound ?? []).map(({ orderNumber, units, expectedOn, late }) => ({
    label: orderNumber,
    units,
    expectedOn: expectedOn ?? null,
    late,
  }))
  const sold = here.lastWeeksUnits
  const { asOf } = forecast
  const units = position && position.availableUnits - position.backorderedUnits
  return {
    id: 'chart',
    title: `Demand and stock of ${forecast.name} at ${place.location}`,
    asOf,
    periodDays: daysPerWeek,
    history: sold.map((each, index) => ({
      startsOn: addDays(first.startsOn, -daysPerWeek * (sold.length - index)),
      units: each,
    })),
    forecast: here.weeks,
    stock:
      units === undefined
        ? []
        : projectedStock({ asOf, units, periodDays: daysPerWeek, demand: here.weeks, inbound }),
    reorderPointUnits: line?.reorderPointUnits ?? null,
    stockoutOn: position?.stockoutOn ?? null,
    inbound,
  }
}
