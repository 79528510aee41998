import { currencyDigits } from '../money.ts'
import { landedUnitCost, unitPriceAt } from '../sourcing/landed-cost.ts'
import { legalQuantity } from '../sourcing/legal-quantity.ts'
import type { PlanningPolicy } from '../types.ts'
import { heldShareOf, touchesSupplier } from './disruption.ts'
import type { Disruption, ResponseKind, ScenarioAssumptions } from './disruption.ts'
import { exposureEndDays, gapUnits } from './exposure.ts'
import { disruptedLeadTime } from './line.ts'
import type { ScenarioLine, UsableOption } from './line.ts'

/** An order that a response would place today; it becomes a draft when a person wants it. */
export type ResponseOrder = {
  supplierCode: string
  units: number
  currency: string
  unitPrice: string
  leadTimeDays: number
}

export type ResponseTransfer = { fromLocationCode: string; units: number; days: number }

/** One feasible response for one line, before it is simulated. */
export type ResponseOption = {
  response: ResponseKind
  orders: ResponseOrder[]
  transfers: ResponseTransfer[]
  /** Each arrival with its lead time; costs in minor units of the base currency above the usual unit cost. */
  arrivals: { units: number; leadMeanDays: number; leadSdDays: number }[]
  premiumMinor: number
  /** Freight per order of the suppliers used, to be shared by the lines that use them. */
  orderCharges: { supplierCode: string; chargeMinor: number }[]
  /** Ordinary orders go here instead, for a tariff: the supplier alone, or in turns with the usual one. */
  ordinaryFrom: UsableOption[] | null
}

export type ImpossibleResponse = { response: ResponseKind; reason: string }

export type ResponseFacts = {
  line: ScenarioLine
  policy: PlanningPolicy
  disruption: Disruption
  assumptions: ScenarioAssumptions
  /** Standard normal quantile of the line's service level. */
  z: number
  /** What other locations can really send, nearest first. */
  transferable: ResponseTransfer[]
}

/** Landed cost of a unit while the disruption lasts: with the tariff where it applies, at the price of `units`. */
export function disruptedUnitCost(
  facts: ResponseFacts,
  option: UsableOption,
  units: number,
): number {
  const { line, policy, disruption } = facts
  const terms = { baseCurrency: line.input.baseCurrency, holdingRate: policy.holdingRate }
  const tariff =
    disruption.kind === 'tariff' && touchesSupplier(disruption, option.supplierCode)
      ? disruption.percent / 100
      : 0
  const goods =
    Number(unitPriceAt(option, units)) *
    Number(option.rateToBase) *
    10 ** currencyDigits(line.input.baseCurrency)
  return landedUnitCost(option, units, terms) + goods * tariff
}

/** The freight of one order in base minor units. */
function orderChargeMinor(facts: ResponseFacts, option: UsableOption): number {
  const exponent = currencyDigits(facts.line.input.baseCurrency) - option.currencyDigits
  return option.freightPerOrderMinor * Number(option.rateToBase) * 10 ** exponent
}

/** The alternatives that arrive while they still help, the cheapest landed unit first. */
export function helpfulAlternatives(facts: ResponseFacts): UsableOption[] {
  const { line, policy, disruption } = facts
  const endDays = exposureEndDays(line, policy, disruption)
  const inTime = (option: UsableOption) =>
    disruption.kind === 'tariff' || disruptedLeadTime(option, policy, disruption).meanDays < endDays
  const cost = (option: UsableOption) => disruptedUnitCost(facts, option, option.moqUnits)
  return line.alternatives
    .filter(inTime)
    .map((option) => ({ option, cost: cost(option) }))
    .toSorted((a, b) => a.cost - b.cost || (a.option.supplierCode < b.option.supplierCode ? -1 : 1))
    .map(({ option }) => option)
}

type Purchase = {
  option: UsableOption
  askedUnits: number
  leadFactor: number
  premiumRate: number
}

function purchased(facts: ResponseFacts, response: ResponseKind, purchases: Purchase[]) {
  const built: ResponseOption = { ...nothingOf(response) }
  for (const { option, askedUnits, leadFactor, premiumRate } of purchases) {
    const legal = askedUnits > 0 ? legalQuantity(option, askedUnits) : null
    if (legal === null) continue
    const leadTime = disruptedLeadTime(option, facts.policy, facts.disruption)
    const leadMeanDays = Math.max(1, leadTime.meanDays * leadFactor)
    const unitCost = disruptedUnitCost(facts, option, legal.units) * (1 + premiumRate)
    built.orders.push({
      supplierCode: option.supplierCode,
      units: legal.units,
      currency: option.currency,
      unitPrice: unitPriceAt(option, legal.units),
      leadTimeDays: leadMeanDays,
    })
    built.arrivals.push({
      units: legal.units,
      leadMeanDays,
      leadSdDays: leadTime.sdDays * leadFactor,
    })
    built.premiumMinor += legal.units * (unitCost - facts.line.unitCostMinor)
    built.orderCharges.push({
      supplierCode: option.supplierCode,
      chargeMinor: orderChargeMinor(facts, option),
    })
  }
  return built
}

/** A response that does nothing: the base of every other, and the whole of `accept`. */
export function nothingOf(response: ResponseKind): ResponseOption {
  return {
    response,
    orders: [],
    transfers: [],
    arrivals: [],
    premiumMinor: 0,
    orderCharges: [],
    ordinaryFrom: null,
  }
}

function gapFor(facts: ResponseFacts, option: UsableOption, leadFactor: number): number {
  const { line, policy, disruption, z } = facts
  const leadTime = disruptedLeadTime(option, policy, disruption)
  return gapUnits(line, policy, disruption, leadTime.meanDays * leadFactor, z)
}

const impossible = (response: ResponseKind, reason: string): ImpossibleResponse => ({
  response,
  reason,
})
const nothingMissing = 'stock and inbound are enough until ordinary orders help again'

function switchResponse(facts: ResponseFacts): ResponseOption | ImpossibleResponse {
  const [best] = helpfulAlternatives(facts)
  if (best === undefined) return impossible('switch', 'no other supplier can deliver in time')
  if (facts.disruption.kind === 'tariff') return { ...nothingOf('switch'), ordinaryFrom: [best] }
  const askedUnits = gapFor(facts, best, 1)
  if (askedUnits === 0) return impossible('switch', nothingMissing)
  return purchased(facts, 'switch', [{ option: best, askedUnits, leadFactor: 1, premiumRate: 0 }])
}

/** Half of the gap from the best alternative; the rest from the second best, or left to the usual supplier. */
function splitResponse(facts: ResponseFacts): ResponseOption | ImpossibleResponse {
  const [best, second] = helpfulAlternatives(facts)
  if (best === undefined) return impossible('split', 'no other supplier can deliver in time')
  if (facts.disruption.kind === 'tariff') {
    return { ...nothingOf('split'), ordinaryFrom: [facts.line.primary, best] }
  }
  const gap = gapFor(facts, best, 1)
  if (gap === 0) return impossible('split', nothingMissing)
  const half = Math.ceil(gap / 2)
  const purchases = [{ option: best, askedUnits: half, leadFactor: 1, premiumRate: 0 }]
  const left = gap - (legalQuantity(best, half)?.units ?? 0)
  if (second !== undefined && left > 0) {
    purchases.push({ option: second, askedUnits: left, leadFactor: 1, premiumRate: 0 })
  }
  return purchased(facts, 'split', purchases)
}

/** Faster freight from the usual supplier, or from the best alternative while the usual one is down. */
function expediteResponse(facts: ResponseFacts): ResponseOption | ImpossibleResponse {
  const { line, disruption, assumptions } = facts
  if (disruption.kind === 'tariff') return impossible('expedite', 'speed does not change a tariff')
  // A supplier that can not make the goods can not be hurried either.
  const isDown = heldShareOf(disruption, line.primary.supplierCode) > 0
  const [alternative] = line.alternatives.toSorted(
    (a, b) =>
      disruptedUnitCost(facts, a, a.moqUnits) - disruptedUnitCost(facts, b, b.moqUnits) ||
      (a.supplierCode < b.supplierCode ? -1 : 1),
  )
  const option = isDown ? alternative : line.primary
  if (option === undefined) return impossible('expedite', 'no supplier that works can be hurried')
  const leadFactor = assumptions.expediteLeadTimeFactor
  const askedUnits = gapFor(facts, option, leadFactor)
  if (askedUnits === 0) return impossible('expedite', nothingMissing)
  const premiumRate = assumptions.expeditePremiumRate
  return purchased(facts, 'expedite', [{ option, askedUnits, leadFactor, premiumRate }])
}

function transferResponse(facts: ResponseFacts): ResponseOption | ImpossibleResponse {
  const { line, policy, disruption, assumptions, z } = facts
  if (disruption.kind === 'tariff')
    return impossible('transfer', 'a transfer does not change a tariff')
  const [nearest] = facts.transferable
  if (nearest === undefined) return impossible('transfer', 'no other location has units to spare')
  let left = gapUnits(line, policy, disruption, nearest.days, z)
  if (left === 0) return impossible('transfer', nothingMissing)
  const built = nothingOf('transfer')
  for (const offer of facts.transferable) {
    const units = Math.min(left, offer.units)
    if (units <= 0) break
    left -= units
    built.transfers.push({ ...offer, units })
    built.arrivals.push({ units, leadMeanDays: Math.max(1, offer.days), leadSdDays: 0 })
    built.premiumMinor += units * line.unitCostMinor * assumptions.transferCostRate
  }
  return built
}

const builders: [ResponseKind, (facts: ResponseFacts) => ResponseOption | ImpossibleResponse][] = [
  ['switch', switchResponse],
  ['split', splitResponse],
  ['expedite', expediteResponse],
  ['transfer', transferResponse],
]

function built(
  facts: ResponseFacts,
  [response, build]: (typeof builders)[number],
): ResponseOption | ImpossibleResponse {
  if (response !== 'transfer' && !facts.line.reorders) {
    return impossible(response, 'the item is not reordered')
  }
  const one = build(facts)
  const empty = 'orders' in one && one.arrivals.length === 0 && one.ordinaryFrom === null
  return empty ? impossible(response, 'the supplier allows no quantity that helps') : one
}

/** Every response to the disruption for one line, `accept` first; those that can not be taken tell why. */
export function responsesFor(facts: ResponseFacts): {
  possible: ResponseOption[]
  impossible: ImpossibleResponse[]
} {
  const others = builders.map((builder) => built(facts, builder))
  return {
    possible: [
      nothingOf('accept'),
      ...others.filter((one): one is ResponseOption => 'orders' in one),
    ],
    impossible: others.filter((one): one is ImpossibleResponse => 'reason' in one),
  }
}
