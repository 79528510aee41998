import { expect, test } from 'vitest'
import { describeStockChart, stockChartSvg } from '#render/chart.ts'
import type { StockChart } from '#render/chart-frame.ts'
import { projectedStock } from '#render/projected-stock.ts'
import { waterfallSvg, waterfallText } from '#render/waterfall.ts'

const waterfall = {
  id: 'w',
  title: 'Why 144',
  totalLabel: 'Order',
  steps: [
    { label: 'Lead-time demand', units: 120 },
    { label: 'Safety stock', units: 60 },
    { label: 'Available', units: -47 },
    { label: 'Order multiple', units: 11 },
  ],
}

test('the waterfall in a terminal: steps signed, the total their sum, bars where they stand', () => {
  expect(waterfallText(waterfall, { width: 44, colour: false })).toBe(
    [
      'Lead-time demand  +120  █████████████',
      'Safety stock       +60               ███████',
      'Available          -47                 █████',
      'Order multiple     +11                 █',
      'Order              144  ████████████████',
    ].join('\n'),
  )
})

test('no step is lost in the drawing, and its words are inert', () => {
  const steps = [...waterfall.steps, { label: '<script>alert(1)</script>', units: 0 }]
  for (const width of [340, 720]) {
    const svg = waterfallSvg({ ...waterfall, steps }, width)
    expect(svg.match(/<rect/g)).toHaveLength(6)
    expect(svg).toContain('+120')
    expect(svg).toContain('>144<')
    expect(svg).not.toContain('<script')
    expect(svg).not.toContain('style=')
  }
})

test('a step below zero keeps every bar inside the drawing', () => {
  const svg = waterfallSvg(
    {
      ...waterfall,
      steps: [
        { label: 'on hand', units: -90 },
        { label: 'moq', units: 100 },
      ],
    },
    600,
  )
  for (const [, x = ''] of svg.matchAll(/<rect[^>]* x="([^"]+)"/g))
    expect(Number(x)).toBeGreaterThan(0)
})

const chart: StockChart = {
  id: 'c',
  title: 'Mug at LDS <b>',
  asOf: '2026-11-21',
  periodDays: 7,
  history: [
    { startsOn: '2026-11-07', units: 20 },
    { startsOn: '2026-11-14', units: 24 },
  ],
  forecast: [
    { startsOn: '2026-11-21', p05Units: 10, p50Units: 21, p95Units: 40 },
    { startsOn: '2026-11-28', p05Units: 9, p50Units: 22, p95Units: 44 },
  ],
  stock: [
    { on: '2026-11-21', units: 30 },
    { on: '2026-12-01', units: 0 },
  ],
  reorderPointUnits: 60,
  stockoutOn: '2026-12-01',
  inbound: [{ label: 'PO-1', units: 48, expectedOn: '2026-12-03', late: false }],
}

test('the chart says in words what it draws', () => {
  expect(describeStockChart(chart)).toBe(
    'The first forecast period has a median of 21 units, nine times in ten between 10 and 40. Stock runs out on 1 Dec 2026 if nothing is ordered. The reorder point is 60 units. 48 units of PO-1 come on 3 Dec 2026.',
  )
})

test('the chart draws bars, band, median, stock, reorder point, stockout and inbound, and nothing that is no number', () => {
  for (const width of [340, 760]) {
    const svg = stockChartSvg(chart, width)
    for (const part of [
      'chart-bar',
      'chart-band',
      'chart-median',
      'chart-stock',
      'chart-reorder',
      'chart-stockout',
      'chart-inbound',
    ]) {
      expect(svg).toContain(`class="${part}"`)
    }
    expect(svg).toContain('Mug at LDS &lt;b&gt;')
    expect(svg).not.toMatch(/NaN|Infinity|undefined|style=/)
  }
})

test('the chart of an item with no forecast, no stock and no date is still a drawing', () => {
  const empty = {
    ...chart,
    history: [],
    forecast: [],
    stock: [],
    reorderPointUnits: null,
    stockoutOn: null,
    inbound: [{ label: 'PO-2', units: 5, expectedOn: null, late: true }],
  }
  expect(stockChartSvg(empty, 400)).not.toMatch(/NaN|Infinity|undefined/)
})

// day by day: 2 a day from 5, 6 arrive on the 24th: 5, 3, 1, 0 + 6 - ... as a planner counts it
test('projected stock falls by the mean, stops at zero and rises on the day goods arrive', () => {
  const points = projectedStock({
    asOf: '2026-11-20',
    units: 5,
    periodDays: 7,
    demand: [{ startsOn: '2026-11-21', meanUnits: 14 }],
    inbound: [
      { units: 6, expectedOn: '2026-11-25' },
      { units: 99, expectedOn: null },
    ],
  })
  expect(points.map((point) => point.units)).toEqual([5, 3, 1, 0, 0, 4, 2, 0])
})
