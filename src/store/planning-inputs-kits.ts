import { QuartermasterError } from '#root/errors.ts'

/** One kit that an item is part of, directly or through other kits, and how many units of the item it holds. */
export type KitUse = { kitSku: string; units: number }

/**
 * Every kit that holds each component, nested kits followed to the end and their units multiplied. Throws
 * QuartermasterError('invalid') when a kit contains itself.
 */
export function kitUses(
  bundles: readonly { kitSku: string; componentSku: string; units: number }[],
): Map<string, KitUse[]> {
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

function containsItself(path: string[]): QuartermasterError {
  return new QuartermasterError(
    'invalid',
    `The kit ${path[0]} contains itself: ${path.join(' > ')}.`,
    'Take one of these components out of the bundles.',
    { path },
  )
}
