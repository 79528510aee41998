import { QuartermasterError } from '#root/errors.ts'

import { forecastFor } from '../policy/item-forecast.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy } from '../types.ts'
import { defaultAssumptions, requireDisruption } from './disruption.ts'
import type { Disruption, ScenarioAssumptions } from './disruption.ts'
import { scenarioLine } from './line.ts'
import type { ScenarioLine } from './line.ts'
import { runLines } from './run-lines.ts'
import type { ScenarioResult } from './scenario-result.ts'
import { closeTotals } from './totals.ts'

export type SimulationOptions = {
  paths: number
  seed: number
  /** The forecast of a line where it is already made, stored with the plan; by default it is made anew. */
  forecastOf?: (input: ItemLocationInput) => DemandForecast | null
  /** Days to simulate; by default long enough for the disruption to pass and ordinary orders to arrive. */
  horizonDays?: number
  assumptions?: ScenarioAssumptions
}

const MOST_PATHS = 100_000
const LONGEST_HORIZON = 365

const within = (value: number, low: number, high: number) =>
  Number.isSafeInteger(value) && value >= low && value <= high

function requireOptions({ paths, seed, horizonDays }: SimulationOptions): void {
  if (!within(paths, 1, MOST_PATHS) || !Number.isSafeInteger(seed)) {
    throw new QuartermasterError(
      'invalid',
      `${paths} paths with seed ${seed} can not be simulated.`,
      `Give 1 to ${MOST_PATHS} paths and a whole number as seed.`,
    )
  }
  if (horizonDays === undefined || within(horizonDays, 1, LONGEST_HORIZON)) return
  throw new QuartermasterError(
    'invalid',
    `A horizon of ${horizonDays} days can not be simulated.`,
    `Give a whole number of days from 1 to ${LONGEST_HORIZON}.`,
  )
}

function sharedAsOf(inputs: ItemLocationInput[]): { asOf: string; currency: string } {
  const [first] = inputs
  const alike = inputs.every(
    (one) => one.asOf === first?.asOf && one.baseCurrency === first.baseCurrency,
  )
  if (first !== undefined && alike) return { asOf: first.asOf, currency: first.baseCurrency }
  throw new QuartermasterError(
    'invalid',
    first === undefined
      ? 'There is no item to simulate.'
      : 'The items of one simulation must share their as-of day and base currency.',
    'Choose items, a category, a supplier or a location that the shop has.',
  )
}

/** Long enough for the disruption to pass, the slowest usual order to arrive and two reviews to follow. */
function usualHorizon(inputs: ItemLocationInput[], policy: PlanningPolicy, disruption: Disruption) {
  const leadDays = inputs.flatMap(({ suppliers }) =>
    suppliers.map(({ leadTime }) => leadTime?.meanDays ?? 0),
  )
  const slowest = leadDays.reduce((longest, days) => Math.max(longest, days), 0)
  const days = 'days' in disruption ? (disruption.days ?? 0) : 0
  const needed = days + Math.ceil(slowest) + 2 * policy.reviewPeriodDays + 14
  return Math.min(LONGEST_HORIZON, Math.max(56, needed))
}

/**
 * What a disruption does to every given line and what each response would change: a Monte Carlo simulation by day on
 * the snapshot, with the same demand and the same luck of lead times for the undisturbed plan, for accepting and for
 * each response. The seed decides everything; the order of `inputs` does not matter. Money in minor units of the base
 * currency. Throws 'invalid' on a size that can not be simulated, on no input and on inputs of different days.
 */
export function simulateDisruption(...request: Parameters<typeof simulationSteps>): ScenarioResult {
  const steps = simulationSteps(...request)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** As `simulateDisruption`, a step for each line, so that who runs it may do something else between them. */
export function* simulationSteps(
  inputs: ItemLocationInput[],
  policy: PlanningPolicy,
  disruption: Disruption,
  options: SimulationOptions,
): Generator<{ done: number; total: number }, ScenarioResult, void> {
  requireDisruption(disruption)
  requireOptions(options)
  const { asOf, currency } = sharedAsOf(inputs)
  const assumptions = options.assumptions ?? defaultAssumptions
  const horizonDays = options.horizonDays ?? usualHorizon(inputs, policy, disruption)
  const { paths: pathCount, seed } = options
  const forecastOf = options.forecastOf ?? ((input) => forecastFor(input, policy))
  const notSimulated: ScenarioResult['notSimulated'] = []
  const lines: ScenarioLine[] = []
  const named = inputs.map((input) => ({
    input,
    name: `${input.item.sku}\u0000${input.locationCode}`,
  }))
  for (const { input } of named.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const forecast = forecastOf(input)
    const line = scenarioLine(input, forecast, policy, disruption, horizonDays, seed)
    if (!('problem' in line)) lines.push(line)
    else {
      const { item, locationCode } = input
      notSimulated.push({ sku: item.sku, locationCode, reason: line.problem })
    }
  }
  const settings = { policy, disruption, assumptions, pathCount, horizonDays }
  const { items, totals, scratch } = yield* runLines(lines, settings)
  return {
    asOf,
    currency,
    disruption,
    assumptions,
    pathCount,
    horizonDays,
    seed,
    checkedCount: lines.length,
    affectedCount: items.length,
    unpricedCount: items.filter((one) => one.baseline.lostMarginMinor === null).length,
    items,
    notSimulated,
    totals: closeTotals(totals, scratch),
  }
}
