import { describe, expect, it } from 'vitest'
import { laneOf } from '#surfaces/slack/delivery.ts'
import { plainQuestion, reorderQuestion, saidIn } from '#surfaces/slack/ask-question.ts'
import { textBuffer, withoutTables } from '#surfaces/slack/stream-text.ts'

describe('a question', () => {
  it.each([
    ['<@UBOT> what is late?', 'what is late?'],
    ['hey <@UBOT|bot>, what is late?', 'hey , what is late?'],
    ['<@UBOT>', ''],
    ['is <https://mug.example|MUG-01> &lt; 5 &amp; late?', 'is MUG-01 < 5 & late?'],
    ['see <https://mug.example>', 'see https://mug.example'],
    ['<!channel> what of <#C1|purchasing>?', 'what of #purchasing?'],
    ['ask <@U1|maya> and <@U2>', 'ask @maya and'],
    ['a &amp;lt; b', 'a &lt; b'],
  ])('%s', (text, question) => {
    expect(plainQuestion(text, 'UBOT')).toBe(question)
  })

  it.each([
    ['', 'What should I reorder this week?'],
    ['   ', 'What should I reorder this week?'],
    ['from Acme', 'What should I reorder from Acme?'],
    ['at LDS', 'What should I reorder at LDS?'],
    ['tea', 'What should I reorder of tea?'],
    ['what is late?', 'what is late?'],
  ])('of "/reorder %s" is "%s"', (scope, question) => {
    expect(reorderQuestion(scope)).toBe(question)
  })

  const event = { type: 'message', channel: 'D1', ts: '1.1', text: 'hi' }
  it('is none in an edit, a deletion or what a program says', () => {
    const none = [
      { ...event, subtype: 'message_changed' },
      { ...event, subtype: 'message_deleted' },
      { ...event, bot_id: 'B1' },
      { ...event, ts: undefined },
    ]
    for (const each of none) expect(saidIn({ event: each })).toBeNull()
    expect(saidIn({ event })).toEqual({
      question: 'hi',
      channelId: 'D1',
      threadTs: '1.1',
      hasFiles: false,
    })
    const withFile = { ...event, subtype: 'file_share', files: [{ id: 'F1' }], thread_ts: '1.0' }
    expect(saidIn({ event: withFile })).toMatchObject({ hasFiles: true, threadTs: '1.0' })
  })
})

describe('streamed text', () => {
  const all = (parts: string[], tablesFollow = false) => {
    const buffer = textBuffer()
    return [...parts.flatMap((part) => buffer.push(part, tablesFollow)), ...buffer.flush()]
  }

  it('comes in whole blocks, however it was cut', () => {
    const text = 'One. Two.\n\n| a | b |\n| :-- | :-- |\n| 1 | 2 |\n\n- x\n- y\n'
    const whole = all([text]).join('')
    expect(whole).toContain('| 1 | 2 |')
    for (let at = 1; at < text.length; at += 1) {
      expect(
        all([text.slice(0, at), text.slice(at)])
          .join('')
          .replace(/\s+/g, ' '),
      ).toBe(whole.replace(/\s+/g, ' '))
    }
  })

  it('is not cut at a blank line in code', () => {
    const buffer = textBuffer()
    expect(buffer.push('```\na\n\nb', false)).toEqual([])
    expect(buffer.push('\n```\n\n', false)).toEqual(['```\na\n\nb\n```\n\n'])
  })

  it('is within what one call takes', () => {
    const pieces = all([`${'word '.repeat(6_000)}\n\n`])
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.every((piece) => piece.length <= 12_000)).toBe(true)
    expect(pieces.join(' ').match(/word/g)).toHaveLength(6_000)
  })

  it('leaves its tables to the list below it, and nothing else', () => {
    const text = 'Due:\n\n| a | b |\n| :-- | :-- |\n| 1 | 2 |\n\nAsk why.\n'
    expect(all([text], true).join('')).toBe('Due:\n\nAsk why.\n\n')
    expect(withoutTables('a | b\n\n```\n| x |\n```\n')).toBe('a | b\n\n```\n| x |\n```\n')
  })

  it('has nothing alive in it', () => {
    const hostile =
      'See [x](https://evil.example) <!channel> <@U1> ![i](https://evil.example/i.png) :rocket:\n\n'
    const shown = all([hostile]).join('')
    expect(shown).not.toMatch(/<!channel>|<@U1>|\]\(http|:rocket:/)
  })
})

it('a follow-up button waits with the questions, other clicks pass them by', () => {
  const click = (action_id: string) => ({ type: 'block_actions', actions: [{ action_id }] })
  expect(laneOf(click('follow_up:2'))).toBe('question')
  expect(laneOf(click('approve_po'))).toBe('click')
  expect(laneOf({ type: 'event_callback' })).toBe('question')
  expect(laneOf({ command: '/reorder' })).toBe('question')
  expect(laneOf({ type: 'view_submission' })).toBe('click')
})
