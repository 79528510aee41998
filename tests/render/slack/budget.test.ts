import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageBlock } from '#render/slack/blocks.ts'
import {
  always,
  BUDGETS,
  fitMessage,
  fitView,
  optional,
  shorterLists,
} from '#render/slack/budget.ts'
import type { Part } from '#render/slack/budget.ts'
import { section } from '#render/slack/elements.ts'
import { textOf } from './seen.ts'
import { faultsOfBlocks } from '../../slack/loopback/block-rules.ts'

const text = (length: number, sign = 'x') => section(sign.repeat(length))
const list = (count: number, rank: number): Part<MessageBlock> => {
  const entries = Array.from({ length: count }, (_, index) => `entry ${index}`)
  const { versions, shownCounts } = shorterLists(entries, [10, 5, 1], (part) =>
    part.map((entry) => section(entry)),
  )
  return {
    rank,
    versions,
    left: (version) => `${count - (shownCounts[version] ?? 0)} more lines: Show all`,
  }
}

describe('a message that fits', () => {
  it('is left as it is and says nothing about room', () => {
    const message = fitMessage([always<MessageBlock>([text(100)], 'said'), list(3, 1)])
    expect(message).toMatchObject({ left: [], text: 'said' })
    expect(message.blocks).toHaveLength(4)
  })
})

describe('a message that does not fit', () => {
  it('loses its least important part first and says so in one line', () => {
    const message = fitMessage([
      always<MessageBlock>([section('FLAG')]),
      optional<MessageBlock>(
        1,
        [text(2_900, 'a'), text(2_900, 'a'), text(2_900, 'a')],
        'the lines',
      ),
      optional<MessageBlock>(3, [text(2_900, 'b'), text(2_900, 'b')], 'the notes'),
      optional<MessageBlock>(2, [text(2_900, 'c')], 'the reasons'),
    ])
    expect(message.left).toEqual(['the notes'])
    expect(textOf(message)).toContain('FLAG')
    expect(textOf(message).split('\n').at(-1)).toBe('Not shown here: the notes')
  })

  it('shortens a list before it leaves it out, and counts what is missing', () => {
    const message = fitMessage([list(400, 1), always<MessageBlock>([section('FLAG')])])
    expect(message.left).toEqual(['390 more lines: Show all'])
    expect(message.blocks).toHaveLength(12)
  })

  it('cuts the ends of what must be shown only when nothing else is left, and says that too', () => {
    const flags = Array.from({ length: 30 }, (_, index) =>
      section(`Flag ${index} ${'x'.repeat(2_900)}`),
    )
    const message = fitMessage([always<MessageBlock>(flags), list(40, 2)])
    expect(message.left.at(-1)).toBe('the ends of long texts')
    for (const index of flags.keys()) expect(textOf(message)).toContain(`Flag ${index} `)
  })

  it('throws where even that is not enough: nothing is dropped in silence', () => {
    const flags = Array.from({ length: 51 }, () => section('flag'))
    expect(() => fitMessage([always<MessageBlock>(flags)])).toThrow(/does not fit/)
  })
})

const anyPart = fc.record({
  rank: fc.integer({ min: 0, max: 4 }),
  sizes: fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 7 }),
})

describe('whatever the parts are', () => {
  it('the message keeps within Slack, every must is in it, and every loss is named', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { minLength: 1, maxLength: 7 }), (made) => {
        const parts = made.map(({ rank, sizes }, index): Part<MessageBlock> => {
          const blocks = sizes.map((size) => section(`<${index}>${'"'.repeat(size)}`))
          return rank === 0 ? always(blocks) : optional(rank, blocks, `part ${index}`)
        })
        const message = fitMessage(parts)
        expect(faultsOfBlocks(message.blocks, 'message')).toEqual([])
        expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(BUDGETS.message.json)
        const shown = textOf(message)
        for (const [index, { rank }] of made.entries()) {
          expect(shown.includes(`<${index}>`)).toBe(
            rank === 0 || !message.left.includes(`part ${index}`),
          )
        }
        for (const loss of message.left) expect(shown).toContain(loss)
      }),
    )
  })
})

describe('a view', () => {
  it('takes a hundred blocks', () => {
    const { blocks, left } = fitView([list(99, 1)] as never)
    expect([blocks.length, left]).toEqual([99, []])
    const more = fitView([list(120, 1)] as never)
    expect([more.blocks.length, more.left]).toEqual([11, ['110 more lines: Show all']])
  })
})
