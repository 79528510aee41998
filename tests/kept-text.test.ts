import { expect, test } from 'vitest'
import { unkeptTexts } from '#root/kept-text.ts'

const cases: [what: string, value: unknown, paths: string[]][] = [
  ['plain text, line ends, other scripts and emoji are kept', { a: 'x\ny\té 日本 שלום 🧺' }, []],
  ['a NUL', { reason: 'a\0b' }, ['reason']],
  ['half a pair of surrogates', { reason: 'a\uD83Db' }, ['reason']],
  ['deep in a list', { lines: [{ note: 'ok' }, { note: '\0' }] }, ['lines.1.note']],
  ['a key', { lines: { 'a\0': 1 } }, ['lines']],
  ['a bare text', '\0', ['the text']],
  ['no text at all', { a: 1, b: null, c: [true, undefined] }, []],
]
test.each(cases)('%s', (_what, value, paths) => {
  expect(unkeptTexts(value)).toEqual(paths)
})
