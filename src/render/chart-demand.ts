import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'
import { toDay } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'
import {
  dateAxis,
  heading,
  PANEL,
  todayLine,
  valueAxis,
  type Frame,
  type StockChart,
} from './chart-frame.ts'
import { formatCount, formatDate } from './figures.ts'
import { svgElement } from './svg.ts'

/** What sold as bars, what is forecast as a median line in its band. */
export function demandPanel(frame: Frame, top: number): string {
  const { chart, x } = frame
  const bottom = top + PANEL
  const highest = Math.max(
    max(chart.history, (each) => each.units) ?? 0,
    max(chart.forecast, (each) => each.p95Units) ?? 0,
    1,
  )
  const y = scaleLinear().domain([0, highest]).nice(4).range([bottom, top])
  const width = Math.max(2, x(frame.today + chart.periodDays) - x(frame.today) - 3)
  const bars = chart.history.map((period) =>
    svgElement(
      'rect',
      {
        class: 'chart-bar',
        x: x(toDay(period.startsOn)) + 1.5,
        y: y(period.units),
        width,
        height: Math.max(0, bottom - y(period.units)),
        rx: 1.5,
        fill: 'currentColor',
        'fill-opacity': 0.35,
      },
      `<title>Sold from ${formatDate(period.startsOn)}: ${formatCount(period.units)}</title>`,
    ),
  )
  const middle = (period: { startsOn: IsoDate }) => x(toDay(period.startsOn) + chart.periodDays / 2)
  const band = area<StockChart['forecast'][number]>()
    .x(middle)
    .y0((each) => y(each.p05Units))
    .y1((each) => y(each.p95Units))
    .curve(curveMonotoneX)(chart.forecast)
  const median = line<StockChart['forecast'][number]>()
    .x(middle)
    .y((each) => y(each.p50Units))
    .curve(curveMonotoneX)(chart.forecast)
  return [
    heading(
      frame,
      `Demand per ${chart.periodDays === 7 ? 'week' : `${chart.periodDays} days`}, units`,
      top,
    ),
    valueAxis(frame, y),
    ...bars,
    svgElement('path', {
      class: 'chart-band',
      d: band ?? '',
      fill: 'currentColor',
      'fill-opacity': 0.18,
    }),
    svgElement('path', {
      class: 'chart-median',
      d: median ?? '',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 2,
    }),
    todayLine(frame, top, bottom),
    dateAxis(frame, bottom),
  ].join('')
}
