import { sql } from 'drizzle-orm'
import { addDays } from '#planning/calendar.ts'
import { deliveriesOf } from '#planning/sourcing/delivery.ts'
import type { Delivery } from '#planning/sourcing/delivery.ts'
import { leadTimeEvidence } from '#planning/sourcing/lead-time-evidence.ts'
import { otifOf, shareOf } from '#planning/sourcing/performance.ts'
import { sampleMoments } from '#planning/sourcing/significance.ts'
import type { LeadTime } from '#planning/types.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { receiptFacts } from './receipts.ts'

/** Deliveries older than this say nothing about the next one. */
const LEARNED_FROM_DAYS = 730
const SCORED_DAYS = 365
/** Fewer deliveries than this are no measurement. */
const ENOUGH_DELIVERIES = 3
/** How many deliveries of an item weigh as much as what is known of its supplier. */
const SUPPLIER_WEIGHT = 5

/** The word of the supplier about one item, and since when. */
export type QuotedLeadTime = { days: number | null; source: string; asOf: string }

/** What a supplier's deliveries say, as far as they say anything. */
export type SupplierRecord = {
  otifRate: number | null
  defectRate: number | null
  leadTimeOf(sku: string, quoted: QuotedLeadTime): LeadTime | null
}

/**
 * The records of suppliers, by code, from the deliveries of the two years (scores: one year) before `asOf`. All of them
 * cost as many questions as one.
 */
export async function supplierRecords(
  db: Database,
  supplierCodes: readonly string[],
  asOf: string,
): Promise<Map<string, SupplierRecord>> {
  if (supplierCodes.length === 0) return new Map()
  const sinceOn = addDays(asOf, -LEARNED_FROM_DAYS)
  const received = await receiptFacts(db, { supplierCodes, sinceOn, asOf })
  const factsOf = Map.groupBy(received, (fact) => fact.supplierCode)
  const delivering = [...factsOf.keys()]
  const quotedOf = Map.groupBy(
    await quotedLeadTimes(db, delivering),
    ({ supplierCode }) => supplierCode,
  )
  return new Map(
    supplierCodes.map((code) => {
      const quoted = new Map((quotedOf.get(code) ?? []).map(({ sku, days }) => [sku, days]))
      return [code, recordOf(deliveriesOf(factsOf.get(code) ?? [], asOf), quoted, asOf)]
    }),
  )
}

/** `quotedDays` holds the quoted lead times of the items that a supplier with deliveries sells. */
function recordOf(
  deliveries: Delivery[],
  quotedDays: Map<string, number>,
  asOf: string,
): SupplierRecord {
  const scored = deliveries.filter((one) => one.judgedOn > addDays(asOf, -SCORED_DAYS))
  const receivedUnits = scored.reduce((sum, one) => sum + one.receivedUnits, 0)
  const damagedUnits = scored.reduce((sum, one) => sum + one.damagedUnits, 0)
  const measured = deliveries.filter((one) => one.leadTimeDays !== null)
  const deviations = measured.flatMap((one) => {
    const quoted = quotedDays.get(one.sku)
    return quoted === undefined ? [] : [(one.leadTimeDays ?? 0) - quoted]
  })
  const bySku = Map.groupBy(measured, (one) => one.sku)
  const lastOn = measured.map((one) => one.judgedOn).reduce((a, b) => (a > b ? a : b), '')
  return {
    otifRate: shareOf(scored.map(otifOf).filter((value) => value !== null)),
    defectRate: receivedUnits > 0 ? damagedUnits / receivedUnits : null,
    leadTimeOf(sku, quoted) {
      const own = (bySku.get(sku) ?? []).map((one: Delivery) => one.leadTimeDays ?? 0)
      const learnt = learnedLeadTime(own, deviations, quoted, lastOn)
      if (learnt === null || learnt.observations === 0) return learnt
      return { ...learnt, ...leadTimeEvidence(sku, deliveries, quotedDays) }
    },
  }
}

/**
 * Lead time of an item from its own deliveries, drawn towards its quoted lead time plus the usual lateness of the
 * supplier: credibility n / (n + k) with k = 5 deliveries (Bühlmann and Gisler, A Course in Credibility Theory, 2005,
 * section 3.1; k is set, not estimated), the variance likewise. With fewer than three deliveries of item and supplier
 * together it is the quoted one, told by `observations` 0; without that it is null. Days; `lastOn` dates the learned one.
 */
export function learnedLeadTime(
  ownDays: readonly number[],
  supplierDeviations: readonly number[],
  quoted: QuotedLeadTime,
  lastOn: string,
): LeadTime | null {
  const own = sampleMoments([...ownDays])
  if (quoted.days === null || supplierDeviations.length < ENOUGH_DELIVERIES) {
    if (ownDays.length >= ENOUGH_DELIVERIES) {
      return learned(own.mean, own.variance, ownDays.length, `${ownDays.length} deliveries`, lastOn)
    }
    if (quoted.days === null) return null
    const source = `${quoted.source}, quoted by the supplier`
    return { meanDays: quoted.days, sdDays: 0, observations: 0, source, asOf: quoted.asOf }
  }
  const supplier = sampleMoments([...supplierDeviations])
  const trust = ownDays.length / (ownDays.length + SUPPLIER_WEIGHT)
  const expected = quoted.days + supplier.mean
  const mean = ownDays.length === 0 ? expected : trust * own.mean + (1 - trust) * expected
  const freedom = Math.max(0, ownDays.length - 1)
  const variance =
    (freedom * (freedom > 0 ? own.variance : 0) + SUPPLIER_WEIGHT * supplier.variance) /
    (freedom + SUPPLIER_WEIGHT)
  const told = `${supplierDeviations.length} deliveries of the supplier, ${ownDays.length} of them of this item`
  return learned(Math.max(0, mean), variance, supplierDeviations.length, told, lastOn)
}

function learned(
  mean: number,
  variance: number,
  observations: number,
  told: string,
  lastOn: string,
): LeadTime {
  const thousandths = (value: number) => Math.round(value * 1_000) / 1_000
  const sdDays = thousandths(Math.sqrt(variance))
  return {
    meanDays: thousandths(mean),
    sdDays,
    observations,
    source: `learned from ${told}`,
    asOf: lastOn,
  }
}

function quotedLeadTimes(
  db: Database,
  supplierCodes: readonly string[],
): Promise<{ supplierCode: string; sku: string; days: number }[]> {
  return selectRows(
    db,
    sql`select supplier_code as "supplierCode", sku, lead_time_days as days from supplier_item
        where supplier_code = any(${sql.param(supplierCodes)}::text[]) and lead_time_days is not null`,
  )
}
