import { scaleLinear } from 'd3-scale'
import { toDay } from '#planning/calendar.ts'
import { demandPanel } from './chart-demand.ts'
import { PANEL, type Frame, type StockChart } from './chart-frame.ts'
import { stockPanel } from './chart-stock.ts'
import { formatCount, formatDate } from './figures.ts'
import { svgDrawing } from './svg.ts'

const MARGIN = { left: 44, right: 14, top: 26, bottom: 26 }
const GAP = 58

/** The chart in one or two sentences, for a reader that can not see it. */
export function describeStockChart(chart: StockChart): string {
  const first = chart.forecast[0]
  const parts = [
    first === undefined
      ? 'There is no forecast.'
      : `The first forecast period has a median of ${formatCount(first.p50Units)} units, nine times in ten between ${formatCount(first.p05Units)} and ${formatCount(first.p95Units)}.`,
    chart.stockoutOn === null
      ? 'Stock does not run out within the forecast.'
      : `Stock runs out on ${formatDate(chart.stockoutOn)} if nothing is ordered.`,
  ]
  if (chart.reorderPointUnits !== null)
    parts.push(`The reorder point is ${formatCount(chart.reorderPointUnits)} units.`)
  for (const inbound of chart.inbound) {
    const when =
      inbound.expectedOn === null ? 'with no date' : `on ${formatDate(inbound.expectedOn)}`
    parts.push(
      `${formatCount(inbound.units)} units of ${inbound.label} come ${when}${inbound.late ? ', late' : ''}.`,
    )
  }
  return parts.join(' ')
}

/**
 * Demand (bars: sold; line: median forecast; band: 5 % to 95 %) over projected stock with the reorder point, what is
 * inbound and the day it runs out, as one SVG `width` pixels wide.
 */
export function stockChartSvg(chart: StockChart, width: number): string {
  // Figures are those at the end of the day, so what is expected begins with the day after.
  const today = toDay(chart.asOf) + 1
  const last = chart.forecast.at(-1)
  const end = Math.max(
    today + chart.periodDays,
    last === undefined ? 0 : toDay(last.startsOn) + chart.periodDays,
  )
  const start = Math.min(today, ...chart.history.map((period) => toDay(period.startsOn)))
  const right = width - MARGIN.right
  const x = scaleLinear().domain([start, end]).range([MARGIN.left, right])
  const frame: Frame = { chart, x, left: MARGIN.left, right, today, end }
  const height = MARGIN.top + PANEL + GAP + PANEL + MARGIN.bottom
  const body = demandPanel(frame, MARGIN.top) + stockPanel(frame, MARGIN.top + PANEL + GAP)
  const description = describeStockChart(chart)
  return svgDrawing({ id: chart.id, width, height, title: chart.title, description }, 'chart', body)
}
