// InventoryBench (Baek, Fu, Ma & Peng 2026, "AI Agents for Inventory Control"): one item, one order per period, lost
// sales, demand that drifts and shifts, lead times promised and real, orders that never come. 47-50 periods each.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report, Table } from '../figure.ts'
import { publishedBaseStock, ourPolicy, ewmaBaseStock } from './inventorybench-policies.ts'
import { playInstance, type Decide, type Instance, type Played } from './inventorybench-play.ts'

type Anchor = Record<string, number>
type Row = [string, ...(number | null)[]]

const families = [
  ['real_trajectory', 'lead_time_0', 'real, lead 0'],
  ['real_trajectory', 'lead_time_4', 'real, lead 4'],
  ['real_trajectory', 'lead_time_stochastic', 'real, lossy'],
  ['synthetic_trajectory', 'lead_time_0', 'made, lead 0'],
  ['synthetic_trajectory', 'lead_time_4', 'made, lead 4'],
  ['synthetic_trajectory', 'lead_time_stochastic', 'made, lossy'],
] as const

const mean = (values: number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** Paths of demand are in one half or the other with all their lead times and margins, by a hash of their name. */
export function halfOf({ instance }: Pick<Instance, 'instance'>): 'A' | 'B' {
  const path = instance.replace(/lead_time_[^/]*\//, '').replace(/_(low|med|high)$/, '')
  return createHash('md5').update(path).digest()[0]! % 2 === 0 ? 'A' : 'B'
}

type Scored = Played & { of: Instance }

/** The published score: reward over profit times demand, a loss counted as nothing. */
const scoreOf = ({ of, reward }: Scored) =>
  Math.max(0, reward / (of.profit * of.demand.reduce((sum, units) => sum + units, 0)))

function rowOf(name: string, played: Scored[]): Row {
  const clipped = (some: Scored[]) => mean(some.map(scoreOf))
  const unclipped = mean(
    played.map(
      ({ of, reward }) => reward / (of.profit * of.demand.reduce((sum, units) => sum + units, 0)),
    ),
  )
  const byFamily = families.map(([family, lead]) =>
    clipped(played.filter(({ of }) => of.family === family && of.lead_time === lead)),
  )
  return [
    name,
    clipped(played),
    unclipped,
    mean(played.map(({ fillRate }) => fillRate)),
    ...byFamily,
  ]
}

function anchorRow(name: string, anchor: Anchor): Row {
  const byFamily = families.map(
    ([family, lead]) => anchor[`${family === 'real_trajectory' ? 'real' : 'synt'}_${lead}`] ?? null,
  )
  return [
    `published: ${name}`,
    anchor.score ?? null,
    anchor.unclipped ?? null,
    anchor.fill ?? null,
    ...byFamily,
  ]
}

/**
 * Lossy orders for a folder that has none: the same demand, promised in 2 periods, each order in 1, 2, 3 periods or
 * never, alike likely, as the publishers describe that family. Seeded; one sequence for all, as published.
 */
export function madeLossy(instances: Instance[]): Instance[] {
  let state = 20_260_213
  const leads = Array.from({ length: 64 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return [1, 2, 3, null][state >>> 30] ?? null
  })
  return instances
    .filter(({ lead_time }) => lead_time === 'lead_time_0')
    .map((one) => ({
      ...one,
      lead_time: 'lead_time_stochastic',
      promised_lead_time: 2,
      lead: leads.slice(0, one.demand.length),
    }))
}

function reproduced(instances: Instance[]): number {
  const same = instances.filter((of) => {
    const published = of.published?.or_reward
    return (
      published !== undefined &&
      Math.abs(playInstance(of, publishedBaseStock(true)).reward - published) < 1
    )
  })
  return same.length
}

/** The mean score of each policy over the instances of InventoryBench, beside the published ones. */
export async function benchInventoryBench(dataFolder: string): Promise<Report> {
  const path = join(dataFolder, 'policy', 'inventorybench.jsonl')
  const instances = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Instance)
  const anchors = JSON.parse(
    readFileSync(join(dataFolder, 'anchors', 'inventorybench_anchors.json'), 'utf8'),
  ) as Record<string, Anchor>
  const play = (some: Instance[], decide: () => Decide): Scored[] =>
    some.map((of) => ({ of, ...playInstance(of, decide()) }))
  const began = performance.now()
  const ours = play(instances, () => ourPolicy)
  const seconds = (performance.now() - began) / 1000
  const lossy = instances.some(({ lead_time }) => lead_time === 'lead_time_stochastic')
    ? []
    : madeLossy(instances)
  const oursLossy = play(lossy, () => ourPolicy)
  const rows: Row[] = [
    ...Object.entries(anchors).map(([name, anchor]) => anchorRow(name, anchor)),
    rowOf(
      'here: OR capped',
      play(instances, () => publishedBaseStock(true)),
    ),
    rowOf(
      'here: vanilla base-stock',
      play(instances, () => publishedBaseStock(false)),
    ),
    rowOf(
      'here: EWMA a=.2, overdue written off',
      play(instances, () => ewmaBaseStock(0.2)),
    ),
    rowOf('here: our policy', ours),
    rowOf(
      '  half A (constants chosen on it)',
      ours.filter(({ of }) => halfOf(of) === 'A'),
    ),
    rowOf(
      '  half B (held back)',
      ours.filter(({ of }) => halfOf(of) === 'B'),
    ),
  ]
  if (lossy.length > 0) {
    rows.push(
      rowOf(
        'made lossy: EWMA a=.2, overdue written off',
        play(lossy, () => ewmaBaseStock(0.2)),
      ),
      rowOf('made lossy: our policy', oursLossy),
      rowOf(
        '  half B (held back)',
        oursLossy.filter(({ of }) => halfOf(of) === 'B'),
      ),
      rowOf('here and made lossy: our policy', [...ours, ...oursLossy]),
    )
  }
  const table: Table = {
    title: 'InventoryBench: share of the margin of all demand that is left after holding',
    columns: ['policy', 'score', 'unclipped', 'fill', ...families.map(([, , shown]) => shown)],
    rows,
    note:
      `${instances.length} instances here; published figures are over all 1,320. The published OR baseline is ` +
      `reproduced to the unit on ${reproduced(instances)} of ${instances.length}.` +
      (lossy.length > 0
        ? ' The lossy family is not in this folder: "made lossy" plays the same demand with drawn lead times.'
        : ''),
  }
  const figures = [
    { name: 'InventoryBench score', value: mean(ours.map(scoreOf)) ?? 0, unit: 'goal 0.60' },
    {
      name: 'InventoryBench decision',
      value: (seconds * 1000) / ours.reduce((sum, { of }) => sum + of.demand.length, 0),
      unit: 'ms',
    },
  ]
  return { figures, tables: [table] }
}
