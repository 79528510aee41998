// The locked set of phrasings: its form, that nothing of it was taught, and how often the offline model is right.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readExamples } from '#agent/offline/examples.ts'
import { createInterpreter } from '#agent/offline/interpreter.ts'
import { understand } from '#agent/offline/understand.ts'
import { tools } from '#tools/index.ts'
import { verdictsOn } from '../../evals/phrasings/judge.ts'
import { phrasingSets } from '../../evals/phrasings/sets.ts'
import { phrasingTable } from '../../evals/phrasings/table.ts'
import { demoLexicon } from '../agent/shop.ts'

const { locked: lockedCases } = phrasingSets
const interpreter = createInterpreter(demoLexicon())

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

  test('holds no question of the development set and no wording that the model learned', () => {
    const taught = new Set([
      ...phrasingSets.development.map(({ question }) => normalised(question)),
      ...readExamples().examples.map(({ pattern }) => normalised(pattern)),
    ])
    const shared = lockedCases.filter(
      ({ question }) =>
        taught.has(normalised(question)) ||
        taught.has(normalised(interpreter.interpret(question).reading.pattern)),
    )
    expect(shared.length).toBe(0)
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

describe('what the offline model makes of it', () => {
  const verdicts = verdictsOn(lockedCases, interpreter)

  test('is right of at least 95 %, tool and arguments', () => {
    // What is wrong is not told: who reads the misses teaches them.
    const right = verdicts.filter(({ wrong }) => wrong === null)
    expect(right.length / verdicts.length).toBeGreaterThanOrEqual(0.95)
  })

  test('drafts, changes and hands in nothing where a question only asks', () => {
    const acts = /^(draft|revise|approve)_/
    const unasked = [...phrasingSets.development, ...lockedCases].filter((wanted) => {
      const plan = understand(wanted.question, [], interpreter)
      const isActing = plan.kind === 'calls' && plan.calls.some(({ tool }) => acts.test(tool))
      return isActing && ![wanted, ...wanted.orElse].some(({ tool }) => acts.test(tool))
    })
    expect(unasked).toEqual([])
  })

  test('is shown for every question once, by tool', () => {
    const [all, ...rows] = phrasingTable('locked', verdicts).rows
    const asked = rows.reduce((sum, [, each]) => sum + Number(each), 0)
    expect(asked).toBe(lockedCases.length)
    expect(all?.[1]).toBe(lockedCases.length)
    expect(rows).toHaveLength(tools.length + 1)
  })
})
