import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, markdownText, mrkdwn, plain, startOf } from '#render/slack/text.ts'
import { linksIn, linksInMarkdown } from '../../slack/loopback/mrkdwn.ts'
import { words } from '#render/slack/words.ts'
import { words as webWords } from '#surfaces/web/parts.ts'
import { hostile, rightToLeft } from './fixture-orders.ts'

const nothing = { links: [], users: [], channels: [], broadcasts: [] }
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const clusters = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment)

describe('text of others in mrkdwn', () => {
  it.each([
    ['<https://evil.example|PO-1>', '&lt;https∶//evil․example|PO-1&gt;'],
    ['<!channel> @here', '&lt;!channel&gt; ＠here'],
    ['*bold* _it_ ~no~ `code`', '∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ'],
    [':smile: :+1: :100:', '∶smile: ∶+1: ∶100:'],
    ['MUG_01 at 10:32:05, 4.25 each', 'MUG_01 at 10:32:05, 4.25 each'],
    ['\u200B\n', '–'],
    ['M&S &lt;!here&gt;', 'M&amp;S &amp;lt;!here&amp;gt;'],
  ])('%s is shown and does nothing', (text, shown) => {
    expect(mrkdwn(text)).toBe(shown)
  })

  it('makes no link, mention or call of any text, within its limit and with whole entities', () => {
    const parts = fc.constantFrom(
      '<',
      '>',
      '&',
      '|',
      '@',
      '!',
      '#',
      ':',
      '.',
      'evil',
      'com',
      'U0123ABCD',
      'here',
      'https://',
      '*',
      ' ',
      'مرحبا',
      '\u202E',
    )
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 60 }),
        fc.integer({ min: 8, max: 90 }),
        (list, limit) => {
          const shown = mrkdwn(list.join(''), limit)
          expect(linksIn(shown)).toEqual(nothing)
          expect(shown.length).toBeLessThanOrEqual(limit)
          expect(shown.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/)
        },
      ),
    )
  })
})

describe('text of others in a markdown block', () => {
  it('makes no link, image, mention, call or emoji', () => {
    const shown = markdownText(`${hostile} ![i](http://evil.example/a.png) &lt;!here&gt;`)
    expect(linksInMarkdown(shown)).toEqual(nothing)
    expect(shown).not.toMatch(/<[@#!]|:smile:|(?<!\\)[*`~[\]]|(?<!\\)&lt;/)
  })
})

describe('a text cut to a limit', () => {
  it('ends between graphemes, in an ellipsis, and keeps what fits', () => {
    expect(cutText('family 👨‍👩‍👧‍👦 mug', 12)).toBe('family…')
    expect(cutText('short', 5)).toBe('short')
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 4, max: 60 }),
        (text, limit) => {
          const cut = cutText(text, limit)
          expect(cut.length).toBeLessThanOrEqual(limit)
          expect(cut.isWellFormed()).toBe(text.isWellFormed())
          if (text.length > limit) expect(cut.endsWith('…')).toBe(true)
          const kept = clusters(startOf(text, limit))
          if (clusters(text)[0] !== undefined && clusters(text)[0]!.length <= limit) {
            expect(clusters(text).slice(0, kept.length)).toEqual(kept)
          }
        },
      ),
    )
  })

  it('is cut within a sign of endless accents too', () => {
    const zalgo = `e${'\u0301'.repeat(5_000)}`
    expect(cutText(zalgo, 80).length).toBeLessThanOrEqual(80)
  })
})

describe('right-to-left text', () => {
  it('stands in an isolate of its own, also where it is cut', () => {
    expect(plain(rightToLeft, 80)).toBe(`\u2068${rightToLeft}\u2069`)
    const cut = plain(rightToLeft.repeat(10), 40)
    expect(cut.length).toBeLessThanOrEqual(40)
    expect(cut.startsWith('\u2068')).toBe(true)
    expect(cut.endsWith('…\u2069')).toBe(true)
  })

  it('loses the overrides that others put into it, and control characters', () => {
    expect(plain('a\u202Eb\u0007c\nd', 80)).toBe('abc d')
    expect(plain('\u200B', 80)).toBe('–')
  })
})

describe('the words of codes', () => {
  it.each(['overdue', 'now', 'this_week', 'later', 'none', 'late_inbound', 'partly_received'])(
    '%s reads as in the web console',
    (code) => {
      expect(words(code)).toBe(webWords(code))
    },
  )
})
