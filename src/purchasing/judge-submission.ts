import { limitsOf } from './approval.ts'
import type { Approver } from './approval.ts'
import { heldAmount } from './held-amount.ts'
import { nextState, wrongState } from './life-cycle.ts'
import type { OrderFacts, OtherOption, RelatedOrder, SupplierFacts } from './order-facts.ts'
import { orderFlags } from './order-flags.ts'
import type { Flag } from './order-flags.ts'
import type { PurchasingPolicy } from './policy.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { dayOf } from './shop-day.ts'
import { supplierRefusal } from './supplier-check.ts'
import { smallestMultiple } from './units-of-measure.ts'

/** What the supplier sells of an item: units in multiples, from a minimum, up to a maximum (null = none). */
export type QuantityTerms = {
  sku: string
  moqUnits: number
  orderMultipleUnits: number
  maximumUnits: number | null
}

export type SubmissionRequest = {
  policy: PurchasingPolicy
  now: string
  order: OrderFacts
  supplier: SupplierFacts
  options: readonly OtherOption[]
  terms: readonly QuantityTerms[]
  related: readonly RelatedOrder[]
  people: readonly Approver[]
}

/** Refuses units that the supplier does not sell, naming the next legal quantity; null when they are legal. */
export function quantityRefusal(
  sku: string,
  units: number,
  terms: Pick<QuantityTerms, 'moqUnits' | 'orderMultipleUnits' | 'maximumUnits'>,
): Refused | null {
  const { moqUnits, orderMultipleUnits, maximumUnits } = terms
  const legal = Number(
    smallestMultiple(String(units), String(orderMultipleUnits), String(moqUnits)),
  )
  if (units > 0 && units === legal && (maximumUnits === null || units <= maximumUnits)) return null
  const sold = `at least ${moqUnits}, in multiples of ${orderMultipleUnits}${maximumUnits === null ? '' : `, at most ${maximumUnits}`}`
  const fits = units > 0 && (maximumUnits === null || legal <= maximumUnits)
  return refused(
    'not_order_multiple',
    `${units} of ${sku} can not be ordered: it is sold ${sold}.`,
    fits ? `Order ${legal}.` : 'Order a quantity that is sold, or choose another supplier.',
  )
}

/** Whether a draft may be handed in, with the flags that the approver will see. Flags do not stop a submission. */
export function judgeSubmission(
  request: SubmissionRequest,
): { flags: Flag[] } & ({ outcome: 'submitted' } | Refused) {
  const { policy, now, order, supplier, related, people } = request
  const held = heldAmount(order, related, policy)
  const limitsMinor = limitsOf(people, policy)
  const flags = orderFlags({ order, supplier, related, held, limitsMinor, policy, now })
  const refusal = submissionRefusal(request)
  return refusal === null ? { outcome: 'submitted', flags } : { ...refusal, flags }
}

function submissionRefusal(request: SubmissionRequest): Refused | null {
  const { policy, now, order, supplier, options, terms } = request
  if (nextState(order.state, { command: 'submit' }) === null) {
    return wrongState(order.number, order.state, 'submit')
  }
  const usable = supplierRefusal(order, supplier, options, dayOf(now, policy.timeZone))
  if (usable !== null) return usable
  if (BigInt(order.totalMinor) <= 0n) {
    return refused(
      'zero_total',
      `${order.number} is worth nothing; there is nothing to approve.`,
      'Correct its prices and units, or cancel it.',
    )
  }
  for (const { sku, units } of order.lines) {
    const sold = terms.find((each) => each.sku === sku)
    const refusal = sold === undefined ? null : quantityRefusal(sku, units, sold)
    if (refusal !== null) return refusal
  }
  return null
}
