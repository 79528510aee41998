import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#planning/canonical.ts'

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          // Numbers stand before names in any object: marked, they keep their place.
          Object.keys(value)
            .sort()
            .map((key) => [`k${key}`, sorted((value as Record<string, unknown>)[key])]),
        )
      : value

const marked = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(marked)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [`k${key}`, marked(one)]))
      : value

describe('canonical JSON', () => {
  it('is what JSON.stringify says of the value with its keys sorted', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(marked(value))).toBe(JSON.stringify(sorted(value)))
      }),
    )
  })

  it('escapes what JSON escapes, wherever it stands', () => {
    for (const text of ['"', '\\', '\n', '\u0000', '\u007f', '\ud800', 'é', '', 'a"'.repeat(40)]) {
      expect(canonicalJson([{ text }])).toBe(JSON.stringify([{ text }]))
    }
  })

  it('tells records of as many keys apart, whatever their order', () => {
    expect(
      canonicalJson([
        { b: 1, a: 2 },
        { a: 3, b: 4 },
        { c: 5, a: 6 },
      ]),
    ).toBe('[{"a":2,"b":1},{"a":3,"b":4},{"a":6,"c":5}]')
  })

  it('writes both zeros as one', () => {
    expect(canonicalJson({ a: -0, b: [-0] })).toBe('{"a":0,"b":[0]}')
  })
})
