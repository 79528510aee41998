// Dated rules of people: read once, applied after the arithmetic, each a step of its own.

import type { ItemLocationInput, PlanningRule } from '../types.ts'

export type ActiveRules = {
  doNotOrder: PlanningRule | null
  minimum: { units: number; rule: PlanningRule } | null
  maximum: { units: number; rule: PlanningRule } | null
  /** Order up to the target when fewer than the minimum are there. */
  minMax: { minUnits: number; targetUnits: number; rule: PlanningRule } | null
  supplier: PlanningRule | null
  serviceLevel: { level: number; rule: PlanningRule } | null
}

function wholeUnits(rule: PlanningRule): number | null {
  return /^\d{1,9}$/.test(rule.value.trim()) ? Number(rule.value) : null
}

/** "20/60" to a minimum of 20 and a target of 60; null for anything else and for a target below the minimum. */
function minMax(rule: PlanningRule): { minUnits: number; targetUnits: number } | null {
  const match = /^\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(rule.value)
  const [minUnits, targetUnits] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)]
  return minUnits > 0 && targetUnits >= minUnits ? { minUnits, targetUnits } : null
}

/** "0.98", "98" and "98 %" to .98; null outside 50 % to 99.99 %. */
function serviceLevel(rule: PlanningRule): number | null {
  const match = /^(\d{1,2}(?:\.\d+)?|0?\.\d+)\s*%?$/.exec(rule.value.trim())
  if (!match) return null
  const figure = Number(match[1])
  const level = figure > 1 ? figure / 100 : figure
  return level >= 0.5 && level <= 0.9999 ? level : null
}

const unread = (rule: PlanningRule): PlanningRule => ({
  ...rule,
  kind: 'do_not_order',
  reason: `its value "${rule.value.slice(0, 40)}" cannot be read, so nothing is ordered until it is mended`,
})

/**
 * The rules in force on the as-of day. Of two rules of one kind the one that began last holds (then the higher id);
 * a rule whose value cannot be read stops the order, because leaving it out would be a silent default.
 */
export function activeRules(input: ItemLocationInput): ActiveRules {
  const found: ActiveRules = {
    doNotOrder: null,
    minimum: null,
    maximum: null,
    minMax: null,
    supplier: null,
    serviceLevel: null,
  }
  const inForce = input.rules
    .filter((rule) => rule.startsOn <= input.asOf && (rule.endsOn ?? '9999') >= input.asOf)
    .toSorted((a, b) => (a.startsOn + a.ruleId < b.startsOn + b.ruleId ? -1 : 1))
  for (const rule of inForce) {
    if (!takeRule(found, rule)) found.doNotOrder = unread(rule)
  }
  return found
}

/** Puts a rule in its place; false where its value cannot be read. */
function takeRule(found: ActiveRules, rule: PlanningRule): boolean {
  const { kind } = rule
  if (kind === 'do_not_order') found.doNotOrder = rule
  else if (kind === 'supplier') found.supplier = rule
  else if (kind === 'min_max') {
    const both = minMax(rule)
    if (both !== null) found.minMax = { ...both, rule }
    return both !== null
  } else if (kind === 'service_level') {
    const level = serviceLevel(rule)
    if (level !== null) found.serviceLevel = { level, rule }
    return level !== null
  } else {
    const units = wholeUnits(rule)
    if (units !== null) found[kind === 'minimum_units' ? 'minimum' : 'maximum'] = { units, rule }
    return units !== null
  }
  return true
}

/** "Rule R7 of Ada: trial only", for labels and reasons. */
export function ruleLabel(rule: PlanningRule): string {
  return `Rule ${rule.ruleId} of ${rule.madeBy}: ${rule.reason}`
}
