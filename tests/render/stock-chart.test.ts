import { describe, expect, it } from 'vitest'
import { stockChartOf, type ChartFacts } from '#render/stock-chart.ts'

const facts: ChartFacts = {
  locationCode: 'LDS',
  forecast: {
    asOf: '2026-11-20',
    sku: 'MUG',
    name: 'Blue mug',
    lines: [
      {
        locationCode: 'LDS',
        lastWeeksUnits: [10, 12],
        weeks: [{ startsOn: '2026-11-21', meanUnits: 14, p05Units: 8, p50Units: 13, p95Units: 22 }],
      },
    ],
  },
  stock: {
    lines: [
      {
        sku: 'MUG',
        locationCode: 'LDS',
        availableUnits: 30,
        backorderedUnits: 2,
        stockoutOn: '2026-12-04',
        inbound: [{ orderNumber: 'PO-1', units: 24, late: true }],
      },
    ],
  },
  reorderPointUnits: 20,
}

describe('the chart of a place', () => {
  it('begins with the weeks that were sold and ends with the forecast', () => {
    const chart = stockChartOf(facts)!
    expect(chart.title).toBe('Demand and stock of Blue mug at LDS')
    expect(chart.history).toEqual([
      { startsOn: '2026-11-07', units: 10 },
      { startsOn: '2026-11-14', units: 12 },
    ])
    expect(chart.forecast).toBe(facts.forecast.lines[0]!.weeks)
  })

  it('projects what is free after backorders', () => {
    const chart = stockChartOf(facts)!
    expect(chart.stock[0]).toEqual({ on: '2026-11-20', units: 28 })
    expect(chart.stockoutOn).toBe('2026-12-04')
    expect(chart.inbound).toEqual([{ label: 'PO-1', units: 24, expectedOn: null, late: true }])
  })

  it('leaves out what nobody said', () => {
    const chart = stockChartOf({ ...facts, stock: null, reorderPointUnits: null })!
    expect([chart.stock, chart.inbound, chart.stockoutOn]).toEqual([[], [], null])
    expect(chart.reorderPointUnits).toBeNull()
  })

  it('is none where there is no forecast', () => {
    expect(stockChartOf({ ...facts, locationCode: 'RTM' })).toBeNull()
  })
})
