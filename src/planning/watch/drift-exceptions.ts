import { formatDate, formatNumber } from '#render/figures.ts'

import type { DriftingSeries } from '../accuracy/accuracy-report.ts'
import type { Exception } from './exception.ts'
import { atRisk } from './inbound-exceptions.ts'
import type { LineIndex } from './inbound-exceptions.ts'
import { riskOf, unitCostMinor, unitLossMinor, unpriced } from './line-risk.ts'
import type { Risk } from './line-risk.ts'
import type { WatchFacts } from './watch-facts.ts'

/** What a lean costs is told for this long: until somebody has looked at it. */
const RISK_WEEKS = 4

/** Forecasts that lean to one side: too little expected risks margin, too much ties money up. */
export function driftExceptions(facts: WatchFacts, lineOf: LineIndex): Exception[] {
  return facts.drifting.map((series) => {
    const { sku, locationCode, biasUnitsPerWeek, scoreCount } = series
    const risk = riskOfLean(facts, lineOf, series)
    const side = biasUnitsPerWeek > 0 ? 'too many' : 'too few'
    return {
      kind: 'forecast_drift' as const,
      subject: `${sku} ${locationCode}`,
      sku,
      locationCode,
      supplierCode: lineOf(sku, locationCode)?.recommendation.supplierCode ?? null,
      orderNumber: null,
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: series.sinceOn,
      dueOn: null,
      display:
        `The forecast of ${sku} at ${locationCode} has expected ${formatNumber(Math.abs(biasUnitsPerWeek), 1)} units a week ${side} ` +
        `over ${scoreCount} weeks since ${formatDate(series.sinceOn)} (tracking signal ${formatNumber(series.trackingSignal, 1)})${atRisk(risk, facts.baseCurrency)}.`,
      action:
        biasUnitsPerWeek > 0
          ? 'Look for what ended (a promotion, a listing, a large customer) and mark it; the next orders shrink by themselves.'
          : 'Look for what began (a promotion, a listing, a large customer) and mark it; order ahead if it lasts.',
    }
  })
}

function riskOfLean(facts: WatchFacts, lineOf: LineIndex, series: DriftingSeries): Risk {
  const line = lineOf(series.sku, series.locationCode)
  if (line === undefined) return unpriced('the item is not planned at this location')
  const units = Math.abs(series.biasUnitsPerWeek) * RISK_WEEKS
  if (series.biasUnitsPerWeek > 0) {
    const cost = unitCostMinor(line, facts.policy)
    return cost === null ? unpriced('the landed cost is not known') : riskOf(units * cost)
  }
  const loss = unitLossMinor(line, facts.policy)
  return loss === null
    ? unpriced('neither margin nor stockout cost is known')
    : riskOf(units * loss)
}
