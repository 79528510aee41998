// What other programs need for the same work, measured once on two cores, and our figures beside theirs.
import type { Table } from '../figure.ts'

/** Our figures for one size, seconds; `plannerSeconds` is processor time. */
export type Measured = {
  items: number
  due: number
  loadSeconds: number
  adviceSeconds: number
  plannerSeconds: number
  planSeconds: number
  listSeconds: number
  draftSeconds: number
  /** Processor time of our process for plan and drafts; the server's is not in it. */
  cpuSeconds: number
  againSeconds: number
}

/** Seconds of the peers by number of items; null = not measured. */
const peers: { what: string; seconds: Record<number, number> }[] = [
  { what: 'Odoo 17: advice, read only', seconds: { 1_000: 1.8, 10_000: 15.7 } },
  { what: 'Odoo 17: scheduler writes draft orders', seconds: { 1_000: 8.8, 10_000: 89 } },
  { what: 'Odoo 17: scheduler again, nothing to do', seconds: { 1_000: 1.8, 10_000: 19 } },
  { what: 'Tryton 6.0: supply to purchase requests', seconds: { 1_000: 8.6, 10_000: 193 } },
  { what: 'Tryton 6.0: requests to purchases', seconds: { 1_000: 14.5 } },
  {
    what: 'frePPLe 9.18: solve in memory, CPU',
    seconds: { 1_000: 0.004, 10_000: 0.05, 100_000: 0.51 },
  },
]

/** Every phase of ours, a row per size. */
export function measuredTable(measured: Measured[], from: string): Table {
  return {
    title: `Reorder workload through store, planner and drafts, on Postgres; seconds; rows from ${from}`,
    columns: [
      'items',
      'due',
      'load',
      'advice, read only',
      'planner alone, CPU',
      'plan stored',
      'list again',
      'drafts',
      'plan + drafts',
      'of it CPU',
      'plan again',
    ],
    rows: measured.map((one) => [
      String(one.items),
      one.due,
      one.loadSeconds,
      one.adviceSeconds,
      one.plannerSeconds,
      one.planSeconds,
      one.listSeconds,
      one.draftSeconds,
      one.planSeconds + one.draftSeconds,
      one.cpuSeconds,
      one.againSeconds,
    ]),
    note: [
      'The items ordered are exactly those below their minimum, each up to its target; run again, nothing is ordered (both are checked).',
      'CPU is the processor time of our process alone, what a busy machine leaves as it is.',
    ].join('\n'),
  }
}

/** The peers with our place: their time over ours for the same step. */
export function peersTable(measured: Measured[]): Table {
  const sizes = measured.map(({ items }) => items)
  const ours: Record<string, (one: Measured) => number> = {
    'Odoo 17: advice, read only': (one) => one.adviceSeconds,
    'Odoo 17: scheduler writes draft orders': (one) => one.planSeconds + one.draftSeconds,
    'Odoo 17: scheduler again, nothing to do': (one) => one.againSeconds,
    'Tryton 6.0: supply to purchase requests': (one) => one.planSeconds + one.draftSeconds,
    'Tryton 6.0: requests to purchases': (one) => one.draftSeconds,
    'frePPLe 9.18: solve in memory, CPU': (one) => one.plannerSeconds,
  }
  return {
    title: 'The same work by others (medians on two cores), and how many times as long as ours',
    columns: ['', ...sizes.flatMap((size) => [`${size} items: s`, 'ours s', 'x ours'])],
    rows: peers.map(({ what, seconds }) => [
      what,
      ...measured.flatMap((one) => {
        const theirs = seconds[one.items] ?? null
        const own = ours[what]!(one)
        return [theirs, own, theirs === null ? null : theirs / own]
      }),
    ]),
    note: 'Goals at 10,000: drafts 50 x Odoo and 100 x Tryton, advice below .3 s, the planner alone no slower than frePPLe, linear to 100,000.',
  }
}
