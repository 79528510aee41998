import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { BenchOptions, Figure, Report, Table } from '../figure.ts'
import type { ComparedRow } from './anchors.ts'
import { anchorRows, isSameSet, publishedRows } from './anchors.ts'
import { comparisonTable, ourRow, seasonalNaiveRow } from './comparison.ts'
import { faultsOf } from './guard.ts'
import type { Forecaster } from './our-forecast.ts'
import { forecasterOf, forecastWithoutPromotions } from './our-forecast.ts'
import { meanScore } from './score.ts'
import { millisecondsPerSeries, scoreHere, scoreOnAllCores } from './score-set.ts'
import type { ScoredSeries, SeriesSet } from './series.ts'
import { readAnchorSubset, readSeriesSet, seriesFiles } from './series.ts'

const DEFAULT_FOLDER = resolve(import.meta.dirname, '../../../../shared/data')

/** Every file of DIR/forecast scored beside its anchors, our place in every column; red when the engine is broken. */
export async function benchForecast({ data }: BenchOptions): Promise<Report> {
  return forecastReport(data ?? DEFAULT_FOLDER, null)
}

/** The report on a data folder. With a forecaster of its own it runs in this thread, for tests of the bench itself. */
export async function forecastReport(
  folder: string,
  forecaster: Forecaster | null,
): Promise<Report> {
  const given = existsSync(join(folder, 'forecast')) ? join(folder, 'forecast') : folder
  const files = given.endsWith('.jsonl') ? [given] : seriesFiles(given)
  const anchors = join(dirname(files[0]!), '..', 'anchors')
  const subsets = readAnchorSubset(join(anchors, 'anchor_subset.jsonl'))
  const report: Required<Report> = { figures: [], tables: [], faults: [] }
  for (const path of files) {
    const calendar = path.includes('pasta') ? readCalendar(join(anchors, 'pasta_dates.json')) : null
    const set = readSeriesSet(path, calendar)
    if (set.series.length === 0) continue
    const measured =
      forecaster === null
        ? await scoreOnAllCores(path, calendar, set.series.length)
        : scoreHere(set.series, forecaster)
    const score = meanScore(measured.scores)
    const ours = forecaster ?? forecasterOf(set.series)
    const milliseconds = millisecondsPerSeries(set.series, ours)
    const own = ourRow(set.name, score, milliseconds)
    const subset = [...subsets].find(([anchored]) => isSameSet(anchored, set.name))?.[1]
    const others = [
      seasonalNaiveRow(set.name, score),
      ...withoutPromotions(set),
      ...publishedRows(anchors, set.name),
      ...(subset === undefined ? anchorRows(anchors, set.name).map(elsewhere) : []),
    ]
    report.tables.push(
      comparisonTable(wholeTitle(set, measured.scores.length), own, others, WHOLE_NOTE),
    )
    if (subset !== undefined) {
      report.tables.push(subsetTable(set.name, subset, anchors, forecaster ?? forecasterOf(subset)))
    }
    report.figures.push(...speedFigures(set.name, milliseconds, measured.perSecond))
    report.faults.push(...faultsOf(set.name, score))
  }
  return report
}

const WHOLE_NOTE =
  'All series of the file. What all series of the file show of counts before their scored part is learned once, apart from the ms. Rows with a number of series were published on all series of the competition; rows marked "elsewhere" were measured on other series or weeks of the same source.'

function subsetTable(
  name: string,
  subset: readonly ScoredSeries[],
  anchors: string,
  forecaster: Forecaster,
): Table {
  const { scores } = scoreHere(subset, forecaster)
  const score = meanScore(scores)
  return comparisonTable(
    `${name}: the ${scores.length} series that the anchors were measured on`,
    ourRow(name, score, millisecondsPerSeries(subset, forecaster)),
    [seasonalNaiveRow(name, score), ...anchorRows(anchors, name)],
    'Every row is scored on the same series and the same points; ms of the anchors come from the machine that measured them.',
  )
}

function wholeTitle({ name, series, skipped, validated }: SeriesSet, scored: number): string {
  const part = validated ? 'the end of train, because the file holds its test back' : 'test'
  const left = skipped + series.length - scored
  return `${name}: ${scored} series, scored on ${part}${left > 0 ? `; ${left} without a scale or a known point left out` : ''}`
}

/** The same planner told nothing of promotions: what knowing them is worth. */
function withoutPromotions({ name, series }: SeriesSet): ComparedRow[] {
  if (!series.some((one) => one.daily?.history.promotion.includes(true))) return []
  const score = meanScore(scoreHere(series, forecastWithoutPromotions).scores)
  return [{ ...ourRow(name, score, null), name: 'the same without promotions' }]
}

function elsewhere(row: ComparedRow): ComparedRow {
  return { ...row, name: `${row.name} (elsewhere)` }
}

function readCalendar(path: string): string[] | null {
  if (!existsSync(path)) return null
  return (JSON.parse(readFileSync(path, 'utf8')) as { dates: string[] }).dates
}

function speedFigures(set: string, milliseconds: number, perSecond: number | null): Figure[] {
  const one = { name: `${set}: one core`, value: milliseconds, unit: 'ms/series' }
  if (perSecond === null) return [one]
  return [one, { name: `${set}: all cores`, value: perSecond, unit: 'series/s' }]
}
