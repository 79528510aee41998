import { scaleLinear } from 'd3-scale'
import { toned } from './ansi.ts'
import { formatCount } from './figures.ts'
import { fitLabel, svgDrawing, svgElement, svgText } from './svg.ts'
import { plainText } from './text.ts'
import { displayWidth, padText, truncateText, wrapText } from './width.ts'

export type WaterfallRow = { label: string; units: number }

export type Waterfall = { id: string; title: string; totalLabel: string; steps: WaterfallRow[] }

type Bar = WaterfallRow & { from: number; to: number; total: boolean }

const ROW = 30
const NARROW_ROW = 46
const FONT = 13
/** Pixels that a letter takes on average. */
const LETTER = FONT * 0.56

/** +12, -3, 0: a step says which way it goes. */
export function signedUnits(units: number): string {
  return units > 0 ? `+${formatCount(units)}` : formatCount(units)
}

/** Each step from where the one before ended; the last bar is the total from zero. */
function barsOf(waterfall: Waterfall): Bar[] {
  let running = 0
  const bars = waterfall.steps.map((step) => {
    const from = running
    running += step.units
    return { ...step, from, to: running, total: false }
  })
  return [
    ...bars,
    { label: waterfall.totalLabel, units: running, from: 0, to: running, total: true },
  ]
}

function barClass(bar: Bar): string {
  if (bar.total) return 'fall-total'
  return bar.units < 0 ? 'fall-minus' : 'fall-plus'
}

/** A label on one line, or, where there is height for it, on two around it. */
function labelTexts(bar: Bar, at: { x: number; y: number; width: number; lines: 1 | 2 }): string[] {
  const text = plainText(bar.label)
  const [first = '', ...rest] = wrapText(text, Math.floor(at.width / LETTER))
  const isOne = rest.length === 0 || at.lines === 1
  const lines = isOne
    ? [fitLabel(text, at.width, FONT)]
    : [first, fitLabel(rest.join(' '), at.width, FONT)]
  return lines.map((line, index) =>
    svgText(line, {
      class: 'fall-label',
      x: at.x,
      y: at.y + (lines.length === 1 ? 0 : index * FONT - FONT / 2),
      fill: 'currentColor',
      'font-size': FONT,
      'font-weight': bar.total ? 600 : 400,
    }),
  )
}

/** The steps of a quantity as horizontal bars, each beginning where the one before ended; SVG `width` pixels wide. */
export function waterfallSvg(waterfall: Waterfall, width: number): string {
  const bars = barsOf(waterfall)
  const narrow = width < 520
  const row = narrow ? NARROW_ROW : ROW
  const labelWidth = narrow ? 0 : Math.min(250, width * 0.41)
  const figureWidth = 64
  const ends = bars.flatMap((bar) => [bar.from, bar.to])
  const x = scaleLinear()
    .domain([Math.min(0, ...ends), Math.max(1, ...ends)])
    .range([labelWidth + 8, width - figureWidth])
  const drawn = bars.map((bar, index) => {
    const top = index * row
    const middle = narrow ? top + 31 : top + row / 2
    const left = Math.min(x(bar.from), x(bar.to))
    const weight = bar.total ? 600 : 400
    return [
      ...labelTexts(
        bar,
        narrow
          ? { x: 8, y: top + 15, width: width - 8, lines: 1 }
          : { x: 0, y: middle + 4, width: labelWidth, lines: 2 },
      ),
      svgElement('rect', {
        class: barClass(bar),
        x: left,
        y: middle - 8,
        width: Math.max(1.5, Math.abs(x(bar.to) - x(bar.from))),
        height: 16,
        rx: 2,
        fill: 'currentColor',
        'fill-opacity': bar.total ? 0.85 : 0.5,
      }),
      bar.total
        ? ''
        : svgElement('line', {
            class: 'fall-link',
            x1: x(bar.to),
            x2: x(bar.to),
            y1: middle + 8,
            y2: middle + row - 8,
            stroke: 'currentColor',
            'stroke-opacity': 0.35,
          }),
      svgText(bar.total ? formatCount(bar.units) : signedUnits(bar.units), {
        class: 'fall-figure',
        x: width - 4,
        y: middle + 4,
        'text-anchor': 'end',
        fill: 'currentColor',
        'font-size': 13,
        'font-weight': weight,
      }),
    ].join('')
  })
  const description = bars
    .map((bar) => `${bar.label}: ${bar.total ? formatCount(bar.units) : signedUnits(bar.units)}`)
    .join('; ')
  const frame = {
    id: waterfall.id,
    width,
    height: bars.length * row,
    title: waterfall.title,
    description,
  }
  return svgDrawing(frame, 'fall', drawn.join(''))
}

/** The same steps for a terminal: label, signed units, a bar of blocks where there is room for one. */
export function waterfallText(
  waterfall: Waterfall,
  options: { width: number; colour: boolean },
): string {
  const bars = barsOf(waterfall)
  const figures = bars.map((bar) => (bar.total ? formatCount(bar.units) : signedUnits(bar.units)))
  const figureWidth = Math.max(...figures.map((figure) => figure.length))
  const longest = Math.max(...bars.map((bar) => displayWidth(plainText(bar.label))))
  const labelWidth = Math.max(8, Math.min(longest, options.width - figureWidth - 2, 40))
  const room = options.width - labelWidth - figureWidth - 4
  const ends = bars.flatMap((bar) => [bar.from, bar.to])
  const x = scaleLinear()
    .domain([Math.min(0, ...ends), Math.max(1, ...ends)])
    .rangeRound([0, Math.min(room, 40)])
  return bars
    .map((bar, index) => {
      const label = padText(truncateText(plainText(bar.label), labelWidth), labelWidth, 'left')
      const figure = padText(figures[index] ?? '', figureWidth, 'right')
      const left = Math.min(x(bar.from), x(bar.to))
      const blocks =
        ' '.repeat(Math.max(0, left)) + '█'.repeat(Math.max(1, Math.abs(x(bar.to) - x(bar.from))))
      const tone = bar.total ? 'strong' : bar.units < 0 ? 'warning' : 'accent'
      const head = toned(`${label}  ${figure}`, bar.total ? 'strong' : 'plain', options.colour)
      return room < 8 ? head : `${head}  ${toned(blocks, tone, options.colour)}`
    })
    .join('\n')
}
