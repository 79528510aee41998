import type { KnownCodes } from './known-codes.ts'
import type { KindSpec, ParsedRow } from './spec.ts'

/** What is not wrong, but worth a look; a few examples of each. */
export type Noticed = {
  /** Rows in another unit than the item is counted in. */
  otherUnits: string[]
  /** Prices that moved by more than five per cent. */
  movedPrices: string[]
}

const notableMove = 0.05

/** Notices a row in another unit than its item, and a price that moved. */
export function noticeRow(
  kind: KindSpec,
  { values }: ParsedRow,
  run: { known: KnownCodes; prices: Map<string, string> },
  noticed: Noticed,
): void {
  const { sku, unitOfMeasure } = values
  if (kind.kind !== 'items' && unitOfMeasure !== undefined) {
    const counted = run.known.unitOf(String(sku))
    if (counted !== null && counted !== unitOfMeasure) {
      noticed.otherUnits.push(
        `${String(sku)} is counted in ${counted}, here in ${String(unitOfMeasure)}`,
      )
    }
  }
  if (kind.kind !== 'supplier_items') return
  const before = run.prices.get(`${String(values['supplierCode'])}\u0001${String(sku)}`)
  if (before === undefined || Number(before) === 0) return
  const move = Number(values['unitPrice']) / Number(before) - 1
  if (Math.abs(move) <= notableMove) return
  const percent = `${move > 0 ? '+' : ''}${(move * 100).toFixed(0)} %`
  noticed.movedPrices.push(`${String(sku)} of ${String(values['supplierCode'])}: ${percent}`)
}
