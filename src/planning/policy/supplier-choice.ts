// Who is ordered from: the best preferred rank that can deliver, and the sentence that says so.

import { formatDate, formatNumber, formatPrice } from '#render/figures.ts'
import type { ItemLocationInput, SupplierOption } from '../types.ts'
import { ruleLabel, type ActiveRules } from './human-rules.ts'

export type SupplierChoice = {
  /** Null: no active supplier with a valid price. Its lead time may still be missing. */
  option: SupplierOption | null
  reason: string
  warnings: string[]
}

/** Why nobody may buy from an option on the as-of day, as the end of a sentence; null = an active one, price valid. */
export function approvalObstacle(option: SupplierOption, asOf: string): string | null {
  if (option.status !== 'active') return `is ${option.status}`
  if (option.validUntil !== null && option.validUntil < asOf) {
    return `has a price that ended on ${formatDate(option.validUntil)}`
  }
  return null
}

/** Suppliers that deliver nothing now, by code, each with the end of the sentence that says why. */
export type PassedOver = ReadonlyMap<string, string>

const nobodyPassed: PassedOver = new Map()

function obstacleOf(option: SupplierOption, asOf: string, passedOver: PassedOver): string | null {
  const known = approvalObstacle(option, asOf) ?? passedOver.get(option.supplierCode)
  return known ?? (option.leadTime === null ? 'has no lead time' : null)
}

const byRank = (a: SupplierOption, b: SupplierOption) =>
  a.preferredRank - b.preferredRank || (a.supplierCode < b.supplierCode ? -1 : 1)

function termsOf(option: SupplierOption): string {
  const price = `list price ${formatPrice(option.unitPrice, option.currency)} each`
  const days = option.leadTime && `${formatNumber(option.leadTime.meanDays, 1)} days`
  return days === null ? price : `${price}, ${days}`
}

function reasonFor(option: SupplierOption, able: SupplierOption[], passed: string[]): string {
  const terms = termsOf(option)
  const why =
    able.length <= 1
      ? `${option.supplierName} is the only supplier that can be ordered from (${terms})`
      : `${option.supplierName} is ranked first of the ${able.length} suppliers that can be ordered from (${terms})`
  return passed.length === 0 ? `${why}.` : `${why}; ${passed.join('; ')}.`
}

/**
 * The supplier of a line. A supplier without approval, with an ended price or without a lead time is passed over and
 * named; a supplier rule in force wins when its supplier can be ordered from, else it is warned of.
 */
export function chooseSupplier(
  input: ItemLocationInput,
  rules: ActiveRules,
  passedOver: PassedOver = nobodyPassed,
): SupplierChoice {
  const ranked = input.suppliers.toSorted(byRank)
  const obstacle = (option: SupplierOption) => obstacleOf(option, input.asOf, passedOver)
  const able = ranked.filter((option) => obstacle(option) === null)
  const warnings: string[] = []
  if (rules.supplier) {
    const asked = rules.supplier.value.trim()
    const ruled = able.find((option) => option.supplierCode === asked)
    if (ruled) {
      const reason = `${ruled.supplierName} by ${ruleLabel(rules.supplier)} (${termsOf(ruled)}).`
      return { option: ruled, reason, warnings }
    }
    warnings.push(`${ruleLabel(rules.supplier)}: ${asked.slice(0, 40)} cannot be ordered from now.`)
  }
  const priced = ranked.find((option) => approvalObstacle(option, input.asOf) === null)
  const option = able[0] ?? priced ?? null
  if (option === null) return { option, reason: '', warnings }
  const passed = ranked
    .filter((other) => byRank(other, option) < 0)
    .map((other) => `${other.supplierName} ${obstacle(other) ?? 'is ranked before'}`)
  if (passed.length > 0) warnings.push(`Not from the preferred supplier: ${passed.join('; ')}.`)
  return { option, reason: reasonFor(option, able, passed), warnings }
}
