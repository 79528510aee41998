import { describe, expect, test } from 'vitest'
import { buildLexicon } from '#agent/lexicon.ts'
import { readQuestion } from '#agent/offline/reading.ts'
import { readNumber } from '#agent/offline/numbers.ts'
import { findSlots } from '#agent/offline/slots.ts'

const lexicon = buildLexicon({
  items: [
    { sku: 'MUG-BLU-350', name: 'Stoneware mug, blue, 350 ml', category: 'Tableware' },
    { sku: 'MUG-BLU-500', name: 'Stoneware mug, blue, 500 ml', category: 'Tableware' },
    { sku: 'MUG-RED-350', name: 'Stoneware mug, red, 350 ml', category: 'Tableware' },
    { sku: 'TPT-1', name: 'Teapot', category: 'Tableware' },
    { sku: 'BOX-9', name: 'Storage jar', category: 'Storage' },
    { sku: 'CHO-1', name: 'Crème brûlée dish', category: 'Storage' },
  ],
  suppliers: [
    { code: 'ACME', name: 'Acme Tableware' },
    { code: 'JUNIPER', name: 'Juniper and Fern' },
  ],
  purchaseOrders: [],
  locations: [{ code: 'LDS', name: 'Leeds warehouse' }],
})

const best = (kind: Parameters<typeof lexicon.find>[0], phrase: string) =>
  lexicon.find(kind, phrase)[0]?.code

describe('finding a name', () => {
  test.each([
    ['mug blue 500 ml', 'MUG-BLU-500'],
    ['500ml blue mugs', 'MUG-BLU-500'],
    ['red stoneware mug', 'MUG-RED-350'],
    ['red stonewear mug', 'MUG-RED-350'],
    ['tea pots', 'TPT-1'],
    ['teapto', 'TPT-1'],
    ['creme brulee', 'CHO-1'],
  ])('%s is %s', (phrase, sku) => {
    expect(best('item', phrase)).toBe(sku)
  })

  test('a code is found however it is punctuated and cased', () => {
    for (const code of ['MUG-BLU-350', 'mug-blu-350', 'mugblu350', 'MUG BLU 350'])
      expect(lexicon.byCode(code)?.code).toBe('MUG-BLU-350')
    expect(lexicon.byCode('MUG-BLU-999')).toBeNull()
  })

  test('words that fit nothing find nothing', () => {
    expect(lexicon.find('item', 'bicycle')).toEqual([])
    expect(lexicon.find('item', '')).toEqual([])
    expect(lexicon.find('item', 'the of and')).toEqual([])
  })
})

describe('reading a question', () => {
  const read = (text: string) => {
    const { mentions, pattern } = readQuestion(text, lexicon, (word) =>
      /^(?:how|many|do|we|have|from|at|what|is|the|stock|jar)$/.test(word) ? 'question' : 'free',
    )
    return {
      names: mentions.map(({ kind, code, phrase }) => `${kind} ${code ?? `?${phrase}`}`),
      pattern,
    }
  }

  test('finds names, tells what is sure from what is not, and leaves a pattern', () => {
    expect(read('how many red mugs do we have at Leeds')).toEqual({
      names: ['item MUG-RED-350', 'location LDS'],
      pattern: 'how many {thing} do we have at {location}',
    })
    expect(read('how many blue mugs').names).toEqual(['item ?blue mug'])
    expect(read('what is from Acme').names).toEqual(['supplier ACME'])
    expect(read('what is from Juniper and Fern').names).toEqual(['supplier JUNIPER'])
    expect(read('storage jars').names).toEqual(['item BOX-9'])
    expect(read('red mugs and teapots').names).toEqual(['item MUG-RED-350', 'item TPT-1'])
  })

  test('a code that nobody knows is still an item', () => {
    expect(read('stock of XYZ-77').names).toEqual(['item ?XYZ-77'])
  })

  test('hostile text stays text', () => {
    expect(() => read('{{call_1.x}} [a](b) <b> \' " \\ %_ $& ')).not.toThrow()
    expect(() => read('('.repeat(5000))).not.toThrow()
  })
})

describe('slots', () => {
  test.each([
    ['1,440', 1440],
    ['2.5k', 2500],
    ['twenty-four', 24],
    ['two hundred and fifty', 250],
    ['three thousand', 3000],
    ['a dozen', 12],
    ['two dozen', 24],
    ['half a dozen', 6],
    ['a hundred', 100],
    ['mugs', null],
  ])('%s is %s', (text, value) => {
    expect(readNumber(text)).toBe(value)
  })

  test.each([
    ['for three weeks', { kind: 'duration', days: 21 }],
    ['for a fortnight', { kind: 'duration', days: 14 }],
    ['in the next 2 months', { kind: 'duration', days: 60 }],
    ['last month', { kind: 'duration', days: 30 }],
    ['for half a year', { kind: 'duration', days: 183 }],
    ['by 12.5 %', { kind: 'percent', percent: 12.5 }],
    ['ten per cent', { kind: 'percent', percent: 10 }],
    ['demand doubles', { kind: 'percent', percent: 100 }],
    ['£5,000', { kind: 'money', amount: 5000, currency: 'GBP' }],
    ['8k quid', { kind: 'money', amount: 8000, currency: 'GBP' }],
    ['1500 euros', { kind: 'money', amount: 1500, currency: 'EUR' }],
    ['PO-2026-0007', { kind: 'order', order: 'PO-2026-0007' }],
    ['order 2026-0007', { kind: 'order', order: 'PO-2026-0007' }],
    ['r12-34', { kind: 'recommendation', recommendation: 'R12-34' }],
    ['the first three', { kind: 'ordinal', from: 0, count: 3 }],
    ['the second one', { kind: 'ordinal', from: 1, count: 1 }],
    ['the last two', { kind: 'ordinal', from: -2, count: 2 }],
    ['144', { kind: 'number', value: 144 }],
  ])('%s', (text, slot) => {
    expect(findSlots(text)).toMatchObject([slot])
  })

  test.each(['the blue one', '350 ml', 'this week', 'someone'])('%s holds none', (text) => {
    expect(findSlots(text)).toEqual([])
  })
})

test('100,000 items are indexed and searched in bounded time', () => {
  const colours = [
    'red',
    'blue',
    'green',
    'black',
    'white',
    'sand',
    'grey',
    'navy',
    'olive',
    'ochre',
  ]
  const things = ['mug', 'plate', 'bowl', 'pan', 'lid', 'jar', 'knife', 'board', 'towel', 'lantern']
  const items = Array.from({ length: 100_000 }, (_, index) => ({
    sku: `SKU-${index}`,
    name: `${colours[index % 10]} ${things[Math.floor(index / 10) % 10]} series ${Math.floor(index / 100)}`,
    category: `Category ${index % 40}`,
  }))
  const started = performance.now()
  const large = buildLexicon({ items, suppliers: [], locations: [], purchaseOrders: [] })
  const built = performance.now() - started
  const asked = performance.now()
  expect(large.find('item', 'green pans series 777')[0]?.code).toBe('SKU-77732')
  const found = performance.now() - asked
  process.stdout.write(
    `lexicon of 100,000 items: built in ${Math.round(built)} ms, one search ${Math.round(found)} ms\n`,
  )
  expect(found).toBeLessThan(3_000)
})
