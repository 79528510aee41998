// The same need is not ordered twice: an equal draft is found again, a nearly equal order is refused.

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

/** Days within which a second, nearly equal order for one supplier and place is taken for a mistake. */
export const duplicateWindowDays = 7
/** Shared items over all items of the two orders from which on they count as nearly equal. */
const nearShare = 0.5
/** Units of a shared item may differ by this fraction and still count as the same need. */
const nearUnits = 0.2

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

/** A live order of the last seven days that asks for nearly the same (half the items, units within 20 %), or null. */
export function nearDuplicate<Live extends LiveOrder>(
  wanted: OrderShape,
  live: readonly Live[],
): Live | null {
  const units = new Map(wanted.lines.map((line) => [line.sku, line.units]))
  return (
    live.find((order) => {
      if (!samePlace(wanted, order) || order.ageDays > duplicateWindowDays) return false
      const alike = order.lines.filter((line) => {
        const asked = units.get(line.sku)
        return (
          asked !== undefined &&
          Math.abs(line.units - asked) <= nearUnits * Math.max(line.units, asked)
        )
      }).length
      const together = new Set([...units.keys(), ...order.lines.map((line) => line.sku)]).size
      return alike / together >= nearShare
    }) ?? null
  )
}
