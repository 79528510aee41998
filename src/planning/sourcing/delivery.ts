import { daysBetween } from '../calendar.ts'
import type { IsoDate } from '../types.ts'

/** One receipt of one order line, or the line itself with `receivedOn` null when nothing came yet. */
export type ReceiptFact = {
  orderNumber: string
  supplierCode: string
  sku: string
  approvedOn: IsoDate | null
  promisedOn: IsoDate | null
  receivedOn: IsoDate | null
  /** The day these units could be used from; null = they are held for a check. Left out: from the day they came. */
  usableOn?: IsoDate | null
  /** Ordered on the whole line, repeated on each of its receipts. */
  orderedUnits: number
  receivedUnits: number
  damagedUnits: number
  /** Exact decimals in the currency of the order. */
  unitPrice: string
  invoicedUnitPrice: string | null
}

/** What became of one order line: all its receipts together. */
export type Delivery = {
  orderNumber: string
  supplierCode: string
  sku: string
  /** The day by which it is judged: promised, else last received. */
  judgedOn: IsoDate
  /** Approval to the day the last units were usable; null while nothing came, some are held, or no approval is recorded. */
  leadTimeDays: number | null
  /** Approval to the day each receipt was usable, the first one first, with its share of the ordered units. */
  receipts: { days: number; share: number }[]
  /** Share of the ordered units that is past its promise, and days since approval; null = nothing is, or not known. */
  overdue: { days: number; share: number } | null
  /** Null: nothing was promised. */
  onTime: boolean | null
  inFull: boolean
  receivedUnits: number
  damagedUnits: number
  orderedUnits: number
  unitPrice: string
  invoicedUnitPrice: string | null
}

/** The day on which units that came could be used, as far as is known on a day; null while they are held. */
function usableOnOf({ usableOn, receivedOn }: ReceiptFact, asOf: IsoDate): IsoDate | null {
  const day = usableOn === undefined ? receivedOn : usableOn
  return day !== null && day <= asOf ? day : null
}

function receiptShares(
  usable: { fact: ReceiptFact; on: IsoDate }[],
  approvedOn: IsoDate,
): Delivery['receipts'] {
  return usable
    .map(({ fact: { receivedUnits, orderedUnits }, on }) => ({
      days: Math.max(0, daysBetween(approvedOn, on)),
      share: Math.min(1, receivedUnits / Math.max(1, orderedUnits)),
    }))
    .toSorted((a, b) => a.days - b.days)
}

const byLine = (fact: ReceiptFact) =>
  JSON.stringify([fact.supplierCode, fact.orderNumber, fact.sku])

function deliveryOf(facts: ReceiptFact[], asOf: IsoDate): Delivery | null {
  const [first] = facts
  if (first === undefined) return null
  const arrived = facts.filter((fact) => fact.receivedOn !== null && fact.receivedOn <= asOf)
  const lastOn =
    arrived
      .map((fact) => fact.receivedOn ?? '')
      .toSorted()
      .at(-1) ?? null
  const { approvedOn, orderedUnits } = first
  const usable = arrived.flatMap((fact) => {
    const on = usableOnOf(fact, asOf)
    return on === null ? [] : [{ fact, on }]
  })
  const held = usable.length < arrived.length
  const usableOn = held
    ? null
    : (usable
        .map(({ on }) => on)
        .toSorted()
        .at(-1) ?? null)
  const overdue = first.promisedOn !== null && first.promisedOn < asOf
  const receivedUnits = arrived.reduce((sum, fact) => sum + fact.receivedUnits, 0)
  const damagedUnits = arrived.reduce((sum, fact) => sum + fact.damagedUnits, 0)
  const inFull = receivedUnits - damagedUnits >= first.orderedUnits
  // A line that is not complete and not yet due says nothing about the supplier.
  if (!inFull && !overdue) return null
  const judgedOn = first.promisedOn ?? lastOn
  if (judgedOn === null) return null
  return {
    orderNumber: first.orderNumber,
    supplierCode: first.supplierCode,
    sku: first.sku,
    judgedOn: judgedOn > asOf ? asOf : judgedOn,
    leadTimeDays:
      usableOn === null || approvedOn === null ? null : daysBetween(approvedOn, usableOn),
    receipts: approvedOn === null ? [] : receiptShares(usable, approvedOn),
    overdue:
      !overdue || approvedOn === null || receivedUnits >= orderedUnits
        ? null
        : { days: daysBetween(approvedOn, asOf), share: 1 - receivedUnits / orderedUnits },
    onTime: first.promisedOn === null ? null : lastOn !== null && lastOn <= first.promisedOn,
    inFull,
    receivedUnits,
    damagedUnits,
    orderedUnits: first.orderedUnits,
    unitPrice: first.unitPrice,
    invoicedUnitPrice:
      facts.find((fact) => fact.invoicedUnitPrice !== null)?.invoicedUnitPrice ?? null,
  }
}

/**
 * The order lines that can be judged as of a day: complete, or past the promised day. Several receipts of one line are
 * one delivery; on time means that its last receipt came on or before the promised day, in full that the undamaged
 * units reach what was ordered. The supplier is judged by the day goods came; the lead time runs to the day they could
 * be used.
 */
export function deliveriesOf(facts: ReceiptFact[], asOf: IsoDate): Delivery[] {
  const groups = Map.groupBy(facts, byLine)
  return [...groups.keys()]
    .toSorted()
    .map((key) => deliveryOf(groups.get(key) ?? [], asOf))
    .filter((delivery) => delivery !== null)
}
