import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeMarkdown, splitMarkdown } from '#render/slack/markdown.ts'
import { faultsOfBlocks } from '../../slack/loopback/block-rules.ts'
import { linksInMarkdown } from '../../slack/loopback/mrkdwn.ts'
import { hostile } from './fixture-orders.ts'

const nothing = { links: [], users: [], channels: [], broadcasts: [] }

describe('the markdown of an answer', () => {
  it('keeps the small set as it is', () => {
    const text =
      '## Buy list\n\n**144** of MUG-01, _now_:\n\n- one\n- two\n\n| Item | Units |\n| :-- | --: |\n| MUG | 144 |'
    expect(safeMarkdown(text)).toBe(
      '## Buy list\n\n**144** of MUG-01, _now_:\n\n- one\n- two\n\n| Item | Units |\n| :-- | --: |\n| MUG | 144 |',
    )
  })

  it.each([
    '[open](https://evil.example/x)',
    '![i](https://evil.example/a.png)',
    '<https://evil.example|PO-1> <!here> <@U0123ABCD>',
    '`<!here> <https://evil.example>`',
    '```\n<!channel> https://evil.example\n```',
    '| a <!here> | b |\n| --- | --- |\n| https://evil.example | c@evil.example |',
    hostile,
  ])('makes nothing clickable of %s', (text) => {
    expect(linksInMarkdown(safeMarkdown(text))).toEqual(nothing)
    expect(safeMarkdown(text)).not.toContain(':smile:')
  })
})

const size = { text: 12_000, json: 12_700 }
const words = (text: string) => text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')

describe('an answer of any length', () => {
  it('comes in pieces that a message takes, without losing a word', () => {
    const block = fc.oneof(
      fc
        .integer({ min: 1, max: 3_000 })
        .map((count) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')),
      fc
        .integer({ min: 1, max: 600 })
        .map((count) => Array.from({ length: count }, (_, i) => `- entry${i}`).join('\n')),
      fc
        .integer({ min: 1, max: 500 })
        .map(
          (count) =>
            `\`\`\`\n${Array.from({ length: count }, (_, i) => `code${i} "quoted"`).join('\n')}\n\`\`\``,
        ),
      fc.constant('x'.repeat(30_000)),
    )
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const text = blocks.join('\n\n')
        const pieces = splitMarkdown(text, size)
        for (const piece of pieces) {
          expect(faultsOfBlocks([{ type: 'markdown', text: piece }], 'message')).toEqual([])
          expect(JSON.stringify([{ type: 'markdown', text: piece }]).length).toBeLessThanOrEqual(
            13_000,
          )
        }
        expect(words(pieces.join(' ')).join('').length).toBe(words(text).join('').length)
      }),
      { numRuns: 30 },
    )
  })

  it('has one table in a piece, its head over each part of a long one', () => {
    const row = (index: number) => `| item ${index} | ${'x'.repeat(60)} |`
    const table = [
      '| Item | Note |',
      '| --- | --- |',
      ...Array.from({ length: 400 }, (_, i) => row(i)),
    ].join('\n')
    const pieces = splitMarkdown(
      `First\n\n${table}\n\nThen\n\n| A | B |\n| --- | --- |\n| 1 | 2 |`,
      size,
    )
    for (const piece of pieces)
      expect(faultsOfBlocks([{ type: 'markdown', text: piece }], 'message')).toEqual([])
    const withRows = pieces.filter((piece) => /^\| item/m.test(piece))
    expect(withRows.length).toBeGreaterThan(2)
    for (const piece of withRows) expect(piece).toContain('| Item | Note |')
    expect(words(pieces.join(' ')).filter((word) => word === 'item')).toHaveLength(400)
  })
})
