// The chart that belongs to an answer about the demand or the stock of one item at one place.
import type { z } from 'zod'
import type { TurnAnswer } from '#agent/events.ts'
import type { StockChart } from '#render/chart-frame.ts'
import { stockChartOf } from '#render/stock-chart.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { explainRecommendation } from '#tools/explain_recommendation.ts'
import type { forecastDemand } from '#tools/forecast_demand.ts'
import type { getStockPosition } from '#tools/get_stock_position.ts'
import type { SlackApplication } from './program.ts'

type Tools = Pick<SlackApplication, 'callTool'>

type Forecast = z.output<typeof forecastDemand.output>
type Stock = z.output<typeof getStockPosition.output>
type Explanation = z.output<typeof explainRecommendation.output>

type Place = { item: string; location: string }

const forecastWeeks = 12

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
  application: Tools,
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
  application: Tools,
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
  if (forecast === null) return null
  const chart = stockChartOf({
    locationCode: place.location,
    forecast,
    stock,
    reorderPointUnits: line?.reorderPointUnits ?? null,
  })
  return chart && { ...chart, id: 'chart' }
}
