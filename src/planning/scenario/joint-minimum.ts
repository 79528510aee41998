// The minimum order value of a supplier holds for an order: lines of one location that respond alike at one supplier
// reach it together, topped up by the rule of the planner (policy/supplier-minimum.ts).

import { formatMoney } from '#render/figures.ts'
import { goodsMinor, mostTopUpUnits, topUp, type MinimumLine } from '../policy/supplier-minimum.ts'
import type { SupplierOption } from '../types.ts'
import type { UsableOption } from './line.ts'
import { heldUnits, limitUnitsNow, withPurchases } from './purchases.ts'
import type { ResponseFacts, ResponseOption } from './response-option.ts'

/** The responses of one line that can be taken. */
export type PossibleResponses = { facts: ResponseFacts; possible: ResponseOption[] }

/** A line of a joint order: the response it belongs to, and which of its purchases it is; -1 = an ordinary order. */
type Member = {
  facts: ResponseFacts
  response: ResponseOption
  purchase: number
  option: UsableOption
}

function membersOf({ facts, possible }: PossibleResponses): Member[] {
  return possible.flatMap((response) => [
    ...response.purchases.map(({ option }, purchase) => ({ facts, response, purchase, option })),
    ...(response.ordinaryFrom ?? [])
      .filter((option) => option !== facts.line.primary)
      .map((option) => ({ facts, response, purchase: -1, option })),
  ])
}

const orderOf = ({ facts, response, option }: Member) =>
  JSON.stringify([response.response, option.supplierCode, facts.line.input.locationCode])

/** Mean units a day while the goods of an order of today are what is sold. */
function perDayUnits({ line, policy }: ResponseFacts, option: UsableOption): number {
  const sums = line.disruptedCumulative
  const days = Math.max(1, Math.round(option.leadTime.meanDays + policy.reviewPeriodDays))
  const until = Math.min(sums.length - 1, days)
  return sums[until]! / Math.max(1, until)
}

/** A purchase as it stands; an ordinary order as what it is on average: the demand of one review. */
function minimumLine({ facts, response, purchase, option }: Member): MinimumLine {
  const { line, policy } = facts
  const perDay = perDayUnits(facts, option)
  const usual = Math.max(1, Math.round(perDay * policy.reviewPeriodDays))
  const own = {
    units: response.purchases[purchase]?.units ?? usual,
    heldUnits: heldUnits(line),
    perDayUnits: perDay,
  }
  const most = mostTopUpUnits(line.input.item.shelfLifeDays, limitUnitsNow(line, option), own)
  return { input: line.input, option, ...own, mostUnits: most }
}

function terms(option: SupplierOption, totalMinor: number) {
  const minimum = formatMoney(option.minimumOrderMinor, option.currency)
  return { minimum, total: formatMoney(totalMinor, option.currency), name: option.supplierName }
}

/** The response with one purchase of other units and what is to be said of it. */
function changed({ facts, response, purchase }: Member, units: number, note: string): void {
  const purchases = response.purchases.map((one, at) => (at === purchase ? { ...one, units } : one))
  Object.assign(response, withPurchases(facts, response, purchases), {
    notes: [...response.notes, note],
  })
}

function meetOne(members: Member[]): void {
  const [first] = members
  if (first === undefined) return
  const { option, facts } = first
  const lines = members.map(minimumLine)
  const units = lines.map((one) => one.units)
  const totalMinor = goodsMinor(lines, units, facts.policy)
  if (totalMinor >= option.minimumOrderMinor) return
  const { minimum, total, name } = terms(option, totalMinor)
  if (first.purchase < 0) {
    const note = `${name} takes orders from ${minimum}; a review of ${total} on average does not reach it, so orders wait or grow.`
    for (const { response } of members) response.notes = [...response.notes, note]
    return
  }
  const raised = topUp(lines, option.minimumOrderMinor, facts.policy)
  const note =
    raised === null
      ? `${name} takes orders from ${minimum}; this one comes to ${total}, and half a year of stock does not reach it. Ask for an exception.`
      : `Raised to the minimum order of ${name}, ${minimum}; without it the order is ${total}.`
  for (const [index, member] of members.entries()) {
    changed(member, raised?.[index] ?? units[index]!, note)
  }
}

/**
 * Raises what responses buy today to the minimum order of each supplier, as the planner raises an urgent order; what can
 * not reach it stays as it is and says so. The responses are changed in place; where no supplier states a minimum
 * nothing is.
 */
export function meetSupplierMinimums(responses: readonly PossibleResponses[]): void {
  const members = responses.flatMap(membersOf).filter(({ option }) => option.minimumOrderMinor > 0)
  for (const together of Map.groupBy(members, orderOf).values()) meetOne(together)
}
