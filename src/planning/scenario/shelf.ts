// Stock by the last day on which it sells: what expires first is sold first.

import { sellableOfDelivery, wastedUnits } from '../policy/unsold-lots.ts'

/** Goods of a line that expire; days count from the as-of day. */
export type Perishing = {
  /** Free units with a date, by the last day on which they sell; other free stock keeps. */
  lots: { units: number; day: number }[]
  /** Of everything that arrives; null = it keeps. */
  shelfLifeDays: number | null
  /** Running sums of mean demand, past the horizon as far as goods keep. */
  cumulative: Float64Array
  /** Whole days from each review to the arrival of its order. */
  arrivalDays: Int32Array
  wasteMinorPerUnit: number
}

/**
 * `units[day]` can be sold up to that day; beyond the last entry nobody looks. Stock of today without a date keeps
 * (`undatedUnits`): it is sold after the dates up to `datedUntil`, those of today's lots, and before what arrives.
 */
export type Shelf = {
  units: Int32Array
  first: number
  last: number
  undatedUnits: number
  datedUntil: number
  totalUnits: number
}

/** A shelf for days up to `lastDay`, to be filled. */
export function emptyShelf(lastDay: number): Shelf {
  const units = new Int32Array(lastDay + 2)
  return { units, first: 0, last: 0, undatedUnits: 0, datedUntil: 0, totalUnits: 0 }
}

/** Puts units on the shelf that sell up to `day`. */
export function putOnShelf(shelf: Shelf, day: number, units: number): void {
  if (units <= 0) return
  const at = Math.min(day, shelf.units.length - 1)
  shelf.units[at] = shelf.units[at]! + units
  shelf.totalUnits += units
  if (at < shelf.first) shelf.first = at
  if (at > shelf.last) shelf.last = at
}

/** Fills a shelf with the free stock of today: units of lots first, the others have no date. */
export function fillShelf(
  shelf: Shelf,
  { lots, shelfLifeDays }: Perishing,
  freeUnits: number,
): void {
  shelf.units.fill(0)
  shelf.first = shelf.units.length
  shelf.last = -1
  shelf.datedUntil = Math.max(shelfLifeDays ?? Infinity, lots.at(-1)?.day ?? 0)
  shelf.totalUnits = 0
  let left = freeUnits
  for (const { units, day } of lots) {
    const dated = Math.min(left, units)
    putOnShelf(shelf, day, dated)
    left -= dated
  }
  shelf.undatedUnits = left
  shelf.totalUnits += left
}

/** Sells up to `asked` units, the soonest date first; returns how many. */
export function sellFromShelf(shelf: Shelf, asked: number): number {
  const units = Math.min(asked, shelf.totalUnits)
  let left = units
  while (left > 0) {
    const { first, last, datedUntil, undatedUnits } = shelf
    if (undatedUnits > 0 && (first > last || first > datedUntil)) {
      const sold = Math.min(undatedUnits, left)
      shelf.undatedUnits -= sold
      left -= sold
      continue
    }
    const there = shelf.units[first]!
    const sold = Math.min(there, left)
    shelf.units[first] = there - sold
    left -= sold
    if (sold === there) shelf.first = first + 1
  }
  shelf.totalUnits -= units
  return units
}

/** Takes off what could be sold up to the evening of `day` and no longer; returns the units. */
export function expireOnShelf(shelf: Shelf, day: number): number {
  let wasted = 0
  for (let at = shelf.first; at <= day && at <= shelf.last; at++) {
    wasted += shelf.units[at]!
    shelf.units[at] = 0
  }
  if (shelf.first <= day) shelf.first = day + 1
  shelf.totalUnits -= wasted
  return wasted
}

/** Units on the shelf in the evening of `day` that mean demand does not reach before their date. */
export function unsoldOnShelf(shelf: Shelf, { cumulative }: Perishing, day: number): number {
  let sold = 0
  let wasted = 0
  const last = Math.min(shelf.last, cumulative.length - 1)
  for (let at = shelf.first; at <= last; at++) {
    const free = shelf.units[at]!
    if (free === 0) continue
    const lost = wastedUnits(free, cumulative[at]! - cumulative[day]!, sold)
    sold += free - lost
    wasted += lost
  }
  return wasted
}

/** Units of an order of this review that can be sold before they expire, after `aheadUnits`; Infinity = it keeps. */
export function sellableUnits(
  { shelfLifeDays, cumulative, arrivalDays }: Perishing,
  review: number,
  day: number,
  aheadUnits: number,
): number {
  if (shelfLifeDays === null) return Infinity
  const until = Math.min(cumulative.length - 1, day + arrivalDays[review]! + shelfLifeDays)
  return sellableOfDelivery(cumulative[until]! - cumulative[day]!, aheadUnits)
}
