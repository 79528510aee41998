// What to do with every open order line: the best repair of each, one after the other, each order kept above its minimum.

import { toDay } from '../calendar.ts'
import { lineTotalMinor } from '../money.ts'
import { unitPriceAt } from '../sourcing/landed-cost.ts'
import type { PlanningPolicy } from '../types.ts'
import { netMinor, repairRules } from './order-repair.ts'
import type { OrderRepair, RepairLine } from './order-repair.ts'
import { stockSchedule } from './stock-schedule.ts'
import { tooLate } from './too-late.ts'
import { tooMuch, unchanged } from './too-much.ts'
import type { Asked } from './too-much.ts'

/** The repair worth most beyond the work of a change, else the line as it is. */
function best(asked: Asked, repairs: OrderRepair[]): OrderRepair {
  const [first] = repairs.toSorted((a, b) => netMinor(b) - netMinor(a))
  const pays = first !== undefined && netMinor(first) > asked.rules.changeCostMinor
  return pays ? first : unchanged(asked)
}

/** Repairs of one planned line: what is too much from the last delivery back, then what is too late from the first on. */
function repairsOf(line: RepairLine, policy: PlanningPolicy): OrderRepair[] {
  const { input, recommendation } = line
  const { position, forecast } = recommendation
  if (position === null || forecast === null) return []
  const schedule = stockSchedule(input, position, forecast)
  const rules = repairRules(policy)
  const today = toDay(input.asOf)
  const repairs = new Map<number, OrderRepair>()
  const arrivals = [...schedule.arrivals]
  const decide = (index: number, of: (asked: Asked) => OrderRepair[]) => {
    const arrival = arrivals[index]!
    const option = input.suppliers.find(
      ({ supplierCode }) => supplierCode === arrival.line.supplierCode,
    )
    if (option === undefined) return
    const asked = { line, policy, rules, option, schedule, arrivals, arrival }
    const repair = best(asked, of(asked))
    repairs.set(index, repair)
    const day = repair.action === 'keep' ? arrival.day : toDay(repair.toOn) - today - 1
    arrivals[index] = { ...arrival, units: repair.toUnits, day }
  }
  for (let index = arrivals.length - 1; index >= 0; index -= 1) decide(index, tooMuch)
  for (const index of arrivals.keys()) {
    if (repairs.get(index)?.action === 'keep') decide(index, tooLate)
  }
  return [...repairs.entries()].toSorted(([a], [b]) => a - b).map(([, repair]) => repair)
}

const orderOf = ({ orderNumber }: OrderRepair) => orderNumber

/** Goods of a line at the supplier's present price, minor units of its currency. */
function goodsMinor(line: RepairLine, repair: OrderRepair, units: number): number {
  const option = line.input.suppliers.find(
    ({ supplierCode }) => supplierCode === repair.supplierCode,
  )
  if (option === undefined || units <= 0) return 0
  return lineTotalMinor(unitPriceAt(option, units), units, option.currencyDigits)
}

/** Takes back cuts of an order that would leave it below the supplier's minimum, unless nothing of it stays. */
function aboveMinimum(found: { line: RepairLine; repair: OrderRepair }[]): OrderRepair[] {
  const goods = (units: (repair: OrderRepair) => number) =>
    found.reduce((sum, { line, repair }) => sum + goodsMinor(line, repair, units(repair)), 0)
  const [first] = found
  const option = first?.line.input.suppliers.find(
    ({ supplierCode }) => supplierCode === first.repair.supplierCode,
  )
  const minimum = Math.min(
    option?.minimumOrderMinor ?? 0,
    goods(({ openUnits }) => openUnits),
  )
  const stays = goods(({ toUnits }) => toUnits)
  if (stays === 0 || stays >= minimum) return found.map(({ repair }) => repair)
  return found.map(({ repair }) =>
    repair.action === 'cut' || repair.action === 'cancel'
      ? {
          ...repair,
          action: 'keep',
          toUnits: repair.openUnits,
          savesMinor: 0,
          costMinor: 0,
          reason: 'less would leave the order below the minimum of the supplier',
        }
      : repair,
  )
}

/**
 * What to do with every approved order line that has a date to come: keep, cut, cancel, postpone, pull in or expedite,
 * with what it saves and costs. Cuts leave a legal quantity and an order above the supplier's minimum; goods in transit
 * are left alone. In the order of the lines, then of the dates.
 */
export function repairOpenOrders(lines: RepairLine[], policy: PlanningPolicy): OrderRepair[] {
  const found = lines.flatMap((line) => repairsOf(line, policy).map((repair) => ({ line, repair })))
  const kept = new Map<OrderRepair, OrderRepair>()
  for (const order of Map.groupBy(found, ({ repair }) => orderOf(repair)).values()) {
    const after = aboveMinimum(order)
    for (const [index, { repair }] of order.entries()) kept.set(repair, after[index]!)
  }
  return found.map(({ repair }) => kept.get(repair) ?? repair)
}
