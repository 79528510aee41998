// Weak data stops the plan: each defect is a fact, its repair, and (added by the planner) what it is worth.

import { formatDate, formatNumber, formatPrice } from '#render/figures.ts'
import { daysBetween } from '../calendar.ts'
import type { DataDefect } from '../reasons.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  PlanningPolicy,
  StockFacts,
  SupplierOption,
} from '../types.ts'
import { approvalObstacle } from './supplier-choice.ts'

type Defect = Omit<DataDefect, 'worthMinor'>

/** A count that can not be true, or that is too old. */
function countDefects(
  sku: string,
  stock: StockFacts,
  { locationCode, asOf }: ItemLocationInput,
  policy: PlanningPolicy,
): Defect[] {
  const place = `${sku} at ${locationCode}`
  const found: Defect[] = []
  const available = stock.onHandUnits - stock.allocatedUnits - stock.unavailableUnits
  if (available < 0) {
    found.push({
      code: 'negative_available',
      fact: `${place} has ${formatNumber(available, 0)} available: ${stock.onHandUnits} on hand, ${stock.allocatedUnits} allocated, ${stock.unavailableUnits} unavailable.`,
      repair: `Count ${place}, or release allocations that have shipped.`,
    })
  }
  const age = daysBetween(stock.asOf, asOf)
  if (age > policy.staleStockDays) {
    found.push({
      code: 'stale_stock',
      fact: `The stock of ${place} was last told on ${formatDate(stock.asOf)}, ${age} days ago (source: ${stock.source.slice(0, 60)}).`,
      repair: `Import stock of ${locationCode} that is at most ${policy.staleStockDays} days old.`,
    })
  }
  return found
}

/** The stock of the item, then that of its ready-made kits, which is part of its need. */
function stockDefects(input: ItemLocationInput, policy: PlanningPolicy): Defect[] {
  const { stock, item, locationCode } = input
  const place = `${item.sku} at ${locationCode}`
  if (stock === null) {
    return [
      {
        code: 'no_stock_record',
        fact: `There is no stock record of ${place}; no record is not zero stock.`,
        repair: `Import a stock count of ${place}, also when it is zero.`,
      },
    ]
  }
  const found: Defect[] = []
  if (stock.unitOfMeasure !== item.unitOfMeasure) {
    found.push({
      code: 'mixed_units',
      fact: `Stock of ${place} is counted in "${stock.unitOfMeasure}", the item in "${item.unitOfMeasure}".`,
      repair: `State the stock of ${item.sku} in "${item.unitOfMeasure}", or correct the unit of the item.`,
    })
  }
  found.push(...countDefects(item.sku, stock, input, policy))
  for (const kit of input.kits ?? []) {
    if (kit.stock !== null) found.push(...countDefects(kit.kitSku, kit.stock, input, policy))
  }
  return found
}

/** The middle of a sorted list, the mean of the two middles when even; at least one value is given. */
function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.floor(half - 0.5)] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

/** The median of the earlier prices, what a doubted price is measured and valued by; null = there are none. */
export function usualUnitPrice({ priceHistory }: SupplierOption): number | null {
  if (priceHistory.length === 0) return null
  return median(priceHistory.map((price) => Number(price.unitPrice)))
}

function priceDefect(option: SupplierOption, sku: string, policy: PlanningPolicy): Defect[] {
  const usual = usualUnitPrice(option)
  if (usual === null) return []
  const ratio = usual > 0 ? Number(option.unitPrice) / usual : Infinity
  if (ratio < policy.costOutlierRatio && ratio > 1 / policy.costOutlierRatio) return []
  const times = ratio >= 1 ? ratio : 1 / ratio
  return [
    {
      code: 'cost_outlier',
      fact: `${option.supplierName} now asks ${formatPrice(option.unitPrice, option.currency)} for ${sku}, ${formatNumber(times, 1)} times ${ratio >= 1 ? 'more' : 'less'} than its median price of ${formatNumber(usual, 2)} ${option.currency}.`,
      repair: `Confirm or correct the unit price of ${sku} at ${option.supplierName}.`,
    },
  ]
}

/** What is missing or doubtful of the terms of one supplier. */
export function optionDefects(
  input: ItemLocationInput,
  option: SupplierOption,
  policy: PlanningPolicy,
): Defect[] {
  const { sku, unitOfMeasure } = input.item
  const found: Defect[] = []
  if (option.unitOfMeasure !== unitOfMeasure) {
    found.push({
      code: 'mixed_units',
      fact: `${option.supplierName} sells ${sku} in "${option.unitOfMeasure}", stock is counted in "${unitOfMeasure}".`,
      repair: `State price, MOQ and multiple of ${sku} at ${option.supplierName} per "${unitOfMeasure}".`,
    })
  }
  if (option.leadTime === null) {
    found.push({
      code: 'no_lead_time',
      fact: `${option.supplierName} has no lead time for ${sku}.`,
      repair: `Enter the lead time in days of ${sku} at ${option.supplierName}.`,
    })
  }
  if (option.rateToBase === null) {
    found.push({
      code: 'no_exchange_rate',
      fact: `There is no exchange rate from ${option.currency} to ${input.baseCurrency}.`,
      repair: `Add a rate from ${option.currency} to ${input.baseCurrency}, with the day from which it holds.`,
    })
  }
  return [...found, ...priceDefect(option, sku, policy)]
}

function supplierDefects(
  input: ItemLocationInput,
  option: SupplierOption | null,
  policy: PlanningPolicy,
): Defect[] {
  if (option !== null) return optionDefects(input, option, policy)
  const { sku } = input.item
  if (input.suppliers.length === 0) {
    return [
      {
        code: 'no_supplier',
        fact: `Nobody supplies ${sku}: no supplier item is recorded.`,
        repair: `Add a supplier of ${sku} with its price, lead time, MOQ and multiple.`,
      },
    ]
  }
  const obstacles = input.suppliers.map(
    (one) => `${one.supplierName} ${approvalObstacle(one, input.asOf) ?? 'is not usable'}`,
  )
  return [
    {
      code: 'no_approved_supplier',
      fact: `No supplier of ${sku} may be ordered from: ${obstacles.join('; ')}.`,
      repair: `Have one of its suppliers approved, or enter a price that is valid today.`,
    },
  ]
}

function demandDefects(
  input: ItemLocationInput,
  forecast: DemandForecast | null,
  policy: PlanningPolicy,
): Defect[] {
  const { item, locationCode, asOf, demandKnownThroughOn } = input
  const place = `${item.sku} at ${locationCode}`
  const found: Defect[] = []
  if (forecast === null) {
    const known = input.history?.units.length ?? 0
    found.push({
      code: 'not_enough_history',
      fact: `${place} has ${known} days of demand, fewer than the ${policy.minimumHistoryDays} a forecast needs, and no item it can be compared with.`,
      repair: `Import its sales, or name a similar item as its analogue.`,
    })
  }
  const age = demandKnownThroughOn === null ? null : daysBetween(demandKnownThroughOn, asOf)
  if (demandKnownThroughOn !== null && age !== null && age > policy.staleDemandDays) {
    found.push({
      code: 'stale_demand',
      fact: `Sales of ${locationCode} are known through ${formatDate(demandKnownThroughOn)} only, ${age} days ago.`,
      repair: `Import the sales of ${locationCode} since ${formatDate(demandKnownThroughOn)}.`,
    })
  }
  if (age === null && forecast !== null) {
    found.push({
      code: 'stale_demand',
      fact: `Nobody knows through which day the sales of ${locationCode} are complete.`,
      repair: `Import the sales of ${locationCode} with the day through which they are complete.`,
    })
  }
  return found
}

/** As `findDefects`, of what a line needs that asks no forecast: the stock, then the supplier. */
export function supplyDefects(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption | null,
): Defect[] {
  return [...stockDefects(input, policy), ...supplierDefects(input, option, policy)]
}

/**
 * All that is missing or doubtful for one line, the one fact to mend first. Any of them withholds the quantity: the
 * stock first (nothing can be said without it), then the supplier, then demand.
 */
export function findDefects(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption | null,
  forecast: DemandForecast | null,
): Defect[] {
  return [...supplyDefects(input, policy, option), ...demandDefects(input, forecast, policy)]
}
