// Every length and count that Slack documents: accepted at the limit, refused one beyond it.
import { expect, it } from 'vitest'
import { faultsOfBlocks, sentence } from './block-rules.ts'
import type { Surface } from './rules.ts'
import {
  actions,
  button,
  card,
  chart,
  input,
  long,
  mrkdwn,
  plain,
  section,
  select,
} from './sample-blocks.ts'
import type { Fields } from './types.ts'

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const option = (index: number, more: Fields = {}) => ({
  text: plain('x'),
  value: `${index}`,
  ...more,
})
const confirm = (more: Fields) => [
  actions(button('a', { confirm: { text: plain('Sure?'), ...more } })),
]
const rich = (element: Fields) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [element] }],
})
const list = (more: Fields) => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: [{ type: 'rich_text_section', elements: [] }],
      ...more,
    },
  ],
})
const url = (length: number) => `https://a.example/${long(length - 18)}`
const image = (more: Fields) => [
  { type: 'image', alt_text: 'x', image_url: 'https://a.example/b.png', ...more },
]
const menu = (more: Fields) => [section('x', { ...select([['t', 'v']]), ...more })]
const boxes = (options: Fields[]) => [input({ type: 'checkboxes', action_id: 'c', options })]
const radio = (options: Fields[]) => [input({ type: 'radio_buttons', action_id: 'r', options })]
const groups = (option_groups: Fields[]) => menu({ options: undefined, option_groups })
const feedback = (more: Fields) => [
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        positive_button: { text: plain('Good'), value: 'g', ...more },
        negative_button: { text: plain('Bad'), value: 'b' },
      },
    ],
  },
]
const icon = (more: Fields) => [
  {
    type: 'context_actions',
    elements: [{ type: 'icon_button', icon: 'trash', text: plain('x'), ...more }],
  },
]
const written = (more: Fields) => [input({ type: 'plain_text_input', ...more })]
const task = (more: Fields) => [
  { type: 'task_card', task_id: '1', title: 'x', status: 'complete', ...more },
]
const bars = (count: number, series: number, label = 'x', axis: Fields = {}) => {
  const categories = times(count, (n) => `${label}${n}`.slice(-Math.max(2, label.length)))
  const data = categories.map((one) => ({ label: one, value: 1 }))
  return [
    chart({
      type: 'bar',
      series: times(series, (n) => ({ name: `s${n}`, data })),
      axis_config: { categories, ...axis },
    }),
  ]
}
const container = (more: Fields) => [
  { type: 'container', title: plain('x'), child_blocks: [section('x')], ...more },
]

type Limit = [name: string, limit: number, blocks: (size: number) => unknown[], surface?: Surface]

const limits: Limit[] = [
  ['confirm title', 100, (n) => confirm({ title: plain(long(n)) })],
  ['confirm text', 300, (n) => confirm({ text: mrkdwn(long(n)) })],
  ['confirm button', 30, (n) => confirm({ confirm: plain(long(n)) })],
  ['deny button', 30, (n) => confirm({ deny: plain(long(n)) })],
  [
    'button for screen readers',
    75,
    (n) => [actions(button('a', { accessibility_label: long(n) }))],
  ],
  ['button address', 3000, (n) => [actions(button('a', { url: url(n) }))]],
  ['alt text', 2000, (n) => image({ alt_text: long(n) })],
  ['image title', 2000, (n) => image({ title: plain(long(n)) })],
  ['image address', 3000, (n) => image({ image_url: url(n) })],
  ['context text', 3000, (n) => [{ type: 'context', elements: [mrkdwn(long(n))] }]],
  ['context plain text', 3000, (n) => [{ type: 'context', elements: [plain(long(n))] }]],
  ['option value', 150, (n) => menu({ options: [{ text: plain('x'), value: long(n) }] })],
  [
    'option description',
    75,
    (n) => menu({ options: [option(1, { description: plain(long(n)) })] }),
  ],
  ['group label', 75, (n) => groups([{ label: plain(long(n)), options: [option(1)] }])],
  ['options of a group', 100, (n) => groups([{ label: plain('x'), options: times(n, option) }])],
  ['groups', 100, (n) => groups(times(n, (i) => ({ label: plain('x'), options: [option(i)] })))],
  ['box text', 75, (n) => boxes([option(1, { text: mrkdwn(long(n)) })])],
  ['boxes', 10, (n) => boxes(times(n, (i) => option(i)))],
  ['radio buttons', 10, (n) => radio(times(n, (i) => option(i)))],
  [
    'overflow text',
    75,
    (n) => [section('x', { type: 'overflow', options: [option(1, { text: plain(long(n)) })] })],
  ],
  [
    'overflow options',
    5,
    (n) => [section('x', { type: 'overflow', options: times(n, (i) => option(i)) })],
  ],
  ['feedback text', 75, (n) => feedback({ text: plain(long(n)) })],
  ['feedback value', 2000, (n) => feedback({ value: long(n) })],
  ['feedback for screen readers', 75, (n) => feedback({ accessibility_label: long(n) })],
  ['icon button text', 75, (n) => icon({ text: plain(long(n)) })],
  ['icon button value', 2000, (n) => icon({ value: long(n) })],
  ['icon button for screen readers', 75, (n) => icon({ accessibility_label: long(n) })],
  [
    'context actions',
    5,
    (n) => [{ type: 'context_actions', elements: times(n, () => icon({})[0]!.elements[0]) }],
  ],
  ['written at first', 3000, (n) => written({ initial_value: long(n) }), 'modal'],
  ['least length', 3000, (n) => written({ min_length: n }), 'modal'],
  ['most length', 3000, (n) => written({ max_length: n }), 'modal'],
  ['least lines', 100, (n) => [input({ type: 'rich_text_input', min_lines: n })], 'modal'],
  ['most lines', 100, (n) => [input({ type: 'rich_text_input', max_lines: n })], 'modal'],
  ['files', 10, (n) => [input({ type: 'file_input', max_files: n })], 'modal'],
  ['list indent', 8, (n) => [list({ indent: n })]],
  [
    'table cells',
    20,
    (n) => [{ type: 'table', rows: [times(n, () => ({ type: 'raw_text', text: 'x' }))] }],
  ],
  [
    'column settings',
    20,
    (n) => [
      {
        type: 'table',
        rows: [[{ type: 'raw_text', text: 'x' }]],
        column_settings: times(n, () => null),
      },
    ],
  ],
  [
    'data table cells',
    20,
    (n) => [
      {
        type: 'data_table',
        caption: 'x',
        rows: times(2, () => times(n, () => ({ type: 'raw_text', text: 'x' }))),
      },
    ],
  ],
  [
    'table characters',
    10_000,
    (n) => [{ type: 'table', rows: [[{ ...rich({ type: 'text', text: long(n) }) }]] }],
  ],
  ['card subtitle', 150, (n) => [card({ subtitle: mrkdwn(long(n)) })]],
  ['card buttons', 3, (n) => [card({ actions: times(n, (i) => button(`b${i}`)) })]],
  ['container title', 150, (n) => container({ title: plain(long(n)) })],
  ['container subtitle', 150, (n) => container({ subtitle: mrkdwn(long(n)) })],
  ['container children', 10, (n) => container({ child_blocks: times(n, () => section('x')) })],
  ['task id', 255, (n) => task({ task_id: long(n) })],
  ['task title', 256, (n) => task({ title: long(n) })],
  ['plan title', 256, (n) => [{ type: 'plan', title: long(n) }]],
  ['chart points', 20, (n) => bars(n, 1)],
  ['chart series', 6, (n) => bars(2, n)],
  ['chart label', 20, (n) => bars(1, 1, long(n))],
  ['chart x label', 50, (n) => bars(1, 1, 'x', { x_label: long(n) })],
  ['chart y label', 50, (n) => bars(1, 1, 'x', { y_label: long(n) })],
  [
    'pieces of a pie',
    6,
    (n) => [chart({ type: 'pie', segments: times(n, (i) => ({ label: `${i}`, value: 1 })) })],
  ],
  ['all of a message', 13_200, (n) => exactly(n)],
]

/** Sections whose JSON is exactly so long. */
function exactly(size: number): unknown[] {
  const own = JSON.stringify([section('')]).length - 1
  const full = times(4, () => section(long(3000)))
  const rest = size - (JSON.stringify(full).length + own)
  return [...full, section(long(rest))]
}

it.each(limits)('%s: %i and no more', (_, limit, blocks, surface = 'message') => {
  expect(faultsOfBlocks(blocks(limit), surface).map(sentence)).toEqual([])
  expect(faultsOfBlocks(blocks(limit + 1), surface)).not.toEqual([])
})

it.each<[string, number, (size: number) => unknown[]]>([
  ['most length', 1, (n) => written({ max_length: n })],
  ['lines', 1, (n) => [input({ type: 'rich_text_input', min_lines: n })]],
  ['most lines', 1, (n) => [input({ type: 'rich_text_input', max_lines: n })]],
  ['files', 1, (n) => [input({ type: 'file_input', max_files: n })]],
  ['selected items', 1, (n) => menu({ type: 'multi_static_select', max_selected_items: n })],
  [
    'date and time in seconds',
    1_000_000_000,
    (n) => [input({ type: 'datetimepicker', initial_date_time: n })],
  ],
])('%s: %i and no less', (_, limit, blocks) => {
  expect(faultsOfBlocks(blocks(limit), 'modal').map(sentence)).toEqual([])
  expect(faultsOfBlocks(blocks(limit - 1), 'modal')).not.toEqual([])
})
