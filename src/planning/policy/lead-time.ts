// A lead time as a few whole numbers of days with weights, so that demand over it is a mixture.

import type { LeadTime, PlanningPolicy } from '../types.ts'

export type LeadTimePoint = { days: number; weight: number }

/** Standard normal quantiles in the middle of twelve bins of equal probability. */
const binMiddles = [
  -1.731664, -1.150349, -0.812218, -0.548522, -0.318639, -0.104633, 0.104633, 0.318639, 0.548522,
  0.812218, 1.150349, 1.731664,
]

/**
 * Spread of the lead time in days: what receipts showed; for a supplier's own word at least the fraction of the mean
 * that the policy assumes.
 */
export function leadTimeSd(leadTime: LeadTime, policy: PlanningPolicy): number {
  const assumed = leadTime.observations === 0 ? policy.quotedLeadTimeCv * leadTime.meanDays : 0
  return Math.max(leadTime.sdDays, assumed)
}

/** Splits a point between two whole days so that the mean stays exact and a longer lead time is never less risk. */
function spread(points: number[]): LeadTimePoint[] {
  const weights = new Map<number, number>()
  const add = (days: number, weight: number) => {
    if (weight > 0) weights.set(days, (weights.get(days) ?? 0) + weight)
  }
  for (const point of points) {
    const whole = Math.floor(point)
    add(whole, (1 - (point - whole)) / points.length)
    add(whole + 1, (point - whole) / points.length)
  }
  return [...weights]
    .map(([days, weight]) => ({ days, weight }))
    .toSorted((a, b) => a.days - b.days)
}

/**
 * Whole days with weights that keep mean and standard deviation (days) of a right-skewed lead time: twelve bins of a
 * gamma variable by Wilson & Hilferty (1931), PNAS 17, stretched back to the exact moments, none below zero.
 */
export function leadTimePoints(meanDays: number, sdDays: number): LeadTimePoint[] {
  if (sdDays < 0.05 || meanDays <= 0) return spread([Math.max(0, meanDays)])
  const shape = Math.max(1, (meanDays / sdDays) ** 2)
  const ninth = 1 / (9 * shape)
  const raw = binMiddles.map((z) => (1 - ninth + z * Math.sqrt(ninth)) ** 3)
  const mean = raw.reduce((sum, point) => sum + point, 0) / raw.length
  const sd = Math.sqrt(raw.reduce((sum, point) => sum + (point - mean) ** 2, 0) / raw.length)
  const stretched = raw.map((point) => Math.max(0, meanDays + ((point - mean) * sdDays) / sd))
  const kept = stretched.reduce((sum, point) => sum + point, 0) / stretched.length
  return spread(stretched.map((point) => (point * meanDays) / kept))
}
