import { beforeAll, describe, expect, it } from 'vitest'
import type { Figure } from '../../evals/bench/figure.ts'
import { benchTokens } from '../../evals/bench/tokens.ts'

let figures: Figure[]
beforeAll(async () => {
  figures = await benchTokens()
}, 120_000)

describe('what a client pays in tokens of o200k on the demo shop', () => {
  it('is under 8,000 for the list of tools', () => {
    const list = figures.find(({ name }) => name === 'tools/list')
    expect(list?.value).toBeLessThan(8_000)
  })

  it('is under 4,000 for every reply, text and structure together', () => {
    const replies = figures.filter(({ name }) => name !== 'tools/list')
    expect(replies.length).toBeGreaterThan(5)
    expect(replies.filter(({ value }) => value >= 4_000)).toEqual([])
  })
})
