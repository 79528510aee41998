import { addDays } from '../calendar.ts'
import type { AbcClass, IsoDate } from '../types.ts'
import type { AccuracyFigures, ForecastScore } from './forecast-score.ts'
import { accuracyFigures } from './forecast-score.ts'
import type { Drift } from './tracking-signal.ts'
import { driftOf } from './tracking-signal.ts'

/** A score with what its series is grouped by today. */
export type PlacedScore = ForecastScore & {
  abcClass: AbcClass
  category: string
  supplierCode: string | null
  /** Channels that sell the item at the location; a series that sells on two counts in both. */
  channelCodes: string[]
}

export type AccuracyGrouping =
  | 'shop'
  | 'item'
  | 'class'
  | 'category'
  | 'supplier'
  | 'channel'
  | 'location'
  | 'horizon'

export type AccuracyGroup = AccuracyFigures & { name: string; horizonDays: number }

const namesBy: Record<AccuracyGrouping, (score: PlacedScore) => string[]> = {
  shop: () => ['all items'],
  item: (score) => [`${score.sku} at ${score.locationCode}`],
  class: (score) => [score.abcClass],
  category: (score) => [score.category],
  supplier: (score) => [score.supplierCode ?? 'no supplier'],
  channel: (score) => score.channelCodes,
  location: (score) => [score.locationCode],
  horizon: (score) => [`${score.horizonDays} days`],
}

/**
 * Accuracy of the scores by the grouping, the worst pinball at .95 first, what can not be scored last. Spans of
 * different lengths are never blended: other groupings look at `horizonDays` alone.
 */
export function accuracyBy(
  scores: readonly PlacedScore[],
  by: AccuracyGrouping,
  horizonDays: number,
): AccuracyGroup[] {
  const asked = by === 'horizon' ? scores : scores.filter((one) => one.horizonDays === horizonDays)
  const groups = new Map<string, PlacedScore[]>()
  for (const score of asked) {
    for (const name of namesBy[by](score)) {
      const group = groups.get(name) ?? []
      groups.set(name, group)
      group.push(score)
    }
  }
  return [...groups]
    .map(([name, group]) => ({
      name,
      horizonDays: group[0]?.horizonDays ?? horizonDays,
      ...accuracyFigures(group),
    }))
    .toSorted((a, b) => (b.pinball95 ?? -1) - (a.pinball95 ?? -1) || (a.name < b.name ? -1 : 1))
}

export type DriftingSeries = Drift & {
  sku: string
  locationCode: string
  sinceOn: IsoDate
  /** Mean of forecast minus actual over the spans looked at, units per week. */
  biasUnitsPerWeek: number
}

/** Weeks that the tracking signal looks back over: older errors were another forecast's. */
const DRIFT_WEEKS = 13
const WEEK_DAYS = 7

/** Series whose weekly forecasts of the last quarter lean to one side, the strongest lean first. */
export function driftingSeries(scores: readonly ForecastScore[], asOf: IsoDate): DriftingSeries[] {
  const since = addDays(asOf, -WEEK_DAYS * (DRIFT_WEEKS + 1))
  const weekly = scores.filter(
    (score) => score.horizonDays === WEEK_DAYS && score.madeOn >= since && score.madeOn < asOf,
  )
  const series = Map.groupBy(weekly, (score) => `${score.sku}\u0000${score.locationCode}`)
  return [...series.values()]
    .flatMap((group) => {
      const spans = withoutOverlap(group)
      const drift = driftOf(spans)
      const [first] = spans
      if (drift === null || !drift.alarm || first === undefined) return []
      const { sku, locationCode, madeOn } = first
      const biasUnitsPerWeek = accuracyFigures(spans).biasUnits ?? 0
      return [{ ...drift, sku, locationCode, sinceOn: addDays(madeOn, 1), biasUnitsPerWeek }]
    })
    .toSorted(
      (a, b) =>
        Math.abs(b.trackingSignal) - Math.abs(a.trackingSignal) ||
        (`${a.sku} ${a.locationCode}` < `${b.sku} ${b.locationCode}` ? -1 : 1),
    )
}

/** The scores of one series, oldest first, leaving out those that begin inside the one before. */
function withoutOverlap(scores: readonly ForecastScore[]): ForecastScore[] {
  const kept: ForecastScore[] = []
  let free = ''
  for (const score of scores.toSorted((a, b) => (a.madeOn < b.madeOn ? -1 : 1))) {
    if (score.madeOn < free) continue
    kept.push(score)
    free = addDays(score.madeOn, score.horizonDays)
  }
  return kept
}
