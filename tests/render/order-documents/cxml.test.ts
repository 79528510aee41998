import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderCxml } from '#render/order-documents/cxml.ts'
import { orderDocument } from '#render/order-documents/order-document.ts'
import type { OrderFacts } from '#render/order-documents/order-document.ts'
import { plainText } from '#render/text.ts'
import { elementsNamed, readXml, textOf, violations } from './cxml-rules.ts'
import { hostileTexts, named } from './hostile.ts'
import { everywhere, longFacts, party, sampleFacts } from './sample-order.ts'

const read = (facts: OrderFacts) => readXml(orderCxml(orderDocument(facts)))

describe('an order as cXML', () => {
  it('keeps the rules of the DTD', () => {
    expect(violations(read(sampleFacts()))).toEqual([])
    expect(violations(read(longFacts(200)))).toEqual([])
  })

  it('says what the order says', () => {
    const root = read(sampleFacts())
    const [header] = elementsNamed(root, 'OrderRequestHeader')
    expect(Object.fromEntries(header!.attributes)).toEqual({
      orderID: 'PO-2026-0722',
      orderDate: '2026-11-20T09:30:00.000Z',
      type: 'new',
      orderVersion: '1',
    })
    expect(textOf(elementsNamed(root, 'Total')[0]!)).toBe('1707.16')
    const lines = elementsNamed(root, 'ItemOut').map((line) => [
      line.attributes.get('lineNumber'),
      line.attributes.get('quantity'),
      textOf(elementsNamed(line, 'SupplierPartID')[0]!),
      textOf(elementsNamed(line, 'UnitPrice')[0]!),
      textOf(elementsNamed(line, 'UnitOfMeasure')[0]!),
    ])
    expect(lines).toEqual([
      ['1', '288', 'AC-MUG-BLU-500', '2.95', 'EA'],
      ['2', '72', 'AC-BKN-SER', '11.9105', 'EA'],
    ])
  })

  it.each([
    ['change', 'update'],
    ['cancellation', 'delete'],
  ] as const)('a %s is an %s that names the message it replaces', (kind, type) => {
    const facts = sampleFacts(undefined, { kind, replaces: { revision: 1, kind: 'new' } })
    const root = read({ ...facts, order: { ...facts.order, revision: 2 } })
    expect(violations(root)).toEqual([])
    expect(elementsNamed(root, 'OrderRequestHeader')[0]!.attributes.get('type')).toBe(type)
    expect(elementsNamed(root, 'DocumentReference')[0]!.attributes.get('payloadID')).toBe(
      read(sampleFacts()).attributes.get('payloadID'),
    )
    expect(root.attributes.get('payloadID')).toBe(`order.PO-2026-0722.r2.${kind}@shop.example`)
  })

  it('a trial says so, and an address without street or city keeps its name and code', () => {
    const bare = party('LDS', 'Leeds', { streetLines: [], city: null, country: null })
    const root = read(sampleFacts(undefined, { test: true, deliverTo: bare }))
    expect(violations(root)).toEqual([])
    expect(elementsNamed(root, 'Request')[0]!.attributes.get('deploymentMode')).toBe('test')
    expect(elementsNamed(elementsNamed(root, 'ShipTo')[0]!, 'PostalAddress')).toEqual([])
  })

  it('a unit that has no code stops it with a repair', () => {
    const facts = sampleFacts()
    const odd = new Map(
      [...facts.termsOf].map(([sku, terms]) => [sku, { ...terms, unitOfMeasure: 'tub of some' }]),
    )
    expect(() => read({ ...facts, termsOf: odd })).toThrow(/UN\/CEFACT/)
  })
})

describe('text of others', () => {
  const withoutCap = (text: string) => plainText(text).slice(0, 40)

  it.each(named(hostileTexts))('%s in every field stays text', (_, text) => {
    const root = read(everywhere(text))
    expect(violations(root)).toEqual([])
    expect(elementsNamed(root, 'ItemOut')).toHaveLength(1)
    const shown = textOf(elementsNamed(root, 'Description')[0]!)
    expect(shown.startsWith(withoutCap(text).replace(/[\uFFFE\uFFFF]/g, ''))).toBe(true)
  })

  it('any text at all in every field stays text', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(anyText, (text) => {
        const root = read(everywhere(text))
        expect(violations(root)).toEqual([])
        expect(elementsNamed(root, 'ItemOut')).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the check itself finds', () => {
  const sound = orderCxml(orderDocument(sampleFacts()))
  const broken: [string, (document: string) => string][] = [
    ['a missing element', (text) => text.replace(/<BillTo>.*<\/BillTo>/, '')],
    [
      'elements in another order',
      (text) => text.replace(/(<Total>.*<\/Total>)(<ShipTo>.*<\/ShipTo>)/, '$2$1'),
    ],
    ['an unknown element', (text) => text.replaceAll('UserAgent', 'Agent')],
    ['a missing attribute', (text) => text.replace(/ orderID="[^"]*"/, '')],
    ['an unknown attribute', (text) => text.replace('<Total>', '<Total sum="1">')],
    ['a wrong value', (text) => text.replace('type="new"', 'type="created"')],
    ['a unit in words', (text) => text.replace('>EA<', '>each<')],
    ['an amount in words', (text) => text.replace('>2.95<', '>£2.95<')],
  ]
  it.each(broken)('%s', (_, breakIt) => {
    const text = breakIt(sound)
    expect(text).not.toBe(sound)
    expect(violations(readXml(text))).not.toEqual([])
  })

  it.each([
    ['an unescaped ampersand', sound.replace('&amp;', '&')],
    ['a control character', sound.replace('Leeds', 'Le\u0007eds')],
    ['an open element', sound.replace('</Header>', '')],
  ])('%s', (_, text) => {
    expect(() => readXml(text)).toThrow()
  })
})
