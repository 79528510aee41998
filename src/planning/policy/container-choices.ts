import { unitsPerContainer } from '../sourcing/landed-cost.ts'
import { legalQuantity } from '../sourcing/legal-quantity.ts'
import { longestLotDays, lotGain } from '../sourcing/lot-size.ts'
import type { PlanningPolicy } from '../types.ts'
import type { ContainerSpace } from './container-space.ts'
import { activeRules } from './human-rules.ts'
import { orderLimit } from './order-limits.ts'
import { lotFacts } from './price-break.ts'
import { meanOverDays } from './projection.ts'
import { countedUnits } from './stock-position.ts'
import type { OrderLine } from './supplier-minimum.ts'

/**
 * One quantity of a line: the space that it takes, and what it costs against the quantity of the plan, in whole minor
 * units of the base currency, below zero where it costs less.
 */
export type ContainerChoice = { units: number; space: number; costMinor: number }

/** Quantities of a line that are looked at, besides those that fill pallets. */
const looked = 100

/** Legal quantities above `least` up to `most`, not too many, and those that fill whole pallets. */
function legalUnits({ option }: OrderLine, least: number, most: number): number[] {
  const { orderMultipleUnits: multiple, palletUnits } = option
  const first = legalQuantity({ ...option, maximumUnits: null }, Math.max(1, least))?.units
  if (first === undefined || first > most) return []
  const last = Math.floor(most / multiple) * multiple
  const stride = Math.max(1, Math.ceil((most - first) / multiple / looked)) * multiple
  const found = new Set([last])
  for (let units = first; units <= most; units += stride) found.add(units)
  const pallets = palletUnits ? Math.min(looked, Math.floor(most / palletUnits)) : 0
  for (let count = 1; count <= pallets; count += 1) {
    const units = Math.floor((count * palletUnits!) / multiple) * multiple
    if (units >= first) found.add(units)
  }
  return [...found].toSorted((a, b) => a - b)
}

/**
 * The quantities of a line that fill containers ('more') or make room ('less'), its own first. More is bought only within
 * what is spare of the containers and of the supplier's week, limits, shelf life and a quarter ahead; less only down to where the line would be due again, or all of it where waiting
 * until the next review is possible and its cost known.
 */
export function containerChoices(
  one: OrderLine,
  policy: PlanningPolicy,
  space: ContainerSpace,
  way: 'more' | 'less',
  spare: { containers: number; units: number },
): ContainerChoice[] {
  const { input, option, line } = one
  const from = line.units
  const stay: ContainerChoice = { units: from, space: space.of(one, from), costMinor: 0 }
  const days = Math.max(1, Math.round(line.protectionDays ?? 1))
  const perDay = line.forecast ? meanOverDays(line.forecast, days) / days : 0
  const rules = activeRules(input)
  const { position, reorderPointUnits } = line
  if (perDay <= 0 || position === null || reorderPointUnits === null || rules.minMax) return [stay]
  const counted = countedUnits(position)
  // What is sold before the line is due again.
  const sold = Math.max(0, counted + from - reorderPointUnits)
  const facts = lotFacts(input, policy, perDay)
  const costOf = (units: number) => {
    const { savesMinor, carryingMinor } = lotGain(option, facts, from, units, from - sold)
    return Math.round(carryingMinor - savesMinor + (from === 0 ? policy.orderCostMinor : 0))
  }
  const choice = (units: number): ContainerChoice => {
    return { units, space: space.of(one, units), costMinor: costOf(units) }
  }
  if (way === 'more') {
    const limit = orderLimit(input, option, position, rules).units ?? Infinity
    const shelfLife = input.item.shelfLifeDays
    const kept = shelfLife === null ? Infinity : Math.floor(shelfLife * perDay) - counted
    const ahead = from + Math.floor(longestLotDays * perDay - sold)
    const room = spare.containers * (unitsPerContainer(option) ?? 0) + (option.palletUnits ?? 0)
    const most = Math.min(limit, kept, ahead, from + Math.ceil(room), from + spare.units)
    return [stay, ...legalUnits(one, from + 1, most).map(choice)]
  }
  const least = Math.max(reorderPointUnits - counted + 1, rules.minimum?.units ?? 0)
  const fewer = legalUnits(one, least, from - 1).map(choice)
  const { costOfWaitingMinor: waiting, urgency } = line
  const canWait = from > 0 && waiting !== null && urgency !== 'overdue' && urgency !== 'now'
  const nothing = { units: 0, space: 0, costMinor: waiting ?? 0 }
  return [stay, ...fewer, ...(canWait && !rules.minimum ? [nothing] : [])]
}
