import { describe, expect, test } from 'vitest'
import { unbackedIn } from '#agent/stored-answer.ts'
import type { KeptAnswer } from '#agent/stored-answer.ts'

const call = {
  id: 'call_1',
  name: 'get_stock_position',
  arguments: { item: 'MUG' },
  result: { name: 'Mug 12 oz', currency: 'GBP', onHandUnits: 520, onOrderUnits: 52, class: 'A' },
  error: null,
  milliseconds: 1,
}

const answer: KeptAnswer = {
  text: 'All of it: 520 on hand, 52 on order.\n\n| Item | Class |\n|---|---|\n| Mug 12 oz | A |',
  placeholders: {
    'call_1.onHandUnits': '520',
    'call_1.onOrderUnits': '52',
    'call_1.name': 'Mug 12 oz',
    'call_1.class': 'A',
  },
  toolCalls: [call],
}

describe('a kept answer', () => {
  test('as the number lock let it through has every figure in a tool', () => {
    expect(unbackedIn(answer)).toEqual([])
    expect(unbackedIn({ text: 'Nobody knows.', placeholders: {}, toolCalls: [] })).toEqual([])
  })

  test.each([
    [
      'another figure in the text',
      { text: answer.text.replace('520', '521') },
      /"521" is no field/,
    ],
    [
      'a figure made of two that are known',
      { text: answer.text.replace('520', '52520') },
      /"52520"/,
    ],
    ['a figure more', { text: `${answer.text} And 7 more.` }, /"7" is no field/],
    ['a number word more', { text: `${answer.text} And seven more.` }, /"seven" is no field/],
    [
      'another value behind a placeholder',
      { placeholders: { ...answer.placeholders, 'call_1.onHandUnits': '9' } },
      /"9" is said to be call_1.onHandUnits, which is "520"/,
    ],
    [
      'a placeholder of no field',
      { placeholders: { ...answer.placeholders, 'call_1.secret': '9' } },
      /"9" is said to be call_1.secret, and there is no such field/,
    ],
    [
      'another result of the tool',
      { toolCalls: [{ ...call, result: { ...call.result, onHandUnits: 100 } }] },
      /"520" is said to be call_1.onHandUnits, which is "100"/,
    ],
    ['no tool calls any more', { toolCalls: [] }, /no such field/],
  ])('with %s is found', (_what, change, words) => {
    expect(unbackedIn({ ...answer, ...change })[0]).toMatch(words)
  })
})
