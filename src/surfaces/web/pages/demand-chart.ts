import { html } from 'hono/html'
import { stockChartSvg } from '#render/chart.ts'
import { stockChartOf } from '#render/stock-chart.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { emptyState, shown, twoWidths } from '../parts.ts'
import { callPageTool, type Explanation } from '../results.ts'

const FORECAST_WEEKS = 12

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
  const chart = stockChartOf({
    locationCode: line.locationCode,
    forecast,
    stock,
    reorderPointUnits: line.reorderPointUnits ?? null,
  })
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
