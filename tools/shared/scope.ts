import { resolveCategory, resolveItems } from '#store/items.ts'
import { resolveLocation } from '#store/locations.ts'
import type { Database } from '#store/database.ts'
import { resolveSupplier, skusOfSupplier } from '#store/suppliers.ts'
import type { LineFilter } from '#store/plan-lines.ts'
import { listOf, nameOf } from './answer.ts'

export type ScopeWords = {
  item?: string | undefined
  category?: string | undefined
  supplier?: string | undefined
  location?: string | undefined
}

export type Scope = {
  skus?: string[]
  category?: string
  supplierCode?: string
  locationCode?: string
  /** The scope as a person would say it, for example "from ACME at LDS"; empty for the whole shop. */
  words: string
}

/** What a caller's words narrow an answer to. Item words may mean several items. Errors as in `oneMatch`. */
export async function resolveScope(db: Database, input: ScopeWords): Promise<Scope> {
  const items = input.item === undefined ? null : await resolveItems(db, input.item)
  const category = input.category === undefined ? null : await resolveCategory(db, input.category)
  const supplier = input.supplier === undefined ? null : await resolveSupplier(db, input.supplier)
  const location = input.location === undefined ? null : await resolveLocation(db, input.location)
  const named =
    items === null
      ? null
      : items.length > 3
        ? `${items.length} items`
        : listOf(items.map(({ sku }) => sku))
  const words = [
    named === null ? null : `of ${named}`,
    category === null ? null : `in ${nameOf(category)}`,
    supplier === null ? null : `from ${nameOf(supplier.name)}`,
    location === null ? null : `at ${nameOf(location.name)}`,
  ].filter((part) => part !== null)
  return {
    ...(items && { skus: items.map(({ sku }) => sku) }),
    ...(category !== null && { category }),
    ...(supplier && { supplierCode: supplier.code }),
    ...(location && { locationCode: location.code }),
    words: words.join(' '),
  }
}

/**
 * The scope as a filter of plan lines. `bySupplier` 'chosen' keeps lines that the plan would order from the supplier,
 * 'sold' every item that the supplier sells.
 */
export async function lineFilter(
  db: Database,
  scope: Scope,
  bySupplier: 'chosen' | 'sold',
): Promise<LineFilter> {
  const { words: _words, supplierCode, ...rest } = scope
  if (supplierCode === undefined) return rest
  if (bySupplier === 'chosen') return { ...rest, supplierCode }
  const sold = await skusOfSupplier(db, supplierCode)
  return {
    ...rest,
    skus: rest.skus === undefined ? sold : sold.filter((sku) => rest.skus?.includes(sku)),
  }
}
