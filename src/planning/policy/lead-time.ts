// A lead time as a few whole numbers of days with weights, so that demand over it is a mixture.

import type { LeadTime, PlanningPolicy } from '../types.ts'
import {
  learnLeadTimeLaw,
  promisedLaw,
  type LeadTimeLaw,
  type LeadTimePoint,
} from './lead-time-law.ts'

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

/** What the learned mean and spread weigh beside the receipts themselves, as a number of receipts. */
const learnedWeight = 2

/** Splits weighted days into `binMiddles.length` bins of equal weight and takes the mean of each. */
function binned(points: { days: number; weight: number }[]): number[] {
  const sorted = points.toSorted((a, b) => a.days - b.days)
  const size = sorted.reduce((sum, { weight }) => sum + weight, 0) / binMiddles.length
  const sums = binMiddles.map(() => 0)
  let filled = 0
  for (const { days, weight } of sorted) {
    for (let left = weight; left > 1e-9 * size;) {
      const bin = Math.min(sums.length - 1, Math.floor(filled / size + 1e-9))
      const part = bin === sums.length - 1 ? left : Math.min(left, (bin + 1) * size - filled)
      sums[bin]! += days * part
      filled += part
      left -= part
    }
  }
  return sums.map((sum) => sum / size)
}

/**
 * Whole days with weights of one lead time: as the receipts came, softened by a variable of the learned mean and
 * spread, and stretched to exactly that mean. Without receipts that variable alone. Two ways of one supplier, six days
 * by air and forty by sea, stay two; a normal or gamma figure would know only the days between.
 */
export function arrivalPoints(leadTime: LeadTime, policy: PlanningPolicy): LeadTimePoint[] {
  const { meanDays, receipts = [] } = leadTime
  const known = leadTimePoints(meanDays, leadTimeSd(leadTime, policy))
  const seen = receipts.filter(({ weight }) => weight > 0)
  if (seen.length === 0 || meanDays <= 0) return known
  const softened = known.map(({ days, weight }) => ({ days, weight: weight * learnedWeight }))
  const bins = binned([...seen, ...softened])
  const mean = bins.reduce((sum, days) => sum + days, 0) / bins.length
  return mean > 0 ? spread(bins.map((days) => (days * meanDays) / mean)) : known
}

/** Chance of arrival by the day, and of never, of one order: the learned lead time as a promise, and what was seen. */
export function leadTimeLaw(leadTime: LeadTime, policy: PlanningPolicy): LeadTimeLaw {
  const { meanDays, sdDays, receipts = [], overdue = [] } = leadTime
  const assumed = Math.max(sdDays, policy.quotedLeadTimeCv * meanDays)
  return learnLeadTimeLaw(promisedLaw(leadTimePoints(meanDays, assumed)), learnedWeight, {
    arrived: receipts.map(({ days, weight }) => ({ afterPeriods: days, weight })),
    open: overdue.map(({ days, weight }) => ({ sincePeriods: days, weight })),
  })
}
