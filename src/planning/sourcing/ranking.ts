import { Big } from 'big.js'

import { formatRate } from '#render/figures.ts'
import { QuartermasterError } from '#root/errors.ts'

import { toDay, toIso } from '../calendar.ts'
import { demandOverDays } from '../forecast/demand-over-days.ts'
import { currencyDigits } from '../money.ts'
import { leadTimeSd } from '../policy/lead-time.ts'
import { supplierClock } from '../policy/supplier-clock.ts'
import type {
  DemandForecast,
  IsoDate,
  ItemLocationInput,
  PlanningPolicy,
  SupplierOption,
} from '../types.ts'
import { comparisonReason } from './comparison-reason.ts'
import { landedCost, unitPriceAt } from './landed-cost.ts'
import type { LandingTerms } from './landed-cost.ts'
import { legalQuantity } from './legal-quantity.ts'
import { catchUpUnits, lotFacts } from '../policy/price-break.ts'
import { carryingCostMinor, nextPriceBreak } from './price-break.ts'
import type { SupplierComparison } from './supplier-comparison.ts'
import { supplierDefects } from './supplier-defects.ts'
import { unreliabilityCost } from './unreliability.ts'

/** What is to be bought, and against which demand. */
export type SupplierNeed = {
  units: number
  forecast: DemandForecast | null
  /** First day on which stock runs out if nothing is ordered; null = not within the horizon. */
  stockoutOn: IsoDate | null
}

/** What is taken for suppliers without receipts: the worst of those that have some, so that nobody gains by being unknown. */
type Assumed = { otifRate: number | null; defectRate: number | null }

function worstOf(options: SupplierOption[]): Assumed {
  const otif = options.flatMap((option) => (option.otifRate === null ? [] : [option.otifRate]))
  const defect = options.flatMap((option) =>
    option.defectRate === null ? [] : [option.defectRate],
  )
  return {
    otifRate: otif.length === 0 ? null : Math.min(...otif),
    defectRate: defect.length === 0 ? null : Math.max(...defect),
  }
}

/** The day goods ordered on the as-of day are usable here, working days and closures of the supplier included. */
export function earliestArrivalOn(asOf: IsoDate, option: SupplierOption): IsoDate | null {
  if (option.leadTime === null) return null
  const leadDays = Math.ceil(option.leadTime.meanDays)
  return toIso(supplierClock(option.calendar).arrival(toDay(asOf), leadDays))
}

function stockoutCostMinor(input: ItemLocationInput, landedUnitMinor: number): number | null {
  const { stockoutCostMinor: stated, sellPriceMinor } = input.item
  if (stated !== null) return stated
  return sellPriceMinor === null ? null : Math.max(0, sellPriceMinor - landedUnitMinor)
}

function priced(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  need: SupplierNeed,
  assumed: Assumed,
  units: number,
) {
  const terms: LandingTerms = {
    baseCurrency: input.baseCurrency,
    holdingRate: policy.holdingRate,
    orderShare: 1,
  }
  const landed = landedCost(option, units, terms)
  const protectionDays = Math.max(
    1,
    Math.ceil(option.leadTime?.meanDays ?? 0) + policy.reviewPeriodDays,
  )
  const protection = need.forecast && demandOverDays(need.forecast, 0, protectionDays)
  const dailyMeanUnits = (protection?.mean ?? 0) / protectionDays
  const unreliability = unreliabilityCost({
    orderUnits: units,
    landedMinor: landed.totalMinor,
    dailyMeanUnits,
    protectionVarianceUnits: protection?.variance ?? 0,
    leadTimeSdDays: option.leadTime === null ? 0 : leadTimeSd(option.leadTime, policy),
    reviewPeriodDays: policy.reviewPeriodDays,
    cycleServiceLevel: policy.cycleServiceLevel[input.item.abcClass],
    holdingRate: policy.holdingRate,
    stockoutCostMinor: stockoutCostMinor(input, landed.totalMinor / units),
    otifRate: option.otifRate ?? assumed.otifRate,
    defectRate: option.defectRate ?? assumed.defectRate,
  })
  const surplusCarryingMinor = carryingCostMinor(
    Math.max(0, units - need.units),
    landed.totalMinor / units,
    policy.holdingRate,
    dailyMeanUnits > 0 ? need.units / dailyMeanUnits : 365,
  )
  const totalMinor = landed.totalMinor + unreliability.totalMinor + surplusCarryingMinor
  const facts = lotFacts(input, policy, dailyMeanUnits)
  return {
    landed,
    unreliability,
    surplusCarryingMinor,
    totalMinor,
    usableUnitPrice: new Big(totalMinor)
      .div(new Big(10).pow(currencyDigits(input.baseCurrency)))
      .div(units)
      .round(6, Big.roundHalfUp)
      .toFixed(),
    nextBreak: nextPriceBreak(option, units, facts, catchUpUnits(option, facts, need.units)),
  }
}

function assumptionsOf(option: SupplierOption, assumed: Assumed, need: SupplierNeed): string[] {
  const found: string[] = []
  if (option.otifRate === null) {
    found.push(
      assumed.otifRate === null
        ? 'on time in full is not known and not priced'
        : `on time in full is not known, priced as ${formatRate(assumed.otifRate)}, the lowest of the others`,
    )
  }
  if (option.defectRate === null) {
    found.push(
      assumed.defectRate === null
        ? 'defects are not known and not priced'
        : `defects are not known, priced as ${formatRate(assumed.defectRate)}, the highest of the others`,
    )
  }
  if (option.leadTime !== null && option.leadTime.observations === 0) {
    found.push('the lead time is the supplier’s own word, its spread is the policy’s')
  }
  if (need.forecast === null) found.push('there is no forecast, so late deliveries are not priced')
  return found
}

function compareOne(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  need: SupplierNeed,
  assumed: Assumed,
): Omit<SupplierComparison, 'rank' | 'reason'> {
  const defects = supplierDefects(input, option, need.units)
  const legal = legalQuantity(option, need.units)
  // An unapproved supplier is still priced: the answer tells what approving it would be worth.
  const canPrice = defects.every(
    ({ code }) => code === 'unapproved' || code === 'blocked' || code === 'no_lead_time',
  )
  const cost =
    legal !== null && canPrice ? priced(input, policy, option, need, assumed, legal.units) : null
  const expectedOn = earliestArrivalOn(input.asOf, option)
  return {
    supplierCode: option.supplierCode,
    supplierName: option.supplierName,
    usable: defects.length === 0,
    defects,
    askedUnits: need.units,
    units: legal?.units ?? null,
    short: legal?.short ?? false,
    currency: option.currency,
    unitPrice: cost?.landed.unitPrice ?? unitPriceAt(option, legal?.units ?? need.units),
    lineTotalMinor: cost?.landed.lineTotalMinor ?? null,
    baseCurrency: input.baseCurrency,
    landed: cost?.landed ?? null,
    landedCostMinor: cost?.landed.paidMinor ?? null,
    paymentTermsMinor: cost?.landed.paymentTermsMinor ?? null,
    unreliability: cost?.unreliability ?? null,
    unreliabilityMinor: cost?.unreliability.totalMinor ?? null,
    surplusCarryingMinor: cost?.surplusCarryingMinor ?? null,
    totalMinor: cost?.totalMinor ?? null,
    usableUnitPrice: cost?.usableUnitPrice ?? null,
    leadTimeDays: option.leadTime?.meanDays ?? null,
    leadTimeSdDays: option.leadTime && leadTimeSd(option.leadTime, policy),
    otifRate: option.otifRate,
    defectRate: option.defectRate,
    assumptions: assumptionsOf(option, assumed, need),
    expectedOn,
    stockoutOn: need.stockoutOn,
    arrivesBeforeStockout:
      need.stockoutOn === null || expectedOn === null ? null : expectedOn < need.stockoutOn,
    nextBreak: cost?.nextBreak ?? null,
  }
}

/**
 * Every supplier of the item for one need: the usable ones first, those that can fill it before those that fall
 * short, then by total cost per usable unit (landed cost, unreliability, holding what MOQ and multiple add; six places;
 * equal ones by preferred rank, then by code). Without demand an added unit is held for a year. The order of
 * `input.suppliers` does not matter. Throws 'invalid' when the need is not a whole number of at least 1.
 */
export function rankSuppliers(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  need: SupplierNeed,
): SupplierComparison[] {
  if (!Number.isSafeInteger(need.units) || need.units < 1) {
    throw new QuartermasterError(
      'invalid',
      `Suppliers can not be compared for ${need.units} units.`,
      'Give a whole number of units of at least 1.',
    )
  }
  const assumed = worstOf(input.suppliers)
  const preferred = new Map(input.suppliers.map((one) => [one.supplierCode, one.preferredRank]))
  const compared = input.suppliers
    .map((option) => compareOne(input, policy, option, need, assumed))
    .toSorted(
      (a, b) =>
        Number(b.usable) - Number(a.usable) ||
        Number(a.short) - Number(b.short) ||
        new Big(a.usableUnitPrice ?? '1e30').cmp(b.usableUnitPrice ?? '1e30') ||
        (preferred.get(a.supplierCode) ?? 0) - (preferred.get(b.supplierCode) ?? 0) ||
        (a.supplierCode < b.supplierCode ? -1 : 1),
    )
  const best = compared[0]?.usable === true ? compared[0] : null
  const runnerUp = compared[1]?.usable === true ? compared[1] : null
  return compared.map((one, index) => ({
    ...one,
    rank: one.usable ? index + 1 : null,
    reason: comparisonReason(one, one === best ? runnerUp : best, one === best),
  }))
}
