// A person's own levels for an item: "order up to the target when fewer than the minimum are there", the (s, S) policy of
// Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains (4th ed.), section 6.4, with both levels
// given. It needs no forecast and no history.

import { formatCount } from '#render/figures.ts'
import { toDay, toIso } from '../calendar.ts'
import type { WaterfallStep } from '../reasons.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  PlanningPolicy,
  Recommendation,
  StockPosition,
  SupplierOption,
} from '../types.ts'
import { expiringUnits } from './expiring-stock.ts'
import { ruleLabel, type ActiveRules } from './human-rules.ts'
import { positionSteps, step, sumOfSteps } from './need-steps.ts'
import { orderCost } from './order-cost.ts'
import { orderLimit } from './order-limits.ts'
import type { SupplierChoice } from './supplier-choice.ts'
import { supplierClock } from './supplier-clock.ts'
import { termSteps } from './term-steps.ts'
import { supplyDefects } from './trust-gate.ts'

type MinMax = NonNullable<ActiveRules['minMax']>

type Facts = {
  input: ItemLocationInput
  option: SupplierOption
  position: StockPosition
  rules: ActiveRules
  minMax: MinMax
  expiringUnits: number
}

/** From the target to a quantity that may be ordered; the steps sum to it. */
function quantitySteps(facts: Facts): { steps: WaterfallStep[]; neededUnits: number } {
  const { input, option, position, rules, minMax } = facts
  const { minUnits, targetUnits, rule } = minMax
  const level = `ordered up to this when fewer than ${formatCount(minUnits)} are there; ${ruleLabel(rule)}`
  const steps = [
    step('rule', 'Target level', targetUnits, level),
    ...positionSteps(position).filter(({ code, units }) => units !== 0 || code === 'available'),
  ]
  if (facts.expiringUnits > 0) {
    const detail = 'lots that are expected to expire first'
    steps.push(step('shelf_life_cap', 'Expires before it sells', facts.expiringUnits, detail))
  }
  const need = sumOfSteps(steps)
  const netted = targetUnits - need
  if (netted >= minUnits || need <= 0) {
    const detail = `${netted} available, on order or drafted; due below ${minUnits}`
    return {
      steps: [...steps, step('not_needed_yet', 'Not needed yet', -need, detail)],
      neededUnits: 0,
    }
  }
  if (rules.doNotOrder) {
    const stop = step('rule', 'Not ordered', -need, ruleLabel(rules.doNotOrder))
    return { steps: [...steps, stop], neededUnits: need }
  }
  const least = rules.minimum
  const asked = Math.max(need, least?.units ?? 0)
  if (least && asked > need) {
    steps.push(step('rule', 'At least', asked - need, ruleLabel(least.rule)))
  }
  steps.push(...termSteps(option, asked, orderLimit(input, option, position, rules)))
  return { steps, neededUnits: need }
}

function outcomeOf(
  facts: Facts,
  policy: PlanningPolicy,
  reorderPointUnits: number,
): Partial<Recommendation> {
  const { input, option, position } = facts
  const { steps, neededUnits } = quantitySteps(facts)
  const units = sumOfSteps(steps)
  if (units > 0) {
    const cost = orderCost(input, policy, option, units, 1)
    const due = { orderByOn: input.asOf, urgency: 'now' as const }
    return { decision: 'order', units, neededUnits, waterfall: steps, ...cost, ...due }
  }
  const { inventoryPositionUnits } = position
  return {
    decision: neededUnits > 0 ? 'not_planned' : 'enough',
    neededUnits,
    waterfall: steps,
    whyNot: { inventoryPositionUnits, reorderPointUnits, dueOn: null },
  }
}

/**
 * The line of an item that a person gave a minimum and a target: due when position and drafts together are below the
 * minimum, then up to the target, raised to the smallest legal quantity. `line` holds what is known without a supplier.
 */
export function minMaxLine(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  line: Recommendation,
  forecast: DemandForecast | null,
  choice: SupplierChoice,
  rules: ActiveRules & { minMax: MinMax },
): Recommendation {
  const { option } = choice
  const { position } = line
  const { minMax } = rules
  const reorderPointUnits = minMax.minUnits - 1
  const leadTime = option?.leadTime ?? null
  const chosen = {
    ...line,
    supplierCode: option?.supplierCode ?? null,
    supplierReason: choice.reason,
    currency: option?.currency ?? null,
    reorderPointUnits,
    orderUpToUnits: minMax.targetUnits,
    leadTimeDays: leadTime && Math.round(leadTime.meanDays * 10) / 10,
    leadTimeSdDays: leadTime && Math.round(leadTime.sdDays * 10) / 10,
  }
  const defects = supplyDefects(input, policy, option)
  if (defects.length > 0 || option === null || leadTime === null || position === null) {
    return { ...chosen, defects: defects.map((one) => ({ ...one, worthMinor: null })) }
  }
  const arrival = supplierClock(option.calendar).arrival(
    toDay(input.asOf),
    Math.ceil(leadTime.meanDays),
  )
  const expiring = expiringUnits(input, forecast)
  const facts = { input, option, position, rules, minMax, expiringUnits: expiring }
  return {
    ...chosen,
    expectedOn: toIso(arrival),
    ...outcomeOf(facts, policy, reorderPointUnits),
  }
}
