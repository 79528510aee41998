import { formatCount, formatDate, formatMoney, formatNumber } from '#render/figures.ts'

import { daysBetween } from '../calendar.ts'
import { meanOverDays } from '../policy/projection.ts'
import type { Exception } from './exception.ts'
import { atRisk } from './inbound-exceptions.ts'
import { riskOf, shortageRisk, unitCostMinor, unpriced } from './line-risk.ts'
import type { WatchFacts, WatchLine } from './watch-facts.ts'

/** Lots are told this long before they expire; margins are looked at over a month of demand. */
const EXPIRY_NOTICE_DAYS = 90
const MARGIN_DAYS = 30

function about(kind: Exception['kind'], { input, recommendation }: WatchLine) {
  return {
    kind,
    subject: `${input.item.sku} ${input.locationCode}`,
    sku: input.item.sku,
    locationCode: input.locationCode,
    supplierCode: recommendation.supplierCode,
    orderNumber: null,
  }
}

function spike(facts: WatchFacts, line: WatchLine): Exception[] {
  const found = line.recommendation.forecast?.spike
  if (found === undefined || found.ratio === null || found.ratio <= 1) return []
  if (found.verdict !== 'sustained' && found.verdict !== 'cannot_tell_yet') return []
  const risk = shortageRisk(line, facts.policy, Number.MAX_SAFE_INTEGER, found.ratio)
  const verdict =
    found.verdict === 'sustained' ? 'a lasting rise' : 'too young to tell a flash from a rise'
  return [
    {
      ...about('demand_spike', line),
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: found.startedOn,
      dueOn: line.recommendation.position?.stockoutOn ?? null,
      display: `Demand of ${line.input.item.sku} at ${line.input.locationCode} is ${formatNumber(found.ratio, 1)} times its baseline, ${verdict}${atRisk(risk, facts.baseCurrency)}.`,
      action: 'Look for the cause; order ahead where it lasts, mark a promotion where it was one.',
    },
  ]
}

/** Lots, soonest first, and how much of each is left when it expires if the older ones sell first. */
function expiringLots(facts: WatchFacts, line: WatchLine): Exception[] {
  const { input, recommendation } = line
  const lots = (input.stock?.lots ?? []).toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))
  const cost = unitCostMinor(line, facts.policy)
  const found: Exception[] = []
  let earlier = 0
  let lostEarlier = 0
  for (const lot of lots) {
    const days = daysBetween(facts.asOf, lot.expiresOn)
    if (days > EXPIRY_NOTICE_DAYS) break
    earlier += lot.units
    const sold =
      recommendation.forecast === null
        ? 0
        : meanOverDays(recommendation.forecast, Math.max(0, days))
    const unsold = Math.min(lot.units, Math.ceil(earlier - lostEarlier - sold - 1e-9))
    if (unsold < 1) continue
    lostEarlier += unsold
    const risk = cost === null ? unpriced('the landed cost is not known') : riskOf(unsold * cost)
    const when =
      days < 0
        ? `expired on ${formatDate(lot.expiresOn)}`
        : `expires on ${formatDate(lot.expiresOn)}`
    found.push({
      ...about('expiring_lot', line),
      subject: `${input.item.sku} ${input.locationCode} ${lot.lotCode}`,
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: days < 0 ? lot.expiresOn : null,
      dueOn: days < 0 ? null : lot.expiresOn,
      display: `Lot ${lot.lotCode} of ${input.item.sku} at ${input.locationCode} ${when}: about ${formatCount(unsold)} of ${formatCount(lot.units)} units will not be sold by then${atRisk(risk, facts.baseCurrency)}.`,
      action:
        days < 0
          ? 'Take the lot out of stock.'
          : 'Mark it down, move it to another location or return it.',
    })
  }
  return found
}

function negativeMargin(facts: WatchFacts, line: WatchLine): Exception[] {
  // A doubtful cost is told as such; a loss worked out from it would be as doubtful.
  if (line.recommendation.defects.some(({ code }) => code === 'cost_outlier')) return []
  const { item, locationCode } = line.input
  const cost = unitCostMinor(line, facts.policy)
  if (cost === null || item.sellPriceMinor === null || item.sellPriceMinor >= cost) return []
  const { forecast } = line.recommendation
  const risk =
    forecast === null
      ? unpriced('there is no forecast')
      : riskOf((cost - item.sellPriceMinor) * meanOverDays(forecast, MARGIN_DAYS))
  const money = (amount: number) => formatMoney(Math.round(amount), facts.baseCurrency)
  return [
    {
      ...about('negative_margin', line),
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: null,
      dueOn: null,
      display: `${item.sku} at ${locationCode} sells at ${money(item.sellPriceMinor)} and costs ${money(cost)} landed${atRisk(risk, facts.baseCurrency)} in ${MARGIN_DAYS} days.`,
      action: 'Raise the price, find a cheaper supplier or phase the item out.',
    },
  ]
}

/** Demand spikes, lots that will not sell in time and items sold below their landed cost. */
export function stockExceptions(facts: WatchFacts): Exception[] {
  return facts.lines.flatMap((line) => [
    ...spike(facts, line),
    ...expiringLots(facts, line),
    ...negativeMargin(facts, line),
  ])
}
