// What a line is planned for: so many cycles without a stockout, so many units from stock, or the least cost; and why.

import { formatRate } from '#render/figures.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy } from '../types.ts'
import { ruleLabel, type ActiveRules } from './human-rules.ts'
import { variabilityOf } from './segment.ts'

/** Cycles without a stockout, units served from stock, or whatever costs least. */
export type ServiceTargetKind = PlanningPolicy['serviceTarget']['A']

export type ServiceTarget = {
  kind: ServiceTargetKind
  /** 0..1: of cycles or of units; the starting point where cost decides. */
  level: number
  /** "class B, steady demand (X)": where the target comes from, for the line. */
  reason: string
}

const variabilityWords = { X: 'steady', Y: 'varying', Z: 'erratic' }

/**
 * The target of one line: a rule of a person first, then the level of its class of value and of variability, then the
 * one of its class of value. A rule names a level and leaves the kind as it is.
 */
export function serviceTargetOf(
  { item }: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast,
  rules: Pick<ActiveRules, 'serviceLevel'>,
): ServiceTarget {
  const { abcClass } = item
  const kind = policy.serviceTarget[abcClass]
  if (rules.serviceLevel) {
    const { level, rule } = rules.serviceLevel
    return { kind, level, reason: ruleLabel(rule) }
  }
  const xyz = variabilityOf(forecast, policy)
  const told = `class ${abcClass}, ${variabilityWords[xyz]} demand (${xyz})`
  const own = policy.serviceLevelByClass[`${abcClass}${xyz}`]
  if (own !== undefined) {
    return { kind, level: own, reason: `${told}, which the policy gives ${formatRate(own)}` }
  }
  return { kind, level: policy.cycleServiceLevel[abcClass], reason: told }
}
