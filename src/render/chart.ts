import { max } from 'd3-array'
import { scaleLinear, type ScaleLinear } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'
import { civilOf, toDay, toIso } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'
import { formatCount, formatDate } from './figures.ts'
import { svgDrawing, svgElement, svgText } from './svg.ts'

/** What the stock-and-forecast chart shows; demand is per period of `periodDays`, stock at the end of a day. */
export type StockChart = {
  id: string
  title: string
  asOf: IsoDate
  periodDays: number
  history: { startsOn: IsoDate; units: number }[]
  forecast: { startsOn: IsoDate; p05Units: number; p50Units: number; p95Units: number }[]
  stock: { on: IsoDate; units: number }[]
  reorderPointUnits: number | null
  stockoutOn: IsoDate | null
  inbound: { label: string; units: number; expectedOn: IsoDate | null; late: boolean }[]
}

type Scale = ScaleLinear<number, number>
type Frame = {
  chart: StockChart
  x: Scale
  left: number
  right: number
  today: number
  end: number
}

const MARGIN = { left: 44, right: 14, top: 26, bottom: 26 }
const PANEL = 150
const GAP = 46
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Dates for the axis: first days of months, or fortnights when the span is short. */
function dateTicks(first: number, last: number, room: number): { day: number; label: string }[] {
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const monthly = days.filter((day) => civilOf(day).dayOfMonth === 1)
  const chosen = monthly.length >= 3 ? monthly : days.filter((day) => (day - first) % 14 === 0)
  const step = Math.max(1, Math.ceil((chosen.length * 52) / room))
  return chosen
    .filter((_, index) => index % step === 0)
    .map((day) => {
      const { dayOfMonth, month } = civilOf(day)
      return { day, label: `${dayOfMonth} ${MONTHS[month - 1]}` }
    })
}

function valueAxis(frame: Frame, y: Scale): string {
  return y
    .ticks(4)
    .filter((tick) => Number.isInteger(tick))
    .map((tick) => {
      const height = y(tick)
      const grid = svgElement('line', {
        class: 'chart-grid',
        x1: frame.left,
        x2: frame.right,
        y1: height,
        y2: height,
        stroke: 'currentColor',
        'stroke-opacity': 0.14,
      })
      const label = svgText(formatCount(tick), {
        class: 'chart-label',
        x: frame.left - 8,
        y: height + 4,
        'text-anchor': 'end',
        fill: 'currentColor',
      })
      return grid + label
    })
    .join('')
}

function dateAxis(frame: Frame, bottom: number): string {
  const first = Math.ceil(frame.x.domain()[0] ?? frame.today)
  return dateTicks(first, frame.end, frame.right - frame.left)
    .filter(({ day }) => frame.x(day) < frame.right - 12)
    .map(({ day, label }) =>
      svgText(label, {
        class: 'chart-label',
        x: frame.x(day),
        y: bottom + 17,
        'text-anchor': 'middle',
        fill: 'currentColor',
      }),
    )
    .join('')
}

function heading(frame: Frame, text: string, top: number): string {
  return svgText(text, {
    class: 'chart-heading',
    x: frame.left,
    y: top - 11,
    fill: 'currentColor',
    'font-weight': 600,
  })
}

function todayLine(frame: Frame, top: number, bottom: number): string {
  const at = frame.x(frame.today)
  return svgElement('line', {
    class: 'chart-today',
    x1: at,
    x2: at,
    y1: top,
    y2: bottom,
    stroke: 'currentColor',
    'stroke-opacity': 0.5,
    'stroke-dasharray': '2 3',
  })
}

function demandPanel(frame: Frame, top: number): string {
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
        x: Math.min(at, frame.right - 14),
        y: bottom - 13,
        'text-anchor': 'middle',
        fill: 'currentColor',
        'data-order': label,
      })
      return mark + text
    })
    .join('')
}

function stockoutMark(frame: Frame, top: number, bottom: number): string {
  const { stockoutOn } = frame.chart
  if (stockoutOn === null || toDay(stockoutOn) > frame.end || toDay(stockoutOn) < frame.today)
    return ''
  const at = frame.x(toDay(stockoutOn))
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

function stockPanel(frame: Frame, top: number): string {
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
  const at = (point: { on: IsoDate }) => x(toDay(point.on))
  const path = line<StockChart['stock'][number]>()
    .x(at)
    .y((each) => y(each.units))(chart.stock)
  const under = area<StockChart['stock'][number]>()
    .x(at)
    .y0(bottom)
    .y1((each) => y(each.units))(chart.stock)
  return [
    heading(frame, 'Projected stock if nothing is ordered, units', top),
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
  const today = toDay(chart.asOf)
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

/**
 * Stock at the end of each day from `asOf`, in units: today's, less the mean demand of the period spread over its
 * days, plus what arrives on its expected day; never below zero. Goods without a date, or late, do not count.
 */
export function projectedStock(input: {
  asOf: IsoDate
  units: number
  periodDays: number
  demand: { startsOn: IsoDate; meanUnits: number }[]
  inbound: { units: number; expectedOn: IsoDate | null }[]
}): { on: IsoDate; units: number }[] {
  const today = toDay(input.asOf)
  const arrivals = new Map<number, number>()
  for (const { units, expectedOn } of input.inbound) {
    if (expectedOn === null) continue
    const day = toDay(expectedOn)
    arrivals.set(day, (arrivals.get(day) ?? 0) + units)
  }
  const points = [{ on: input.asOf, units: Math.max(0, input.units) }]
  let stock = Math.max(0, input.units)
  for (const period of input.demand) {
    const start = toDay(period.startsOn)
    for (let day = Math.max(start, today + 1); day < start + input.periodDays; day++) {
      stock = Math.max(0, stock + (arrivals.get(day) ?? 0) - period.meanUnits / input.periodDays)
      points.push({ on: toIso(day), units: stock })
    }
  }
  return points
}
