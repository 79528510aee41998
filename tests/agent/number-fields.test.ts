import { describe, expect, test } from 'vitest'
import { reasonsFor, shown } from './locked-answer.ts'

/** What each phrase means: the fields that may stand beside it. */
const meanings: [phrase: string, ...fields: string[]][] = [
  ['available to promise', 'availableUnits'],
  ['on hand', 'onHandUnits'],
  ['on order', 'onOrderUnits', 'orderedUnits'],
  ['in transit', 'inTransitUnits'],
  ['backordered', 'backorderedUnits'],
  ['back-ordered', 'backorderedUnits'],
  ['allocated', 'allocatedUnits'],
  ['reserved', 'allocatedUnits'],
  ['available', 'availableUnits'],
  ['unbooked', 'unbookedUnits'],
  ['written down', 'writtenDownUnits'],
  ['safety stock', 'safetyStockUnits'],
  ['reorder point', 'reorderPointUnits'],
  ['order-up-to level', 'orderUpToUnits'],
  ['inventory position', 'inventoryPositionUnits'],
  ['lead time', 'leadTimeDays', 'leadTimeSdDays', 'meanLeadTimeDays'],
  ['of supply', 'daysOfSupply'],
  ['fill rate', 'fillRate'],
  ['landed cost', 'landedCostMinor'],
]

/** Fields that name one thing and no other; those without a phrase of their own come last. */
const plainFields = [
  ...new Set(meanings.flatMap(([, ...fields]) => fields)),
  'unavailableUnits',
  'draftedUnits',
  'otifRate',
  'costOfWaitingMinor',
  'lineTotalMinor',
]

/** What is shown where a field stands beside a phrase; `write` puts the two into a sentence. */
const shownBeside = (phrase: string, write: (field: string) => string) =>
  plainFields.map((field) => {
    const answer = shown(write(`<${field}>`))
    return [field, phrase, answer.startsWith('REFUSED') ? answer : 'passes']
  })

const expectedBeside = (phrase: string, right: string[]) =>
  plainFields.map((field) => [
    field,
    phrase,
    right.includes(field) ? 'passes' : `REFUSED field ${field} as "${phrase}"`,
  ])

describe('a right number under a wrong name', () => {
  test.each(meanings)('before "%s" only its own field passes', (phrase, ...right) => {
    expect(shownBeside(phrase, (field) => `There: ${field} ${phrase}.`)).toEqual(
      expectedBeside(phrase, right),
    )
  })

  test.each(meanings)('after "%s" only its own field passes', (phrase, ...right) => {
    expect(shownBeside(phrase, (field) => `The ${phrase} is ${field}.`)).toEqual(
      expectedBeside(phrase, right),
    )
  })

  test.each([
    ['<availableUnits> unit on hand', 'availableUnits as "on hand"'],
    ['<availableUnits> units are still now on hand', 'availableUnits as "on hand"'],
    ['<availableUnits> pieces currently on hand', 'availableUnits as "on hand"'],
    ['<onHandUnits> of them was reserved', 'onHandUnits as "reserved"'],
    ['<onHandUnits> is in all available', 'onHandUnits as "available"'],
    ['<onHandUnits> in total available', 'onHandUnits as "available"'],
    ['<leadTimeDays> days of supply', 'leadTimeDays as "of supply"'],
    ['<availableUnits>  units  ON  HAND', 'availableUnits as "on hand"'],
    ['<availableUnits> units on\nhand', 'availableUnits as "on hand"'],
    ['**<availableUnits>** on hand', 'availableUnits as "on hand"'],
    ['<availableUnits> units **on hand**', 'availableUnits as "on hand"'],
    ['The reorder point: <availableUnits>', 'availableUnits as "reorder point"'],
    ['Reorder point = <availableUnits>', 'availableUnits as "reorder point"'],
    ['The reorder  point stands at about <availableUnits>', 'availableUnits as "reorder point"'],
    ['**Reorder point**: only <availableUnits>', 'availableUnits as "reorder point"'],
    ['safety stock was at <availableUnits>', 'availableUnits as "safety stock"'],
    ['lead time of <onOrderUnits>', 'onOrderUnits as "lead time"'],
    ['reserved are <onOrderUnits>', 'onOrderUnits as "reserved"'],
    ['on hand:<onOrderUnits>', 'onOrderUnits as "on hand"'],
    [
      '<onHandUnits> on hand, <availableUnits> on order, <onOrderUnits> available',
      'availableUnits as "on order" | field onOrderUnits as "available"',
    ],
    ['On hand is <units>, available is <onHandUnits>', 'onHandUnits as "available"'],
    ['On order is <onHandUnits> available', 'onHandUnits as "available"'],
  ])('%s is refused', (text, words) => {
    expect(shown(text)).toBe(`REFUSED field ${words}`)
  })

  test('the reason names both, so that the model can mend it', () => {
    expect(reasonsFor('{{call_1.lines.0.onHandUnits}} available')).toEqual([
      'The words say "available", the placeholder names onHandUnits; use the field that the words name.',
    ])
  })

  test.each([
    ['<onHandUnits> on hand, <availableUnits> available', '1,240 on hand, 1,200 available'],
    ['<units> on order', '1,440 on order'],
    ['on hand is <units>', 'on hand is 1,440'],
    ['<onHandUnits> in Leeds, but little is available', '1,240 in Leeds, but little is available'],
    ['<onHandUnits> units, available or not', '1,240 units, available or not'],
    ['<onHandUnits> availableness', '1,240 availableness'],
    ['The unreserved is <onHandUnits>', 'The unreserved is 1,240'],
    ['What is available: mugs, <onHandUnits> of them', 'What is available: mugs, 1,240 of them'],
    ['Of those available <onHandUnits> are blue', 'Of those available 1,240 are blue'],
    ['<onHandUnits> on hand, on order: <onOrderUnits>', '1,240 on hand, on order: 480'],
  ])('%s passes', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  test('the words beside a placeholder that names nothing are not judged against the next one', () => {
    expect(shown('{{call_1.nothing}} available, <onHandUnits> on hand')).toBe(
      'REFUSED placeholder {{call_1.nothing}}',
    )
  })
})
