import type { KnownCodeRows } from '#store/known-codes.ts'
import type { ReferenceKind } from './spec.ts'

/** What rows may refer to: what the store holds and what earlier files of the same run brought. */
export type KnownCodes = {
  has(kind: ReferenceKind, code: string): boolean
  add(kind: ReferenceKind, code: string): void
  /** The unit an item is counted in; null for an unknown item. */
  unitOf(sku: string): string | null
  addItem(sku: string, unitOfMeasure: string): void
  /** The known code that is nearest to a mistyped one, or null when none is near. */
  nearest(kind: ReferenceKind, code: string): string | null
}

/** Collects the codes of the store. */
export function collectKnownCodes(rows: KnownCodeRows): KnownCodes {
  const units = new Map(rows.items.map((item) => [item.code, item.unitOfMeasure]))
  const codes: Record<ReferenceKind, Map<string, unknown> | Set<string>> = {
    item: units,
    supplier: new Set(rows.suppliers),
    location: new Set(rows.locations),
    channel: new Set(rows.channels),
    order: new Set(rows.orders),
  }
  return {
    has: (kind, code) => codes[kind].has(code),
    add: (kind, code) => {
      const known = codes[kind]
      if (known instanceof Set) known.add(code)
    },
    unitOf: (sku) => units.get(sku) ?? null,
    addItem: (sku, unitOfMeasure) => void units.set(sku, unitOfMeasure),
    nearest: (kind, code) => nearestCode(codes[kind].keys(), code),
  }
}

function nearestCode(known: Iterable<string>, code: string): string | null {
  const wanted = code.toLowerCase()
  const mostEdits = Math.max(1, Math.floor(wanted.length / 4))
  let best: string | null = null
  let fewest = mostEdits + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= fewest) continue
    const edits = editDistance(candidate.toLowerCase(), wanted)
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}

/** Levenshtein's distance (1966), two rows at a time. */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1
      current.push(
        Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + same),
      )
    }
    above = current
  }
  return above[other.length]!
}
