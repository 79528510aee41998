// Reads JSON lines of series: series_id, season, horizon, train[], test[] (+ start, promo, in_stock where known).
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { QuartermasterError } from '#root/errors.ts'
import { addDays } from '#planning/calendar.ts'
import type { DemandHistory } from '#planning/types.ts'

type Line = {
  series_id?: string
  id?: string
  set?: string
  freq?: string
  season: number
  horizon: number
  start?: string
  train: (number | null)[]
  test: (number | null)[]
  promo?: (0 | 1)[]
  in_stock?: string
}

/** One series with the part that a forecast may see and the part that it is scored on. */
export type ScoredSeries = {
  id: string
  season: number
  /** Periods between the values of the naive forecast that errors are measured in. */
  scaleLag: number
  train: Float64Array
  /** 1 where the value is known, 0 where it is not. */
  observed: Float64Array
  /** What came, period by period; null = nobody knows. */
  actual: (number | null)[]
  /** The same history by dates where days have causes; null for series that are not daily. */
  daily: { history: DemandHistory; promoted: boolean[]; datesAhead: string[] } | null
}

export type SeriesSet = {
  name: string
  series: ScoredSeries[]
  /** Series without a known value to score or to learn from. */
  skipped: number
  /** Whether the scored part is the end of `train`, because the file keeps its test points back. */
  validated: boolean
}

/** The *.jsonl files of a folder, by name. Throws 'not_found' when there is none. */
export function seriesFiles(folder: string): string[] {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
    : []
  if (files.length > 0) return files.sort().map((name) => join(folder, name))
  throw new QuartermasterError(
    'not_found',
    `There is no file of series in ${folder}.`,
    'Give the folder that holds forecast/*.jsonl: bench -- forecast --data DIR.',
  )
}

/** The series of one file; `calendar` = the trading days in order, where the series leave closed days out. */
export function readSeriesSet(path: string, calendar: readonly string[] | null): SeriesSet {
  const name = basename(path, '.jsonl')
  const lines = readLines(path)
  const read = lines.map((line) => scoredSeries(name, line, calendar))
  const series = read.filter((one) => one !== null)
  return {
    name,
    series,
    skipped: read.length - series.length,
    validated: lines.some((line) => line.test.length === 0),
  }
}

/** The series that the anchors were measured on, by the name of their set. */
export function readAnchorSubset(path: string): Map<string, ScoredSeries[]> {
  const sets = Map.groupBy(existsSync(path) ? readLines(path) : [], (line) => line.set ?? '')
  return new Map(
    [...sets].map(([set, lines]) => [
      set,
      lines.map((line) => scoredSeries(set, line, null)).filter((one) => one !== null),
    ]),
  )
}

function readLines(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

function scoredSeries(
  set: string,
  line: Line,
  calendar: readonly string[] | null,
): ScoredSeries | null {
  const { horizon } = line
  const held = line.test.length === 0 ? Math.max(0, line.train.length - horizon) : null
  const known = held === null ? line.train : line.train.slice(0, held)
  const first = known.findIndex((value) => value !== null)
  const last = known.findLastIndex((value) => value !== null)
  const actual = held === null ? line.test : line.train.slice(held)
  if (first < 0 || last - first < 2 || actual.every((value) => value === null)) return null
  // A gap before the test points would move them: such a series cannot be scored fairly.
  if (last < known.length - 1) return null
  const values = known.slice(first)
  const inStock = (t: number) => line.in_stock === undefined || line.in_stock[first + t] === '1'
  return {
    id: line.series_id ?? line.id ?? '',
    season: seasonOf(line),
    // The M3 competition measures against the seasonal naive; everything else against the last value.
    scaleLag: set.startsWith('m3_') ? line.season : 1,
    train: Float64Array.from(values, (value, t) => value ?? before(values, t)),
    observed: Float64Array.from(values, (value, t) => +(value !== null && inStock(t))),
    actual,
    daily:
      line.freq === 'daily' && line.start !== undefined
        ? dailyHistory(line, values, actual.length, calendar)
        : null,
  }
}

/** Weeks have a yearly season for the planner, whether or not the file names it; the scale stays that of the file. */
function seasonOf({ freq, season }: Line): number {
  return freq === 'weekly' && season === 1 ? 52 : season
}

/** The last known value stands in a hole that is marked as not observed. */
function before(values: readonly (number | null)[], t: number): number {
  return values.slice(0, t).findLast((value) => value !== null) ?? 0
}

/** Puts the values on their dates; a date that the calendar leaves out is a closed day: nothing could be sold. */
function dailyHistory(
  line: Line,
  values: readonly (number | null)[],
  ahead: number,
  calendar: readonly string[] | null,
): ScoredSeries['daily'] {
  const start = line.start!
  const total = values.length + ahead
  const fits = calendar !== null && calendar[0] === start && calendar.length >= total
  const dates = fits
    ? calendar.slice(0, total)
    : Array.from({ length: total }, (_, day) => addDays(start, day))
  const history: DemandHistory = { startsOn: start, units: [], stockout: [], promotion: [] }
  const promoted = (t: number) => line.promo?.[t] === 1
  let on = start
  values.forEach((value, t) => {
    for (; on < dates[t]!; on = addDays(on, 1)) {
      history.units.push(0)
      history.stockout.push(true)
      history.promotion.push(false)
    }
    history.units.push(Math.max(0, value ?? 0))
    history.stockout.push(value === null)
    history.promotion.push(promoted(t))
    on = addDays(on, 1)
  })
  const datesAhead = dates.slice(values.length)
  return { history, promoted: datesAhead.map((_, h) => promoted(values.length + h)), datesAhead }
}
