// From the levels to a quantity that may be ordered, every unit of it accounted for by a step.

import { formatCount, formatMoney } from '#render/figures.ts'
import type { WaterfallStep } from '../reasons.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  PlanningPolicy,
  StockPosition,
  SupplierOption,
} from '../types.ts'
import { protectionPerDay, type EconomicLot } from './economic-lot.ts'
import { expiringUnits } from './expiring-stock.ts'
import { ruleLabel, type ActiveRules } from './human-rules.ts'
import { needSteps, step, sumOfSteps } from './need-steps.ts'
import { supplyText } from './order-cost.ts'
import { orderLimit, type OrderLimit } from './order-limits.ts'
import { bestPriceBreak, palletChange, priceBreakDetail } from './price-break.ts'
import { meanOverDays } from './projection.ts'
import type { ReorderLevels } from './reorder-levels.ts'
import { countedUnits } from './stock-position.ts'
import { termSteps } from './term-steps.ts'
import { sellableOfDelivery } from './unsold-lots.ts'

export type Transfer = { locationCode: string; units: number; days: number }

export type OrderQuantity = {
  units: number
  /** Order-up-to level less position and drafts, before any cap, rule or rounding; 0 when not due. */
  neededUnits: number
  steps: WaterfallStep[]
  warnings: string[]
  /** What other locations should send first. */
  transfers: Transfer[]
}

export type QuantityFacts = {
  input: ItemLocationInput
  policy: PlanningPolicy
  option: SupplierOption
  forecast: DemandForecast
  position: StockPosition
  levels: ReorderLevels
  lot: EconomicLot
  rules: ActiveRules
}

function transfersFor({ input, levels }: QuantityFacts, needUnits: number): Transfer[] {
  const found: Transfer[] = []
  let left = needUnits
  for (const offer of input.transferableUnits.toSorted((a, b) => a.days - b.days)) {
    // A transfer that is slower than the supplier saves nothing before the next order.
    const units = offer.days > levels.arrivalDays ? 0 : Math.min(left, Math.max(0, offer.units))
    if (units > 0) found.push({ ...offer, units })
    left -= units
  }
  return found
}

/** What can be sold of a new delivery before it expires, after everything that is there already; null = keeps. */
function sellableUnits({ input, forecast, position, levels }: QuantityFacts): number | null {
  const { shelfLifeDays } = input.item
  if (shelfLifeDays === null) return null
  const untilExpiry = Math.floor(levels.arrivalDays) + shelfLifeDays
  const ahead = countedUnits(position) - expiringUnits(input, forecast)
  return sellableOfDelivery(meanOverDays(forecast, untilExpiry), ahead)
}

/** Transfers, shelf life and the rules of people: what is asked of the supplier before its own terms. */
function askSteps(facts: QuantityFacts, neededUnits: number, sellable: number | null) {
  const { rules } = facts
  const transfers = transfersFor(facts, neededUnits)
  const steps: WaterfallStep[] = []
  let asked = neededUnits
  const add = (code: WaterfallStep['code'], label: string, units: number, detail: string) => {
    if (units !== 0) steps.push(step(code, label, units, detail))
    asked += units
  }
  const moved = transfers.reduce((sum, transfer) => sum + transfer.units, 0)
  const from = transfers.map((one) => `${one.units} from ${one.locationCode} in ${one.days} days`)
  add('transfer', 'Transfer before buying', -moved, from.join(', '))
  if (sellable !== null && sellable < asked) {
    const detail = `only ${sellable} more can be sold within ${facts.input.item.shelfLifeDays} days of shelf life`
    add('shelf_life_cap', 'Shelf life', sellable - asked, detail)
  }
  if (rules.doNotOrder) add('rule', 'Not ordered', -asked, ruleLabel(rules.doNotOrder))
  if (rules.minimum && asked > 0 && asked < rules.minimum.units) {
    add('rule', 'At least', rules.minimum.units - asked, ruleLabel(rules.minimum.rule))
  }
  return { steps, asked, transfers }
}

/** MOQ, order multiple, limits and price break. */
function legalSteps(
  facts: QuantityFacts,
  asked: number,
  limit: OrderLimit,
  sellable: number | null,
): WaterfallStep[] {
  const { input, policy, option, levels } = facts
  const steps = termSteps(option, asked, limit)
  const legal = asked + sumOfSteps(steps)
  const perDay = protectionPerDay(levels)
  const ceiling = Math.min(limit.units ?? Infinity, sellable ?? Infinity)
  const advice = bestPriceBreak(input, policy, option, asked, legal, perDay, ceiling)
  if (advice) {
    const detail = priceBreakDetail(advice, option, input.baseCurrency)
    steps.push(step('price_break', 'Price break', advice.moreUnits, detail))
  }
  steps.push(palletStep(facts, asked, asked + sumOfSteps(steps), perDay, ceiling))
  return steps.filter(({ units }) => units !== 0)
}

/** Whole pallets, where the freight of one begun makes them pay; never so few units that the line is due again. */
function palletStep(
  { input, policy, option, position, levels, rules, forecast }: QuantityFacts,
  asked: number,
  units: number,
  perDay: number,
  mostUnits: number,
): WaterfallStep {
  const counted = countedUnits(position) - expiringUnits(input, forecast)
  const due = levels.reorderPointUnits - counted + 1
  const leastUnits = Math.max(due, rules.minimum?.units ?? 0)
  const bounds = { leastUnits, mostUnits }
  const more = palletChange(input, policy, option, asked, units, perDay, bounds)
  const freight = formatMoney(option.freightPerPalletMinor ?? 0, option.currency)
  const detail = `${formatCount(option.palletUnits ?? 0)} units on a pallet, ${freight} of freight for every one begun`
  return step('pallet', 'Whole pallets', more, detail)
}

function quantityWarnings(
  facts: QuantityFacts,
  asked: number,
  units: number,
  limit: OrderLimit,
  sellable: number | null,
): string[] {
  const { option, levels } = facts
  const found: string[] = []
  const perDay = protectionPerDay(levels)
  if (units === 0) {
    const terms = `sold from ${option.moqUnits} units in multiples of ${option.orderMultipleUnits}`
    found.push(`No legal quantity for a need of ${asked}: ${limit.reason}, ${terms}.`)
  } else if (units < asked) {
    found.push(`${formatCount(units)} of the ${formatCount(asked)} needed: ${limit.reason}.`)
  } else if (units >= asked * 2 && units - asked > perDay) {
    const supply = supplyText(units, perDay)
    found.push(`The need is ${formatCount(asked)}, the order ${formatCount(units)}: ${supply}.`)
  }
  if (sellable !== null && units > sellable) {
    const excess = formatCount(units - sellable)
    found.push(`About ${excess} of the ${formatCount(units)} would expire before they sell.`)
  }
  return found
}

/**
 * The quantity of one line: due when position and drafts together are at or below the reorder point; then the need up
 * to the order-up-to level and the economic lot on top, less transfers, within shelf life and rules, raised to the smallest legal quantity and to a
 * price break that pays. The steps sum to `units`.
 */
export function orderQuantity(facts: QuantityFacts): OrderQuantity {
  const { policy, option, position, levels, lot } = facts
  const steps = needSteps(levels, lot, policy, option, position)
  const expiring = expiringUnits(facts.input, facts.forecast)
  if (expiring > 0) {
    const detail = 'lots that expire before the expected demand reaches them'
    steps.push(step('shelf_life_cap', 'Expires before it sells', expiring, detail))
  }
  const need = sumOfSteps(steps)
  const netted = countedUnits(position) - expiring
  if (netted > levels.reorderPointUnits || need <= 0) {
    const detail = `${netted} available, on order or drafted; due at ${levels.reorderPointUnits} or fewer`
    steps.push(step('not_needed_yet', 'Not needed yet', -need, detail))
    return { units: 0, neededUnits: 0, steps, warnings: [], transfers: [] }
  }
  const sellable = sellableUnits(facts)
  const ask = askSteps(facts, need, sellable)
  steps.push(...ask.steps)
  if (ask.asked <= 0) {
    return { units: 0, neededUnits: need, steps, warnings: [], transfers: ask.transfers }
  }
  const limit = orderLimit(facts.input, option, position, facts.rules)
  steps.push(...legalSteps(facts, ask.asked, limit, sellable))
  const units = sumOfSteps(steps)
  const warnings = quantityWarnings(facts, ask.asked, units, limit, sellable)
  return { units, neededUnits: need, steps, warnings, transfers: ask.transfers }
}
