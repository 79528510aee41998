// Overdue orders: what is late may never come, and the later the less likely it does.

import { daysBetween } from '../calendar.ts'
import type { ItemLocationInput, OpenOrderLine, PlanningPolicy } from '../types.ts'
import { chanceLost } from './lead-time-law.ts'
import { leadTimeLaw } from './lead-time.ts'
import { isLate, isOnOrder } from './projection.ts'

/**
 * Chance (0..1) that an open order line never comes; 0 for what is not late, and where nobody knows a lead time. The
 * promised day stands for the mean lead time, so that a line is judged by how late it is and not by how far it was.
 */
export function lostChanceOf(
  line: OpenOrderLine,
  { asOf, suppliers }: ItemLocationInput,
  policy: PlanningPolicy,
): number {
  if (line.expectedOn === null || !isLate(line, asOf)) return 0
  const option = suppliers.find(({ supplierCode }) => supplierCode === line.supplierCode)
  if (!option?.leadTime) return 0
  const lateDays = daysBetween(line.expectedOn, asOf)
  return chanceLost(
    leadTimeLaw(option.leadTime, policy),
    Math.round(option.leadTime.meanDays) + lateDays,
  )
}

/** Units of overdue orders that will likely never come, whole: expected ones, rounded once for the line. */
export function writtenDownUnits(input: ItemLocationInput, policy: PlanningPolicy): number {
  const lost = input.openOrders
    .filter(isOnOrder)
    .reduce((sum, line) => sum + line.openUnits * lostChanceOf(line, input, policy), 0)
  return Math.round(lost)
}
