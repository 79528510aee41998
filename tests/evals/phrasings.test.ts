import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tools } from '#tools/index.ts'
import { lockedCases } from '../../evals/phrasings/locked.ts'
import { phrasingSets } from '../../evals/phrasings/sets.ts'

/** A question without what two people may write differently: case, punctuation, spaces. */
const normalised = (question: string) =>
  question
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

describe('the locked set', () => {
  test('is large, and says nothing twice', () => {
    const questions = lockedCases.map(({ question }) => normalised(question))
    expect(questions.length).toBeGreaterThanOrEqual(200)
    expect(questions.filter((question, at) => questions.indexOf(question) < at)).toEqual([])
  })

  test('shares no question with the sets before it', () => {
    const before = new Set(
      [...phrasingSets.development, ...phrasingSets['held-out']].map(({ question }) =>
        normalised(question),
      ),
    )
    const shared = lockedCases.filter(({ question }) => before.has(normalised(question)))
    expect(shared.map(({ question }) => question)).toEqual([])
  })

  test('asks for every tool, and sometimes for none', () => {
    const named = new Set(lockedCases.map(({ tool }) => tool))
    for (const { name } of tools) expect(named).toContain(name)
    expect([...named].some((tool) => tool.startsWith('say:'))).toBe(true)
  })

  test('expects only arguments that the tool has', () => {
    const argumentsOf = new Map(
      tools.map(({ name, input }) => [name, Object.keys(z.toJSONSchema(input).properties ?? {})]),
    )
    const unknown = lockedCases.flatMap(({ question, tool, expected }) =>
      expected
        .filter(([path]) => !argumentsOf.get(tool)?.includes(path.split('.')[0]!))
        .map(([path]) => `${question}: ${path}`),
    )
    expect(unknown).toEqual([])
  })
})
