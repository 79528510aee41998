// Which line of an order each invoice line is about: an item may stand on an order twice, at two prices or for two days.
import { exactDecimal } from '#planning/money.ts'

export type InvoiceLine = {
  sku: string
  units: number
  unitPrice: string
  /** The line of the order that the invoice names; absent or null = it names none. */
  orderLine?: number | null | undefined
}

export type MatchedOrderLine = {
  lineNumber: number
  sku: string
  unitPrice: string
  orderedUnits: number
  /** Accepted units of all receipts, released ones included; of all lines of the item, whose units nobody tells apart. */
  acceptedUnits: number
  /** Units of earlier invoices that were matched with this line. */
  invoicedUnits: number
}

/** Units of an invoice line that were set against a line of the order. */
export type Portion = { ordered: MatchedOrderLine; units: number }

type Pair = {
  at: number
  line: InvoiceLine
  ordered: MatchedOrderLine
  named: boolean
  apart: ReturnType<typeof exactDecimal>
  sameUnits: boolean
}

/** Lines of the order that an invoice line may be about: all of its item; none where it names a line that is not of them. */
function candidateLines(
  line: InvoiceLine,
  ordered: readonly MatchedOrderLine[],
): MatchedOrderLine[] {
  const ofItem = ordered.filter(({ sku }) => sku === line.sku)
  const named = line.orderLine ?? null
  return named === null || ofItem.some(({ lineNumber }) => lineNumber === named) ? ofItem : []
}

/** Named lines first, then the nearest price, then the same quantity, then as both papers are written. */
function byFit(a: Pair, b: Pair): number {
  return (
    Number(b.named) - Number(a.named) ||
    a.apart.cmp(b.apart) ||
    Number(b.sameUnits) - Number(a.sameUnits) ||
    a.at - b.at ||
    a.ordered.lineNumber - b.ordered.lineNumber
  )
}

function pairsOf(lines: readonly InvoiceLine[], ordered: readonly MatchedOrderLine[]): Pair[] {
  return lines
    .flatMap((line, at) =>
      candidateLines(line, ordered).map((each) => ({
        at,
        line,
        ordered: each,
        named: line.orderLine === each.lineNumber,
        apart: exactDecimal(line.unitPrice).minus(exactDecimal(each.unitPrice)).abs(),
        sameUnits: line.units === each.orderedUnits - each.invoicedUnits,
      })),
    )
    .toSorted(byFit)
}

const cheapestFirst = (a: MatchedOrderLine, b: MatchedOrderLine) =>
  exactDecimal(a.unitPrice).cmp(exactDecimal(b.unitPrice)) || a.lineNumber - b.lineNumber

/**
 * For each invoice line, in their order, the lines of the order that it bills and how many units of each. Units that were
 * ordered once are set against one invoice line only, earlier invoices included; what is billed beyond all that was
 * ordered of the item is held against its cheapest line. Empty for an item, or a named line, that is not there.
 */
export function fitInvoiceLines(
  lines: readonly InvoiceLine[],
  ordered: readonly MatchedOrderLine[],
): Portion[][] {
  const open = new Map(
    ordered.map((each) => [each.lineNumber, Math.max(0, each.orderedUnits - each.invoicedUnits)]),
  )
  const left = lines.map(({ units }) => units)
  const portions: Portion[][] = lines.map(() => [])
  for (const { at, ordered: each } of pairsOf(lines, ordered)) {
    const units = Math.min(left[at]!, open.get(each.lineNumber)!)
    if (units === 0) continue
    portions[at]!.push({ ordered: each, units })
    left[at]! -= units
    open.set(each.lineNumber, open.get(each.lineNumber)! - units)
  }
  for (const [at, line] of lines.entries()) {
    const [cheapest] = candidateLines(line, ordered).toSorted(cheapestFirst)
    const isPlaced = left[at] === 0 && portions[at]!.length > 0
    if (isPlaced || cheapest === undefined) continue
    portions[at]!.push({ ordered: cheapest, units: left[at]! })
  }
  return portions
}

/** The lines of an order with what the invoices before billed of each, in the order in which those were booked. */
export function withInvoiced(
  ordered: readonly MatchedOrderLine[],
  earlier: readonly (readonly InvoiceLine[])[],
): MatchedOrderLine[] {
  return earlier.reduce<MatchedOrderLine[]>(
    (standing, lines) => {
      // A line that named a wrong one, and was let through, bills units of the item all the same.
      const meant = lines.map((line) =>
        candidateLines(line, standing).length > 0 ? line : { ...line, orderLine: null },
      )
      const billed = fitInvoiceLines(meant, standing).flat()
      return standing.map((each) => ({
        ...each,
        invoicedUnits: billed
          .filter((portion) => portion.ordered.lineNumber === each.lineNumber)
          .reduce((sum, { units }) => sum + units, each.invoicedUnits),
      }))
    },
    [...ordered],
  )
}
