import { heldShareOf } from './disruption.ts'
import type { ResponseKind } from './disruption.ts'
import { exposureEndDays, gapUnits } from './exposure.ts'
import { disruptedLeadTime } from './line.ts'
import type { UsableOption } from './line.ts'
import { disruptedUnitCost, missingUnits, purchaseOf, withPurchases } from './purchases.ts'
import { nothingOf } from './response-option.ts'
import type {
  ImpossibleResponse,
  Purchase,
  ResponseFacts,
  ResponseOption,
} from './response-option.ts'

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

const plainTerms = { leadFactor: 1, premiumRate: 0 }

function bought(
  facts: ResponseFacts,
  response: ResponseKind,
  purchases: (Purchase | null)[],
): ResponseOption {
  const made = purchases.filter((one) => one !== null)
  return withPurchases(facts, nothingOf(response), made)
}

const impossible = (response: ResponseKind, reason: string): ImpossibleResponse => ({
  response,
  reason,
})
const nothingMissing = 'stock and inbound are enough until ordinary orders help again'

const nothingToBuy = (response: ResponseKind, missing: number | null) =>
  impossible(
    response,
    missing === null ? 'nothing that it brings would sell before it expires' : nothingMissing,
  )

function switchResponse(facts: ResponseFacts): ResponseOption | ImpossibleResponse {
  const [best] = helpfulAlternatives(facts)
  if (best === undefined) return impossible('switch', 'no other supplier can deliver in time')
  if (facts.disruption.kind === 'tariff') return { ...nothingOf('switch'), ordinaryFrom: [best] }
  const askedUnits = missingUnits(facts, best, 1)
  if (!askedUnits) return nothingToBuy('switch', askedUnits)
  return bought(facts, 'switch', [purchaseOf(facts, best, askedUnits, plainTerms)])
}

/** Half of the gap from the best alternative; the rest from the second best, or left to the usual supplier. */
function splitResponse(facts: ResponseFacts): ResponseOption | ImpossibleResponse {
  const [best, second] = helpfulAlternatives(facts)
  if (best === undefined) return impossible('split', 'no other supplier can deliver in time')
  if (facts.disruption.kind === 'tariff') {
    return { ...nothingOf('split'), ordinaryFrom: [facts.line.primary, best] }
  }
  const gap = missingUnits(facts, best, 1)
  if (!gap) return nothingToBuy('split', gap)
  const first = purchaseOf(facts, best, Math.ceil(gap / 2), plainTerms)
  const left = gap - (first?.units ?? 0)
  const rest = second === undefined ? null : purchaseOf(facts, second, left, plainTerms)
  return bought(facts, 'split', [first, rest])
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
  const askedUnits = missingUnits(facts, option, leadFactor)
  if (!askedUnits) return nothingToBuy('expedite', askedUnits)
  const terms = { leadFactor, premiumRate: assumptions.expeditePremiumRate }
  return bought(facts, 'expedite', [purchaseOf(facts, option, askedUnits, terms)])
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
