import { html } from 'hono/html'
import { addDays } from '#planning/calendar.ts'
import type { StockChart } from '#render/chart-frame.ts'
import { stockChartSvg } from '#render/chart.ts'
import { projectedStock } from '#render/projected-stock.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { emptyState, shown, twoWidths } from '../parts.ts'
import { callPageTool, type Explanation, type ToolResult } from '../results.ts'

const FORECAST_WEEKS = 12
const DAYS = 7

export type ChartSources = {
  line: Explanation
  forecast: ToolResult<'forecast_demand'>
  stock: ToolResult<'get_stock_position'>
}

/** The chart from what three tools said; null when there is no forecast for the location. */
export function stockChartOf(sources: ChartSources): Omit<StockChart, 'id'> | null {
  const { line, forecast, stock } = sources
  const isHere = (each: { locationCode: string }) => each.locationCode === line.locationCode
  const here = forecast.lines.find(isHere)
  const position = stock.lines.find((each) => isHere(each) && each.sku === line.sku)
  const first = here?.weeks[0]
  if (here === undefined || first === undefined) return null
  const sold = here.lastWeeksUnits
  const inbound = (position?.inbound ?? []).map(({ orderNumber, units, expectedOn, late }) => ({
    label: orderNumber,
    units,
    expectedOn: expectedOn ?? null,
    late,
  }))
  const projection = (units: number) =>
    projectedStock({
      asOf: forecast.asOf,
      units,
      periodDays: DAYS,
      demand: here.weeks,
      inbound,
    })
  return {
    title: `Demand and stock of ${line.name} at ${line.locationCode}`,
    asOf: forecast.asOf,
    periodDays: DAYS,
    history: sold.map((units, index) => ({
      startsOn: addDays(first.startsOn, -DAYS * (sold.length - index)),
      units,
    })),
    forecast: here.weeks,
    stock:
      position === undefined ? [] : projection(position.availableUnits - position.backorderedUnits),
    reorderPointUnits: line.reorderPointUnits ?? null,
    stockoutOn: position?.stockoutOn ?? null,
    inbound,
  }
}

const LEGEND = html`<p class="legend">
  <span class="key key-bar">sold</span><span class="key key-median">median forecast</span
  ><span class="key key-band">nine times in ten</span><span class="key key-stock">stock</span
  ><span class="key key-inbound">inbound</span>
</p>`

/** What sells, what is here and when it runs out. */
export async function demandAndStock(
  application: WebApplication,
  line: Explanation,
): Promise<Html> {
  const named = { item: line.sku, location: line.locationCode }
  const [forecast, stock] = await Promise.all([
    callPageTool(application, 'forecast_demand', { ...named, weeks: FORECAST_WEEKS }),
    callPageTool(application, 'get_stock_position', named),
  ])
  const chart = stockChartOf({ line, forecast, stock })
  if (chart === null) {
    return emptyState(
      'No forecast',
      'There is not enough history to forecast this item here, and it has no analogue.',
    )
  }
  const said = [...forecast.lines, ...stock.lines].filter(
    (each) => each.locationCode === line.locationCode,
  )
  return html`${twoWidths((width, id) => stockChartSvg({ ...chart, id: `chart-${id}` }, width))}
  ${LEGEND}${said.map((each) => html`<p class="quiet">${shown('display', each.display)}</p>`)}`
}
