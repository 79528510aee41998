import { describe, expect, test } from 'vitest'
import { markdownToHtml } from '#render/markdown-html.ts'
import { markdownToTerminal } from '#render/markdown-terminal.ts'
import { escapeHtml } from '#render/text.ts'
import { formatValue } from '#render/value.ts'
import { client, PAGES } from './client.ts'
import { ownHostile, sharedHostile } from './hostile-strings.ts'
import { elementsOf, skeletonOf } from './markup.ts'

// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/

const shared = sharedHostile()
if (shared === null)
  process.stdout.write(
    'The shared lists of hostile strings are not here: only our own are tried.\n',
  )
const strings = [...ownHostile, ...(shared ?? [])]

describe('text of others', () => {
  test('never becomes structure when it is escaped for HTML', () => {
    for (const text of strings) expect(elementsOf(escapeHtml(text))).toEqual([])
  })

  test('never becomes a link, an image or markup when a value stands in an answer', () => {
    for (const text of strings) {
      const html = markdownToHtml(`Order 144 of ${formatValue('name', text, {})} now`)
      const names = new Set(elementsOf(html).map(({ name }) => name.replace('/', '')))
      expect([...names]).toEqual(['p'])
    }
  })

  test('never becomes more than the small markdown when it is an answer', () => {
    const allowed = new Set([
      'p',
      'br',
      'strong',
      'em',
      'code',
      'pre',
      'ul',
      'ol',
      'li',
      'h3',
      'h4',
      'h5',
      'h6',
      'hr',
      'blockquote',
      'div',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
    ])
    for (const text of strings) {
      for (const { name, attributes } of elementsOf(markdownToHtml(text))) {
        expect(allowed).toContain(name.replace('/', ''))
        expect(
          Object.keys(attributes).filter((key) => !['class', 'start', 'tabindex'].includes(key)),
        ).toEqual([])
      }
    }
  })

  test('never moves the cursor or the colours of a terminal', () => {
    for (const text of strings) {
      expect(markdownToTerminal(text, { width: 80, colour: false })).not.toMatch(CONTROL)
    }
  })
})

/** A long label of the waterfall stands on two lines: how many is the one thing that may differ. */
const LABEL = 'text class x y fill font-size font-weight'
const withoutLabels = (skeleton: string[]) =>
  skeleton.filter((each, at) => each !== LABEL && !(each === '/text' && skeleton[at - 1] === LABEL))

describe('pages keep their structure whatever the fields say', () => {
  test.each(PAGES)('%s', async (path) => {
    const calmMarkup = await (await client({ hostile: () => 'calm' }).get(path)).text()
    const calm = withoutLabels(skeletonOf(calmMarkup))
    let at = 0
    const next = () => strings[at++ % strings.length] || 'empty'
    let shownBefore = -1
    // Each field of each page takes the next string, until all were shown somewhere; a page may show none.
    while (at > shownBefore && at < strings.length) {
      shownBefore = at
      const markup = await (await client({ hostile: next }).get(path)).text()
      expect(withoutLabels(skeletonOf(markup))).toEqual(calm)
    }
  })
})
