import { sql } from 'drizzle-orm'
import { kitShareDays } from '#planning/policy/kit-stock.ts'
import type { KitFacts } from '#planning/types.ts'
import { QuartermasterError } from '#root/errors.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

/** One kit that an item is part of, directly or through other kits, and how many units of the item it holds. */
export type KitUse = { kitSku: string; units: number }

export type BundleRow = { kitSku: string; componentSku: string; units: number }

/** What each kit of the shop is made of. */
export function bundleRows(db: Database): Promise<BundleRow[]> {
  return selectRows(
    db,
    sql`select kit_sku as "kitSku", component_sku as "componentSku", units from bundle_component`,
  )
}

/**
 * Every kit that holds each component, nested kits followed to the end and their units multiplied. Throws
 * QuartermasterError('invalid') when a kit contains itself.
 */
export function kitUses(bundles: readonly BundleRow[]): Map<string, KitUse[]> {
  const partsOf = Map.groupBy(bundles, (bundle) => bundle.kitSku)
  const known = new Map<string, Map<string, number>>()
  const explode = (kitSku: string, path: string[]): Map<string, number> => {
    if (path.includes(kitSku)) throw containsItself([...path.slice(path.indexOf(kitSku)), kitSku])
    const before = known.get(kitSku)
    if (before !== undefined) return before
    const total = new Map<string, number>()
    const add = (sku: string, units: number) => total.set(sku, (total.get(sku) ?? 0) + units)
    for (const { componentSku, units } of partsOf.get(kitSku) ?? []) {
      add(componentSku, units)
      if (!partsOf.has(componentSku)) continue
      for (const [sku, inner] of explode(componentSku, [...path, kitSku])) add(sku, inner * units)
    }
    known.set(kitSku, total)
    return total
  }
  const uses = new Map<string, KitUse[]>()
  for (const kitSku of [...partsOf.keys()].toSorted()) {
    for (const [sku, units] of explode(kitSku, [])) {
      uses.set(sku, [...(uses.get(sku) ?? []), { kitSku, units }])
    }
  }
  return uses
}

/** A kit as it stands at one location: its stock and its orders, and the units asked for of it on the last `days` days. */
export type KitAt = Pick<KitFacts, 'stock' | 'openOrders'> & {
  recentUnits(days: number): number
}

const isAnyReady = ({ stock, openOrders }: KitAt) =>
  openOrders.length > 0 || (stock !== null && (stock.onHandUnits > 0 || stock.backorderedUnits > 0))

/**
 * The kits that hold an item, at one location, a kit after those that it is put into; null where none of them stands
 * ready, is on order or is owed, so that nothing is known beyond their sales.
 */
export function kitFactsOf(
  sku: string,
  uses: readonly KitUse[],
  bundles: ReadonlyMap<string, readonly BundleRow[]>,
  kitAt: (kitSku: string) => KitAt,
): KitFacts[] | null {
  const found = new Map(uses.map(({ kitSku }) => [kitSku, kitAt(kitSku)]))
  if (![...found.values()].some(isAnyReady)) return null
  const put = (part: string) => (kitSku: string) =>
    (bundles.get(kitSku) ?? []).find(({ componentSku }) => componentSku === part)?.units ?? 0
  const outerOf = (kitSku: string) => {
    return [...found.keys()].filter((outer) => put(kitSku)(outer) > 0).toSorted()
  }
  const depthOf = (kitSku: string): number => {
    return outerOf(kitSku).reduce((deepest, outer) => Math.max(deepest, 1 + depthOf(outer)), 0)
  }
  return [...found]
    .map(([kitSku, at]) => ({ kitSku, at, depth: depthOf(kitSku) }))
    .toSorted((a, b) => a.depth - b.depth || (a.kitSku < b.kitSku ? -1 : 1))
    .map(({ kitSku, at: { recentUnits, ...facts } }) => ({
      kitSku,
      units: put(sku)(kitSku),
      within: outerOf(kitSku).map((outer) => ({ kitSku: outer, units: put(kitSku)(outer) })),
      recentUnits: recentUnits(kitShareDays),
      ...facts,
    }))
}

function containsItself(path: string[]): QuartermasterError {
  return new QuartermasterError(
    'invalid',
    `The kit ${path[0]} contains itself: ${path.join(' > ')}.`,
    'Take one of these components out of the bundles.',
    { path },
  )
}
