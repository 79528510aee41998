import type { KpiLine } from '#planning/watch/kpi-facts.ts'

/** Days of demand on hand beyond which stock is excess, and days without a sale after which it is dead. */
export const excessCoverDays = 180
export const deadAfterDays = 180
/** Days of sales that the pace of a line is read from. */
export const paceDays = 90

/** Units on hand beyond the cover at the pace of the window, and their landed cost (base currency, null = unknown). */
export function excessOf(
  line: KpiLine,
): { excessUnits: number; excessMinor: number | null } | null {
  if (line.onHandUnits === null || line.window === null) return null
  const perDay = line.window.soldUnits / line.window.days
  const excessUnits = Math.floor(Math.max(0, line.onHandUnits - perDay * excessCoverDays))
  const excessMinor =
    line.unitCostMinor === null ? null : Math.floor(excessUnits * line.unitCostMinor + 0.5)
  return { excessUnits, excessMinor }
}
