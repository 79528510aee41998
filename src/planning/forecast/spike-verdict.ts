import { toIso } from '../calendar.ts'
import type { SpikeVerdict } from '../types.ts'
import type { LevelShift } from './level-shift.ts'
import type { SpikeRun } from './spikes.ts'

/** A peak that lasts a fortnight is a new level; one after which a week was quiet is over. */
const SUSTAINED_DAYS = 14
const QUIET_DAYS = 7
/** A peak of up to this many days may be one order; a longer one may be the start of a level. */
const ORDER_DAYS = 3
/** Older peaks are history, not news. */
const NEWS_DAYS = 56

export type SpikeTreatment = 'replace' | 'cap' | 'keep'

/** What the baseline makes of a peak, seen from the last day of `length` days. */
export function treatmentOf(run: SpikeRun, length: number): SpikeTreatment {
  if (run.to - run.from + 1 >= SUSTAINED_DAYS) return 'keep'
  const over = length - 1 - run.to >= QUIET_DAYS
  return over || run.to - run.from < ORDER_DAYS ? 'replace' : 'cap'
}

/**
 * The verdict on the newest peak of the last eight weeks or, without one, on a lasting change of level upwards:
 * 'flash' when a quiet week followed, 'sustained' when it holds for a fortnight, 'cannot_tell_yet' between.
 */
export function spikeVerdict(
  units: Float64Array,
  startDay: number,
  runs: readonly SpikeRun[],
  shift: LevelShift | null,
): SpikeVerdict {
  const length = units.length
  const run = runs.findLast((candidate) => length - candidate.to <= NEWS_DAYS)
  if (run !== undefined) return verdictOnRun(units, startDay, run)
  if (shift !== null && shift.after > shift.before) {
    const ratio = shift.after / Math.max(shift.before, 1e-9)
    return {
      verdict: 'sustained',
      startedOn: toIso(startDay + shift.from),
      ratio: shift.before > 0 ? ratio : null,
      evidence:
        `Since ${toIso(startDay + shift.from)} demand has been ${figure(shift.after)} a day against ` +
        `${figure(shift.before)} before, in every one of ${(length - shift.from) / 7} weeks.`,
    }
  }
  const evidence = `No day of the last ${NEWS_DAYS} stands out from the days around it.`
  return { verdict: 'none', startedOn: null, ratio: null, evidence }
}

function verdictOnRun(units: Float64Array, startDay: number, run: SpikeRun): SpikeVerdict {
  const days = run.to - run.from + 1
  const since = units.length - 1 - run.to
  const peak = meanBetween(units, run.from, run.to + 1)
  const from = toIso(startDay + run.from)
  const when = days === 1 ? `On ${from}` : `From ${from} to ${toIso(startDay + run.to)}`
  const fact = `${when} ${figure(peak)} units a day were asked for, where ${figure(run.usual)} is usual`
  const verdict = { startedOn: from, ratio: run.usual > 0 ? peak / run.usual : null }
  if (days >= SUSTAINED_DAYS) {
    const evidence = `${fact}; it held for ${days} days and counts as the new level.`
    return { verdict: 'sustained', ...verdict, evidence }
  }
  if (since >= QUIET_DAYS) {
    const after = meanBetween(units, run.to + 1, Math.min(units.length, run.to + 1 + 28))
    const evidence =
      `${fact}; the ${Math.min(28, since)} days after it had ${figure(after)} a day, ` +
      `so the peak is left out of the baseline.`
    return { verdict: 'flash', ...verdict, evidence }
  }
  const kept =
    days <= ORDER_DAYS
      ? 'until a quiet week or a fortnight of it is seen it is left out of the baseline'
      : `until a fortnight of it is seen each day counts with at most ${figure(run.limit)}`
  const evidence = `${fact}; only ${since} days have passed since, ${kept}.`
  return { verdict: 'cannot_tell_yet', ...verdict, evidence }
}

function meanBetween(units: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += units[i]!
  return to > from ? sum / (to - from) : 0
}

/** A figure for a sentence: whole above ten, one decimal below, thousands parted by commas. */
function figure(value: number): string {
  const text = value >= 10 ? value.toFixed(0) : String(Math.round(value * 10) / 10)
  return text.replace(/\B(?=(\d{3})+$)/g, ',')
}
