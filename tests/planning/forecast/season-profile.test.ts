import { expect, test } from 'vitest'
import { toDay } from '#planning/calendar.ts'
import { forecastPooled } from '#planning/forecast/pooled-ewma.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { ownSeason, seasonFactors, seasonLearner } from '#planning/forecast/season-profile.ts'
import type { WeeklyDemand } from '#planning/forecast/weekly-demand.ts'

const asOf = '2026-06-28'
const endDay = toDay(asOf)
const WEEKS = 156
const sine = (week: number) => 1 + 0.5 * Math.sin((2 * Math.PI * week) / 52)

type Options = { items: number; factor?: (week: number) => number; level?: number; seed?: number }

/** Weeks of some items of one category: level times factor, with noise where a seed is given. */
function items({ items: count, factor = sine, level = 20, seed }: Options): WeeklyDemand[] {
  const random = seed === undefined ? () => 0.5 : randomSource(seed)
  return Array.from({ length: count }, () => ({
    units: Float64Array.from({ length: WEEKS }, (_, week) => {
      const expected = level * factor(week)
      return seed === undefined ? expected : Math.round(expected * 2 * random())
    }),
    observed: new Uint8Array(WEEKS).fill(1),
    endDay,
  }))
}

function profile(groups: { name: string; items: WeeklyDemand[] }[], of: string): number[] {
  const learner = seasonLearner(asOf)
  for (const group of groups) for (const item of group.items) learner.add([group.name], item)
  return learner.profileOf([of])!.factors
}

const largestGap = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, week) => Math.abs(value - b[week]!)))
/** The 157th week is the first one ahead: 52 factors from there on. */
const ahead = Array.from({ length: 52 }, (_, week) => sine(WEEKS + week))

test('the profile of a pure sine is the sine, begins with the week ahead and has mean 1', () => {
  const learned = profile([{ name: 'Garden', items: items({ items: 8 }) }], 'Garden')
  expect(largestGap(learned, ahead)).toBeLessThan(0.02)
  expect(learned.reduce((sum, factor) => sum + factor, 0) / 52).toBeCloseTo(1, 2)
})

test('weeks out of stock do not pull the profile down', () => {
  const sold = items({ items: 8 })
  const emptied = items({ items: 8 })
  for (const item of emptied.slice(0, 6)) {
    item.units.fill(0, 110, 120)
    item.observed.fill(0, 110, 120)
  }
  const whole = profile([{ name: 'Garden', items: sold }], 'Garden')
  const censored = profile([{ name: 'Garden', items: emptied }], 'Garden')
  expect(largestGap(whole, censored)).toBeLessThan(0.06)
  for (const item of emptied) item.observed.fill(1)
  const taken = profile([{ name: 'Garden', items: emptied }], 'Garden')
  expect(largestGap(whole, taken)).toBeGreaterThan(0.1)
})

test('one order of 74,215 units moves no week of the profile by more than a tenth', () => {
  const calm = items({ items: 40 })
  const struck = items({ items: 40 })
  struck[0]!.units[130] = 74_215
  const before = profile([{ name: 'Garden', items: calm }], 'Garden')
  expect(largestGap(before, profile([{ name: 'Garden', items: struck }], 'Garden'))).toBeLessThan(
    0.1,
  )
})

test('a category leans on the shop as far as its own year does not repeat', () => {
  const shop = { name: 'Rest', items: items({ items: 60, seed: 1 }) }
  const winter = (week: number) => 2 - sine(week)
  const opposite = { name: 'Heaters', items: items({ items: 12, factor: winter, seed: 2 }) }
  const alike = { name: 'Same', items: items({ items: 12, seed: 3 }) }
  const all = [shop, opposite, alike]
  const rest = profile(all, 'Rest')
  expect(
    largestGap(
      profile(all, 'Heaters'),
      ahead.map((factor) => 2 - factor),
    ),
  ).toBeLessThan(0.35)
  expect(largestGap(profile(all, 'Same'), rest)).toBeLessThan(0.2)
})

const flat = () => 1

test('a week that stands out every year stands out in the profile of its category', () => {
  const feast = (week: number) => (week % 52 === 20 ? 4 : 1)
  const all = [
    { name: 'Rest', items: items({ items: 40, factor: flat }) },
    { name: 'Gifts', items: items({ items: 8, factor: feast }) },
  ]
  const gifts = profile(all, 'Gifts')
  expect(gifts[20]!).toBeGreaterThan(3)
  expect(Math.max(...gifts.filter((_, week) => week !== 20))).toBeLessThan(1.1)
  expect(profile(all, 'Rest')[20]!).toBeLessThan(1.4)
})

test('a year that was not repeated is no season of the category', () => {
  const fashion = (week: number) => (week < 104 ? 1 : 1 + 0.6 * Math.sin((2 * Math.PI * week) / 52))
  const all = [
    { name: 'Rest', items: items({ items: 40, factor: flat }) },
    { name: 'Fashion', items: items({ items: 8, factor: fashion }) },
  ]
  const level = Array.from({ length: 52 }, flat)
  expect(largestGap(profile(all, 'Fashion'), level)).toBeLessThan(0.1)
})

test('what the own years of an item repeat moves the season of its category half way', () => {
  const category = { anchorOn: '2026-06-29', factors: Array.from({ length: 52 }, flat) }
  const [item] = items({ items: 1 })
  const own = ownSeason(category, item!).factors
  const halfWay = ahead.map((factor) => 1 + (factor - 1) / 2)
  expect(largestGap(own, halfWay)).toBeLessThan(0.05)
  const young = { units: item!.units.slice(-51), observed: item!.observed.slice(-51), endDay }
  expect(ownSeason(category, young)).toBe(category)
})

test('a category of fewer than five items takes the profile of the shop', () => {
  const all = [
    { name: 'Rest', items: items({ items: 20 }) },
    { name: 'Few', items: items({ items: 4, factor: (week) => 2 - sine(week) }) },
  ]
  expect(profile(all, 'Few')).toEqual(profile(all, 'Unknown'))
})

test('less than a year teaches nothing, and a shop without a year has no profile', () => {
  const learner = seasonLearner(asOf)
  for (const { units, observed } of items({ items: 9 })) {
    learner.add([], { units: units.slice(-51), observed: observed.slice(-51), endDay })
  }
  expect(learner.profileOf([])).toBeNull()
})

test('what comes after the day of the profile changes nothing of it', () => {
  const earlier = seasonLearner('2025-06-29')
  const shuffled = seasonLearner('2025-06-29')
  for (const item of items({ items: 8, seed: 5 })) {
    earlier.add(['Garden'], item)
    const future = { ...item, units: item.units.slice() }
    future.units.subarray(104).reverse()
    shuffled.add(['Garden'], future)
  }
  expect(shuffled.profileOf(['Garden'])).toEqual(earlier.profileOf(['Garden']))
})

test('factors follow the days: a span between two weeks has their mean', () => {
  const factors = Array.from({ length: 52 }, (_, week) => (week === 0 ? 2 : 1))
  const season = { anchorOn: '2026-06-29', factors }
  expect([...seasonFactors(season, endDay + 1, 7, 3)]).toEqual([2, 1, 1])
  expect(seasonFactors(season, endDay + 1 - 3, 7, 1)[0]).toBeCloseTo(1 + 4 / 7)
  expect(seasonFactors(season, endDay + 1 + 364, 7, 1)[0]).toBe(2)
})

test('a short history is forecast with the season it has not lived through', () => {
  const factors = Float64Array.from({ length: 40 }, (_, week) => sine(WEEKS - 20 + week))
  const values = factors.slice(0, 20).map((factor) => 30 * factor)
  const { path } = forecastPooled(values, null, { factors, periodDays: 7 }, 3, 20)
  path.forEach((mean, week) => expect(mean).toBeCloseTo(30 * factors[20 + week]!, 1))
})

test('weeks that were not observed leave the level alone', () => {
  const factors = new Float64Array(30).fill(1)
  const values = Float64Array.from({ length: 20 }, (_, week) => (week > 14 ? 0 : 10))
  const observed = Float64Array.from({ length: 20 }, (_, week) => (week > 14 ? 0 : 1))
  const season = { factors, periodDays: 7 }
  expect(forecastPooled(values, observed, season, 3, 4).path[0]).toBeCloseTo(10)
  expect(forecastPooled(values, null, season, 3, 4).path[0]).toBeLessThan(8)
})
