// What the chosen supplier can not deliver of a line is bought from another one, in the plan itself; and a line is shared
// out where another supplier is plainly cheaper for a part of it. The quantities are the exact cheapest ones.

import type { WaterfallStep } from '../reasons.ts'
import { splitOffer } from '../sourcing/split-proposal.ts'
import { splitAcrossSuppliers, type SplitOffer } from '../sourcing/supplier-split.ts'
import { longestLotDays } from '../sourcing/lot-size.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation, SupplierOption } from '../types.ts'
import { activeRules } from './human-rules.ts'
import { withOthersOnly, withParts, type BoughtPart } from './line-parts.ts'
import { sumOfSteps } from './need-steps.ts'
import { sharesOrder } from './order-sharing.ts'
import { arrivalOn, otherSuppliers, type OtherSupplier } from './other-suppliers.ts'
import { meanOverDays } from './projection.ts'
import { countedUnits } from './stock-position.ts'

/** A supplier that is ranked behind is plainly cheaper from here on: below it the rank of the first one is worth more. */
const plainlyCheaper = 0.05

/** The exact search is a table over units; a need beyond this is left to people. */
const searchedUnits = 200_000

/** Steps that make what is asked of the supplier a quantity that it delivers. */
const termCodes = new Set<WaterfallStep['code']>([
  'moq',
  'order_multiple',
  'maximum',
  'price_break',
  'pallet',
  'joint_order',
  'supplier_minimum',
  'container',
  'capacity',
  'supplier_split',
])
const stoppedCodes = new Set<WaterfallStep['code']>(['maximum', 'capacity'])
const largerCodes = new Set<WaterfallStep['code']>(['price_break', 'pallet'])

/** A line whose supplier is known, with the bounds of what may be bought of it. */
type Facts = {
  input: ItemLocationInput
  policy: PlanningPolicy
  line: Recommendation
  main: SupplierOption
  /** What was asked of the supplier, before its terms and limits. */
  askedUnits: number
  /** What its limits keep back of that. */
  missingUnits: number
  mostUnits: number
}

function askedUnits({ waterfall }: Recommendation): number {
  const first = waterfall.findIndex(({ code }) => termCodes.has(code))
  return sumOfSteps(first < 0 ? waterfall : waterfall.slice(0, first))
}

/** Units of all suppliers together at most: a rule, the shelf life, and what sells within a quarter beyond what is asked. */
function mostUnitsOf(input: ItemLocationInput, line: Recommendation, asked: number): number {
  const { position, forecast, protectionDays } = line
  const days = Math.max(1, Math.round(protectionDays ?? 1))
  const perDay = forecast ? meanOverDays(forecast, days) / days : 0
  const { maximum } = activeRules(input)
  const ruled = maximum ? maximum.units - (position?.draftedUnits ?? 0) : Infinity
  const shelfLife = input.item.shelfLifeDays
  const held = position ? countedUnits(position) : 0
  const kept = shelfLife === null ? Infinity : Math.floor(shelfLife * perDay) - held
  const lasting = asked + Math.max(asked - line.units, Math.floor(longestLotDays * perDay))
  return Math.min(ruled, Math.max(kept, asked), lasting)
}

function factsOf(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  line: Recommendation,
): Facts | null {
  const main = input.suppliers.find(({ supplierCode }) => supplierCode === line.supplierCode)
  if (main === undefined || line.position === null || activeRules(input).supplier) return null
  const asked = askedUnits(line)
  const stopped = -sumOfSteps(line.waterfall.filter(({ code }) => stoppedCodes.has(code)))
  const mostUnits = mostUnitsOf(input, line, asked)
  const missing = Math.min(asked - line.units, stopped, mostUnits - line.units)
  if (asked <= 0 || asked > searchedUnits) return null
  const missingUnits = Math.max(0, missing)
  return { input, policy, line, main, askedUnits: asked, missingUnits, mostUnits }
}

/** The others whose order of today is here by the arrival of an order that the chosen supplier gets so many days from now. */
function othersBy({ input, policy, line, main, mostUnits }: Facts, inDays: number) {
  return otherSuppliers(input, policy, line.position!, {
    mainCode: main.supplierCode,
    latestOn: arrivalOn(input, main, inDays),
    mostUnits,
  })
}

/** The exact cheapest way to get `units` from some offers; a unit too many is held for a quarter. */
function cheapest({ policy }: Facts, units: number, offers: SplitOffer[]) {
  const prices = offers.flatMap(({ tiers }) => tiers.map(({ unitPrice }) => unitPrice))
  return splitAcrossSuppliers({
    requiredUnits: units,
    offers,
    excessCost: (Math.max(0, Math.min(...prices)) * policy.holdingRate) / 4,
    maxShare: null,
  })
}

function boughtOf(others: OtherSupplier[], orders: { supplierCode: string; units: number }[]) {
  return orders.flatMap(({ supplierCode, units }): BoughtPart[] => {
    const other = others.find(({ option }) => option.supplierCode === supplierCode)
    return other ? [{ option: other.option, units, expectedOn: other.expectedOn }] : []
  })
}

const dearer = (price: number) => price * (1 + plainlyCheaper)

/** What an offer costs where another supplier is ranked before it. */
const ranked = (offer: SplitOffer): SplitOffer => ({
  ...offer,
  tiers: offer.tiers.map(({ minUnits, unitPrice, fixedCost = 0 }) => {
    return { minUnits, unitPrice: dearer(unitPrice), fixedCost: dearer(fixedCost) }
  }),
})

/**
 * The cheapest split among those that deliver as fast as the chosen supplier; null where that one is best alone. Where it
 * can not deliver all and another one alone is plainly cheaper, its own part is 0.
 */
function sharedOut(facts: Facts): { mainUnits: number; bought: BoughtPart[] } | null {
  const { input, policy, line, main, askedUnits: asked, missingUnits, mostUnits } = facts
  if (sharesOrder(main) || line.waterfall.some(({ code }) => largerCodes.has(code))) return null
  const others = othersBy(facts, 0)
  const own = splitOffer(input.baseCurrency, policy, main, line.units)
  if (others.length === 0 || !canPay(facts, own, others)) return null
  const required = missingUnits > 0 ? line.units + missingUnits : asked
  const found = cheapest(facts, required, [own, ...others.map(({ offer }) => ranked(offer))])
  if (found === null || found.totalUnits > mostUnits) return null
  const mine = found.orders.find(({ supplierCode }) => supplierCode === main.supplierCode)
  // Who delivers all is a matter of rank, not of price, as long as the first one can.
  const isSplit = mine ? found.orders.length > 1 : missingUnits > 0
  return isSplit ? { mainUnits: mine?.units ?? 0, bought: boughtOf(others, found.orders) } : null
}

/** What an order of the units costs beside its work. */
function costOf({ tiers, begun = [] }: SplitOffer, units: number): number {
  const { unitPrice, fixedCost = 0 } = tiers.findLast(({ minUnits }) => minUnits <= units)!
  const steps = begun.map(({ everyUnits, cost }) => Math.ceil(units / everyUnits) * cost)
  return steps.reduce((sum, cost) => sum + cost, units * unitPrice + fixedCost)
}

/** Whether a split can be cheaper at all: most lines have nobody who is cheap enough, and need no search. */
function canPay(facts: Facts, own: SplitOffer, others: OtherSupplier[]): boolean {
  const { line, missingUnits, askedUnits: asked } = facts
  const lowest = (offer: SplitOffer) => Math.min(...offer.tiers.map(({ unitPrice }) => unitPrice))
  const least = Math.min(lowest(own), ...others.map(({ offer }) => dearer(lowest(offer))))
  return missingUnits > 0 || asked * least < costOf(own, line.units)
}

/** What the chosen supplier can not deliver, from others whose order is here before its next one would be. */
function restOf(facts: Facts): BoughtPart[] {
  const { line, policy, missingUnits, mostUnits } = facts
  if (missingUnits === 0) return []
  const others = othersBy(facts, policy.reviewPeriodDays)
  if (others.length === 0) return []
  const found = cheapest(
    facts,
    missingUnits,
    others.map(({ offer }) => offer),
  )
  return found && line.units + found.totalUnits <= mostUnits ? boughtOf(others, found.orders) : []
}

/** Why the line is not bought from its supplier alone. */
function reasonOf({ line, main, missingUnits }: Facts): string {
  if (missingUnits === 0) {
    return `${main.supplierName} alone costs plainly more`
  }
  return line.waterfall.findLast(({ code }) => stoppedCodes.has(code))?.detail ?? ''
}

/**
 * A line that is on the list, with what other suppliers deliver of it: what the chosen one can not, or a part that is
 * plainly cheaper elsewhere. Unchanged where one supplier delivers all, where a rule names the supplier, and where nobody
 * else delivers in time. The steps still sum to the units.
 */
export function splitLine(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  line: Recommendation,
): Recommendation {
  const facts = line.decision === 'order' ? factsOf(input, policy, line) : null
  if (facts === null || input.suppliers.length < 2) return line
  const parted = { ...facts, reason: reasonOf(facts) }
  const shared = sharedOut(facts)
  if (shared?.mainUnits === 0) return withOthersOnly(parted, line, shared.bought)
  if (shared !== null) return withParts(parted, shared.mainUnits, shared.bought)
  const rest = restOf(facts)
  return rest.length === 0 ? line : withParts(parted, line.units, rest)
}

/**
 * A line of which its supplier can make nothing, as other suppliers deliver it, `planned` before that was known; `line`
 * itself where nobody does.
 */
export function handedOver(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  planned: Recommendation,
  line: Recommendation,
): Recommendation {
  const isStopped = line.units === 0 && line.waterfall.at(-1)?.code === 'capacity'
  const facts = isStopped && planned.units > 0 ? factsOf(input, policy, line) : null
  if (facts === null) return line
  const bought = restOf(facts)
  if (bought.length === 0) return line
  const handed = withOthersOnly({ ...facts, reason: reasonOf(facts) }, planned, bought)
  return { ...handed, insteadOf: facts.main.supplierCode }
}
