// What goods really cost once they are here, and how far that is from the plan.
import { addMinor } from '#planning/money.ts'
import { allocateMinor } from './amounts.ts'

export type ChargeKind = 'freight' | 'duty' | 'other'

/** A charge on a delivery as it was invoiced, minor units of the base currency. */
export type Charge = { kind: ChargeKind; minor: number }

export type LandedLine = {
  sku: string
  acceptedUnits: number
  /** Goods as invoiced, minor units of the base currency. */
  goodsMinor: number
  /** Goods, freight and duty as they were planned for these units, minor units of the base currency; null = not planned. */
  plannedMinor: number | null
}

export type LandedActual = {
  sku: string
  goodsMinor: number
  freightMinor: number
  dutyMinor: number
  otherMinor: number
  /** The four together. */
  totalMinor: number
  /** Total less plan, minor units; null where nothing was planned. */
  varianceMinor: number | null
  /** The variance over the plan; null where nothing or zero was planned. */
  varianceRate: number | null
}

/**
 * The actual landed cost of each line, minor units of the base currency. Charges are shared in proportion to the value
 * of the goods (to the units where all goods are worth nothing); shares add up to the charge to the last minor unit.
 */
export function landedActuals(
  lines: readonly LandedLine[],
  charges: readonly Charge[],
): LandedActual[] {
  const byValue = lines.map(({ goodsMinor }) => Math.max(0, goodsMinor))
  const weights = byValue.some((value) => value > 0)
    ? byValue
    : lines.map(({ acceptedUnits }) => acceptedUnits)
  const shares = (kind: ChargeKind) => {
    const minor = addMinor(
      ...charges.filter((each) => each.kind === kind).map((each) => each.minor),
    )
    return lines.length === 0 ? [] : allocateMinor(minor, weights)
  }
  const [freight, duty, other] = [shares('freight'), shares('duty'), shares('other')]
  return lines.map(({ sku, goodsMinor, plannedMinor }, at) => {
    const [freightMinor, dutyMinor, otherMinor] = [freight[at]!, duty[at]!, other[at]!]
    const totalMinor = addMinor(goodsMinor, freightMinor, dutyMinor, otherMinor)
    const varianceMinor = plannedMinor === null ? null : totalMinor - plannedMinor
    const varianceRate =
      varianceMinor === null || !plannedMinor ? null : varianceMinor / plannedMinor
    const parts = { goodsMinor, freightMinor, dutyMinor, otherMinor }
    return { sku, ...parts, totalMinor, varianceMinor, varianceRate }
  })
}
