// How well the offline model understands. Development sets, first runs when each was new, tool and arguments both right:
// 65.6, 74.2, 84.6, 90.6 and 77.8 %; of the wordings of four other writers 58 to 64 %, and after ten thousand examples
// were written, of four more writers 94.5, 91.2, 89.4 and 88.5 %.
import { describe, expect, test } from 'vitest'
import { createInterpreter } from '#agent/offline/interpreter.ts'
import { trainClassifier } from '#agent/offline/classifier.ts'
import { readExamples } from '#agent/offline/examples.ts'
import { understand } from '#agent/offline/understand.ts'
import { tools } from '#tools/index.ts'
import type { Case } from '../../evals/phrasings/cases.ts'
import { missOf, verdictsOn } from '../../evals/phrasings/judge.ts'
import { phrasingSets } from '../../evals/phrasings/sets.ts'
import { demoLexicon } from './shop.ts'

const interpreter = createInterpreter(demoLexicon())

function share(cases: Case[]): { right: number; wrong: string[] } {
  const wrong = verdictsOn(cases, interpreter)
    .filter((verdict) => verdict.wrong !== null)
    .map(missOf)
  return { right: 1 - wrong.length / cases.length, wrong }
}

describe('questions as buyers put them', () => {
  test('at least 97 % of the development set become the right call with the right arguments', () => {
    const { right, wrong } = share(phrasingSets.development)
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.97)
  })

  test('every tool is asked for in each set, and some questions want none', () => {
    for (const cases of Object.values(phrasingSets)) {
      const named = new Set(cases.map(({ tool }) => tool))
      for (const tool of tools) expect(named).toContain(tool.name)
      expect([...named].some((tool) => tool.startsWith('say:'))).toBe(true)
    }
  })
})

describe('the classifier', () => {
  const { examples } = readExamples()

  test('learns its own examples and gives the same weights each time', () => {
    const [one, other] = [trainClassifier(examples), trainClassifier(examples)]
    for (const pattern of ['how many {thing} do we have', 'colourless green ideas', 'draft it']) {
      expect(one.classify(pattern)).toEqual(other.classify(pattern))
    }
    const known = examples.filter(({ label, pattern }) => one.classify(pattern)[0]!.label === label)
    expect(known.length / examples.length).toBeGreaterThan(0.97)
  })

  test('has at least twenty examples for each tool', () => {
    for (const { name } of tools) {
      expect(
        examples.filter(({ label }) => label.startsWith(`${name} `)).length,
      ).toBeGreaterThanOrEqual(20)
    }
  })
})

describe('what changes something', () => {
  test.each([
    'is R2-9 any good',
    'R2-9',
    'the blue teapot',
    'PO-2026-0007',
    'blue teapots and plate racks',
    'maybe R2-9',
  ])('"%s" drafts, changes and hands in nothing', (question) => {
    const plan = understand(question, [], interpreter)
    const names = plan.kind === 'calls' ? plan.calls.map(({ tool }) => tool) : []
    expect(names.filter((name) => /^(?:draft|revise|approve)_/.test(name))).toEqual([])
  })
})

test('two sentences that ask for two things make two calls, the same thing asked twice one', () => {
  const two = understand(
    'How many blue teapots do we have? And which orders are late?',
    [],
    interpreter,
  )
  expect(two).toMatchObject({
    kind: 'calls',
    calls: [{ tool: 'get_stock_position' }, { tool: 'get_purchase_order' }],
  })
  const one = understand('I have £5,000 to spend. What should I reorder?', [], interpreter)
  expect(one).toEqual({
    kind: 'calls',
    calls: [{ tool: 'recommend_reorders', input: { budget: '5000 GBP' } }],
  })
})

test('something the shop has never heard of is looked up by its words, so that the tool can say so', () => {
  const plan = understand('how many flibbets do we have', [], interpreter)
  expect(plan).toEqual({
    kind: 'calls',
    calls: [{ tool: 'get_stock_position', input: { item: 'flibbets' } }],
  })
})

test('noise is not understood, and says what can be asked', () => {
  for (const question of ['xqzv brrt kkp', 'lorem dolor amet consectetur', '!!!', '🙂']) {
    const plan = understand(question, [], interpreter)
    expect(plan.kind).toBe('say')
  }
})
