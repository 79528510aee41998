import { describe, expect, it } from 'vitest'
import {
  deliveryKey,
  isAddressed,
  isEcho,
  keepable,
  laneOf,
  teamOf,
  userOf,
  type SlackBody,
} from '#surfaces/slack/delivery.ts'

const event = (changes: SlackBody = {}, outer: SlackBody = {}): SlackBody => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  event: { type: 'message', channel_type: 'im', user: 'U1', text: 'hello', ...changes },
  ...outer,
})
const click = (changes: SlackBody = {}): SlackBody => ({
  type: 'block_actions',
  team: { id: 'T1' },
  user: { id: 'U1', team_id: 'T1' },
  trigger_id: '1.1',
  container: { type: 'message', message_ts: '1.0', channel_id: 'C1' },
  actions: [{ action_id: 'approve_po', action_ts: '2.0' }],
  ...changes,
})
const view = (type: string, changes: SlackBody = {}): SlackBody => ({
  type,
  team: { id: 'T1' },
  user: { id: 'U1' },
  view: { id: 'V1', hash: 'h1', ...changes },
})
const command = (changes: SlackBody = {}): SlackBody => ({
  team_id: 'T1',
  user_id: 'U1',
  command: '/reorder',
  trigger_id: '1.2',
  ...changes,
})

describe('the key of a delivery', () => {
  it('is the same when Slack sends the same again', () => {
    for (const body of [event(), click(), view('view_submission'), command()]) {
      expect(deliveryKey(body)).not.toBeNull()
      expect(deliveryKey(structuredClone(body))).toBe(deliveryKey(body))
    }
    // A retry carries another trigger, a click does not become another one by it.
    expect(deliveryKey(click({ trigger_id: '9.9' }))).toBe(deliveryKey(click()))
  })

  it('is another one for another event, click, view, command, person or workspace', () => {
    const bodies = [
      event(),
      event({}, { event_id: 'Ev2' }),
      event({}, { team_id: 'T2' }),
      click(),
      click({ user: { id: 'U2', team_id: 'T1' } }),
      click({ team: { id: 'T2' } }),
      click({ container: { type: 'message', message_ts: '1.1', channel_id: 'C1' } }),
      click({ actions: [{ action_id: 'reject_po', action_ts: '2.0' }] }),
      click({ actions: [{ action_id: 'approve_po', action_ts: '2.1' }] }),
      view('view_submission'),
      view('view_closed'),
      view('view_submission', { id: 'V2' }),
      view('view_submission', { hash: 'h2' }),
      command(),
      command({ trigger_id: '1.3' }),
    ]
    expect(new Set(bodies.map(deliveryKey)).size).toBe(bodies.length)
  })

  it.each<[string, SlackBody]>([
    ['nothing', {}],
    ['an event without an id', event({}, { event_id: undefined })],
    ['an event of no workspace', event({}, { team_id: undefined })],
    ['a click of nobody', click({ user: undefined })],
    ['a click on nothing', click({ actions: [] })],
    ['actions that are no list', click({ actions: 'approve_po' })],
    ['a view without an id', view('view_submission', { id: undefined })],
    ['a command without a trigger', command({ trigger_id: undefined })],
    ['a suggestion', { ...click(), type: 'block_suggestion' }],
    ['a user that is a list', click({ user: ['U1'] })],
  ])('%s has none', (_what, body) => {
    expect(deliveryKey(body)).toBeNull()
  })

  it('stays short enough for an index, and apart, when what it is made of is long', () => {
    const long = 'x'.repeat(5_000)
    const keys = [command({ trigger_id: `${long}1` }), command({ trigger_id: `${long}2` })]
    const [one, another] = keys.map(deliveryKey)
    expect(one).toMatch(/^command [0-9a-f]{32}$/)
    expect(another).not.toBe(one)
  })
})

describe('the workspace of a delivery', () => {
  it.each<[string, SlackBody, string | null]>([
    ['an event', event(), 'T1'],
    [
      'an event that somebody of T9 caused in a shared channel',
      event({}, { team_id: 'T9', authorizations: [{ team_id: 'T1' }] }),
      'T1',
    ],
    [
      'an event of an organisation that installed it for all its workspaces',
      event({}, { authorizations: [{ team_id: null, is_enterprise_install: true }] }),
      'T1',
    ],
    [
      'an event that names where it was received',
      event({}, { team_id: 'T9', context_team_id: 'T1' }),
      'T1',
    ],
    ['a click', click(), 'T1'],
    [
      'a click where an organisation installed it',
      click({ team: null, enterprise: { id: 'E1' } }),
      'T1',
    ],
    [
      'a view that was opened in another workspace',
      { ...view('view_submission', { app_installed_team_id: 'T1' }), team: { id: 'T9' } },
      'T1',
    ],
    ['a command', command(), 'T1'],
    ['nothing', {}, null],
  ])('%s', (_what, body, team) => {
    expect(teamOf(body)).toBe(team)
  })
})

it.each<[string, SlackBody, string | null]>([
  ['a message', event(), 'U1'],
  ['a change of a user', event({ user: { id: 'U7' } }), 'U7'],
  ['a click', click(), 'U1'],
  ['a command', command(), 'U1'],
  ['what a workspace did', event({ user: undefined }), null],
])('who is behind %s', (_what, body, user) => {
  expect(userOf(body)).toBe(user)
})

it.each<[string, SlackBody, boolean]>([
  ['a question', event(), false],
  ['a question with a file', event({ subtype: 'file_share' }), false],
  [
    'an answer in a thread that is shown to the channel',
    event({ subtype: 'thread_broadcast' }),
    false,
  ],
  ['what a program said', event({ bot_id: 'B1' }), true],
  ['an edit', event({ subtype: 'message_changed' }), true],
  ['a deletion', event({ subtype: 'message_deleted' }), true],
  ['somebody who joined', event({ subtype: 'channel_join' }), true],
  ['an opened home', event({ type: 'app_home_opened', bot_id: 'B1' }), false],
  ['a click', click(), false],
])('%s: nobody asks for anything there is %s', (_what, body, echo) => {
  expect(isEcho(body)).toBe(echo)
})

it.each<[string, SlackBody, boolean]>([
  ['a direct message', event(), true],
  ['a mention', event({ type: 'app_mention', channel_type: undefined }), true],
  ['a word in a channel', event({ channel_type: 'channel' }), false],
  ['a word in a private channel', event({ channel_type: 'group' }), false],
  ['a click', click(), true],
  ['a command', command(), true],
])('%s is said to the bot: %s', (_what, body, addressed) => {
  expect(isAddressed(body)).toBe(addressed)
})

it('questions and commands go in one lane, clicks and views in the other', () => {
  expect([event(), command(), click(), view('view_submission')].map(laneOf)).toEqual([
    'question',
    'question',
    'click',
    'click',
  ])
})

describe('what the books can keep', () => {
  it('changes no text but characters that are none', () => {
    const body = { a: ['é 😀 \u202e', { b: null, c: 1, d: true }] }
    expect(keepable(body)).toEqual(body)
    expect(keepable({ 'x\0': ['a\0b', '\ud800c', { d: '\udc00' }] })).toEqual({
      'x\ufffd': ['a\ufffdb', '\ufffdc', { d: '\ufffd' }],
    })
  })

  it('does not end the process where something is nested without end', () => {
    let deep: unknown = 'x'
    for (let at = 0; at < 100_000; at += 1) deep = [deep]
    expect(() => keepable({ deep })).toThrow(RangeError)
  })
})
