import { expect, test } from 'vitest'

import { randomSource, xoshiro128 } from '#planning/forecast/random.ts'

test('xoshiro128** from the state 1, 2, 3, 4, worked by hand from its definition', () => {
  const next = xoshiro128([1, 2, 3, 4])
  // 2*5=10, <<7 = 1280, *9; then the second word is 0; then 1029*5=5145, <<7 = 658560, *9.
  expect([next(), next(), next()]).toEqual([11_520, 0, 5_927_040])
})

const draw = (seed: number) => Array.from({ length: 5 }, randomSource(seed))

test('a seed determines the numbers, another seed gives others', () => {
  expect(draw(42)).toEqual(draw(42))
  expect(draw(42)).not.toEqual(draw(43))
  expect(draw(42)).not.toEqual(draw(42 + 2 ** 32))
})

test('numbers are uniform in the open interval', () => {
  const next = randomSource(1)
  const cells = Array.from({ length: 10 }, () => 0)
  let previous = 0.5
  let product = 0
  let inside = true
  for (let i = 0; i < 100_000; i++) {
    const u = next()
    inside &&= u > 0 && u < 1
    cells[Math.floor(u * 10)]! += 1
    product += (u - 0.5) * (previous - 0.5)
    previous = u
  }
  expect(inside).toBe(true)
  // Five standard deviations of a binomial count, and of the lag-one product.
  for (const count of cells) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9_000))
  expect(Math.abs(product / 100_000)).toBeLessThan(5 / 12 / Math.sqrt(100_000))
})
