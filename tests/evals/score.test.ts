import { describe, expect, it } from 'vitest'
import { passHat, quantile, rateOf, summarise, type Try } from '../../evals/suite/score.ts'

const tried = (file: string, attempt: number, passed: boolean, verdicts = {}): Try => ({
  area: file.split('/')[0]!,
  file,
  name: file,
  channel: 'web',
  attempt,
  passed,
  verdicts,
  calls: 1,
  inputTokens: 1_000,
  outputTokens: 100,
  milliseconds: attempt * 10,
})

describe('a share with its interval', () => {
  it.each([
    // Newcombe (1998), table I: the score interval without continuity correction.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i lies between %f and %f', (right, of, from, to) => {
    const rate = rateOf(right, of)
    expect(rate.from).toBeCloseTo(from, 4)
    expect(rate.to).toBeCloseTo(to, 4)
  })

  it('claims nothing where nothing was asked', () => {
    expect(rateOf(0, 0)).toEqual({ right: 0, of: 0, rate: null, from: 0, to: 1 })
  })
})

describe('pass^k', () => {
  const half = [1, 2, 3, 4].map((at) => tried('a/one', at, at <= 2))
  const always = [1, 2, 3, 4].map((at) => tried('a/two', at, true))

  it('of one try is the mean', () => {
    expect(passHat([...half, ...always], 1)).toBeCloseTo(0.75, 12)
  })

  it('falls with k for a case that is right half the time: 1, C(2,2)/C(4,2), 0', () => {
    expect(passHat(half, 2)).toBeCloseTo(1 / 6, 12)
    expect(passHat(half, 3)).toBe(0)
  })

  it('stays where every try is right', () => {
    expect(passHat(always, 4)).toBe(1)
  })

  it('says nothing with fewer tries than k', () => {
    expect(passHat(half.slice(0, 3), 4)).toBeNull()
  })
})

describe('a summary', () => {
  it('counts each grader only where it was asked', () => {
    const tries = [
      tried('a/one', 1, true, { tools: null }),
      tried('b/two', 1, false, { tools: null, facts: 'does not say it' }),
    ]
    const summary = summarise(tries, { input: 2, output: 10 })
    expect(summary.byGrader['tools']).toMatchObject({ right: 2, of: 2 })
    expect(summary.byGrader['facts']).toMatchObject({ right: 0, of: 1 })
    expect(summary.byArea['b']).toMatchObject({ right: 0, of: 1 })
    expect(summary.cost).toBeCloseTo((2_000 * 2 + 200 * 10) / 1_000_000, 12)
    expect(summarise(tries, null).cost).toBeNull()
  })

  it('has quantiles by nearest rank', () => {
    expect(quantile([30, 10, 20], 0.5)).toBe(20)
    expect(quantile([30, 10, 20], 0.95)).toBe(30)
    expect(quantile([], 0.5)).toBeNull()
  })
})
