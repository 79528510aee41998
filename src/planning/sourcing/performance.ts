import { Big } from 'big.js'

import { addDays, daysBetween } from '../calendar.ts'
import { exactDecimal } from '../money.ts'
import type { IsoDate } from '../types.ts'
import { deliveriesOf } from './delivery.ts'
import type { Delivery, ReceiptFact } from './delivery.ts'
import { sampleMoments, sampleQuantile } from './significance.ts'
import { trendOf } from './trend.ts'
import type { SupplierTrend } from './trend.ts'

export type SupplierTerms = {
  asOf: IsoDate
  contractEndsOn: IsoDate | null
  /** The on-time in-full share the contract promises; null = none agreed. */
  slaOtifRate: number | null
}

/** Null = there is no receipt that could tell. Rates are fractions of order lines, the defect rate of units. */
export type SupplierPerformance = {
  deliveryCount: number
  leadTimeCount: number
  leadTimeDays: number | null
  leadTimeSdDays: number | null
  leadTimeP90Days: number | null
  onTimeRate: number | null
  inFullRate: number | null
  otifRate: number | null
  defectRate: number | null
  /** Invoiced over ordered value, minus 1; of the lines that have an invoice. */
  priceVarianceRate: number | null
  trend: SupplierTrend
  contractEndsOn: IsoDate | null
  daysToContractEnd: number | null
  slaOtifRate: number | null
  /** Null = no SLA, or fewer than five deliveries in the last year. */
  slaBreached: boolean | null
}

/** Fewer deliveries than this are no judgement of a contract. */
const ENOUGH_DELIVERIES = 5

/** Share of the values that are true; null when there is none. */
export function shareOf(values: boolean[]): number | null {
  return values.length === 0 ? null : values.filter(Boolean).length / values.length
}

/** Whether a delivery was on time and in full; null where nothing was promised. */
export function otifOf(delivery: Delivery): boolean | null {
  return delivery.onTime === null ? null : delivery.onTime && delivery.inFull
}

const known = <T>(value: T | null): value is T => value !== null

function priceVarianceRate(deliveries: Delivery[]): number | null {
  let ordered = new Big(0)
  let invoiced = new Big(0)
  for (const { invoicedUnitPrice, unitPrice, receivedUnits } of deliveries) {
    if (invoicedUnitPrice === null) continue
    ordered = ordered.plus(exactDecimal(unitPrice).times(receivedUnits))
    invoiced = invoiced.plus(exactDecimal(invoicedUnitPrice).times(receivedUnits))
  }
  return ordered.gt(0) ? invoiced.div(ordered).minus(1).toNumber() : null
}

function slaBreached(deliveries: Delivery[], terms: SupplierTerms): boolean | null {
  const sinceOn = addDays(terms.asOf, -365)
  const lastYear = deliveries
    .filter((one) => one.judgedOn > sinceOn)
    .map(otifOf)
    .filter(known)
  const rate = shareOf(lastYear)
  if (terms.slaOtifRate === null || rate === null || lastYear.length < ENOUGH_DELIVERIES)
    return null
  return rate < terms.slaOtifRate
}

/**
 * The scorecard of one supplier from its order and receipt facts: lead time (approval to last receipt, calendar days;
 * mean, sample standard deviation, 90th percentile), on time, in full, both, defects, price variance, the trend and
 * the contract. Every figure is null where no delivery can tell it. Throws 'invalid' on a price that is no decimal.
 */
export function supplierPerformance(
  facts: ReceiptFact[],
  terms: SupplierTerms,
): SupplierPerformance {
  const deliveries = deliveriesOf(facts, terms.asOf)
  const leadTimes = deliveries.map((one) => one.leadTimeDays).filter(known)
  const moments = leadTimes.length === 0 ? null : sampleMoments(leadTimes)
  const receivedUnits = deliveries.reduce((sum, one) => sum + one.receivedUnits, 0)
  const damagedUnits = deliveries.reduce((sum, one) => sum + one.damagedUnits, 0)
  const { contractEndsOn, slaOtifRate, asOf } = terms
  return {
    deliveryCount: deliveries.length,
    leadTimeCount: leadTimes.length,
    leadTimeDays: moments?.mean ?? null,
    leadTimeSdDays: moments === null || leadTimes.length < 2 ? null : Math.sqrt(moments.variance),
    leadTimeP90Days: sampleQuantile(leadTimes, 0.9),
    onTimeRate: shareOf(deliveries.map((one) => one.onTime).filter(known)),
    inFullRate: shareOf(deliveries.map((one) => one.inFull)),
    otifRate: shareOf(deliveries.map(otifOf).filter(known)),
    defectRate: receivedUnits > 0 ? damagedUnits / receivedUnits : null,
    priceVarianceRate: priceVarianceRate(deliveries),
    trend: trendOf(deliveries, asOf),
    contractEndsOn,
    daysToContractEnd: contractEndsOn === null ? null : daysBetween(asOf, contractEndsOn),
    slaOtifRate,
    slaBreached: slaBreached(deliveries, terms),
  }
}
