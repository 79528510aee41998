import { addDays } from '../calendar.ts'
import type { IsoDate } from '../types.ts'
import type { Delivery } from './delivery.ts'
import { fisherRisePValue, sampleMoments, welchRisePValue } from './significance.ts'

export type SupplierTrend = {
  verdict: 'turning_unreliable' | 'improving' | 'steady' | 'cannot_tell_yet'
  /** Orders that came in the last quarter, and in the year before it. */
  recentCount: number
  earlierCount: number
  recentOtifRate: number | null
  earlierOtifRate: number | null
  recentLeadTimeDays: number | null
  earlierLeadTimeDays: number | null
  /** One-sided p-values that it got worse. */
  otifPValue: number | null
  leadTimePValue: number | null
  evidence: string
}

const QUARTER_DAYS = 91
const YEAR_DAYS = 365
const ENOUGH = 5
/** Two tests are looked at, so each gets half of 5 %. */
const SIGNIFICANCE = 0.025
/** Smaller changes are not worth a conversation with the supplier, however certain they are. */
const OTIF_DROP = 0.1
const LEAD_TIME_RISE = 0.1

type Period = { otif: boolean[]; leadTimes: number[] }

function periodOf(deliveries: Delivery[], afterOn: IsoDate, throughOn: IsoDate): Period {
  const inside = deliveries.filter((one) => one.judgedOn > afterOn && one.judgedOn <= throughOn)
  // The lines of one order share its lorry: counted apart they would make chance look certain.
  const orders = [...Map.groupBy(inside, (one) => one.orderNumber).values()]
  return {
    otif: orders.flatMap((lines) => {
      const promised = lines.filter((line) => line.onTime !== null)
      return promised.length === 0 ? [] : [promised.every((line) => line.onTime && line.inFull)]
    }),
    leadTimes: orders.flatMap((lines) => {
      const days = lines.flatMap((line) => (line.leadTimeDays === null ? [] : [line.leadTimeDays]))
      return meanOf(days) ?? []
    }),
  }
}

const failures = (otif: boolean[]) => otif.filter((good) => !good).length
const rate = (otif: boolean[]) => (otif.length === 0 ? null : 1 - failures(otif) / otif.length)
const meanOf = (values: number[]) => (values.length === 0 ? null : sampleMoments(values).mean)
const percent = (share: number) => `${Math.round(share * 100)} %`
const enough = (a: unknown[], b: unknown[]) => a.length >= ENOUGH && b.length >= ENOUGH

type Change = { worse: boolean; better: boolean; pValue: number | null; sentence: string }
const untold: Change = { worse: false, better: false, pValue: null, sentence: '' }

function otifChange(recent: boolean[], earlier: boolean[]): Change {
  const [now, before] = [rate(recent), rate(earlier)]
  if (!enough(recent, earlier) || now === null || before === null) return untold
  const pValue = fisherRisePValue(
    failures(recent),
    recent.length,
    failures(earlier),
    earlier.length,
  )
  const recovered = fisherRisePValue(
    failures(earlier),
    earlier.length,
    failures(recent),
    recent.length,
  )
  return {
    worse: pValue < SIGNIFICANCE && before - now >= OTIF_DROP,
    better: recovered < SIGNIFICANCE && now - before >= OTIF_DROP,
    pValue,
    sentence: `On time in full ${percent(now)} of ${recent.length} orders in the last quarter, ${percent(before)} of ${earlier.length} in the year before.`,
  }
}

function leadTimeChange(recent: number[], earlier: number[]): Change {
  const [now, before] = [meanOf(recent), meanOf(earlier)]
  if (!enough(recent, earlier) || now === null || before === null) return untold
  const pValue = welchRisePValue(recent, earlier)
  const recovered = welchRisePValue(earlier, recent)
  return {
    worse: pValue < SIGNIFICANCE && now - before >= LEAD_TIME_RISE * before,
    better: recovered < SIGNIFICANCE && before - now >= LEAD_TIME_RISE * before,
    pValue,
    sentence: `Lead time ${now.toFixed(1)} days in the last quarter, ${before.toFixed(1)} days in the year before.`,
  }
}

/**
 * Compares the last quarter (91 days) with the year before it. "Turning unreliable" = on time in full fell by at least
 * 10 points with a one-sided Fisher p below .025, or the mean lead time rose by at least 10 % with a one-sided Welch p
 * below .025; improving is the mirror image. An order counts once, however many lines it has, and each test needs five
 * orders in both periods, else it cannot tell.
 */
export function trendOf(deliveries: Delivery[], asOf: IsoDate): SupplierTrend {
  const quarterOn = addDays(asOf, -QUARTER_DAYS)
  const recent = periodOf(deliveries, quarterOn, asOf)
  const earlier = periodOf(deliveries, addDays(quarterOn, -YEAR_DAYS), quarterOn)
  const otif = otifChange(recent.otif, earlier.otif)
  const leadTime = leadTimeChange(recent.leadTimes, earlier.leadTimes)
  const tellable = otif !== untold || leadTime !== untold
  const worse = otif.worse || leadTime.worse
  const verdict = !tellable
    ? 'cannot_tell_yet'
    : worse
      ? 'turning_unreliable'
      : otif.better || leadTime.better
        ? 'improving'
        : 'steady'
  const recentCount = Math.max(recent.otif.length, recent.leadTimes.length)
  const earlierCount = Math.max(earlier.otif.length, earlier.leadTimes.length)
  return {
    verdict,
    recentCount,
    earlierCount,
    recentOtifRate: rate(recent.otif),
    earlierOtifRate: rate(earlier.otif),
    recentLeadTimeDays: meanOf(recent.leadTimes),
    earlierLeadTimeDays: meanOf(earlier.leadTimes),
    otifPValue: otif.pValue,
    leadTimePValue: leadTime.pValue,
    evidence: tellable
      ? `${otif.sentence} ${leadTime.sentence}`.trim()
      : `${recentCount} orders in the last quarter and ${earlierCount} in the year before; ${ENOUGH} of each are needed.`,
  }
}
