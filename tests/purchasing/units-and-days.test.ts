import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, hoursBetween, hoursInDay, startOfDay } from '#purchasing/shop-day.ts'
import { convertUnits, smallestMultiple } from '#purchasing/units-of-measure.ts'
import type { UnitRule } from '#purchasing/units-of-measure.ts'
import { rowsOf } from './order-world.ts'

describe('units', () => {
  const rules: UnitRule[] = [
    ['pallet', '40', 'case'],
    ['case', '12', 'each'],
    ['lb', '0.45359237', 'kg'],
    ['drop', '1/3', 'sip'],
  ]
  const table = `
    3    | case   | each   | 36
    2    | pallet | each   | 960
    7    | each   | case   | 7/12
    6    | each   | case   | 0.5
    10   | lb     | kg     | 4.5359237
    2    | drop   | sip    | 2/3
    1.5  | sip    | drop   | 4.5
    5    | each   | each   | 5`
  it.each(rowsOf(table))('%s %s in %s: %s', (quantity, from, to, expected) => {
    expect(convertUnits(quantity!, from!, to!, rules)).toBe(expected)
  })

  it.each([
    [
      'rules that contradict',
      [
        ['case', '12', 'each'],
        ['each', '0.1', 'case'],
      ],
      'contradict',
    ],
    [
      'two prices of a case',
      [
        ['case', '12', 'each'],
        ['case', '10', 'each'],
      ],
      'contradict',
    ],
    ['a factor of nothing', [['case', '0', 'each']], 'contradict'],
    ['no rule', [['case', '12', 'box']], 'Nothing says how many each one case is'],
    ['a fraction by nothing', [['case', '1/0', 'each']], 'not a factor'],
    ['a fraction of a fraction', [['case', '1/2/3', 'each']], 'not a factor'],
  ] as [string, UnitRule[], string][])('are refused with %s', (_why, wrong, message) => {
    expect(() => convertUnits('1', 'case', 'each', wrong)).toThrow(message)
  })

  it('come back unchanged the other way round', () => {
    const factor = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), factor, (quantity, [over, under]) => {
        const both: UnitRule[] = [['a', `${over}/${under}`, 'b']]
        const there = convertUnits(String(quantity), 'a', 'b', both)
        expect(convertUnits(there, 'b', 'a', both)).toBe(String(quantity))
      }),
    )
  })
})

describe('the smallest legal quantity', () => {
  const table = `
    12  | 12   | 1   | 12
    13  | 12   | 1   | 24
    5   | 1    | 10  | 10
    1   | 12   | 30  | 36
    0   | 12   | 30  | 0
    0.5 | 0.25 | 1   | 1
    1.1 | 0.25 | 1   | 1.25`
  it.each(rowsOf(table))('need %s in multiples of %s from %s: %s', (need, step, least, legal) => {
    expect(smallestMultiple(need!, step!, least!)).toBe(legal)
  })

  it('is not defined for multiples of nothing', () => {
    expect(() => smallestMultiple('1', '0', '1')).toThrow(RangeError)
  })
})

describe('a day', () => {
  const table = `
    2026-03-29T00:30:00Z | Europe/Berlin       | 2026-03-29
    2026-03-29T22:30:00Z | Europe/Berlin       | 2026-03-30
    2026-10-25T22:59:59Z | Europe/Berlin       | 2026-10-25
    2026-11-01T03:59:59Z | America/New_York    | 2026-10-31
    2026-11-01T05:59:59Z | America/New_York    | 2026-11-01
    2026-06-30T18:15:00Z | Asia/Kathmandu      | 2026-07-01
    2026-02-28T23:59:59Z | UTC                 | 2026-02-28
    2026-04-05T15:00:00Z | Australia/Lord_Howe | 2026-04-06`
  it.each(rowsOf(table))('of %s in %s is %s', (at, zone, day) => {
    expect(dayOf(at!, zone!)).toBe(day)
  })

  const lengths = `
    2026-10-25 | Europe/Berlin       | 25
    2026-03-29 | Europe/Berlin       | 23
    2026-04-05 | Australia/Lord_Howe | 24.5
    2026-11-24 | UTC                 | 24
    2026-09-06 | America/Santiago    | 23`
  it.each(rowsOf(lengths))('%s in %s has %s hours', (day, zone, hours) => {
    expect(hoursInDay(day!, zone!)).toBe(Number(hours))
  })

  it('begins with its first instant', () => {
    expect(startOfDay('2026-07-01', 'Asia/Kathmandu')).toBe('2026-06-30T18:15:00.000Z')
    expect(startOfDay('2026-11-24', 'Pacific/Kiritimati')).toBe('2026-11-23T10:00:00.000Z')
    expect(startOfDay('2026-11-24', 'Pacific/Pago_Pago')).toBe('2026-11-24T11:00:00.000Z')
    // Clocks in Santiago go from 24:00 to 01:00 that night: the day has no midnight.
    expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
  })

  it('is of no use without a real instant', () => {
    expect(hoursBetween('2026-11-24T10:00:00Z', '2026-11-24T09:30:00Z')).toBe(-0.5)
    for (const text of ['', 'yesterday', '2026-11-24', '5']) {
      expect(() => dayOf(text, 'UTC')).toThrow('not an instant')
    }
  })
})
