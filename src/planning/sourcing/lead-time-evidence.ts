// What the receipts of an item and of its supplier say about the next delivery, in a few points that a plan can keep.

import type { LeadTime } from '../types.ts'
import type { Delivery } from './delivery.ts'

type Point = { days: number; weight: number }

/** Points that are kept of the receipts, and of what is overdue. */
const mostReceipts = 12
const mostOverdue = 6
/** All deliveries of other items of the supplier together weigh as much as so many of the item itself. */
const supplierWeight = 5

/** Sorted by days and joined into at most `most` points of about equal weight, each at the whole day of its mean. */
function joined(points: Point[], most: number): Point[] {
  const total = points.reduce((sum, { weight }) => sum + weight, 0)
  const groups = new Map<number, Point>()
  let before = 0
  for (const { days, weight } of points.toSorted((a, b) => a.days - b.days)) {
    const bin = Math.min(most - 1, Math.floor(((before + weight / 2) / total) * most))
    before += weight
    const group = groups.get(bin) ?? { days: 0, weight: 0 }
    const together = group.weight + weight
    groups.set(bin, {
      days: (group.days * group.weight + days * weight) / together,
      weight: together,
    })
  }
  return [...groups.values()].map(({ days, weight }) => ({
    days: Math.round(days),
    weight: Math.round(weight * 1_000) / 1_000,
  }))
}

/**
 * Receipts and overdue units of one item: its own deliveries, each of weight 1 shared by its receipts, and the other
 * deliveries of the supplier moved by the difference of the quoted lead times (days by sku), all of them together at
 * most as heavy as five.
 */
export function leadTimeEvidence(
  sku: string,
  deliveries: readonly Delivery[],
  quotedDays: ReadonlyMap<string, number>,
): Required<Pick<LeadTime, 'receipts' | 'overdue'>> {
  const quoted = quotedDays.get(sku)
  const others = deliveries.flatMap((one) => {
    const theirs = quotedDays.get(one.sku)
    if (one.sku === sku || quoted === undefined || theirs === undefined) return []
    return [{ one, moved: quoted - theirs }]
  })
  const share = Math.min(1, supplierWeight / Math.max(1, others.length))
  const all = [
    ...deliveries.filter((one) => one.sku === sku).map((one) => ({ one, moved: 0, weight: 1 })),
    ...others.map((other) => ({ ...other, weight: share })),
  ]
  const at = (days: number, moved: number) => Math.max(0, days + moved)
  const receipts = all.flatMap(({ one, moved, weight }) =>
    one.receipts.map(({ days, share: part }) => ({ days: at(days, moved), weight: weight * part })),
  )
  const overdue = all.flatMap(({ one, moved, weight }) =>
    one.overdue === null
      ? []
      : [{ days: at(one.overdue.days, moved), weight: weight * one.overdue.share }],
  )
  const heavy = (points: Point[]) => points.filter(({ weight }) => weight > 0)
  return {
    receipts: joined(heavy(receipts), mostReceipts),
    overdue: joined(heavy(overdue), mostOverdue),
  }
}
