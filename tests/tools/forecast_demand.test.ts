import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { item } from '../store/small-shop.ts'
import { forecastDemand } from '#tools/forecast_demand.ts'
import { refusal, run } from './run.ts'
import { openToolShop, toolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  const { items, stock } = toolShop()
  const young = { ...stock[0]!, sku: 'NEW', onHandUnits: 5 }
  shop = await openToolShop({
    items: [...items, item('NEW', 'Travel cup', { lifecycle: 'new' })],
    stock: [...stock, young],
  })
})
afterAll(() => shop.database.close())

const forecast = (input: unknown) => run(forecastDemand, input, shop.context)

describe('forecast_demand', () => {
  it('gives a range for each week that begins the day after today', async () => {
    const { lines } = await forecast({ item: 'MUG-WHT', weeks: 4 })
    const [line] = lines
    expect(line?.weeks.map(({ startsOn }) => startsOn)).toEqual([
      '2026-11-25',
      '2026-12-02',
      '2026-12-09',
      '2026-12-16',
    ])
    for (const week of line!.weeks) {
      expect(week.p05Units).toBeLessThan(week.p50Units)
      expect(week.p50Units).toBeLessThan(week.p95Units)
    }
  })

  it('comes near what the item sells: 42 a week by construction', async () => {
    const [line] = (await forecast({ item: 'MUG-WHT' })).lines
    expect(line?.perWeekUnits).toBeGreaterThan(34)
    expect(line?.perWeekUnits).toBeLessThan(50)
    expect(line?.lastWeeksUnits).toHaveLength(8)
  })

  it('is less sure of a sum than of its mean, and surer of a sum than of its weeks one by one', async () => {
    const [line] = (await forecast({ item: 'MUG-WHT', weeks: 8 })).lines
    const widest = line!.weeks.reduce((sum, week) => sum + week.p95Units - week.p05Units, 0)
    const width = line!.totalP95Units! - line!.totalP05Units!
    expect(width).toBeGreaterThan(0)
    expect(width).toBeLessThan(widest)
  })

  it('has a line for every place, or for the one asked for', async () => {
    const places = async (input: object) =>
      (await forecast({ item: 'blue mug', ...input })).lines.map((line) => line.locationCode)
    expect(await places({})).toEqual(['LDS', 'RTM'])
    expect(await places({ location: 'Rotterdam' })).toEqual(['RTM'])
  })

  it('looks as far ahead as half a year', async () => {
    const { lines, moreCount } = await forecast({ item: 'blue mug', weeks: 26 })
    expect(lines.every((line) => line.weeks.length === 26)).toBe(true)
    expect(lines.length + moreCount).toBe(2)
  })

  it('says plainly when there is not enough history', async () => {
    const [line] = (await forecast({ item: 'travel cup' })).lines
    expect(line).toMatchObject({ weeks: [], lastWeeksUnits: [] })
    expect(line?.display).toContain('not enough history')
    expect(line).not.toHaveProperty('totalUnits')
  })

  it('asks which when words mean several items', async () => {
    const error = await refusal(forecast({ item: 'mugs' }))
    expect(error).toMatchObject({ code: 'ambiguous' })
    expect(error.details['candidates']).toHaveLength(2)
  })
})
