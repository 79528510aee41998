import type { OrderFacts, OtherOption, SupplierFacts } from './order-facts.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** The supplier of an item that may be ordered from on the day: active, terms valid, the preferred first; or null. */
export function compliantOption(
  sku: string,
  options: readonly OtherOption[],
  on: string,
): OtherOption | null {
  return (
    options
      .filter(
        (option) =>
          option.sku === sku &&
          option.status === 'active' &&
          (option.validUntil === null || option.validUntil >= on),
      )
      .toSorted(
        (a, b) => a.preferredRank - b.preferredRank || (a.supplierCode < b.supplierCode ? -1 : 1),
      )[0] ?? null
  )
}

/** Refuses an order from a blocked or unapproved supplier and says where each item can be ordered instead; else null. */
export function supplierRefusal(
  order: OrderFacts,
  supplier: SupplierFacts,
  options: readonly OtherOption[],
  on: string,
): Refused | null {
  if (supplier.status === 'active') return null
  const elsewhere = order.lines.map(({ sku }) => {
    const option = compliantOption(
      sku,
      options.filter(({ supplierCode }) => supplierCode !== supplier.code),
      on,
    )
    return option === null ? `nobody else sells ${sku}` : `order ${sku} from ${option.supplierCode}`
  })
  return refused(
    'supplier_not_usable',
    `${supplier.code} is ${supplier.status}; nothing can be ordered from it.`,
    `Instead: ${elsewhere.join(', ')}.`,
  )
}
