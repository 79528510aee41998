// What a revision says differently from the one before: an approver who knew the old one reads only this.
import type { OrderContent, OrderLineContent } from './order-content.ts'

export type RevisionChange = {
  /** The item, or null where it is about the whole order. */
  sku: string | null
  what: 'added' | 'removed' | 'units' | 'price' | 'day' | 'supplier' | 'place' | 'currency'
  from: string | null
  to: string | null
}

function change(
  sku: string | null,
  what: RevisionChange['what'],
  from: string | null,
  to: string | null,
): RevisionChange[] {
  return from === to ? [] : [{ sku, what, from, to }]
}

function lineChanges(before: OrderLineContent, after: OrderLineContent): RevisionChange[] {
  const { sku } = after
  return [
    ...change(sku, 'units', String(before.units), String(after.units)),
    ...change(sku, 'price', before.unitPrice, after.unitPrice),
    ...change(sku, 'day', before.expectedOn, after.expectedOn),
  ]
}

/** The differences between two revisions of an order, the whole order first, then by item; empty when they say the same. */
export function revisionChanges(before: OrderContent, after: OrderContent): RevisionChange[] {
  const earlier = new Map(before.lines.map((line) => [line.sku, line]))
  const later = new Set(after.lines.map(({ sku }) => sku))
  return [
    ...change(null, 'supplier', before.supplierCode, after.supplierCode),
    ...change(null, 'place', before.locationCode, after.locationCode),
    ...change(null, 'currency', before.currency, after.currency),
    ...after.lines.flatMap((line) => {
      const old = earlier.get(line.sku)
      return old === undefined
        ? change(line.sku, 'added', null, String(line.units))
        : lineChanges(old, line)
    }),
    ...before.lines
      .filter(({ sku }) => !later.has(sku))
      .flatMap(({ sku, units }) => change(sku, 'removed', String(units), null)),
  ]
}
