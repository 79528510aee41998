// What a person should see before deciding. Flags refuse nothing by themselves; they are computed first and always shown.
import { formatRate } from '#render/figures.ts'
import { relativeChange } from './amounts.ts'
import { unitsBySku } from './duplicates.ts'
import type { HeldAmount } from './held-amount.ts'
import { nearOrder } from './near-orders.ts'
import type { OrderFacts, OrderLineFacts, RelatedOrder, SupplierFacts } from './order-facts.ts'
import type { PurchasingPolicy } from './policy.ts'
import { hoursBetween } from './shop-day.ts'

export type FlagCode =
  | 'new_supplier'
  | 'risky_supplier'
  | 'bank_changed'
  | 'email_changed'
  | 'price_rise'
  | 'price_drop'
  | 'quantity_beyond_plan'
  | 'just_under_limit'
  | 'split_window'
  | 'duplicate_likely'
  | 'over_budget'
  | 'lookalike_domain'

export type Flag = { code: FlagCode; sentence: string }

export type FlagQuestion = {
  order: OrderFacts
  supplier: SupplierFacts
  related: readonly RelatedOrder[]
  held: HeldAmount
  /** Every limit that somebody in the shop has, minor units of the base currency. */
  limitsMinor: readonly number[]
  policy: PurchasingPolicy
  now: string
}

function within(days: number, since: string | null, now: string): boolean {
  return since !== null && hoursBetween(since, now) < days * 24
}

function supplierFlags({ supplier, policy, now }: FlagQuestion): Flag[] {
  const { newDays, coolDownDays } = policy.suppliers
  const { code } = supplier
  const flags: [boolean, FlagCode, string][] = [
    [
      within(newDays, supplier.createdAt, now),
      'new_supplier',
      `${code} is a supplier of less than ${newDays} days.`,
    ],
    [supplier.risk === 'high', 'risky_supplier', `${code} is a high risk.`],
    [
      within(coolDownDays, supplier.bankChangedAt, now),
      'bank_changed',
      `The bank details of ${code} changed less than ${coolDownDays} days ago.`,
    ],
    [
      within(coolDownDays, supplier.emailChangedAt, now),
      'email_changed',
      `The e-mail address of ${code} changed less than ${coolDownDays} days ago.`,
    ],
  ]
  return flags.filter(([holds]) => holds).map(([, code, sentence]) => ({ code, sentence }))
}

function priceFlag(line: OrderLineFacts, policy: PurchasingPolicy): Flag[] {
  if (line.lastUnitPrice === null) return []
  const change = relativeChange(line.lastUnitPrice, line.unitPrice)
  if (change !== null && Math.abs(change) < policy.prices.flagRate) return []
  if (change === 0) return []
  const rises = change === null || change > 0
  const by = change === null ? 'from nothing' : `by ${formatRate(Math.abs(change))}`
  return [
    {
      code: rises ? 'price_rise' : 'price_drop',
      sentence: `The price of ${line.sku} ${rises ? 'rose' : 'fell'} ${by} since the last order, from ${line.lastUnitPrice} to ${line.unitPrice}.`,
    },
  ]
}

function quantityFlags({ order, policy }: FlagQuestion): Flag[] {
  const planned = new Map(order.lines.map(({ sku, planUnits }) => [sku, planUnits]))
  return [...unitsBySku(order)].flatMap(([sku, units]) => {
    const plan = planned.get(sku) ?? null
    if (plan === null || plan <= 0 || units < plan * policy.quantities.planFactor) return []
    const sentence = `${units} of ${sku} is ${Math.floor(units / plan)} times the ${plan} of the plan.`
    return [{ code: 'quantity_beyond_plan' as const, sentence }]
  })
}

/** Whether the amount is at one of the limits, or below it by no more than the policy's rate. */
function justUnderLimit({ held, limitsMinor, policy }: FlagQuestion): boolean {
  const fromRate = 1 - policy.justUnderLimitRate
  return limitsMinor.some(
    (limit) =>
      Number.isFinite(limit) &&
      held.heldMinor <= limit &&
      Number(held.heldMinor) >= limit * fromRate,
  )
}

function amountFlags(question: FlagQuestion): Flag[] {
  const { order, held, related, policy } = question
  const near = nearOrder(order, related, policy.duplicates)
  const flags: Flag[] = []
  if (justUnderLimit(question)) {
    flags.push({ code: 'just_under_limit', sentence: 'The amount is just under a limit.' })
  }
  if (held.together.length > 0) {
    flags.push({
      code: 'split_window',
      sentence: `It belongs with ${held.together.map(({ number }) => number).join(', ')}: one requester or cost centre, one supplier, within ${policy.splitWindowDays} days.`,
    })
  }
  if (near !== null) {
    flags.push({
      code: 'duplicate_likely',
      sentence: `${near.number} already asks ${order.supplierCode} for nearly the same.`,
    })
  }
  return flags
}

/** Everything unusual about an order, supplier first, then lines, then amounts; empty for an ordinary one. */
export function orderFlags(question: FlagQuestion): Flag[] {
  const { lines } = question.order
  return [
    ...supplierFlags(question),
    ...lines.flatMap((line) => priceFlag(line, question.policy)),
    ...quantityFlags(question),
    ...amountFlags(question),
  ]
}
