// A history is hundreds of days in three lists. It crosses between threads as bytes that are handed over, and is kept
// with a plan as its units and the runs of its marked days: a tenth of the text, and the same history again.

import type { DemandHistory, IsoDate, ItemLocationInput } from './types.ts'

/** Bits of `flags`. */
export const PROMOTION_FLAG = 1
export const STOCKOUT_FLAG = 2

/** A history as bytes: `units[i]` and `flags[i]` belong to `startsOn` + i days. */
export type PackedHistory = {
  startsOn: IsoDate
  units: Float64Array<ArrayBuffer>
  flags: Uint8Array<ArrayBuffer>
}

type Histories = 'history' | 'analogueHistory'

/** An input whose histories are bytes. */
export type PackedInput = Omit<ItemLocationInput, Histories> &
  Record<Histories, PackedHistory | null>

/** A history as it is kept: `promotionRuns` and `stockoutRuns` are pairs of a first day (0 = `startsOn`) and a length. */
export type KeptHistory = {
  startsOn: IsoDate
  units: number[]
  promotionRuns: number[]
  stockoutRuns: number[]
}

/** An input as it is kept with a plan. */
export type KeptInput = Omit<ItemLocationInput, Histories> & Record<Histories, KeptHistory | null>

function unpackHistory({ startsOn, units, flags }: PackedHistory): DemandHistory {
  const days = units.length
  const history = {
    startsOn,
    units: Array<number>(days),
    stockout: Array<boolean>(days),
    promotion: Array<boolean>(days),
  }
  for (let day = 0; day < days; day += 1) {
    history.units[day] = units[day]!
    history.stockout[day] = (flags[day]! & STOCKOUT_FLAG) !== 0
    history.promotion[day] = (flags[day]! & PROMOTION_FLAG) !== 0
  }
  return history
}

function packHistory({ startsOn, units, stockout, promotion }: DemandHistory): PackedHistory {
  const flag = (at: number) =>
    (stockout[at] ? STOCKOUT_FLAG : 0) | (promotion[at] ? PROMOTION_FLAG : 0)
  return {
    startsOn,
    units: Float64Array.from(units),
    flags: Uint8Array.from(units, (_, at) => flag(at)),
  }
}

function withHistories<From, To>(
  input: Record<Histories, From | null>,
  change: (history: From) => To,
): Record<Histories, To | null> {
  const { history, analogueHistory } = input
  return {
    history: history && change(history),
    analogueHistory: analogueHistory && change(analogueHistory),
  }
}

/** The input with its histories as bytes. */
export function packInput(input: ItemLocationInput): PackedInput {
  return { ...input, ...withHistories(input, packHistory) }
}

/** The input that was packed. */
export function unpackInput(input: PackedInput): ItemLocationInput {
  return { ...input, ...withHistories(input, unpackHistory) }
}

/** First days and lengths of the runs of marked days. */
function runsOf(marked: readonly boolean[]): number[] {
  const runs: number[] = []
  let from = marked.indexOf(true)
  while (from >= 0) {
    const end = marked.indexOf(false, from)
    const to = end < 0 ? marked.length : end
    runs.push(from, to - from)
    from = marked.indexOf(true, to)
  }
  return runs
}

function markedDays(runs: readonly number[], days: number): boolean[] {
  const marked = Array<boolean>(days).fill(false)
  for (let at = 0; at < runs.length; at += 2) {
    marked.fill(true, runs[at]!, runs[at]! + runs[at + 1]!)
  }
  return marked
}

/** The input as it is kept with a plan; `inputOfKept` gives the same input again. */
export function keptInput(input: ItemLocationInput): KeptInput {
  const kept = ({ startsOn, units, stockout, promotion }: DemandHistory): KeptHistory => ({
    startsOn,
    units,
    promotionRuns: runsOf(promotion),
    stockoutRuns: runsOf(stockout),
  })
  return { ...input, ...withHistories(input, kept) }
}

/** The input of a kept one; a plan of an earlier engine kept its days as they were. */
export function inputOfKept(kept: KeptInput | ItemLocationInput): ItemLocationInput {
  const whole = (history: KeptHistory | DemandHistory): DemandHistory =>
    'stockout' in history
      ? history
      : {
          startsOn: history.startsOn,
          units: history.units,
          stockout: markedDays(history.stockoutRuns, history.units.length),
          promotion: markedDays(history.promotionRuns, history.units.length),
        }
  return { ...kept, ...withHistories<KeptHistory | DemandHistory, DemandHistory>(kept, whole) }
}
