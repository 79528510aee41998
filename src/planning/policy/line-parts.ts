// A line in parts of several suppliers: what each delivers, the steps and sentences that say so, and the way back.

import { formatCount, formatDate, formatMoney, formatPrice } from '#render/figures.ts'
import { addMinor } from '../money.ts'
import type { WaterfallStep } from '../reasons.ts'
import { fullContainers } from '../sourcing/landed-cost.ts'
import type {
  IsoDate,
  ItemLocationInput,
  PlanningPolicy,
  Recommendation,
  SplitPart,
  SupplierOption,
} from '../types.ts'
import { step } from './need-steps.ts'
import { orderCost } from './order-cost.ts'

/** A line, and why its supplier does not deliver all of it, as the end of a sentence. */
export type PartedLine = {
  input: ItemLocationInput
  policy: PlanningPolicy
  line: Recommendation
  main: SupplierOption
  reason: string
}

/** What another supplier delivers. */
export type BoughtPart = { option: SupplierOption; units: number; expectedOn: IsoDate }

function partOf({ input, policy, reason }: PartedLine, bought: BoughtPart): SplitPart {
  const { option, units, expectedOn } = bought
  // A part is an order of its own: it pays all of every container that it begins.
  const containers = Math.ceil(fullContainers(option, units) - 1e-9)
  const { supplierCode, supplierName, currency } = option
  const cost = orderCost(input, policy, option, units, 1, containers)
  return { supplierCode, supplierName, units, currency, ...cost, expectedOn, reason }
}

function partStep({ supplierName, units, unitPrice, currency, expectedOn }: SplitPart) {
  const price = formatPrice(unitPrice, currency)
  const detail = `from ${supplierName} at ${price} each, here on ${formatDate(expectedOn)}`
  return step('supplier_split', 'From another supplier', units, detail)
}

/** "Beta delivers 50 units for £225.00 landed, expected on 4 Dec 2026." */
function partWarning(part: SplitPart, baseCurrency: string): string {
  const { supplierName, units, landedCostMinor, expectedOn } = part
  const cost =
    landedCostMinor === null ? '' : ` for ${formatMoney(landedCostMinor, baseCurrency)} landed`
  return `${supplierName} delivers ${formatCount(units)} units${cost}, expected on ${formatDate(expectedOn)}.`
}

function landedOf(parts: SplitPart[]): number | null {
  const known = parts.flatMap(({ landedCostMinor }) => landedCostMinor ?? [])
  return known.length < parts.length ? null : addMinor(...known)
}

/** The step by which the supplier of a line delivers less than it could. */
function lessSteps({ units }: Recommendation, ownUnits: number, reason: string): WaterfallStep[] {
  if (units === ownUnits) return []
  return [step('supplier_split', 'Less from the first supplier', ownUnits - units, reason)]
}

/** The line with its parts: the chosen supplier's first, then the others. */
export function withParts(
  parted: PartedLine,
  mainUnits: number,
  bought: BoughtPart[],
): Recommendation {
  const { input, line, main, reason } = parted
  const others = bought.map((one) => partOf(parted, one))
  const expectedOn = line.expectedOn ?? input.asOf
  const own = partOf(parted, { option: main, units: mainUnits, expectedOn })
  const isWhole = mainUnits === line.units
  // What the order as a whole says of the freight of its lines stands.
  const mine = isWhole ? { ...own, landedCostMinor: line.landedCostMinor } : own
  const split = [mine, ...others]
  return {
    ...line,
    units: split.reduce((sum, { units }) => sum + units, 0),
    unitPrice: mine.unitPrice,
    lineTotalMinor: mine.lineTotalMinor,
    landedCostMinor: landedOf(split),
    split,
    waterfall: [...line.waterfall, ...lessSteps(line, mainUnits, reason), ...others.map(partStep)],
    warnings: [...line.warnings, ...others.map((part) => partWarning(part, input.baseCurrency))],
  }
}

/** The line as its own supplier delivers it, without what others do: what `withParts` made of it, taken back. */
export function ownPart(line: Recommendation, baseCurrency: string): Recommendation {
  const { split, ...rest } = line
  const [own, ...others] = split ?? []
  if (own === undefined) return line
  const said = new Set(others.map((part) => partWarning(part, baseCurrency)))
  return {
    ...rest,
    units: own.units,
    landedCostMinor: own.landedCostMinor,
    waterfall: line.waterfall.filter(({ code }) => code !== 'supplier_split'),
    warnings: line.warnings.filter((text) => !said.has(text)),
  }
}

/**
 * A line of which its supplier delivers nothing, as others do, with the facts that it was planned with; the first of the
 * others is its supplier then.
 */
export function withOthersOnly(
  parted: PartedLine,
  planned: Recommendation,
  bought: BoughtPart[],
): Recommendation {
  const { input, line, main, reason } = parted
  const [first] = bought
  if (first === undefined) return line
  const parts = bought.map((one) => partOf(parted, one))
  const { option, expectedOn } = first
  const { supplierCode, supplierName, currency, unitPrice, lineTotalMinor } = parts[0]!
  const tenth = (figure: number) => Math.round(figure * 10) / 10
  return {
    ...planned,
    supplierCode,
    supplierReason: `${supplierName} instead of ${main.supplierName}: ${reason}.`,
    currency,
    units: parts.reduce((sum, { units }) => sum + units, 0),
    unitPrice,
    lineTotalMinor,
    landedCostMinor: landedOf(parts),
    expectedOn,
    leadTimeDays: tenth(option.leadTime?.meanDays ?? 0),
    leadTimeSdDays: tenth(option.leadTime?.sdDays ?? 0),
    ...(parts.length > 1 && { split: parts }),
    waterfall: [...line.waterfall, ...lessSteps(line, 0, reason), ...parts.map(partStep)],
    warnings: [...line.warnings, ...parts.map((part) => partWarning(part, input.baseCurrency))],
  }
}
