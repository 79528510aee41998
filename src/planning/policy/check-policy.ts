// Reads a planning policy that somebody typed: every fault with its place and what is allowed; nothing is guessed.
import { QuartermasterError } from '#root/errors.ts'
import type { PlanningPolicy } from '../types.ts'

const classes = ['A', 'B', 'C']
const pairs = classes.flatMap((abc) => ['X', 'Y', 'Z'].map((xyz) => `${abc}${xyz}`))

type Rule = { allowed: string; holds: (value: unknown) => boolean }

const whole = (least: number, most: number): Rule => ({
  allowed: `a whole number from ${least} to ${most}`,
  holds: (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
})
const from = (least: number, most: number): Rule => ({
  allowed: `a number from ${least} to ${most}`,
  holds: (value) => typeof value === 'number' && value >= least && value <= most,
})
const word = (...words: string[]): Rule => ({
  allowed: words.join(' or '),
  holds: (value) => words.includes(value as string),
})
/** A value for each key; `some` = keys may be missing. */
const each = (keys: string[], rule: Rule, some = false): Rule => ({
  allowed: `for ${keys.join(', ')}: ${rule.allowed}`,
  holds(value) {
    if (typeof value !== 'object' || value === null) return false
    const entries = Object.entries(value)
    return (
      (some || entries.length === keys.length) &&
      entries.every(([key, one]) => keys.includes(key) && rule.holds(one))
    )
  },
})

const rules: Record<keyof PlanningPolicy, Rule> = {
  reviewPeriodDays: whole(1, 91),
  cycleServiceLevel: each(classes, from(0.5, 0.9999)),
  serviceTarget: each(classes, word('cycle', 'fill', 'cost')),
  unmetDemand: each(classes, word('backordered', 'lost'), true),
  serviceLevelByClass: each(pairs, from(0.5, 0.9999), true),
  variabilityLimits: each(['X', 'Y'], from(0, 10)),
  holdingRate: from(0, 5),
  orderCostMinor: whole(0, 10_000_000),
  staleStockDays: whole(0, 366),
  staleDemandDays: whole(0, 366),
  minimumHistoryDays: whole(1, 1_000),
  costOutlierRatio: from(1, 1_000),
  quotedLeadTimeCv: from(0, 5),
  longTailUnitsPerDay: from(0, 1_000_000),
  horizonDays: whole(0, 366),
}

/** The planning policy that plain data holds. Throws 'invalid' naming every field that can not be used. */
export function readPlanningPolicy(value: Record<string, unknown>): PlanningPolicy {
  const unknown = Object.keys(value)
    .filter((field) => !Object.hasOwn(rules, field))
    .map((field) => `${field.slice(0, 40)} is not a field of it`)
  const wrong = Object.entries(rules).flatMap(([field, { allowed, holds }]) => {
    const given = value[field]
    if (holds(given) || (field === 'unmetDemand' && given === undefined)) return []
    return [
      `${field} is ${JSON.stringify(given)?.slice(0, 60) ?? 'missing'}; it must be ${allowed}`,
    ]
  })
  const faults = [...unknown, ...wrong]
  const policy = value as PlanningPolicy
  if (faults.length === 0 && policy.variabilityLimits.X > policy.variabilityLimits.Y) {
    faults.push('variabilityLimits has X above Y')
  }
  if (faults.length === 0) return policy
  throw new QuartermasterError(
    'invalid',
    `The planning policy can not be used: ${faults.join('; ')}.`,
    'Correct these fields; everything else stays as it is.',
  )
}
