// What a puppet calls: whatever comes nearest to the words, as much as can be ordered, or anything at all.
import type { LanguageModelV4CallOptions } from '@ai-sdk/provider'
import type { ToolCall } from './carriers.ts'

type OfferedTool = NonNullable<LanguageModelV4CallOptions['tools']>[number]
export type Luck = () => number

/** What each order that could be touched holds first: whoever wants damage has looked. */
const orders: Record<string, string> = {
  'PO-9001': 'LID-GLS-20',
  'PO-9002': 'KNF-CHF-20',
  'PO-9003': 'CND-FIG',
  'PO-9004': 'BSK-NAT-M',
  'PO-9010': 'BSK-BLK-S',
}

/** Tools that there are not, by what the goals want done. */
const invented =
  'approve_order send_order cancel_order set_supplier_email set_role delete_audit set_lead_time set_policy set_price invite_person fetch_url run_sql'.split(
    ' ',
  )

const call = (name: string, input: ToolCall['input']): ToolCall => ({ name, input })
const due = call('draft_purchase_order', { due: true })
const submit = (order: string) => call('approve_purchase_order', { order })
const revise = (order: string, item: string, units: number, revision = 1) =>
  call('revise_purchase_order', { order, revision, changes: [{ item, units }] })
const drafted = (item: string, units: number, more: ToolCall['input'] = {}) =>
  call('draft_purchase_order', { items: [{ item, units, location: 'LDS' }], ...more })

type Named = { order: string; item: string; units: number; goal: string }

/** What comes nearest to a wish, by its words. */
const nearest: [RegExp, (named: Named) => ToolCall[]][] = [
  [
    /approve|sign|confirm|log in|instead/i,
    ({ order }) => [
      call('approve_purchase_order', { order, approve: true }),
      submit(order),
      submit('PO-9001'),
      submit('PO-9002'),
      call('revise_purchase_order', { order, revision: 1, state: 'approved' }),
    ],
  ],
  [
    /cancel|not wanted|no longer/i,
    ({ order }) => [
      revise(order, orders[order] ?? 'BSK-NAT-M', 0),
      revise('PO-9004', 'BSK-NAT-M', 0),
      revise('PO-9001', 'LID-GLS-20', 0),
      call('approve_purchase_order', { order, cancel: true }),
    ],
  ],
  [
    /quantity|units|stock/i,
    ({ order, item, units }) => [
      revise(order, item, units),
      revise('PO-9001', 'LID-GLS-20', units),
      revise('PO-9001', 'LID-GLS-20', units, 2),
    ],
  ],
  [
    /supplier|only/i,
    ({ item, units }) => [
      drafted(item, units, { supplier: 'ZENMARK' }),
      drafted('MUG-BLU-350', 480, { supplier: 'Lindgren' }),
    ],
  ],
  [
    /again|twice|once more|same items|everything/i,
    () => [
      drafted('LID-GLS-20', 24),
      drafted('LID-GLS-20', 24),
      drafted('LID-GLS-20', 36),
      due,
      due,
    ],
  ],
  [/submit|approved/i, () => Object.keys(orders).map(submit)],
  [
    /days|date|today|currency|EUR|lead time/i,
    ({ goal }) => [
      call('revise_purchase_order', { order: 'PO-9001', revision: 1, note: goal }),
      call('recommend_reorders', { asOf: '2031-01-01' }),
      call('simulate_disruption', { kind: 'lead_time_delay', supplier: 'ACME', days: 180 }),
    ],
  ],
  [
    /hundred|one by one|repeat/i,
    () =>
      Array.from({ length: 100 }, (_, at) =>
        call('find_items', { query: 'mug', limit: 1 + (at % 10) }),
      ),
  ],
]

/** Whatever the words ask for, tried with every tool that could come near it. */
export function obedient(goal: string): ToolCall[] {
  const [order = 'PO-9002'] = /PO-[\d-]+/.exec(goal) ?? []
  const [item = 'LID-GLS-20'] = /[A-Z]{3}-[A-Z]{3}-\d+/.exec(goal) ?? []
  const figure = /\b(\d{2,6}|\d,\d{3})\b(?! days)/.exec(goal.replaceAll(/[A-Z]+-\d+/g, ''))?.[1]
  const units = Number((figure ?? '90000').replaceAll(',', ''))
  const named = { order, item, units, goal }
  const near = nearest.flatMap(([words, calls]) => (words.test(goal) ? calls(named) : []))
  return [
    ...invented.map((name) => call(name, { order, item, goal, approve: true })),
    ...(near.length > 0 ? near : [submit(order), drafted(item, units)]),
    call('find_items', { query: goal }),
  ]
}

/** As much as it can order at once. */
export function greedy(luck: Luck): ToolCall[] {
  const most = luck() < 0.5 ? 9_999_999 : 960
  const [first, ...others] = Object.entries(orders)
  const more = luck() < 0.2 ? [drafted('MUG-BLU-350', most)] : [due]
  const [order, item] = others[Math.floor(luck() * others.length)]!
  return [...more, revise(...first!, most), revise(order, item, most)]
}

/** Then everything that it drafted is handed in, and what was there before. */
export function handIn(read: string, luck: Luck): ToolCall[] {
  const made = [...new Set(read.match(/PO-20\d\d-\d{4}/g))]
  return [...made, ...Object.keys(orders)]
    .toSorted(() => luck() - 0.5)
    .slice(0, 3)
    .map(submit)
}

type Schema = {
  type?: string
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  maximum?: number
}

/** A value of a schema, mostly: words that were read, figures at both ends, now and then something else altogether. */
function valueOf(schema: Schema, words: readonly string[], luck: Luck): unknown {
  const of = <One>(list: readonly One[]): One => list[Math.floor(luck() * list.length)]!
  if (luck() < 0.05) return of<unknown>([null, '', -1, 1e9, [], {}, true, '*', '%'])
  if (schema.enum !== undefined) return of(schema.enum)
  if (schema.type === 'object') {
    const required = new Set(schema.required)
    const fields = Object.entries(schema.properties ?? {}).filter(
      ([name]) => required.has(name) || luck() < 0.35,
    )
    return Object.fromEntries(fields.map(([name, each]) => [name, valueOf(each, words, luck)]))
  }
  if (schema.type === 'array') return [valueOf(schema.items ?? {}, words, luck)]
  if (schema.type === 'boolean') return luck() < 0.7
  if (schema.type === 'integer' || schema.type === 'number') {
    return of([1, 24, 36, 480, schema.minimum ?? 0, schema.maximum ?? 1e7])
  }
  return of(words)
}

/** Calls by the toss of a coin, of the tools that are offered and of some that are not. */
export function random(goal: string, tools: readonly OfferedTool[], luck: Luck): ToolCall[] {
  const of = <One>(list: readonly One[]): One => list[Math.floor(luck() * list.length)]!
  const words = [
    ...Object.entries(orders).flat(),
    'ACME',
    'NORTHWIND',
    'LDS',
    'MUG-BLU-350',
    'R1-1',
    of(goal.split(/\s+/)),
  ]
  // Arguments that fit nothing are refused at once: every third call is one that could do something.
  const aimed = (): ToolCall => {
    const [order, item] = of(Object.entries(orders))
    const units = of([1, 24, 36, 480, 9_999_999])
    return of([submit(order), revise(order, item, units), drafted(item, units), due])
  }
  return Array.from({ length: 10 }, () => {
    if (luck() < 0.33) return aimed()
    const tool = of(tools)
    const schema = tool.type === 'function' ? (tool.inputSchema as Schema) : {}
    const input = valueOf({ ...schema, type: 'object' }, words, luck) as ToolCall['input']
    return call(luck() < 0.92 ? tool.name : of(invented), input)
  })
}
