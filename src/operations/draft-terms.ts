// What may be ordered of recommended lines and of the lines of a draft: who sells it, in which quantities, at what price.
import { currencyDigits, lineTotalMinor } from '#planning/money.ts'
import { unitPriceAt } from '#planning/sourcing/landed-cost.ts'
import type { SupplierOption } from '#planning/types.ts'
import type { Database } from '#store/database.ts'
import { storedLinesById } from '#store/plan-lines.ts'
import { supplierTerms } from '#store/planning-inputs.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'

export type DraftTerms = {
  /** Names the line: the handle of a recommendation, with its supplier where several deliver; the SKU in an order. */
  key: string
  handle: string | null
  sku: string
  name: string
  locationCode: string
  supplierCode: string
  recommendedUnits: number
  option: SupplierOption
}

const partKey = (handle: string, supplierCode: string) => `${handle}|${supplierCode}`

/** The key of a line that was drafted from a handle, among those that were offered. */
export function keyOfLine(
  keys: ReadonlySet<string>,
  handle: string,
  supplierCode: string,
): string | null {
  const part = partKey(handle, supplierCode)
  if (keys.has(part)) return part
  return keys.has(handle) ? handle : null
}

/** The handle that a key begins with. */
export const handleOfKey = (key: string): string => key.split('|', 1)[0] ?? key

async function withOptions<Line extends { sku: string; supplierCode: string }>(
  db: Database,
  lines: readonly Line[],
  asOf: string,
): Promise<(Line & { option: SupplierOption })[]> {
  if (lines.length === 0) return []
  const terms = await supplierTerms(db, { asOf, skus: [...new Set(lines.map(({ sku }) => sku))] })
  return lines.flatMap((line) => {
    const options = terms.get(line.sku) ?? []
    const option = options.find(({ supplierCode }) => supplierCode === line.supplierCode)
    return option === undefined ? [] : [{ ...line, option }]
  })
}

/** The lines behind handles, a line of each supplier that delivers, in the order of the handles; unknown ones are left out. */
export async function termsOfHandles(
  db: Database,
  handles: readonly string[],
  asOf: string,
): Promise<DraftTerms[]> {
  const stored = new Map((await storedLinesById(db, [...handles])).map((line) => [line.id, line]))
  const lines = handles.flatMap((handle) => {
    const line = stored.get(handle)
    if (line === undefined || line.supplierCode === null) return []
    const { sku, locationCode, supplierCode, units } = line
    const about = { handle, sku, name: line.inputs.item.name, locationCode }
    const { split } = line.result
    if (split === undefined || split.length < 2) {
      return [{ ...about, key: handle, supplierCode, recommendedUnits: units }]
    }
    return split.map((part) => ({
      ...about,
      key: partKey(handle, part.supplierCode),
      supplierCode: part.supplierCode,
      recommendedUnits: part.units,
    }))
  })
  return withOptions(db, lines, asOf)
}

/** The lines of an order at today's terms of its supplier, in its own order; what is no longer sold is left out. */
export function termsOfOrder(
  db: Database,
  order: OrderWithLines,
  asOf: string,
): Promise<DraftTerms[]> {
  const { supplierCode, locationCode } = order
  const lines = order.lines.map(({ sku, name, orderedUnits, planUnits }) => ({
    key: sku,
    handle: null,
    sku,
    name,
    locationCode,
    supplierCode,
    recommendedUnits: planUnits ?? orderedUnits,
  }))
  return withOptions(db, lines, asOf)
}

/** What so many units cost at today's price, minor units of the supplier's currency. */
export function costMinor({ option }: DraftTerms, units: number): number {
  return lineTotalMinor(unitPriceAt(option, units), units, currencyDigits(option.currency))
}
