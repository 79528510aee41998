import type { z } from 'zod'
import { describeStockChart } from '#render/chart.ts'
import { stockChartOf } from '#render/stock-chart.ts'
import { plainText } from '#render/text.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { explainRecommendation } from '#tools/explain_recommendation.ts'
import type { forecastDemand } from '#tools/forecast_demand.ts'
import type { getStockPosition } from '#tools/get_stock_position.ts'
import type { McpUnit } from '../host.ts'
import { answerOf } from './answers.ts'
import { itemOf } from './item.ts'

type Forecast = z.output<typeof forecastDemand.output>
type Stock = z.output<typeof getStockPosition.output>
type Explanation = z.output<typeof explainRecommendation.output>

const forecastWeeks = 12

/** A picture, and what it shows for whoever can not see it. */
export type Picture = { bytes: Uint8Array; words: string }

/** A tool that can not say it leaves its part of the chart empty. */
async function orNull<Result>(answer: Promise<Result>): Promise<Result | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof QuartermasterError) return null
    throw error
  })
}

/**
 * Demand and stock of an item where it runs out first, PNG. Rejects with 'not_found' for another SKU, and for an item
 * without a forecast.
 */
export async function itemChart(unit: McpUnit, sku: string): Promise<Picture> {
  await itemOf(unit, sku)
  const stock = await orNull(answerOf<Stock>(unit, 'get_stock_position', { item: sku, limit: 1 }))
  const place = stock?.lines[0]?.locationCode
  const named = { item: sku, ...(place !== undefined && { location: place }) }
  const [forecast, line] = await Promise.all([
    answerOf<Forecast>(unit, 'forecast_demand', { ...named, weeks: forecastWeeks }),
    orNull(answerOf<Explanation>(unit, 'explain_recommendation', named)),
  ])
  const locationCode = place ?? forecast.lines[0]?.locationCode ?? ''
  const reorderPointUnits = line?.reorderPointUnits ?? null
  const chart = stockChartOf({ locationCode, forecast, stock, reorderPointUnits })
  if (chart !== null) {
    const drawn = { ...chart, id: 'chart' }
    const words = `${plainText(drawn.title)}. ${plainText(describeStockChart(drawn))}`
    return { bytes: await unit.host.pictureOf(drawn), words }
  }
  throw new QuartermasterError(
    'not_found',
    'There is no forecast to draw for this item.',
    'forecast_demand says why; an item with more days of sales has one.',
  )
}
