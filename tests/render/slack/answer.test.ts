import { describe, expect, it } from 'vitest'
import { answerEnd, answerMessages, feedbackModal, feedbackOfValue } from '#render/slack/answer.ts'
import { taskTitle, toolTitle } from '#render/slack/task.ts'
import { tools } from '#tools/index.ts'
import { hostile } from './fixture-orders.ts'
import {
  buttonsOf,
  expectQuiet,
  expectTaken,
  expectTakenView,
  nodesOf,
  pageOf,
  textOf,
  valueOf,
} from './seen.ts'

const answer = {
  text: '**22** lines are due.\n\n| Item | Units |\n| --- | --- |\n| MUG-01 | 144 |',
  toolCalls: [
    { name: 'recommend_reorders', error: null },
    { name: 'get_stock_position', error: null },
    { name: 'get_stock_position', error: { code: 'not_found' } },
  ],
  followUps: ['Why 144 of MUG-01?', 'Draft it'],
  notices: ['The model was not reachable; the built-in one answered.'],
}

describe('the end of an answer', () => {
  const end = answerEnd(answer, 'A1')

  it('says what it came from, what failed, what to ask next, and asks whether it helped', () => {
    expectTaken(end)
    expect(textOf(end)).toContain('From: Buy list, Stock position · 1 call failed')
    expect(buttonsOf(end)).toEqual(['follow_up:1', 'follow_up:2'])
    expect(valueOf(end, 'follow_up:1')).toBe('Why 144 of MUG-01?')
    const feedback = nodesOf(end.blocks).find(({ type }) => type === 'feedback_buttons')!
    expect(feedback['action_id']).toBe('answer_feedback')
    expect(feedbackOfValue((feedback['negative_button'] as { value: string }).value)).toEqual({
      verdict: 'bad',
      answerKey: 'A1',
    })
    expect(pageOf(end)).toMatchSnapshot()
  })

  it('has no button for a question without words or beyond what a button carries', () => {
    const followUps = ['', ' \n', 'Draft it', 'x'.repeat(2_001)]
    const few = answerEnd({ ...answer, followUps }, 'A1')
    expectTaken(few)
    expect(buttonsOf(few)).toEqual(['follow_up:1'])
    expect(valueOf(few, 'follow_up:1')).toBe('Draft it')
  })

  it('reads no feedback from what no button of ours carries', () => {
    expect(['good', 'evil|A1', '|A1', ''].map(feedbackOfValue)).toEqual([null, null, null, null])
  })

  it('asks for the reason in a view', () => expectTakenView(feedbackModal('A1')))
})

describe('an answer that was not streamed', () => {
  it('is one message when it fits, its end under it', () => {
    const [message, ...more] = answerMessages(answer, 'A1')
    expect(more).toEqual([])
    expectTaken(message!)
    expect(buttonsOf(message!)).toContain('follow_up:1')
  })

  it('is several when it does not, without losing a word and with one end', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(' ')
    const messages = answerMessages({ ...answer, text }, 'A1')
    for (const message of messages) expectTaken(message)
    const said = messages.map(textOf).join(' ')
    for (const index of [0, 2_499, 4_999]) expect(said).toContain(`word${index}`)
    expect(said.match(/\bword\d+/g)).toHaveLength(5_000)
    expect(messages.filter((message) => buttonsOf(message).includes('follow_up:1'))).toHaveLength(1)
  })

  it('makes nothing of hostile words, questions and notices', () => {
    const bad = {
      ...answer,
      text: hostile,
      followUps: [hostile, 'x'.repeat(5_000)],
      notices: Array.from({ length: 40 }, () => hostile),
    }
    for (const message of answerMessages(bad, 'A1')) {
      expectTaken(message)
      expectQuiet(message)
    }
  })

  it('has its end alone when there is no text', () => {
    expect(answerMessages({ ...answer, text: '' }, 'A1')).toHaveLength(1)
  })
})

describe('the title of a task', () => {
  it.each([
    ['get_stock_position', { item: 'MUG-01' }, 'Looking at stock of MUG-01'],
    ['get_stock_position', {}, 'Looking at stock'],
    [
      'recommend_reorders',
      { supplier: 'KILN', show: 'withheld' },
      'Working out withheld lines from KILN',
    ],
    ['recommend_reorders', { budget: '5000 GBP' }, 'Working out what to reorder within 5000 GBP'],
    [
      'explain_recommendation',
      { recommendation: 'R12-34', question: 'supplier' },
      'Looking at why this supplier: R12-34',
    ],
    ['forecast_demand', { item: 'mugs', location: 'LON' }, 'Forecasting demand of mugs at LON'],
    ['draft_purchase_order', { recommendations: ['R1-1', 'R1-2'] }, 'Drafting orders of 2 lines'],
    ['draft_purchase_order', { due: true }, 'Drafting orders of what is due'],
    ['get_purchase_order', { state: 'late' }, 'Looking at orders that are late'],
    ['find_exceptions', {}, 'Looking for what needs a person'],
    [
      'simulate_disruption',
      { kind: 'supplier_down', supplier: 'KILN' },
      'Simulating supplier down: KILN',
    ],
    ['approve_purchase_order', { order: 'PO-1' }, 'Asking people to decide about PO-1'],
    ['unknown_tool', null, 'Unknown tool'],
    ['constructor', null, 'Constructor'],
  ])('%s %o', (tool, asked, title) => expect(taskTitle(tool, asked)).toBe(title))

  it('is known for every tool, by the name that the tool itself has', () => {
    for (const { name, title } of tools) {
      expect([name, toolTitle(name)]).toEqual([name, title])
      expect(taskTitle(name, {})).not.toBe(title)
    }
  })

  it('is short whatever a model asks for', () => {
    for (const { name } of tools) {
      const asked = new Proxy({}, { get: () => hostile.repeat(50) })
      expect(taskTitle(name, asked).length).toBeLessThanOrEqual(150)
    }
  })
})
