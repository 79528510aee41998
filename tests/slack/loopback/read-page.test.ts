import { expect, it } from 'vitest'
import { linksIn, linksInMarkdown, linksOfMessage } from './mrkdwn.ts'
import { readable } from './read-page.ts'
import {
  actions,
  button,
  card,
  chart,
  input,
  mrkdwn,
  plain,
  section,
  table,
} from './sample-blocks.ts'
import type { Block, Message, View } from './types.ts'

const message = (more: Partial<Message>): Message => ({
  channel: 'C1',
  ts: '1.000001',
  user: 'U1',
  text: '',
  blocks: [],
  thread_ts: null,
  reply_broadcast: false,
  edited: null,
  metadata: null,
  ephemeralTo: null,
  streaming: null,
  markdown: '',
  tasks: [],
  planTitle: null,
  task_display_mode: 'plan',
  unfurl_links: false,
  unfurl_media: false,
  links: { links: [], users: [], channels: [], broadcasts: [] },
  files: [],
  reactions: [],
  ...more,
})

it('shows a message with buttons, a table, a card and a chart', () => {
  const rows = [
    [
      { type: 'raw_text', text: 'Item' },
      { type: 'raw_text', text: 'Units' },
    ],
    [
      { type: 'raw_text', text: 'Green tea 茶' },
      { type: 'raw_number', value: 120, text: '120' },
    ],
  ]
  const blocks = [
    { type: 'header', text: plain('Order PO-1042') },
    section('*€ 1,200* from &lt;Tea &amp; Co&gt;', button('more', { text: plain('More') })),
    { ...table(1, 1), rows, column_settings: [null, { align: 'right' }] },
    { type: 'section', fields: [mrkdwn('*For*\nBerlin'), mrkdwn('*By*\n<@U1>')] },
    card({ body: mrkdwn('Two flags'), actions: [button('a', { style: 'primary' })] }),
    actions(button('b', { style: 'danger', confirm: { text: plain('Sure?') } })),
    { type: 'divider' },
    { type: 'context', elements: [mrkdwn('Asked 09:00')] },
    chart(),
  ] as Block[]
  expect(readable(message({ blocks, ephemeralTo: 'U1' }))).toMatchInlineSnapshot(`
    "(only U1 sees this)
    Order PO-1042
    ═════════════
    *€ 1,200* from <Tea & Co>                                           [ More ]
    Item          Units
    ────────────  ─────
    Green tea 茶    120
    *For*                                  *By*
    Berlin                                 @U1
    ┌───────────┐
    │ Order     │
    │ Two flags │
    │ [[ Go ]]  │
    └───────────┘
    [! Go !] (asks: Sure?)
    ────────────────────────────────────────────────────────────────────────────
      Asked 09:00
    ┌─ line chart: Stock ───────────────────────────┐
    │ Stock                                         │
    │   Mon                  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 3 │
    │   Tue                  ▇▇▇▇▇▇▇ -1             │
    └───────────────────────────────────────────────┘
    "
  `)
})

it('shows what is being streamed', () => {
  const task = {
    id: '1',
    title: 'Read stock',
    status: 'complete' as const,
    details: '12 items',
    output: '',
    sources: [],
  }
  const next = { ...task, id: '2', title: 'Plan', status: 'in_progress' as const, details: '' }
  const shown = message({
    planTitle: 'Looking',
    tasks: [task, next],
    markdown: 'Order **12**',
    streaming: 'open',
  })
  expect(readable(shown)).toMatchInlineSnapshot(`
    "Looking
      ✓ Read stock
          12 items
      ◐ Plan
    Order **12**
    (still writing …)
    "
  `)
})

it('shows a modal with what was filled in and what is wrong with it', () => {
  const blocks = [
    { type: 'alert', level: 'warning', text: plain('Above your limit') },
    { ...input(), block_id: 'why', hint: plain('The buyer reads it') },
    {
      ...input({
        type: 'radio_buttons',
        action_id: 'r',
        options: [
          { text: plain('Yes'), value: 'y' },
          { text: plain('No'), value: 'n' },
        ],
      }),
      block_id: 'ok',
      optional: true,
    },
  ] as Block[]
  const view: View = {
    id: 'V1',
    hash: '1',
    type: 'modal',
    title: 'Reject',
    submit: 'Reject',
    close: null,
    blocks,
    private_metadata: '',
    callback_id: 'reject',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    root_view_id: 'V1',
    previous_view_id: null,
    team_id: 'T1',
    user: 'U1',
    state: {
      values: {
        why: { why: { type: 'plain_text_input', value: 'too dear' } },
        ok: { r: { type: 'radio_buttons', selected_option: { text: plain('No'), value: 'n' } } },
      },
    },
    errors: { why: 'Say more' },
  }
  expect(readable(view)).toMatchInlineSnapshot(`
    "┌─ Reject ─────────────────────────────────────────────────────────────────────┐
    │ ┌─ WARNING ────────┐                                                         │
    │ │ Above your limit │                                                         │
    │ └──────────────────┘                                                         │
    │ Why                                                                          │
    │ [ too dear ]                                                                 │
    │   The buyer reads it                                                         │
    │   ✗ Say more                                                                 │
    │ Why (optional)                                                               │
    │ ( ) Yes                                                                      │
    │ (•) No                                                                       │
    │                                                                              │
    │                                                      [ Close ]  [[ Reject ]] │
    └──────────────────────────────────────────────────────────────────────────────┘
    "
  `)
})

it.each([
  [
    '<https://evil.example|PO-1042>',
    { links: [{ url: 'https://evil.example', label: 'PO-1042' }] },
  ],
  ['&lt;PO-1042|https&gt;', {}],
  ['see https://evil.example/a now', { links: [{ url: 'https://evil.example/a', label: null }] }],
  ['write to eve@evil.example', { links: [{ url: 'eve@evil.example', label: null }] }],
  ['buy at evil.com', { links: [{ url: 'evil.com', label: null }] }],
  ['<mailto:a@b.example|a>', { links: [{ url: 'mailto:a@b.example', label: 'a' }] }],
  ['<@U_MGR> and <#C1|buying>', { users: ['U_MGR'], channels: ['C1'] }],
  ['<!channel> <!here|here> <!everyone>', { broadcasts: ['channel', 'here', 'everyone'] }],
  ['<!subteam^S12|@all>', { broadcasts: ['S12'] }],
  ['&lt;!channel&gt; &lt;@U1&gt; 1.5 kg, tea.black', {}],
])('%s is what Slack makes of it', (text, found) => {
  const none = { links: [], users: [], channels: [], broadcasts: [] }
  expect(linksIn(text)).toEqual({ ...none, ...found })
})

it('finds links in markdown and in every kind of block, and none in plain text', () => {
  expect(linksInMarkdown('![x](https://evil.example/p.png)').links).toHaveLength(1)
  const rich = [
    { type: 'link', url: 'https://a.example' },
    { type: 'user', user_id: 'U1' },
    { type: 'broadcast', range: 'here' },
  ]
  const blocks = [
    { type: 'header', text: plain('<!channel> https://evil.example') },
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: rich }] },
    actions(button('a', { url: 'https://b.example' })),
    card({ body: mrkdwn('<https://c.example|c>') }),
    table(1, 1, 'https://evil.example'),
    { type: 'markdown', text: '[d](https://d.example)' },
  ] as Block[]
  const found = linksOfMessage(message({ blocks }))
  expect(found.links.map((one) => one.url)).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => `https://${name}.example`),
  )
  expect([found.users, found.broadcasts]).toEqual([['U1'], ['here']])
})
