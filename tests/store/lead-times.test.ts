import { describe, expect, test } from 'vitest'
import { learnedLeadTime } from '#store/lead-times.ts'

const quoted = (days: number | null) => ({ days, source: 'suppliers.csv', asOf: '2026-01-05' })

describe('lead times', () => {
  test('without deliveries are what the supplier says, and say so', () => {
    expect(learnedLeadTime([], [], quoted(14), '')).toEqual({
      meanDays: 14,
      sdDays: 0,
      observations: 0,
      source: 'suppliers.csv, quoted by the supplier',
      asOf: '2026-01-05',
    })
    expect(learnedLeadTime([20, 30], [6, 16], quoted(14), '2026-10-01')?.observations).toBe(0)
  })

  test('are unknown when nobody said and fewer than three deliveries came', () => {
    expect(learnedLeadTime([20, 22], [], quoted(null), '2026-10-01')).toBeNull()
    expect(learnedLeadTime([], [1, 2, 3, 4], quoted(null), '2026-10-01')).toBeNull()
  })

  test('that nobody quoted are learned from three own deliveries', () => {
    // mean 22, sample variance ((-2)^2 + 0 + 2^2) / 2 = 4
    expect(learnedLeadTime([20, 22, 24], [], quoted(null), '2026-10-01')).toMatchObject({
      meanDays: 22,
      sdDays: 2,
      observations: 3,
      asOf: '2026-10-01',
    })
  })

  test('of an item without deliveries are the quoted ones and the usual lateness of the supplier', () => {
    // lateness 4, 6, 8: mean 6, sample variance 4
    expect(learnedLeadTime([], [4, 6, 8], quoted(14), '2026-10-01')).toMatchObject({
      meanDays: 20,
      sdDays: 2,
      observations: 3,
    })
  })

  test('are drawn from the own mean towards the supplier by n / (n + 5)', () => {
    // own 30 five times: weight 5 / 10; expected 14 + 6 = 20; mean (30 + 20) / 2 = 25
    const learned = learnedLeadTime([30, 30, 30, 30, 30], [4, 6, 8], quoted(14), '2026-10-01')
    expect(learned?.meanDays).toBe(25)
    // variance (4 x 0 + 5 x 4) / 9
    expect(learned?.sdDays).toBeCloseTo(Math.sqrt(20 / 9), 3)
    expect(learned?.source).toContain('5 of them of this item')
  })

  test('come nearer to the own mean with every delivery', () => {
    const at = (count: number) =>
      learnedLeadTime(Array<number>(count).fill(30), [5, 6, 7], quoted(14), '2026-10-01')
        ?.meanDays ?? 0
    expect([0, 1, 5, 45].map(at)).toEqual([20, 21.667, 25, 29])
  })
})
