import { expect, test } from 'vitest'
import { askedService, backtestName } from '#render/backtest-names.ts'
import { backtestChartSvg, describeBacktestChart } from '#render/chart-backtest.ts'
import { backtestTotal } from '../web/fixture-backtest.ts'

const chart = {
  id: 'b',
  title: 'Service against inventory',
  baseCurrency: 'GBP',
  totals: [
    backtestTotal({ fillRate: 0.97 }),
    backtestTotal({ serviceLevel: 0.99, fillRate: 0.99, stockValueMinor: 300_000 }),
    backtestTotal({ serviceLevel: 0.9, fillRate: 0.93, stockValueMinor: 100_000 }),
    backtestTotal({ policy: 'min_max', fillRate: 0.9, stockValueMinor: 400_000 }),
    backtestTotal({ policy: 'clairvoyant', fillRate: 1, stockValueMinor: 50_000 }),
    backtestTotal({ policy: 'classical', serviceLevel: 0.9, fillRate: null }),
  ],
}

const attribute = (svg: string, element: string, name: string) =>
  [...svg.matchAll(new RegExp(`<${element}[^>]* ${name}="([^"]+)"`, 'g'))].map(([, text]) => text!)

test('service rises and inventory grows along the curve; what takes no level is a square', () => {
  const svg = backtestChartSvg(chart, 720)
  const [across, down] = ['cx', 'cy'].map((name) => attribute(svg, 'circle', name).map(Number))
  expect(across).toHaveLength(2)
  expect(across![0]).toBeLessThan(across![1]!)
  expect(down![0]).toBeGreaterThan(down![1]!)
  expect(attribute(svg, 'rect', 'x')).toHaveLength(2)
  for (const word of ['90 %', '99 %', 'Static min/max', 'Knowing the future', '£4,000']) {
    expect(svg).toContain(word)
  }
  expect(svg).not.toContain('NaN')
})

test('a level that would lie over the one before it keeps its point and loses its label', () => {
  const near = [0.9, 0.901].map((fillRate, index) =>
    backtestTotal({
      serviceLevel: [0.951, 0.952][index]!,
      fillRate,
      stockValueMinor: 100_000 + index,
    }),
  )
  const svg = backtestChartSvg({ ...chart, totals: [...near, chart.totals[3]!] }, 720)
  expect(attribute(svg, 'circle', 'cx')).toHaveLength(2)
  expect(svg.match(/>95.1 %</g)).toHaveLength(1)
  expect(svg).not.toContain('>95.2 %</text>')
})

test('a reader that can not see it is told every point', () => {
  const told = describeBacktestChart(chart)
  expect(told).toContain('Quartermaster asked for 90 %: fill 93 % with £1,000.00 in stock.')
  expect(told).toContain('Static min/max: fill 90 % with £4,000.00 in stock.')
  expect(told.split('fill')).toHaveLength(6)
})

test.each([
  [backtestTotal({}), 'Quartermaster', 'as set'],
  [backtestTotal({ policy: 'classical', serviceLevel: 0.95 }), 'Classical safety stock', '95 %'],
  [backtestTotal({ policy: 'clairvoyant' }), 'Knowing the future', '–'],
])('a policy has a name and what was asked of it', (total, name, asked) => {
  expect([backtestName(total), askedService(total)]).toEqual([name, asked])
})
