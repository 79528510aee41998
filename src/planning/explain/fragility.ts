// The one input whose smallest change turns a decision, found by planning again.

import {
  formatCount,
  formatNumber,
  formatPercent,
  formatPrice,
  formatRate,
} from '#render/figures.ts'
import { activeRules } from '../policy/human-rules.ts'
import { planLine } from '../policy/line-plan.ts'
import { serviceTargetOf } from '../policy/service-target.ts'
import { stockPosition } from '../policy/stock-position.ts'
import { chooseSupplier } from '../policy/supplier-choice.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation } from '../types.ts'
import { changeOptions, scaleForecast, scalePrices, type PlanningFacts } from './exchange-input.ts'

export type FragileInput =
  | 'daily_demand'
  | 'lead_time'
  | 'cycle_service_level'
  | 'unit_price'
  | 'on_hand'
  | 'moq'

export type Fragility = {
  input: FragileInput
  /** As shown: units, days, a rate or a price. */
  from: string
  to: string
  /** Relative change of the input; for the service level of the risk it accepts. Signed: -.12 = 12 % less. */
  changeRate: number
  decision: 'order' | 'enough'
  units: number
  sentence: string
}

type Lever = {
  input: FragileInput
  label: string
  apply(facts: PlanningFacts, factor: number): PlanningFacts
  show(facts: PlanningFacts): string
}

/** Largest relative changes that are tried: less than nothing is not possible, more than three times not a doubt. */
const bounds = { down: -0.95, up: 2 }
const precision = 0.002

const chosen = ({ input }: PlanningFacts, code: string | null) =>
  input.suppliers.find(({ supplierCode }) => supplierCode === code) ?? input.suppliers[0]

function serviceLevelOf({ input, policy, forecast }: PlanningFacts): number {
  return serviceTargetOf(input, policy, forecast, { serviceLevel: null }).level
}

function leversFor(code: string | null): Lever[] {
  const option = (facts: PlanningFacts) => chosen(facts, code)
  return [
    {
      input: 'daily_demand',
      label: 'daily demand',
      apply: (facts, factor) => ({ ...facts, forecast: scaleForecast(facts.forecast, factor) }),
      show: ({ forecast }) => `${formatNumber(forecast.baselinePerDayUnits, 2)} a day`,
    },
    {
      input: 'lead_time',
      label: 'the lead time',
      apply: (facts, factor) =>
        changeOptions(facts, (one) => {
          if (one.leadTime === null) return one
          const { meanDays, sdDays } = one.leadTime
          return {
            ...one,
            leadTime: { ...one.leadTime, meanDays: meanDays * factor, sdDays: sdDays * factor },
          }
        }),
      show: (facts) => `${formatNumber(option(facts)?.leadTime?.meanDays ?? 0, 1)} days`,
    },
    {
      input: 'cycle_service_level',
      label: 'the service level',
      // The accepted risk is scaled: from 95 % to 97.5 % is half of the risk.
      apply: (facts, factor) => {
        const level = Math.min(0.9999, Math.max(0.5, 1 - (1 - serviceLevelOf(facts)) * factor))
        const cycleServiceLevel = { A: level, B: level, C: level }
        const changed = { ...facts.policy, cycleServiceLevel, serviceLevelByClass: {} }
        return { ...facts, policy: changed }
      },
      show: (facts) => formatRate(serviceLevelOf(facts)),
    },
    {
      input: 'unit_price',
      label: 'the price',
      apply: (facts, factor) => changeOptions(facts, (one) => scalePrices(one, factor)),
      show: (facts) => {
        const one = option(facts)
        return one ? formatPrice(one.unitPrice, one.currency) : ''
      },
    },
    {
      input: 'on_hand',
      label: 'stock on hand',
      apply: (facts, factor) => {
        const { stock } = facts.input
        if (stock === null) return facts
        const onHandUnits = Math.round(stock.onHandUnits * factor)
        return { ...facts, input: { ...facts.input, stock: { ...stock, onHandUnits } } }
      },
      show: ({ input }) => `${formatCount(input.stock?.onHandUnits ?? 0)} units`,
    },
    {
      input: 'moq',
      label: 'the minimum order quantity',
      apply: (facts, factor) =>
        changeOptions(facts, (one) => ({
          ...one,
          moqUnits: Math.max(1, Math.round(one.moqUnits * factor)),
        })),
      show: (facts) => `${formatCount(option(facts)?.moqUnits ?? 0)} units`,
    },
  ]
}

/** Units of the line as its facts give them; the trust gate is not asked, it judges records and not what-ifs. */
function unitsOf({ input, policy, forecast }: PlanningFacts): number {
  const rules = activeRules(input)
  const position = stockPosition(input, forecast, policy)
  const choice = chooseSupplier(input, rules)
  return planLine(input, policy, forecast, position, choice, rules)?.quantity.units ?? 0
}

/** Whether a line comes onto the list, leaves it, or has its quantity halved or doubled. */
function turned(before: number, after: number): boolean {
  if (before === 0 || after === 0) return before !== after
  return after * 2 <= before || after >= before * 2
}

type Found = { changeRate: number; facts: PlanningFacts; units: number }

/** The smallest change in one direction that turns the decision, to a fifth of a percent; null = none within bounds. */
function smallestChange(facts: PlanningFacts, lever: Lever, bound: number): Found | null {
  const before = unitsOf(facts)
  const replan = (changeRate: number): Found => {
    const changed = lever.apply(facts, 1 + changeRate)
    return { changeRate, facts: changed, units: unitsOf(changed) }
  }
  let found: Found | null = null
  let unturned = 0
  // Steps that grow: the nearest turn is looked for, not the one at the bound.
  for (const share of [0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 1]) {
    const tried = replan(bound * share)
    if (turned(before, tried.units)) {
      found = tried
      break
    }
    unturned = tried.changeRate
  }
  while (found !== null && Math.abs(found.changeRate - unturned) > precision) {
    const tried = replan((found.changeRate + unturned) / 2)
    if (turned(before, tried.units)) found = tried
    else unturned = tried.changeRate
  }
  return found
}

function sentenceOf(
  lever: Lever,
  line: Recommendation,
  found: Found,
  from: string,
  to: string,
): string {
  const word = found.changeRate < 0 ? 'lower' : 'higher'
  const size = formatPercent(Math.abs(found.changeRate) * 100)
  const risk = lever.input === 'cycle_service_level' ? ' accepted risk' : ''
  const { units } = found
  const outcome =
    units > 0
      ? `${formatCount(units)} would be ordered instead of ${formatCount(line.units)}`
      : 'nothing would be ordered'
  return `The decision is most sensitive to ${lever.label}: at ${to} instead of ${from} (${size} ${word}${risk}) ${outcome}.`
}

/**
 * The input whose smallest relative change flips the decision of a line, or halves or doubles its quantity, among daily
 * demand, lead time, service level, price, stock on hand and MOQ; each is changed alone and the line planned again from
 * its stored forecast. Null when no change down to a twentieth or up to three times does, or nothing is planned.
 */
export function fragility(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  line: Recommendation,
): Fragility | null {
  if (line.forecast === null || (line.decision !== 'order' && line.decision !== 'enough'))
    return null
  const facts: PlanningFacts = { input, policy, forecast: line.forecast }
  let best: { lever: Lever; found: Found } | null = null
  for (const lever of leversFor(line.supplierCode)) {
    for (const bound of [bounds.down, bounds.up]) {
      const found = smallestChange(facts, lever, bound)
      if (found === null) continue
      if (best === null || Math.abs(found.changeRate) < Math.abs(best.found.changeRate)) {
        best = { lever, found }
      }
    }
  }
  if (best === null) return null
  const { lever, found } = best
  const [from, to] = [lever.show(facts), lever.show(found.facts)]
  return {
    input: lever.input,
    from,
    to,
    changeRate: Math.round(found.changeRate * 1000) / 1000,
    decision: found.units > 0 ? 'order' : 'enough',
    units: found.units,
    sentence: sentenceOf(lever, line, found, from, to),
  }
}
