import { toDay, toIso } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'

/**
 * Stock at the end of each day from `asOf`, in units: today's, less the mean demand of the period spread over its
 * days, plus what arrives on its expected day; never below zero. Goods without a date, or late, do not count.
 */
export function projectedStock(input: {
  asOf: IsoDate
  units: number
  periodDays: number
  demand: { startsOn: IsoDate; meanUnits: number }[]
  inbound: { units: number; expectedOn: IsoDate | null }[]
}): { on: IsoDate; units: number }[] {
  const today = toDay(input.asOf)
  const arrivals = new Map<number, number>()
  for (const { units, expectedOn } of input.inbound) {
    if (expectedOn === null) continue
    const day = toDay(expectedOn)
    arrivals.set(day, (arrivals.get(day) ?? 0) + units)
  }
  const points = [{ on: input.asOf, units: Math.max(0, input.units) }]
  let stock = Math.max(0, input.units)
  for (const period of input.demand) {
    const start = toDay(period.startsOn)
    for (let day = Math.max(start, today + 1); day < start + input.periodDays; day++) {
      stock = Math.max(0, stock + (arrivals.get(day) ?? 0) - period.meanUnits / input.periodDays)
      points.push({ on: toIso(day), units: stock })
    }
  }
  return points
}
