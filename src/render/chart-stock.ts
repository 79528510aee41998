import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { toDay } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'
import {
  dateAxis,
  heading,
  PANEL,
  todayLine,
  valueAxis,
  type Frame,
  type Scale,
  type StockChart,
} from './chart-frame.ts'
import { formatCount, formatDate } from './figures.ts'
import { svgElement, svgText } from './svg.ts'

function inboundMarks(frame: Frame, bottom: number): string {
  return frame.chart.inbound
    .flatMap((inbound) =>
      inbound.expectedOn === null ? [] : [{ ...inbound, day: toDay(inbound.expectedOn) }],
    )
    .filter(({ day }) => day >= frame.today && day <= frame.end)
    .map(({ day, label, units, expectedOn }) => {
      const at = frame.x(day)
      const mark = svgElement(
        'path',
        { class: 'chart-inbound', d: `M${at - 5} ${bottom}h10l-5 -9z`, fill: 'currentColor' },
        `<title>${formatCount(units)} expected ${formatDate(expectedOn ?? '') ?? ''}</title>`,
      )
      const text = svgText(`+${formatCount(units)}`, {
        class: 'chart-inbound-label',
        x: at > frame.right - 40 ? at - 9 : at + 9,
        y: bottom - 4,
        'text-anchor': at > frame.right - 40 ? 'end' : 'start',
        fill: 'currentColor',
        'data-order': label,
      })
      return mark + text
    })
    .join('')
}

function stockoutMark(frame: Frame, top: number, bottom: number): string {
  const { stockoutOn } = frame.chart
  if (stockoutOn === null || toDay(stockoutOn) >= frame.end || toDay(stockoutOn) + 1 < frame.today)
    return ''
  // Stock is gone at the end of that day.
  const at = frame.x(toDay(stockoutOn) + 1)
  const leftward = at > frame.right - 130
  return [
    svgElement('line', {
      class: 'chart-stockout',
      x1: at,
      x2: at,
      y1: top,
      y2: bottom,
      stroke: 'currentColor',
      'stroke-width': 1.5,
      'stroke-dasharray': '4 3',
    }),
    svgElement('circle', {
      class: 'chart-stockout-dot',
      cx: at,
      cy: bottom,
      r: 4,
      fill: 'currentColor',
    }),
    svgText(`runs out ${formatDate(stockoutOn)}`, {
      class: 'chart-stockout-label',
      x: at + (leftward ? -6 : 6),
      y: top + 11,
      'text-anchor': leftward ? 'end' : 'start',
      fill: 'currentColor',
    }),
  ].join('')
}

function reorderLine(frame: Frame, y: Scale): string {
  const { reorderPointUnits } = frame.chart
  if (reorderPointUnits === null) return ''
  const height = y(reorderPointUnits)
  const label = {
    class: 'chart-reorder-label',
    x: frame.left + 4,
    y: height - 5,
    fill: 'currentColor',
  }
  return [
    svgElement('line', {
      class: 'chart-reorder',
      x1: frame.left,
      x2: frame.right,
      y1: height,
      y2: height,
      stroke: 'currentColor',
      'stroke-width': 1.5,
      'stroke-dasharray': '6 4',
    }),
    svgText(`reorder point ${formatCount(reorderPointUnits)}`, label),
  ].join('')
}

/** Projected stock over its reorder point, with what is inbound and the day it runs out. */
export function stockPanel(frame: Frame, top: number): string {
  const { chart, x } = frame
  const bottom = top + PANEL
  const highest = Math.max(
    max(chart.stock, (each) => each.units) ?? 0,
    chart.reorderPointUnits ?? 0,
    1,
  )
  const y = scaleLinear()
    .domain([0, highest * 1.12])
    .nice(4)
    .range([bottom, top])
  const at = (point: { on: IsoDate }) => x(toDay(point.on) + 1)
  const path = line<StockChart['stock'][number]>()
    .x(at)
    .y((each) => y(each.units))(chart.stock)
  const under = area<StockChart['stock'][number]>()
    .x(at)
    .y0(bottom)
    .y1((each) => y(each.units))(chart.stock)
  return [
    heading(frame, 'Stock if nothing is ordered, units', top),
    valueAxis(frame, y),
    svgElement('path', {
      class: 'chart-stock-area',
      d: under ?? '',
      fill: 'currentColor',
      'fill-opacity': 0.1,
    }),
    reorderLine(frame, y),
    svgElement('path', {
      class: 'chart-stock',
      d: path ?? '',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 2,
    }),
    stockoutMark(frame, top, bottom),
    inboundMarks(frame, bottom),
    todayLine(frame, top, bottom),
    dateAxis(frame, bottom),
  ].join('')
}
