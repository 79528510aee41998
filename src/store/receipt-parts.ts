import type { SettlementRow } from './goods-receipts.ts'

/** A receipt line as it was booked. */
type BookedLine = {
  receivedOn: string
  receivedUnits: number
  damagedUnits: number
  heldUnits: number
}
type Settled = Pick<SettlementRow, 'outcome' | 'units' | 'settledOn'>

/** Units of a receipt line that became usable on one day; null = they are held. */
export type ReceiptPart = {
  receivedOn: string
  usableOn: string | null
  receivedUnits: number
  damagedUnits: number
}

/**
 * A receipt line by the days on which its units were usable: at once, on the day somebody released them, or not yet.
 * Scrapped units count as damaged. What was settled after `asOf` was held then.
 */
export function receiptParts(
  line: BookedLine,
  settlements: readonly Settled[],
  asOf: string,
): ReceiptPart[] {
  const { receivedOn, receivedUnits, damagedUnits, heldUnits } = line
  const known = settlements.filter(({ settledOn }) => settledOn <= asOf)
  const open = known.reduce((units, settled) => units - settled.units, heldUnits)
  const settled = known.map(({ outcome, units, settledOn }) => ({
    receivedOn,
    usableOn: outcome === 'released' ? settledOn : receivedOn,
    receivedUnits: units,
    damagedUnits: outcome === 'scrapped' ? units : 0,
  }))
  const atOnce = { receivedOn, usableOn: receivedOn, receivedUnits: receivedUnits - heldUnits }
  const parts = [
    { ...atOnce, damagedUnits },
    ...settled,
    { receivedOn, usableOn: null, receivedUnits: open, damagedUnits: 0 },
  ]
  // A line that counted nothing is a fact too; of the parts of a held one only those that hold units are.
  return heldUnits === 0 ? parts.slice(0, 1) : parts.filter((part) => part.receivedUnits > 0)
}
