import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { BacktestTotal } from '#planning/scenario/backtest/backtest-totals.ts'
import { askedService, backtestName } from './backtest-names.ts'
import type { Scale } from './chart-frame.ts'
import { formatMoney, formatRate } from './figures.ts'
import { svgDrawing, svgElement, svgText } from './svg.ts'

export type BacktestChart = {
  id: string
  title: string
  baseCurrency: string
  totals: readonly BacktestTotal[]
}

type Point = BacktestTotal & { fillRate: number }
type Area = { x: Scale; y: Scale; left: number; right: number; top: number; bottom: number }

const HEIGHT = 320
const LABEL_WIDTH = 34
const LABEL_HEIGHT = 13
const MARGIN = { left: 54, right: 20, top: 30, bottom: 44 }
/** Curves by policy; the others are points. */
const DASHES: Partial<Record<BacktestTotal['policy'], string | null>> = {
  planner: null,
  classical: '5 4',
}

const wholeMoney = (minor: number, currency: string) => formatMoney(Math.round(minor), currency)

function pointsOf(chart: BacktestChart): Point[] {
  return chart.totals.filter((total): total is Point => total.fillRate !== null)
}

/** The chart in sentences, for a reader that can not see it. */
export function describeBacktestChart(chart: BacktestChart): string {
  return pointsOf(chart)
    .map((point) => {
      const asked = point.serviceLevel === null ? '' : ` asked for ${askedService(point)}`
      const stock = wholeMoney(point.stockValueMinor, chart.baseCurrency)
      return `${backtestName(point)}${asked}: fill ${formatRate(point.fillRate)} with ${stock} in stock.`
    })
    .join(' ')
}

function gridLine(x1: number, x2: number, y1: number, y2: number): string {
  const place = { x1, x2, y1, y2 }
  return svgElement('line', {
    class: 'chart-grid',
    ...place,
    stroke: 'currentColor',
    'stroke-opacity': 0.14,
  })
}

function label(text: string, x: number, y: number, anchor: 'start' | 'middle' | 'end'): string {
  return svgText(text, { class: 'chart-label', x, y, 'text-anchor': anchor, fill: 'currentColor' })
}

function axes({ x, y, left, right, top, bottom }: Area, currency: string): string {
  const rows = y.ticks(5).map((tick) => {
    return (
      gridLine(left, right, y(tick), y(tick)) +
      label(formatRate(tick), left - 8, y(tick) + 4, 'end')
    )
  })
  const columns = x.ticks(4).map((tick) => {
    const text = wholeMoney(tick, currency).replace(/\.\d+$/, '')
    return gridLine(x(tick), x(tick), top, bottom) + label(text, x(tick), bottom + 17, 'middle')
  })
  const names =
    label('Fill rate', left, top - 12, 'start') +
    label('Mean stock at landed cost', right, bottom + 36, 'end')
  return [...rows, ...columns, names].join('')
}

function dot(point: Point, { x, y }: Area, size: number): string {
  const [cx, cy] = [x(point.stockValueMinor), y(point.fillRate)]
  const title = `<title>${backtestName(point)} ${askedService(point)}: ${formatRate(point.fillRate)}</title>`
  const ink = { fill: 'currentColor' }
  return point.policy in DASHES
    ? svgElement('circle', { cx, cy, r: size, ...ink }, title)
    : svgElement(
        'rect',
        { x: cx - size, y: cy - size, width: 2 * size, height: 2 * size, ...ink },
        title,
      )
}

/** The levels that were asked for, beside their points; one that would lie over the one before it is left out. */
function levelLabels(asked: Point[], { x, y }: Area): string {
  let before: Point | null = null
  return asked
    .filter((point) => {
      const [across, down] = [
        (each: Point) => x(each.stockValueMinor),
        (each: Point) => y(each.fillRate),
      ]
      const clear =
        before === null ||
        across(point) - across(before) > LABEL_WIDTH ||
        Math.abs(down(before) - down(point)) > LABEL_HEIGHT
      if (clear) before = point
      return clear
    })
    .map((point) =>
      label(askedService(point), x(point.stockValueMinor) + 7, y(point.fillRate) + 14, 'start'),
    )
    .join('')
}

function curve(policy: BacktestTotal['policy'], points: Point[], area: Area): string {
  const asked = points
    .filter((point) => point.policy === policy && point.serviceLevel !== null)
    .toSorted((a, b) => a.serviceLevel! - b.serviceLevel!)
  const path = line<Point>()
    .x((point) => area.x(point.stockValueMinor))
    .y((point) => area.y(point.fillRate))(asked)
  const last = asked.at(-1)
  if (last === undefined) return ''
  const name = label(
    backtestName(last),
    area.x(last.stockValueMinor),
    area.y(last.fillRate) - 10,
    'end',
  )
  const drawn = svgElement('path', {
    class: policy === 'planner' ? 'chart-median' : 'chart-stock',
    d: path ?? '',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': policy === 'planner' ? 2.5 : 1.5,
    'stroke-dasharray': DASHES[policy] ?? null,
  })
  return (
    drawn + asked.map((point) => dot(point, area, 3.5)).join('') + levelLabels(asked, area) + name
  )
}

/**
 * Service against inventory, as one SVG `width` pixels wide: a curve over the levels asked for of each policy that takes
 * one, and a square for each that does not.
 */
export function backtestChartSvg(chart: BacktestChart, width: number): string {
  const points = pointsOf(chart)
  const [left, right] = [MARGIN.left, width - MARGIN.right]
  const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom]
  const most = Math.max(1, ...points.map((point) => point.stockValueMinor))
  const least = Math.min(0.99, ...points.map((point) => point.fillRate))
  const area: Area = {
    x: scaleLinear()
      .domain([0, most * 1.08])
      .range([left, right]),
    y: scaleLinear()
      .domain([Math.max(0, least - 0.02), 1])
      .range([bottom, top]),
    left,
    right,
    top,
    bottom,
  }
  const curves = (['classical', 'planner'] as const).map((policy) => curve(policy, points, area))
  const alone = points
    .filter((point) => !(point.policy in DASHES))
    .map((point) => {
      const [x, y] = [area.x(point.stockValueMinor), area.y(point.fillRate)]
      const inside = x < (left + right) / 2
      const name = label(
        backtestName(point),
        x + (inside ? 9 : -9),
        y + 4,
        inside ? 'start' : 'end',
      )
      return dot(point, area, 4) + name
    })
  const body = axes(area, chart.baseCurrency) + curves.join('') + alone.join('')
  const description = describeBacktestChart(chart)
  const frame = { id: chart.id, width, height: HEIGHT, title: chart.title, description }
  return svgDrawing(frame, 'chart', body)
}
