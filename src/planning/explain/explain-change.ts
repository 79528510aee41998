// What changed since the last plan, split into causes whose units sum to the difference.

import { formatCount } from '#render/figures.ts'
import { activeRules } from '../policy/human-rules.ts'
import { planLine } from '../policy/line-plan.ts'
import { notPlannedReason } from '../policy/segment.ts'
import { stockPosition } from '../policy/stock-position.ts'
import { chooseSupplier } from '../policy/supplier-choice.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy, Recommendation } from '../types.ts'

/** One stored line of a plan: its input and policy replay to its recommendation. */
export type StoredLine = {
  input: ItemLocationInput
  policy: PlanningPolicy
  recommendation: Recommendation
}

export type ChangeCause =
  | 'demand'
  | 'lead_time'
  | 'stock'
  | 'inbound'
  | 'policy'
  | 'supplier_terms'
  | 'other_locations'
  | 'data_quality'
  | 'supplier_minimum'

export type ChangePart = { cause: ChangeCause; label: string; units: number }

export type Change = {
  fromUnits: number
  toUnits: number
  changeUnits: number
  /** The parts sum to `changeUnits`; parts of nothing are left out. */
  parts: ChangePart[]
  sentence: string
}

type State = { input: ItemLocationInput; policy: PlanningPolicy; forecast: DemandForecast | null }

const labels: Record<ChangeCause, string> = {
  demand: 'demand and the days gone by',
  lead_time: 'lead time',
  stock: 'stock sold, received or counted',
  inbound: 'orders placed or received',
  policy: 'policy and rules',
  supplier_terms: 'supplier, MOQ, multiple and price',
  other_locations: 'stock that other locations can send',
  data_quality: 'facts that were missing or now are',
  supplier_minimum: 'the order as a whole: minimum, freight, capacity',
}

/** Units as the recorded facts give them, before the trust gate; null = facts are missing. */
function plannedUnits({ input, policy, forecast }: State): number | null {
  if (notPlannedReason(input) !== null) return 0
  const rules = activeRules(input)
  const position = stockPosition(input, forecast, policy)
  const choice = chooseSupplier(input, rules)
  return planLine(input, policy, forecast, position, choice, rules)?.quantity.units ?? null
}

function withLeadTimesOf(input: ItemLocationInput, later: ItemLocationInput): ItemLocationInput {
  const suppliers = input.suppliers.map((option) => {
    const same = later.suppliers.find(({ supplierCode }) => supplierCode === option.supplierCode)
    return same ? { ...option, leadTime: same.leadTime, calendar: same.calendar } : option
  })
  return { ...input, suppliers }
}

/** Ready-made kits are stock; where there are none now, there are none. */
const kitsOf = ({ kits = [] }: ItemLocationInput) => ({ kits })

/** Each exchange takes over one more part of the later state; after the last nothing of the earlier one is left. */
function exchanges(later: State): { cause: ChangeCause; apply(state: State): State }[] {
  const take = (state: State, part: Partial<ItemLocationInput>): State => ({
    ...state,
    input: { ...state.input, ...part },
  })
  const { input } = later
  const { asOf, item, history, analogueHistory, demandKnownThroughOn, events } = input
  return [
    {
      // The date moves with demand: a forecast is the demand of the days after it.
      cause: 'demand',
      apply: (state) => ({
        ...take(state, { asOf, item, history, analogueHistory, demandKnownThroughOn, events }),
        forecast: later.forecast,
      }),
    },
    {
      cause: 'lead_time',
      apply: (state) => ({ ...state, input: withLeadTimesOf(state.input, input) }),
    },
    { cause: 'stock', apply: (state) => take(state, { stock: input.stock, ...kitsOf(input) }) },
    { cause: 'inbound', apply: (state) => take(state, { openOrders: input.openOrders }) },
    {
      cause: 'policy',
      apply: (state) => ({ ...take(state, { rules: input.rules }), policy: later.policy }),
    },
    { cause: 'supplier_terms', apply: (state) => take(state, { suppliers: input.suppliers }) },
    { cause: 'other_locations', apply: () => later },
  ]
}

const part = (cause: ChangeCause, units: number) => ({ cause, label: labels[cause], units })

const state = ({ input, policy, recommendation }: StoredLine): State => ({
  input,
  policy,
  forecast: recommendation.forecast,
})

/** What the trust gate took away from a planned quantity. */
const gate = (line: StoredLine, planned: number) =>
  line.recommendation.decision === 'withheld' ? -planned : 0

function partsBetween(previous: StoredLine, current: StoredLine): ChangePart[] {
  const [from, to] = [previous.recommendation.units, current.recommendation.units]
  const first = plannedUnits(state(previous))
  const last = plannedUnits(state(current))
  if (first === null || last === null) return [part('data_quality', to - from)]
  const parts: ChangePart[] = []
  let reached = { state: state(previous), units: first }
  for (const { cause, apply } of exchanges(state(current))) {
    const next = apply(reached.state)
    const units = plannedUnits(next) ?? reached.units
    parts.push(part(cause, units - reached.units))
    reached = { state: next, units }
  }
  const gated = gate(current, last) - gate(previous, first)
  parts.push(part('data_quality', gated))
  const explained = parts.reduce((sum, { units }) => sum + units, 0)
  return [...parts, part('supplier_minimum', to - from - explained)]
}

const signed = (units: number) => `${units > 0 ? '+' : ''}${formatCount(units)}`

function sentenceOf(from: number, to: number, parts: ChangePart[]): string {
  if (parts.length === 0) return `Unchanged at ${formatCount(to)} units.`
  const causes = parts.map(({ label, units }) => `${signed(units)} ${label}`)
  return `From ${formatCount(from)} to ${formatCount(to)} units: ${causes.join(', ')}.`
}

/**
 * The difference in units between two plans of the same item and location, split into causes by planning again with one
 * part of the input exchanged after the other, in a fixed order; the parts sum to the difference. What is left at the
 * end is what the lines of one order change in one another.
 */
export function explainChange(previous: StoredLine, current: StoredLine): Change {
  const fromUnits = previous.recommendation.units
  const toUnits = current.recommendation.units
  const parts = partsBetween(previous, current)
    .filter(({ units }) => units !== 0)
    .toSorted((a, b) => Math.abs(b.units) - Math.abs(a.units))
  const changeUnits = toUnits - fromUnits
  return { fromUnits, toUnits, changeUnits, parts, sentence: sentenceOf(fromUnits, toUnits, parts) }
}
