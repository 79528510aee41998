// The same need is not ordered twice: an equal draft is found again, a nearly equal order is refused.

import { defaultPolicy } from './policy.ts'
import type { DuplicateRule } from './policy.ts'

export type OrderShape = {
  supplierCode: string
  locationCode: string
  lines: { sku: string; units: number }[]
}

export type LiveOrder = OrderShape & {
  number: string
  state: string
  createdOn: string
  ageDays: number
}

/** Units asked per item: an item on two lines is one need. */
export function unitsBySku(order: {
  lines: readonly { sku: string; units: number }[]
}): Map<string, number> {
  const units = new Map<string, number>()
  for (const line of order.lines) units.set(line.sku, (units.get(line.sku) ?? 0) + line.units)
  return units
}

const samePlace = (a: OrderShape, b: OrderShape) =>
  a.supplierCode === b.supplierCode && a.locationCode === b.locationCode

/** The live order with exactly these items and units, or null. */
export function sameOrder<Live extends LiveOrder>(
  wanted: OrderShape,
  live: readonly Live[],
): Live | null {
  const units = new Map(wanted.lines.map((line) => [line.sku, line.units]))
  return (
    live.find(
      (order) =>
        samePlace(wanted, order) &&
        order.lines.length === wanted.lines.length &&
        order.lines.every((line) => units.get(line.sku) === line.units),
    ) ?? null
  )
}

/**
 * A live order of the last days that asks for nearly the same, or null: enough of the items, units alike. How many days,
 * items and units is the shop's policy (a week, half the items, 20 % unless it decided otherwise).
 */
export function nearDuplicate<Live extends LiveOrder>(
  wanted: OrderShape,
  live: readonly Live[],
  rule: DuplicateRule = defaultPolicy.duplicates,
): Live | null {
  const wantedUnits = unitsBySku(wanted)
  return (
    live.find((order) => {
      if (!samePlace(wanted, order) || order.ageDays > rule.windowDays) return false
      const orderedUnits = unitsBySku(order)
      const alike = [...orderedUnits].filter(([sku, units]) => {
        const asked = wantedUnits.get(sku)
        return (
          asked !== undefined && Math.abs(units - asked) <= rule.unitsRate * Math.max(units, asked)
        )
      }).length
      const together = new Set([...wantedUnits.keys(), ...orderedUnits.keys()]).size
      return alike / together >= rule.sharedItemsRate
    }) ?? null
  )
}
