// The lines of a buy list in words: the same columns in a message's table and in a modal's rows.
import type { Column } from './elements.ts'
import { plain } from './text.ts'
import { NAME, SENTENCE, shown, words } from './words.ts'

export type BuyLine = {
  recommendation: string
  sku: string
  name: string
  locationCode: string
  units: number
  supplierCode?: string | undefined
  split?: { supplierCode: string; units: number }[] | undefined
  landedCostMinor?: number | undefined
  orderByOn?: string | undefined
  urgency: string
  defect?: string | undefined
  repair?: string | undefined
  worthMinor?: number | undefined
  excessUnits?: number | undefined
  excessMinor?: number | undefined
}

export type BuyList = {
  asOf: string
  source: string
  currency: string
  lines: BuyLine[]
  totals: {
    lineCount: number
    units: number
    landedCostMinor: number
    withheldCount: number
    display: string
  }
  leftOut?: string[] | undefined
  moreCount: number
}

/** Whether the reader may see money: a channel may be closed to costs. */
export type Costs = { currency: string; costsShown: boolean }

/** The item as it is named everywhere: code, name, place. */
export function itemOf({ sku, name, locationCode }: BuyLine): string {
  return `${plain(sku, 64)} ${plain(name, NAME)} at ${plain(locationCode, 40)}`
}

function supplierOf({ supplierCode, split }: BuyLine): string {
  if (split === undefined || split.length === 0) return shown('supplierCode', supplierCode)
  return split
    .slice(0, 4)
    .map((part) => `${shown('units', part.units)} from ${plain(part.supplierCode, 40)}`)
    .join(', ')
}

const COST: Column = { title: 'Landed cost', align: 'right' }

/** The columns of the lines to order; without money where it is not to be shown. */
export function dueColumns({ costsShown }: Costs): Column[] {
  return [
    { title: '#', align: 'right' },
    { title: 'Item', align: 'left', wrapped: true },
    { title: 'Quantity', align: 'right' },
    { title: 'Order by', align: 'right' },
    { title: 'Supplier', align: 'left', wrapped: true },
    ...(costsShown ? [COST] : []),
    { title: 'Urgency', align: 'left' },
  ]
}

/** A line to order as cells of `dueColumns`. */
export function dueCells(line: BuyLine, number: number, { currency, costsShown }: Costs): string[] {
  return [
    String(number),
    itemOf(line),
    shown('units', line.units),
    shown('orderByOn', line.orderByOn),
    supplierOf(line),
    ...(costsShown ? [shown('landedCostMinor', line.landedCostMinor, { currency })] : []),
    words(line.urgency),
  ]
}

/** A line to order as one sentence. */
export function dueSentence(line: BuyLine, number: number, costs: Costs): string {
  const by = line.orderByOn === undefined ? '' : `, order by ${shown('orderByOn', line.orderByOn)}`
  const cost =
    !costs.costsShown || line.landedCostMinor === undefined
      ? ''
      : `, ${shown('landedCostMinor', line.landedCostMinor, costs)} landed`
  const quantity = `${shown('units', line.units)} from ${supplierOf(line)}`
  return `${number}. ${itemOf(line)}\n${quantity}${by}${cost} · ${words(line.urgency)}`
}

/** A line whose quantity is held back: what is wrong, the one fact to fix, and what waits for it. */
export function withheldSentence(line: BuyLine, { currency, costsShown }: Costs): string {
  const worth =
    costsShown && line.worthMinor !== undefined
      ? ` (${shown('worthMinor', line.worthMinor, { currency })} waits for it)`
      : ''
  return `${words(line.defect ?? 'withheld')}${worth}. ${plain(line.repair ?? '', SENTENCE)}`
}

/** An item with more on hand than it can use. */
export function excessCells(
  line: BuyLine,
  number: number,
  { currency, costsShown }: Costs,
): string[] {
  return [
    String(number),
    itemOf(line),
    shown('excessUnits', line.excessUnits),
    ...(costsShown ? [shown('excessMinor', line.excessMinor, { currency })] : []),
  ]
}

export function excessColumns({ costsShown }: Costs): Column[] {
  return [
    { title: '#', align: 'right' },
    { title: 'Item', align: 'left', wrapped: true },
    { title: 'Excess', align: 'right' },
    ...(costsShown ? [{ title: 'Bound money', align: 'right' } as const] : []),
  ]
}
