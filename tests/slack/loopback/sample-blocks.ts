// Small blocks for tests: right as they are, and easy to spoil.
import type { Fields } from './types.ts'

/** A text of that many characters. */
export const long = (count: number): string => 'x'.repeat(count)

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text })

export const section = (text: string, accessory?: Fields) => ({
  type: 'section' as const,
  text: mrkdwn(text),
  ...(accessory === undefined ? {} : { accessory }),
})

export const button = (action_id: string, more: Fields = {}) => ({
  type: 'button' as const,
  text: plain('Go'),
  action_id,
  ...more,
})

export const actions = (...elements: Fields[]) => ({ type: 'actions' as const, elements })

export const select = (options: string[][], placeholder = 'Choose') => ({
  type: 'static_select',
  action_id: 'choose',
  placeholder: plain(placeholder),
  options: options.map(([text, value]) => ({ text: plain(text!), value })),
})

/** A table whose every cell says the same. */
export const table = (rows: number, cells: number, text = 'x') => ({
  type: 'table',
  rows: Array.from({ length: rows }, () =>
    Array.from({ length: cells }, () => ({ type: 'raw_text', text })),
  ),
})

export const dataTable = (rows: number) => ({
  type: 'data_table',
  caption: 'What to order',
  rows: Array.from({ length: rows }, (_, index) => [
    index === 0 ? { type: 'raw_text', text: 'Units' } : { type: 'raw_number', value: 1, text: '1' },
    { type: 'raw_text', text: 'x' },
  ]),
})

export const card = (more: Fields) => ({ type: 'card', title: mrkdwn('Order'), ...more })

export const chart = (
  drawn: Fields = {
    type: 'line',
    series: [
      {
        name: 'Stock',
        data: [
          { label: 'Mon', value: 3 },
          { label: 'Tue', value: -1 },
        ],
      },
    ],
    axis_config: { categories: ['Mon', 'Tue'], y_label: 'Units' },
  },
) => ({ type: 'data_visualization', title: 'Stock', chart: drawn })

export const input = (element: Fields = { type: 'plain_text_input', action_id: 'why' }) => ({
  type: 'input',
  label: plain('Why'),
  element,
})

export const modal = (more: Fields = {}): Fields => ({
  type: 'modal',
  title: plain('Reject'),
  blocks: [section('x')],
  ...more,
})
