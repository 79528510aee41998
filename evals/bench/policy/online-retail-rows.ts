import { defaultPolicy } from '#planning/policy/default-policy.ts'
import type { CountPool } from '#planning/forecast/counts/count-pool.ts'
import { backtestLine } from '#planning/scenario/backtest/backtest.ts'
import { replay } from '#planning/scenario/backtest/replay.ts'
import type { ReplayOutcome } from '#planning/scenario/backtest/replay.ts'
import { backtestSetup } from '#planning/scenario/backtest/setup.ts'
import type { BacktestTerms } from '#planning/scenario/backtest/setup.ts'
import type { ItemLocationInput, PlanningPolicy } from '#planning/types.ts'
import { smoothedBaseStock } from './literature-policies.ts'
import { readRetailShop } from './online-retail-lines.ts'

/** The default policy with the costs of the comparison: 2.00 an order line, 25 % holding a year, a weekly review. */
const policy: PlanningPolicy = {
  ...defaultPolicy,
  reviewPeriodDays: 7,
  holdingRate: 0.25,
  orderCostMinor: 200,
  minimumHistoryDays: 28,
}

/** What is asked of the planner, as the table names it. */
const plannerLevels = [0.95, 0.97, 0.98]
/** The same level asked of units instead of cycles. */
const fillPolicy: PlanningPolicy = {
  ...policy,
  cycleServiceLevel: { A: 0.95, B: 0.95, C: 0.95 },
  serviceTarget: { A: 'fill', B: 'fill', C: 'fill' },
}

const summed = [
  'demandUnits',
  'shortUnits',
  'cycles',
  'fullCycles',
  'orderMinor',
  'holdingMinor',
  'shortMinor',
  'costMinor',
] as const satisfies (keyof ReplayOutcome)[]

/** What a policy did over many items; money in minor units. */
export type ReplaySum = Record<(typeof summed)[number], number>
/** Sums by the name of the policy. */
export type ReplaySums = Record<string, ReplaySum>

/** Adds what a policy did on one item, or on a share of them, to its sum. */
export function addTo(sums: ReplaySums, name: string, outcome: ReplaySum): void {
  const before = sums[name]
  const entries = summed.map((figure) => [figure, (before?.[figure] ?? 0) + outcome[figure]])
  sums[name] = Object.fromEntries(entries) as ReplaySum
}

function replayItem(
  sums: ReplaySums,
  input: ItemLocationInput,
  terms: BacktestTerms,
  catalogues: Map<string, CountPool>,
): void {
  const setup = backtestSetup(input, policy, terms)
  if ('problem' in setup) throw new Error(`${input.item.sku}: ${setup.problem}`)
  const past = setup.line
  const yardsticks = backtestLine(input, policy, {
    ...terms,
    policies: ['clairvoyant', 'min_max', 'classical'],
    serviceLevels: [0.95],
  })
  for (const row of yardsticks.rows) addTo(sums, row.policy, row)
  for (const family of ['poisson', 'negative_binomial'] as const) {
    addTo(sums, family, replay(past, smoothedBaseStock(past.demand, 0.95, family)))
  }
  const catalogueOn = (asOf: string) => ({ countPool: catalogues.get(asOf) ?? null })
  const planned = backtestLine(input, policy, {
    ...terms,
    policies: ['planner'],
    serviceLevels: plannerLevels,
    catalogueOn,
  })
  for (const row of planned.rows) addTo(sums, `planner ${row.serviceLevel}`, row)
  const filled = backtestLine(input, fillPolicy, {
    ...terms,
    policies: ['planner'],
    serviceLevels: [null],
    catalogueOn,
  })
  for (const row of filled.rows) addTo(sums, 'planner fill', row)
}

/** Every `shares`-th item of the shop from item `share` on, under every policy. */
export function replayShare(
  dataFolder: string,
  share: number,
  shares: number,
  catalogues: Map<string, CountPool>,
): ReplaySums {
  const { lines, days } = readRetailShop(dataFolder)
  const sums: ReplaySums = {}
  const terms: BacktestTerms = { days, unmet: 'lost', seed: 1 }
  for (let index = share; index < lines.length; index += shares) {
    replayItem(sums, lines[index]!, terms, catalogues)
  }
  return sums
}
