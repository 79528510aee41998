// How stored forecasts came out, in groups, as the key figures show it.
import { accuracyBy } from '#planning/accuracy/accuracy-report.ts'
import type { AccuracyGroup, AccuracyGrouping } from '#planning/accuracy/accuracy-report.ts'
import { addDays } from '#planning/calendar.ts'
import { formatNumber, formatRate } from '#render/figures.ts'
import type { Database } from '#store/database.ts'
import { channelsOf } from '#store/demand-channels.ts'
import { scoredForecasts } from '#store/forecast-ledger.ts'
import type { StoredLine } from '#store/plan-lines.ts'
import { placeKey } from '#store/plan-runs.ts'
import { countOf, nameOf, present, sentenceOf } from './answer.ts'

/** The span that groups are judged at, but by horizon: the four weeks that most orders live on. */
const judgedDays = 28
const groupLimit = 12

export type AccuracyScope = {
  asOf: string
  /** Spans that ended in so many days before the as-of day. */
  days: number
  /** The lines looked at. */
  stored: AccuracyLine[]
}

/** What a line of the plan is grouped by. */
export type AccuracyLine = Pick<StoredLine, 'sku' | 'locationCode' | 'supplierCode'> & {
  inputs: Pick<StoredLine['inputs'], 'item'>
}

/** Groups of scored forecasts, the worst first; empty while no stored forecast has run its course. */
export async function accuracyLines(
  db: Database,
  by: AccuracyGrouping,
  { asOf, days, stored }: AccuracyScope,
) {
  const lines = new Map(stored.map((line) => [placeKey(line), line]))
  const skus = [...new Set(stored.map((line) => line.sku))]
  const channels = by === 'channel' ? await channelsOf(db, skus) : new Map<string, string[]>()
  const scores = await scoredForecasts(db, { sinceOn: addDays(asOf, -days), asOf, skus })
  const placed = scores.flatMap((score) => {
    const line = lines.get(placeKey(score))
    if (line === undefined) return []
    const { abcClass, category } = line.inputs.item
    const { supplierCode } = line
    const channelCodes = channels.get(placeKey(score)) ?? []
    return [{ ...score, abcClass, category, supplierCode, channelCodes }]
  })
  return accuracyBy(placed, by, judgedDays).slice(0, groupLimit).map(groupLine)
}

function groupLine(group: AccuracyGroup) {
  const name = nameOf(group.name)
  const { scoreCount, biasRate, rmsse, coverage95 } = group
  const parts = [
    `${name}: ${countOf(scoreCount, 'forecast')} over ${countOf(group.horizonDays, 'day')}`,
    biasRate === null ? null : leanOf(biasRate),
    rmsse === null ? null : `RMSSE ${formatNumber(rmsse, 2)}`,
    coverage95 === null
      ? null
      : `${formatRate(coverage95)} of the sales stayed within the 95 % quantile`,
  ]
  return present({
    name,
    horizonDays: group.horizonDays,
    scoreCount,
    biasRate: rounded(biasRate),
    rmsse: rounded(rmsse),
    coverage95: rounded(coverage95),
    display: sentenceOf(parts.filter((part) => part !== null).join(', ')),
  })
}

const rounded = (figure: number | null) =>
  figure === null ? null : Math.round(figure * 1_000) / 1_000

function leanOf(biasRate: number): string {
  const share = formatRate(Math.abs(biasRate))
  return biasRate >= 0 ? `expected ${share} too much` : `expected ${share} too little`
}
