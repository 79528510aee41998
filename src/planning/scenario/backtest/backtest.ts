// A policy on the shop's own past, as it was known then, beside the ways to do without a planner and the best that
// anybody could have done.

import { legalQuantity } from '../../sourcing/legal-quantity.ts'
import type { ItemLocationInput, PlanningPolicy } from '../../types.ts'
import { clairvoyant } from './clairvoyant.ts'
import { classicalNormal, staticMinMax, type FixedTerms } from './fixed-policies.ts'
import type { CatalogueOn } from './known-input.ts'
import { forecastBook } from './forecast-book.ts'
import { plannerPolicy } from './planner-policy.ts'
import { replay, type ReplayOutcome } from './replay.ts'
import { backtestSetup, type BacktestSetup, type BacktestTerms } from './setup.ts'

export const backtestedPolicies = ['planner', 'classical', 'min_max', 'clairvoyant'] as const
export type BacktestedPolicy = (typeof backtestedPolicies)[number]

export type BacktestRequest = BacktestTerms & {
  policies: readonly BacktestedPolicy[]
  /** Cycle service levels to ask planner and classical formula for; null = those of the policy by class, as the rest. */
  serviceLevels: readonly (number | null)[]
  /** What the planner may know of the other items at each review; absent = nothing. */
  catalogueOn?: CatalogueOn
}

/** One policy at one service level on one line. */
export type BacktestRow = ReplayOutcome & {
  policy: BacktestedPolicy
  /** What was asked; null = by class, or nothing can be asked of this policy. */
  serviceLevel: number | null
  /** Mean stock at landed cost, minor units of the base currency. */
  stockValueMinor: number
}

export type BacktestLine = {
  sku: string
  name: string
  locationCode: string
  /** Empty when the line was left out. */
  rows: BacktestRow[]
  /** Why the line was left out, a sentence; null = it was replayed. */
  problem: string | null
}

/** The policy with one cycle service level for every class; null leaves it as it is. */
function atLevel(policy: PlanningPolicy, level: number | null): PlanningPolicy {
  return level === null
    ? policy
    : {
        ...policy,
        cycleServiceLevel: { A: level, B: level, C: level },
        serviceTarget: { A: 'cycle', B: 'cycle', C: 'cycle' },
        serviceLevelByClass: {},
      }
}

function outcomesOf(
  setup: BacktestSetup,
  policy: PlanningPolicy,
  request: BacktestRequest,
): Omit<BacktestRow, 'stockValueMinor'>[] {
  const { input, option, line } = setup
  const forecastOf = forecastBook(policy)
  const fixed = (level: number | null): FixedTerms => ({
    leadTimeDays: option.leadTime.meanDays,
    reviewPeriodDays: policy.reviewPeriodDays,
    cycleServiceLevel: level ?? policy.cycleServiceLevel[input.item.abcClass],
    legalUnits: (units) => legalQuantity(option, units)?.units ?? 0,
  })
  const run: Record<BacktestedPolicy, (level: number | null) => ReplayOutcome> = {
    planner: (level) =>
      replay(
        line,
        plannerPolicy(input, option, atLevel(policy, level), forecastOf, request.catalogueOn),
      ),
    classical: (level) => replay(line, classicalNormal(line.demand, fixed(level))),
    min_max: (level) => replay(line, staticMinMax(line.demand, line.firstDay, fixed(level))),
    clairvoyant: () => clairvoyant(line),
  }
  return request.policies.flatMap((name) => {
    const levels = name === 'planner' || name === 'classical' ? request.serviceLevels : [null]
    return levels.map((serviceLevel) => ({
      policy: name,
      serviceLevel,
      ...run[name](serviceLevel),
    }))
  })
}

/**
 * Replays the last `days` days of one item at one location under each policy and service level: the same demand, starting
 * stock, lead times and costs for all of them. Pure: the same input and seed give the same figures.
 */
export function backtestLine(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  request: BacktestRequest,
): BacktestLine {
  const { sku, name } = input.item
  const named = { sku, name, locationCode: input.locationCode }
  const setup = backtestSetup(input, policy, request)
  if ('problem' in setup) return { ...named, rows: [], problem: setup.problem }
  const rows = outcomesOf(setup, policy, request).map((row) => ({
    ...row,
    stockValueMinor: row.meanStockUnits * setup.unitCostMinor,
  }))
  return { ...named, rows, problem: null }
}
