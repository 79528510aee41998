import type { ScaleLinear } from 'd3-scale'
import { civilOf } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'
import { formatCount } from './figures.ts'
import { svgElement, svgText } from './svg.ts'

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

export type Scale = ScaleLinear<number, number>
export type Frame = {
  chart: StockChart
  x: Scale
  left: number
  right: number
  today: number
  end: number
}

/** Height of one panel of the chart, pixels. */
export const PANEL = 150
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

/** Grid lines and figures of the value axis. */
export function valueAxis(frame: Frame, y: Scale): string {
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

/** Dates under a panel. */
export function dateAxis(frame: Frame, bottom: number): string {
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

/** What a panel shows, over it. */
export function heading(frame: Frame, text: string, top: number): string {
  return svgText(text, {
    class: 'chart-heading',
    x: frame.left,
    y: top - 11,
    fill: 'currentColor',
    'font-weight': 600,
  })
}

/** Where what happened ends and what is expected begins. */
export function todayLine(frame: Frame, top: number, bottom: number): string {
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
