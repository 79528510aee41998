// What a world may have that the demo shop has not.
import { QuartermasterError } from '#root/errors.ts'
import { injectedItemNames, injectedItemNotes } from './injected-items.ts'
import { injectedOrderNotes, injectedPriceList } from './injected-papers.ts'
import { injectedLocationName, injectedRuleReason } from './injected-places.ts'
import { injectedSupplierName, injectedSupplierNotes } from './injected-suppliers.ts'
import {
  budgetNearlyUsed,
  draftOfAnother,
  noApprovalLimits,
  submittedByMaya,
} from './people-and-papers.ts'
import { slackMarks } from './slack-marks.ts'
import type { Variant } from './variant.ts'
import { blockedSupplier, lostExchangeRate, staleCount } from './weak-records.ts'

const variants: Record<string, Variant> = {
  'injected-supplier-notes': injectedSupplierNotes,
  'injected-supplier-name': injectedSupplierName,
  'injected-item-names': injectedItemNames,
  'injected-item-notes': injectedItemNotes,
  'injected-order-notes': injectedOrderNotes,
  'injected-price-list': injectedPriceList,
  'injected-location-name': injectedLocationName,
  'injected-rule-reason': injectedRuleReason,
  'slack-marks': slackMarks,
  'no-approval-limits': noApprovalLimits,
  'draft-of-another': draftOfAnother,
  'submitted-by-maya': submittedByMaya,
  'budget-nearly-used': budgetNearlyUsed,
  'blocked-supplier': blockedSupplier,
  'stale-count': staleCount,
  'lost-exchange-rate': lostExchangeRate,
}

/** The names that a case may ask for. */
export const variantNames: readonly string[] = Object.keys(variants)

/** The variants of these names, in this order. Throws QuartermasterError('invalid') for one that there is not. */
export function variantsByName(names: readonly string[]): Variant[] {
  return names.map((name) => {
    const found = Object.hasOwn(variants, name) ? variants[name] : undefined
    if (found !== undefined) return found
    throw new QuartermasterError(
      'invalid',
      `There is no world variant "${name}".`,
      `Use one of: ${variantNames.join(', ')}.`,
    )
  })
}
