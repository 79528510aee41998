// Each rule is seen refusing, just beyond its limit, and accepting at the limit.
import { describe, expect, it } from 'vitest'
import { faultsOfBlocks, faultsOfView, sentence } from './block-rules.ts'
import type { Surface } from './rules.ts'
import {
  actions,
  button,
  card,
  chart,
  dataTable,
  input,
  long,
  modal,
  mrkdwn,
  plain,
  section,
  select,
  table,
} from './sample-blocks.ts'

type Case = [name: string, blocks: unknown, says: string, surface?: Surface]

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const refused: Case[] = [
  ['51 blocks in a message', times(51, () => ({ type: 'divider' })), 'no more than 50 items'],
  ['51 in a stream', times(51, () => ({ type: 'divider' })), 'no more than 50', 'stream'],
  ['101 in a modal', times(101, () => ({ type: 'divider' })), 'no more than 100', 'modal'],
  ['101 in a home', times(101, () => ({ type: 'divider' })), 'no more than 100', 'home'],
  ['no list', {}, 'must be an array'],
  ['no type', [{}], 'missing required field: type'],
  ['unknown block', [{ type: 'text', text: 'x' }], 'unsupported type: text'],
  ['a type of every object', [{ type: 'constructor' }], 'unsupported type: constructor'],
  ['unknown field', [{ type: 'divider', colour: 'red' }], 'no such field'],
  ['empty section', [{ type: 'section' }], 'must define either `text` or `fields`'],
  ['section 3001', [section(long(3001))], 'must be less than 3001 characters'],
  ['section of nothing', [section('')], 'must be more than 0 characters'],
  ['11 fields', [{ type: 'section', fields: times(11, () => mrkdwn('x')) }], 'no more than 10'],
  ['field 2001', [{ type: 'section', fields: [mrkdwn(long(2001))] }], 'less than 2001'],
  ['mrkdwn header', [{ type: 'header', text: mrkdwn('x') }], 'must be one of plain_text'],
  ['header 151', [{ type: 'header', text: plain(long(151)) }], 'less than 151'],
  ['26 elements', [actions(...times(26, (n) => button(`b${n}`)))], 'no more than 25 items'],
  ['no elements', [actions()], 'no less than 1 items'],
  ['button text 76', [actions(button('a', { text: plain(long(76)) }))], 'less than 76'],
  ['button value 2001', [actions(button('a', { value: long(2001) }))], 'less than 2001'],
  ['action_id 256', [actions(button(long(256)))], 'less than 256'],
  [
    'action_id twice in a block',
    [actions(button('a'), button('a'))],
    'action_id already exists: a',
  ],
  ['block_id 256', [{ type: 'divider', block_id: long(256) }], 'less than 256'],
  ['block_id twice', times(2, () => ({ type: 'divider', block_id: 'x' })), 'block_id already'],
  ['style blue', [actions(button('a', { style: 'blue' }))], 'must be one of primary, danger'],
  ['button to nowhere', [actions(button('a', { url: 'not an address' }))], 'must be a valid URL'],
  ['button in context', [{ type: 'context', elements: [button('a')] }], 'unsupported type: button'],
  ['11 in context', [{ type: 'context', elements: times(11, () => mrkdwn('x')) }], 'more than 10'],
  ['confirm 301', [actions(button('a', { confirm: { text: plain(long(301)) } }))], 'than 301'],
  ['image without alt text', [{ type: 'image', image_url: 'https://a.example/b.png' }], 'alt_text'],
  ['image over http', [{ type: 'image', alt_text: 'x', image_url: 'http://a.example/' }], 'https'],
  ['image of nothing', [{ type: 'image', alt_text: 'x' }], 'either `image_url` or `slack_file`'],
  [
    'file by id and address',
    [{ type: 'image', alt_text: 'x', slack_file: { id: 'F1', url: 'https://a.example/f' } }],
    'must define either `id` or `url`',
  ],
  ['option text 76', [section('x', select([[long(76), 'v']]))], 'less than 76'],
  ['option value 151', [section('x', select([['t', long(151)]]))], 'less than 151'],
  ['101 options', [section('x', select(times(101, (n) => ['t', `${n}`])))], 'more than 100'],
  ['equal options', [section('x', select(times(2, () => ['t', 'v'])))], 'different values'],
  [
    'initial option from elsewhere',
    [section('x', { ...select([['t', 'v']]), initial_option: { text: plain('t'), value: 'w' } })],
    'initial_option must be one of the options',
  ],
  [
    'options and groups',
    [section('x', { ...select([['t', 'v']]), option_groups: [] })],
    'no less than 1 items',
  ],
  [
    'overflow of 6',
    [
      section('x', {
        type: 'overflow',
        options: times(6, (n) => ({ text: plain('x'), value: `${n}` })),
      }),
    ],
    'no more than 5 items',
  ],
  ['placeholder 151', [section('x', select([['t', 'v']], long(151)))], 'less than 151'],
  [
    'multi-select as an action',
    [actions({ ...select([['t', 'v']]), type: 'multi_static_select' })],
    'unsupported type',
  ],
  ['table of 101 rows', [table(101, 2)], 'no more than 100 items'],
  ['table of 21 cells', [table(2, 21)], 'no more than 20 items'],
  ['empty cell', [table(1, 1, '')], 'must be more than 0 characters'],
  ['two tables', [table(1, 1), table(1, 1)], 'only_one_table_allowed'],
  ['a table and a data table', [table(1, 1), dataTable(2)], 'only_one_table_allowed'],
  [
    'a table and one in markdown',
    [table(1, 1), { type: 'markdown', text: 'x\n\n| a | b |\n|---|---|\n| 1 | 2 |' }],
    'only_one_table_allowed',
  ],
  ['10,001 in cells', [table(2, 1, long(5001))], 'more than 10000 characters'],
  ['data table of a header', [dataTable(1)], 'no less than 2 items'],
  ['data table of 102', [dataTable(102)], 'no more than 101 items'],
  ['data table without caption', [{ ...dataTable(2), caption: undefined }], 'caption'],
  ['page of 101', [{ ...dataTable(2), page_size: 101 }], 'whole number of 1 to 100'],
  [
    'rich text as header cell',
    [
      {
        ...dataTable(2),
        rows: [[rich('x')], [{ type: 'raw_text', text: 'x' }]],
      },
    ],
    'unsupported type: rich_text',
  ],
  [
    'rows of different width',
    [
      {
        ...dataTable(2),
        rows: [
          [{ type: 'raw_text', text: 'x' }],
          times(2, () => ({ type: 'raw_text', text: 'x' })),
        ],
      },
    ],
    'same number of cells',
  ],
  ['row header beyond', [{ ...dataTable(2), row_header_column_index: 2 }], 'must be a column'],
  ['markdown 12,001', [{ type: 'markdown', text: long(12_001) }], 'less than 12001'],
  ['markdown 2 x 6,001', times(2, () => ({ type: 'markdown', text: long(6001) })), 'together'],
  ['13.2k in all', times(5, () => section(long(2700))), 'longer than 13200'],
  ['empty card', [{ type: 'card', subtitle: mrkdwn('x') }], 'at least one of hero_image'],
  ['card title 151', [card({ title: mrkdwn(long(151)) })], 'less than 151'],
  ['card title plain', [card({ title: plain('x') })], 'must be one of mrkdwn'],
  ['card body 201', [card({ body: mrkdwn(long(201)) })], 'less than 201'],
  ['card of 4 buttons', [card({ actions: times(4, (n) => button(`b${n}`)) })], 'more than 3'],
  ['carousel of 11', [{ type: 'carousel', elements: times(11, () => card({})) }], 'more than 10'],
  ['alert in a message', [{ type: 'alert', text: plain('x') }], 'not in a message'],
  ['alert of 201', [{ type: 'alert', text: plain(long(201)) }], 'less than 201', 'modal'],
  ['container of 11', [container(times(11, () => ({ type: 'divider' })))], 'more than 10'],
  ['container in a home', [container([{ type: 'divider' }])], 'not in a home', 'home'],
  ['container in itself', [container([container([{ type: 'divider' }])])], 'unsupported type'],
  ['folded, cannot fold', [{ ...container([section('x')]), default_collapsed: true }], 'requires'],
  ['table in a modal', [table(1, 1)], 'not in a modal', 'modal'],
  ['markdown in a home', [{ type: 'markdown', text: 'x' }], 'not in a home', 'home'],
  ['task without status', [{ type: 'task_card', task_id: '1', title: 'x' }], 'status'],
  [
    'chart of 7 pieces',
    [chart({ type: 'pie', segments: times(7, (n) => ({ label: `${n}`, value: 1 })) })],
    'more than 6',
  ],
  [
    'piece of nothing',
    [chart({ type: 'pie', segments: [{ label: 'x', value: 0 }] })],
    'more than 0',
  ],
  ['chart title 51', [{ ...chart(), title: long(51) }], 'less than 51'],
  ['three charts', times(3, () => chart()), 'no more than 2 data_visualization'],
  [
    'points off the axis',
    [
      chart({
        type: 'bar',
        series: [{ name: 's', data: [{ label: 'x', value: 1 }] }],
        axis_config: { categories: ['y'] },
      }),
    ],
    'one point for every category',
  ],
  [
    'number input in a message',
    [input({ type: 'number_input', is_decimal_allowed: false })],
    'not in a message',
  ],
  [
    'number input, decimals unsaid',
    [input({ type: 'number_input' })],
    'is_decimal_allowed',
    'modal',
  ],
  [
    'number input beyond its bounds',
    [
      input({
        type: 'number_input',
        is_decimal_allowed: false,
        min_value: '5',
        initial_value: '4',
      }),
    ],
    'within min_value and max_value',
    'modal',
  ],
  [
    'number input of a number',
    [input({ type: 'number_input', is_decimal_allowed: false, min_value: 5 })],
    'must be a string',
    'modal',
  ],
  ['label 2001', [{ ...input(), label: plain(long(2001)) }], 'less than 2001', 'modal'],
  ['hint 2001', [{ ...input(), hint: plain(long(2001)) }], 'less than 2001', 'modal'],
  ['button as an input', [input(button('a'))], 'unsupported type: button', 'modal'],
  ['date in words', [input({ type: 'datepicker', initial_date: '22 Nov' })], 'YYYY-MM-DD', 'modal'],
  [
    '11 boxes',
    [
      input({
        type: 'checkboxes',
        options: times(11, (n) => ({ text: plain('x'), value: `${n}` })),
      }),
    ],
    'more than 10',
    'modal',
  ],
  [
    'two focused',
    times(2, () => input({ type: 'plain_text_input', focus_on_load: true })),
    'only one element',
    'modal',
  ],
  ['remote file', [{ type: 'file', source: 'remote', external_id: 'x' }], 'unsupported type: file'],
  ['an empty text in rich text', [rich('')], 'more than 0 characters'],
]

function rich(text: string) {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  }
}

function container(child_blocks: unknown[]) {
  return { type: 'container', title: plain('x'), child_blocks }
}

const accepted: [name: string, blocks: unknown[], surface?: Surface][] = [
  ['50 blocks in a message', times(50, () => ({ type: 'divider' }))],
  ['100 blocks in a modal', times(100, () => ({ type: 'divider' })), 'modal'],
  ['a section at its limit, with a menu', [section(long(3000), select([[long(75), long(150)]]))]],
  ['a header at its limit', [{ type: 'header', text: plain(long(150)) }]],
  ['25 buttons', [actions(...times(25, (n) => button(`b${n}`, { value: long(100) })))]],
  ['the same action in two blocks', times(2, () => actions(button('explain')))],
  ['a table of 100 by 20', [table(100, 20, 'abcde')]],
  ['a data table of 101', [dataTable(101)]],
  ['12,000 of markdown', [{ type: 'markdown', text: long(12_000) }]],
  ['a card at its limits', [card({ title: mrkdwn(long(150)), body: mrkdwn(long(200)) })]],
  ['a carousel', [{ type: 'carousel', elements: times(10, () => card({ block_id: undefined })) }]],
  ['a container', [container([section('x'), actions(button('a')), table(1, 1)])]],
  ['an alert in a modal', [{ type: 'alert', level: 'warning', text: plain(long(200)) }], 'modal'],
  ['two charts', [chart(), chart()]],
  ['rich text', [rich('hello')], 'home'],
  [
    'feedback',
    [
      {
        type: 'context_actions',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: 'rate',
            positive_button: { text: plain('Good'), value: 'good' },
            negative_button: { text: plain('Bad'), value: 'bad' },
          },
        ],
      },
    ],
  ],
  [
    'a plan of tasks',
    [
      {
        type: 'plan',
        title: 'Looking',
        tasks: [{ type: 'task_card', task_id: '1', title: 'Read stock', status: 'complete' }],
      },
    ],
  ],
  [
    'a number input',
    [
      input({
        type: 'number_input',
        is_decimal_allowed: false,
        min_value: '12',
        initial_value: '24',
      }),
    ],
    'modal',
  ],
]

describe('blocks', () => {
  it.each(refused)('refuses %s', (_, blocks, says, surface = 'message') => {
    const sentences = faultsOfBlocks(blocks, surface).map(sentence)
    expect(sentences.filter((one) => one.includes(says))).not.toEqual([])
  })

  it.each(accepted)('accepts %s', (_, blocks, surface = 'message') => {
    expect(faultsOfBlocks(blocks, surface).map(sentence)).toEqual([])
  })

  it('says where the fault is, as Slack does', () => {
    const blocks = [{ type: 'divider' }, section(long(3001))]
    expect(faultsOfBlocks(blocks, 'message').map(sentence)).toEqual([
      'must be less than 3001 characters [json-pointer:/blocks/1/text/text]',
    ])
  })

  it('gives each kind of refusal its code', () => {
    const code = (blocks: unknown) => faultsOfBlocks(blocks, 'message').map((one) => one.code)
    expect(code([section('')])).toEqual(['invalid_blocks'])
    expect(code([table(1, 1), table(1, 1)])).toEqual(['invalid_attachments'])
    expect(code(times(5, () => section(long(2700))))).toEqual(['msg_blocks_too_long'])
  })

  it('asks whether an image of Slack is there and processed', () => {
    const image = [{ type: 'image', alt_text: 'x', slack_file: { id: 'F1' } }]
    expect(faultsOfBlocks(image, 'message', () => false).map(sentence)).toEqual([
      'invalid slack file [json-pointer:/blocks/0/slack_file]',
    ])
    expect(faultsOfBlocks(image, 'message', ({ id }) => id === 'F1')).toEqual([])
  })
})

describe('views', () => {
  const faulty: [string, unknown, string][] = [
    ['title 25', modal({ title: plain(long(25)) }), 'less than 25'],
    ['no title', modal({ title: undefined }), 'missing required field: title'],
    ['submit 25', modal({ submit: plain(long(25)) }), 'less than 25'],
    ['close 25', modal({ close: plain(long(25)) }), 'less than 25'],
    ['private_metadata 3001', modal({ private_metadata: long(3001) }), 'less than 3001'],
    ['callback_id 256', modal({ callback_id: long(256) }), 'less than 256'],
    ['no blocks', modal({ blocks: [] }), 'no less than 1 items'],
    ['an unknown field', modal({ submit_disabled: true }), 'no such field'],
    ['another type', modal({ type: 'workflow_step' }), 'unsupported type: workflow_step'],
    ['an input and no submit', modal({ blocks: [input()] }), 'submit is required'],
    ['a home with a title', { ...modal(), type: 'home' }, 'no such field'],
    ['no view at all', 'x', 'must be an object'],
  ]

  it.each(faulty)('refuse %s', (_, view, says) => {
    const sentences = faultsOfView(view).map(sentence)
    expect(sentences.filter((one) => one.includes(says))).not.toEqual([])
  })

  it('accept a modal at its limits and a home', () => {
    const most = { title: plain(long(24)), submit: plain(long(24)), private_metadata: long(3000) }
    expect(faultsOfView(modal({ ...most, blocks: [input()] }))).toEqual([])
    expect(faultsOfView({ type: 'home', blocks: [section('x')] })).toEqual([])
  })
})
