import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageId } from '#render/order-documents/message-id.ts'
import { orderDocument } from '#render/order-documents/order-document.ts'
import type { OrderFacts } from '#render/order-documents/order-document.ts'
import { unitCode } from '#render/order-documents/unit-codes.ts'
import { longFacts, sampleFacts } from './sample-order.ts'

/** The usual facts with another order inside. */
function ordered(over: Partial<OrderFacts['order']>): OrderFacts {
  const facts = sampleFacts()
  return { ...facts, order: { ...facts.order, ...over } }
}

describe('the document of an order', () => {
  it('has each line as it is stored, by number, and a total that is their sum', () => {
    const facts = longFacts(50)
    const shuffled = { ...facts, order: { ...facts.order, lines: facts.order.lines.toReversed() } }
    const document = orderDocument(shuffled)
    expect(document.lines.map(({ lineNumber }) => lineNumber)).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 1),
    )
    expect(document.lines.reduce((sum, line) => sum + line.lineTotalMinor, 0)).toBe(
      document.totalMinor,
    )
    expect(document).toEqual(orderDocument(facts))
  })

  it('caps what others wrote, at a whole character', () => {
    const facts = sampleFacts([{ sku: 'A', name: '🥖'.repeat(300), units: 1, unitPrice: '1' }])
    const [line] = orderDocument({ ...facts, noteToSupplier: 'x'.repeat(9000) }).lines
    expect(Array.from(line!.name)).toHaveLength(200)
    expect(line!.name.isWellFormed()).toBe(true)
    expect(orderDocument({ ...facts, noteToSupplier: 'x'.repeat(9000) }).note).toHaveLength(2000)
  })

  const { lines, totalMinor } = sampleFacts().order
  const refused: [string, OrderFacts][] = [
    ['a total that is not the sum', ordered({ totalMinor: totalMinor + 1 })],
    [
      'a line total that is not price times units',
      ordered({
        lines: [
          { ...lines[0]!, lineTotalMinor: lines[0]!.lineTotalMinor + 1 },
          { ...lines[1]!, lineTotalMinor: lines[1]!.lineTotalMinor - 1 },
        ],
      }),
    ],
    ['no lines', ordered({ lines: [], totalMinor: 0 })],
    [
      'one line number twice',
      ordered({ lines: lines.map((line) => ({ ...line, lineNumber: 1 })) }),
    ],
    ['a date that is none', ordered({ expectedOn: '2026-02-30' })],
    ['an item without terms', { ...sampleFacts(), termsOf: new Map() }],
    ['a change of nothing', sampleFacts(undefined, { kind: 'change' })],
    [
      'a new order that replaces one',
      sampleFacts(undefined, { replaces: { revision: 1, kind: 'new' } }),
    ],
    ['an instant that is none', sampleFacts(undefined, { issuedAt: 'today' })],
  ]
  it.each(refused)('%s is refused with a way out', (_, facts) => {
    expect(() => orderDocument(facts)).toThrow(expect.objectContaining({ code: 'conflict' }))
  })
})

describe('the id of a message', () => {
  it('is that of order, revision and kind', () => {
    expect(messageId({ number: 'PO-2026-0722', revision: 3 }, 'change', 'Shop.Example')).toBe(
      'order.PO-2026-0722.r3.change@shop.example',
    )
  })

  it('is a dot-atom for any order number, and another one for another order', () => {
    const anyNumber = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 30 })
      .map((text) => text.toWellFormed())
    fc.assert(
      fc.property(anyNumber, anyNumber, fc.nat(9), fc.nat(9), (a, b, first, second) => {
        const one = messageId({ number: a, revision: first }, 'new', 'shop.example')
        const two = messageId({ number: b, revision: second }, 'new', 'shop.example')
        expect(one).toMatch(/^[a-z0-9=-]+(\.[a-z0-9=-]+){3}@shop\.example$/i)
        expect(one === two).toBe(a === b && first === second)
      }),
    )
  })

  it.each(['', 'a b', 'a.example>\r\nBcc: x', '-a.example', 'a..example'])(
    '%j is no domain',
    (domain) => {
      expect(() => messageId({ number: 'PO-1', revision: 1 }, 'new', domain)).toThrow(
        expect.objectContaining({ code: 'invalid' }),
      )
    },
  )
})

describe('units of measure', () => {
  it.each([
    ['each', 'EA'],
    [' Each ', 'EA'],
    ['box', 'BX'],
    ['kg', 'KGM'],
    ['XBX', 'XBX'],
    ['tub', null],
    ['', null],
    ['EA"/>', null],
  ])('%j is %s', (word, code) => {
    expect(unitCode(word)).toBe(code)
  })
})
