// A chart as a picture, the same bytes on every machine: one shipped typeface, and no font of the machine.
import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import { stockChartSvg } from '#render/chart.ts'
import type { StockChart } from '#render/chart-frame.ts'

const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
  fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
)
const fontFamily = 'DejaVu Sans'

/** Pixels of the drawing; the picture has twice as many for sharp screens. */
const width = 640

/** The colours of the console's light page; a picture can not follow the reader's theme. */
const colours = `
  svg { color: #1d2433 }
  .chart-label, .chart-heading, .chart-bar { color: #4d5666 }
  .chart-band, .chart-median, .chart-stock, .chart-stock-area { color: #1f5fbf }
  .chart-reorder, .chart-reorder-label { color: #8a5a00 }
  .chart-stockout, .chart-stockout-dot, .chart-stockout-label { color: #b3261e }
  .chart-inbound, .chart-inbound-label { color: #1c7a3e }`

/** The chart as PNG on white, 1,280 pixels wide. */
export function chartPicture(chart: StockChart): Uint8Array {
  const svg = stockChartSvg(chart, width).replace('>', `><style>${colours}</style>`)
  const picture = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'width', value: 2 * width },
    font: {
      loadSystemFonts: false,
      fontFiles,
      defaultFontFamily: fontFamily,
      sansSerifFamily: fontFamily,
    },
  })
  return new Uint8Array(picture.render().asPng())
}
