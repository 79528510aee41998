import { describe, expect, test } from 'vitest'

import { cleanDemand } from '#planning/forecast/cleaning.ts'
import { knownDemand } from '#planning/forecast/history.ts'
import { findLevelShift } from '#planning/forecast/level-shift.ts'
import { eventFactors, learnUplift } from '#planning/forecast/promotions.ts'
import { toDay } from '#planning/calendar.ts'
import type { CalendarEvent, DemandHistory } from '#planning/types.ts'

import { historyOf, poissonDays, STARTS_ON, sameEachDay } from './histories.ts'

const clean = (history: DemandHistory, events: CalendarEvent[] = []) =>
  cleanDemand(knownDemand(history, events, '2027-01-01'))!

const event = (changes: Partial<CalendarEvent>): CalendarEvent => ({
  code: 'E1',
  name: 'Spring sale',
  kind: 'promotion',
  startsOn: '2026-03-01',
  endsOn: '2026-03-05',
  upliftRate: null,
  ...changes,
})

describe('known demand', () => {
  test('days after the as-of date are not known', () => {
    const history = historyOf([5, 6, 7, 8, 9])
    const known = knownDemand(history, [], '2024-11-27')
    expect([...known.units]).toEqual([5, 6, 7])
    expect(knownDemand(history, [], '2024-11-01').units).toHaveLength(0)
  })

  test('zeros before the launch are left out, zeros of a slow item are kept', () => {
    const launched = [...sameEachDay(60, 0), ...poissonDays(40, () => 3)]
    const known = knownDemand(historyOf(launched), [], '2027-01-01')
    expect(known.units[0]).toBeGreaterThan(0)
    expect(known.startDay - toDay(STARTS_ON)).toBeGreaterThanOrEqual(60)
    const slow = sameEachDay(100, 0)
    slow[40] = 1
    slow[90] = 1
    expect(knownDemand(historyOf(slow), [], '2027-01-01').units).toHaveLength(100)
  })

  test.each([NaN, Infinity, -1])('a day of %s is refused with its date', (broken) => {
    const history = historyOf([1, 2, broken, 4])
    expect(() => knownDemand(history, [], '2027-01-01')).toThrow(/2024-11-27/)
  })

  test('flags that do not match the days are refused', () => {
    const history = { ...historyOf([1, 2, 3]), stockout: [false] }
    expect(() => knownDemand(history, [], '2027-01-01')).toThrow(/3 days of demand, 1 stockout/)
  })
})

const stockout = (day: number) => day >= 70 && day < 80

describe('stockout days', () => {
  const week = [10, 12, 14, 16, 18, 4, 2]
  const units = Array.from({ length: 140 }, (_, day) => week[day % 7]!)

  test('become what the same weekdays around them sold, never a zero', () => {
    const censored = units.map((value, day) => (stockout(day) ? 0 : value))
    const baseline = clean(historyOf(censored, { stockout }))
    expect([...baseline.units]).toEqual(units)
    expect(baseline.censoredDays).toBe(10)
    expect(baseline.observed[75]).toBe(0)
  })

  test('keep what was sold before the shelf was empty when that was more', () => {
    const sold = units.map((value, day) => (day === 77 ? 30 : value))
    expect(clean(historyOf(sold, { stockout: (day) => day === 77 })).units[77]).toBe(30)
  })

  test('at the end of the history count with the last weeks in stock', () => {
    const censored = units.map((value, day) => (day >= 126 ? 0 : value))
    const baseline = clean(historyOf(censored, { stockout: (day) => day >= 126 }))
    expect([...baseline.units]).toEqual(units)
  })

  test('an item that was never in stock has no baseline', () => {
    const history = historyOf(sameEachDay(50, 0), { stockout: () => true })
    expect(cleanDemand(knownDemand(history, [], '2027-01-01'))).toBeNull()
  })
})

const promotion = (day: number) => day % 40 < 4

describe('promotions', () => {
  const quiet = poissonDays(280, () => 20, 5)

  test('do not move the baseline, whatever they sold', () => {
    const with50 = quiet.map((value, day) => (promotion(day) ? value + 50 : value))
    const with500 = quiet.map((value, day) => (promotion(day) ? value + 500 : value))
    const first = clean(historyOf(with50, { promotion }))
    const second = clean(historyOf(with500, { promotion }))
    expect([...second.units]).toEqual([...first.units])
    expect(second.promotionUplift!).toBeGreaterThan(first.promotionUplift!)
  })

  test('a known uplift is learned, a little short of it', () => {
    const sold = quiet.map((value, day) => (promotion(day) ? Math.round(value * 1.6) : value))
    const { promotionUplift } = clean(historyOf(sold, { promotion }))
    expect(promotionUplift!).toBeGreaterThan(0.45)
    expect(promotionUplift!).toBeLessThan(0.65)
  })

  test('sums over days begun with three days without effect', () => {
    expect(learnUplift([20, 20, 20], [10, 10, 10])).toBeCloseTo((60 + 30) / (30 + 30) - 1, 12)
    expect(learnUplift([20, 20], [10, 10])).toBeNull()
    expect(learnUplift([5, 5, 5], [0, 0, 0])).toBeNull()
  })

  test('the latest 120 promotion days tell what a promotion does now', () => {
    const actual = [...sameEachDay(200, 40), ...sameEachDay(120, 15)]
    // 120 days at 15 over 10, three without effect before them
    expect(learnUplift(actual, sameEachDay(320, 10))).toBeCloseTo(1_830 / 1_230 - 1, 12)
  })

  test.each([
    ['two days of five: something ordinary lies beneath', 2, true],
    ['three days of five: they are the ordinary state', 3, false],
  ])('promotions on %s', (_what, days, apart) => {
    const often = (day: number) => day % 5 < days
    const sold = poissonDays(300, (day) => (often(day) ? 60 : 20), 8)
    const { promotionUplift, units } = clean(historyOf(sold, { promotion: often }))
    const mean = units.reduce((sum, value) => sum + value, 0) / 300
    expect(promotionUplift === null).toBe(!apart)
    expect(mean / (apart ? 20 : 44)).toBeCloseTo(1, 1)
  })

  test('events of the calendar count like flags of the history', () => {
    const [from, to] = ['2025-02-03', '2025-02-09'] // days 70 to 76
    const sold = quiet.map((value, day) => (day >= 70 && day <= 76 ? value * 3 : value))
    const known = clean(historyOf(sold), [event({ startsOn: from, endsOn: to })])
    expect(known.promotionUplift!).toBeGreaterThan(0.9)
    expect(known.units[72]!).toBeLessThan(30)
  })

  test('an item that is always promoted has no baseline beneath, so the days are ordinary', () => {
    const baseline = clean(historyOf(quiet, { promotion: () => true }))
    expect([...baseline.units]).toEqual(quiet)
    expect(baseline.promotionUplift).toBeNull()
  })

  test('planned: the stated uplift, else the learned one for promotions only', () => {
    const first = toDay('2026-03-01')
    const factors = (planned: CalendarEvent[], learned: number | null) => [
      ...eventFactors(planned, learned, first, 7),
    ]
    expect(factors([event({})], 0.4)).toEqual([1.4, 1.4, 1.4, 1.4, 1.4, 1, 1])
    expect(factors([event({})], null)).toEqual([1, 1, 1, 1, 1, 1, 1])
    expect(factors([event({ upliftRate: 0.5 })], 0.4)[0]).toBe(1.5)
    expect(factors([event({ kind: 'holiday' })], 0.4)[0]).toBe(1)
    const closed = event({ kind: 'closure', upliftRate: -1, endsOn: '2026-03-02' })
    expect(factors([closed], null).slice(0, 3)).toEqual([0, 0, 1])
    expect(factors([event({}), event({ upliftRate: 1, endsOn: '2026-03-01' })], 0.4)[0]).toBe(2)
  })
})

const season = (week: number) => (week % 52 >= 40 && week % 52 < 48 ? 30 : 10)

describe('one-off peaks and lasting changes', () => {
  const quiet = poissonDays(280, () => 20, 8)
  const changed = (change: (value: number, day: number) => number) =>
    clean(historyOf(quiet.map(change)))

  test('an order of 74,215 units in one day is a flash and leaves no trace', () => {
    const baseline = changed((value, day) => (day === 240 ? 74_215 : value))
    expect(baseline.spike.verdict).toBe('flash')
    expect(baseline.spike.startedOn).toBe('2025-07-23')
    expect(baseline.spike.evidence).toContain('74,215')
    expect(baseline.units[240]!).toBeLessThan(40)
    const others = [...baseline.units].filter((_, day) => day !== 240)
    expect(others).toEqual(quiet.filter((_, day) => day !== 240))
  })

  test('the same order three days ago cannot be told yet, and is left out', () => {
    const baseline = changed((value, day) => (day === 276 ? 74_215 : value))
    expect(baseline.spike.verdict).toBe('cannot_tell_yet')
    expect(baseline.units[276]!).toBeLessThan(40)
  })

  test('a rise that has held for six days counts up to a bound', () => {
    const baseline = changed((value, day) => (day >= 274 ? value * 20 : value))
    expect(baseline.spike.verdict).toBe('cannot_tell_yet')
    expect(baseline.units[277]!).toBeGreaterThan(40)
    expect(baseline.units[277]!).toBeLessThan(150)
  })

  test.each([14, 16, 20, 24, 27])('a rise that has held for %i days is the new level', (days) => {
    const baseline = changed((value, day) => (day >= 280 - days ? value * 20 : value))
    expect(baseline.spike.verdict).toBe('sustained')
    expect([...baseline.units]).toEqual(
      quiet.map((value, day) => (day >= 280 - days ? value * 20 : value)),
    )
  })

  test('a doubling for five weeks is a change of level, found where it began', () => {
    const baseline = changed((value, day) => (day >= 245 ? value * 2 : value))
    expect(baseline.spike.verdict).toBe('sustained')
    expect(baseline.spike.startedOn).toBe('2025-07-28') // day 245
    expect(baseline.spike.ratio!).toBeCloseTo(2, 0)
    expect(baseline.shift).toMatchObject({ from: 245 })
  })

  test('a fall is a change of level, not a spike', () => {
    const baseline = changed((value, day) => (day >= 245 ? Math.round(value / 4) : value))
    expect(baseline.shift!.after).toBeLessThan(baseline.shift!.before)
    expect(baseline.spike.verdict).toBe('none')
  })

  test('Poisson noise, fast or slow, is neither', () => {
    for (const rate of [0.05, 0.5, 4, 60]) {
      for (let seed = 1; seed <= 10; seed++) {
        const baseline = clean(historyOf(poissonDays(365, () => rate, seed)))
        expect(baseline.spike.verdict).toBe('none')
        expect(baseline.shift).toBeNull()
      }
    }
  })

  test('a peak that came at the same time last year is season', () => {
    const units = poissonDays(500, () => 20, 2)
    for (const day of [100, 101, 464, 465]) units[day] = 400
    const baseline = clean(historyOf(units))
    expect(baseline.units[465]).toBe(400)
    expect(baseline.spike.verdict).toBe('none')
  })

  test('two weeks above the noise are not enough for a change of level', () => {
    const weekly = [56, 84, 56, 84, 56, 84, 56, 84, 56, 84, 119, 119]
    const units = weekly.flatMap((sum) => sameEachDay(7, sum / 7))
    expect(findLevelShift(Float64Array.from(units))).toBeNull()
    const shaky = [...weekly.slice(0, 10), 300, 70, 300].flatMap((sum) => sameEachDay(7, sum / 7))
    expect(findLevelShift(Float64Array.from(shaky))).toBeNull()
    const clear = [...weekly.slice(0, 10), 210, 210].flatMap((sum) => sameEachDay(7, sum / 7))
    expect(findLevelShift(Float64Array.from(clear))).toMatchObject({
      from: 70,
      before: 10,
      after: 30,
    })
  })

  test('a rise that also came a year ago is season, not a change of level', () => {
    const units = Array.from({ length: 96 * 7 }, (_, day) => season(Math.floor(day / 7)))
    expect(findLevelShift(Float64Array.from(units))).toBeNull()
  })
})
