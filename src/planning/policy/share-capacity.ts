import { formatCount } from '#render/figures.ts'
import type { PlanningPolicy, Recommendation } from '../types.ts'
import { budgetOptions } from './budget-plan.ts'
import { chooseWithin } from './budget-search.ts'
import { step } from './need-steps.ts'
import { orderCost } from './order-cost.ts'
import type { OrderLine } from './supplier-minimum.ts'

/** Quantities of a line that are looked at. */
const looked = 200

/** Units that a supplier can make for one order: what it makes until the next review; null = no limit is known. */
export function capacityUnits(unitsPerWeek: number | null | undefined, policy: PlanningPolicy) {
  if (unitsPerWeek === null || unitsPerWeek === undefined) return null
  return Math.floor((unitsPerWeek * Math.max(7, policy.reviewPeriodDays)) / 7)
}

/**
 * The lines of one supplier within what it can make of all items together: the quantities that save most margin until
 * the next review, drafts of the same supplier counted. Unchanged where everything can be made.
 */
export function shareCapacity(lines: OrderLine[], policy: PlanningPolicy): Recommendation[] {
  const unchanged = lines.map(({ line }) => line)
  const option = lines[0]?.option
  const most = capacityUnits(option?.supplierCapacityUnitsPerWeek, policy)
  const due = lines.filter(({ line }) => line.decision === 'order')
  const asked = due.reduce((sum, { line }) => sum + line.units, 0)
  if (option === undefined || most === null || asked <= most) return unchanged
  const options = due.map((one) =>
    budgetOptions(one, one.option, policy, looked).map((each) => ({
      ...each,
      costMinor: each.units,
    })),
  )
  const found = chooseWithin([{ lines: options, fixedMinor: 0, minimumGoodsMinor: 0 }], most)
  const units = new Map(due.map((one, index) => [one, found.chosen[0]![index]?.units ?? 0]))
  const detail = `${option.supplierName} makes at most ${formatCount(most)} units of all items; ${formatCount(asked)} are needed`
  return lines.map((one) => {
    const count = units.get(one)
    if (count === undefined || count === one.line.units) return one.line
    const { input, line } = one
    const taken = step('capacity', 'Capacity of the supplier', count - line.units, detail)
    const waterfall = [...line.waterfall, taken]
    const warnings = [...line.warnings, `${detail}.`]
    if (count > 0) {
      return {
        ...line,
        units: count,
        ...orderCost(input, policy, one.option, count, 1),
        waterfall,
        warnings,
      }
    }
    return {
      ...line,
      decision: 'not_planned',
      units: 0,
      unitPrice: null,
      lineTotalMinor: null,
      landedCostMinor: null,
      urgency: 'none',
      costOfWaitingMinor: null,
      waterfall,
      warnings,
      whyNot: line.position && {
        inventoryPositionUnits: line.position.inventoryPositionUnits,
        reorderPointUnits: line.reorderPointUnits ?? 0,
        dueOn: input.asOf,
      },
    }
  })
}
