// Who sells what at which price: supplier items, price breaks, price history, with the defects planted in them.

import type { ShopRows } from '#store/shop-rows.ts'
import type { DemoItem } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { poundRates } from './places.ts'
import type { DemoSupplier } from './suppliers.ts'
import { decimalOf, HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type Option = {
  supplier: DemoSupplier
  sku: string
  rank: number
  currency: string
  unitOfMeasure: string
  moqUnits: number
  orderMultipleUnits: number
  /** The supplier's word; null = nobody wrote it down. */
  leadTimeDays: number | null
  dutyRate: number
  /** Millionths of the currency from each day on, oldest first; the last one is in force. */
  prices: { day: number; micros: number }[]
  /** Fraction of the price that is left from so many units on. */
  breaks: { minUnits: number; factor: number }[]
}

/** Items that lost their supplier, and who delivered them before: `untilDay` is the last day of ordering. */
export const formerSuppliers: Record<string, { code: string; untilDay: number }> = {
  'JUG-WHT': { code: 'ACME', untilDay: 690 },
  'PKN-GRN': { code: 'FERRANTE', untilDay: 670 },
  'SLT-FLK': { code: 'DRAYCOTT', untilDay: 695 },
  'FPT-BLK': { code: 'HARBORLINE', untilDay: 650 },
  'SCL-WHT': { code: 'DRAYCOTT', untilDay: 695 },
  'SCL-BLK': { code: 'DRAYCOTT', untilDay: 695 },
  'RCK-SPC': { code: 'DRAYCOTT', untilDay: 695 },
  'RCK-PLT': { code: 'DRAYCOTT', untilDay: 695 },
  'RCK-PAN': { code: 'DRAYCOTT', untilDay: 695 },
}
const withoutSupplier = new Set(['JUG-WHT', 'PKN-GRN'])
const withoutLeadTime = new Set(['JUNIPER SCL-WHT', 'JUNIPER RCK-PLT'])
/** The other suppliers of these would hide the defect of the first one. */
const singleSource = new Set(['CAF-BLK-1000'])
const misplacedPoint = 'FERRANTE CAF-BLK-1000'
const foreignQuote = 'LINDGREN KTL-BLU'
/** The blue mugs: a break within reach of a weekly order. */
const plantedBreaks: Record<string, Option['breaks']> = {
  'ACME MUG-BLU-350': [{ minUnits: 144, factor: 0.97 }],
}
const pricedByTheBox = 'HALLIDAY TWN-JUT'

/** Prices from one unit of currency up are whole hundredths; below, suppliers quote to the millionth. */
function roundPrice(micros: number): number {
  const step = micros >= 1_000_000 ? 10_000 : 125
  return Math.round(micros / step) * step
}

function pricesOf(world: World, key: string, micros: number, misplaced: boolean): Option['prices'] {
  const chance = world.chance(`prices ${key}`)
  const days = [-20, chance.whole(150, 260), chance.whole(420, 560)]
  // Each yearly round adds 1 to 4 %.
  const prices = days.map((day, round) => ({
    day,
    micros: roundPrice(micros * (1 - (2 - round) * chance.between(0.01, 0.04))),
  }))
  if (misplaced) prices.push({ day: 726, micros: roundPrice(micros * 10) })
  return prices
}

/** Six in ten offers are cheaper by the pallet. */
function drawBreaks(chance: Chance, item: DemoItem, moqUnits: number): Option['breaks'] {
  if (!chance.happens(0.6)) return []
  const steps = item.costMicros > 20_000_000 ? 2 : 3
  return [
    { minUnits: moqUnits * steps, factor: 0.98 },
    { minUnits: moqUnits * steps * 2, factor: 0.965 },
  ]
}

function optionOf(
  world: World,
  item: DemoItem,
  supplier: DemoSupplier,
  rank: number,
  defects: 'planted' | 'none',
): Option {
  const key = `${supplier.code} ${item.sku}`
  const planted = defects === 'planted' ? key : ''
  const chance = world.chance(`option ${key}`)
  const currency = planted === foreignQuote ? 'SEK' : supplier.currency
  const perUnit =
    (item.costMicros * (rank === 1 ? 1 : chance.between(1.07, 1.2))) /
    (poundRates[currency] ?? 0.074)
  const byTheBox = planted === pricedByTheBox
  // Importers want more at once; the regional wholesaler takes small orders.
  const moqUnits =
    rank === 1
      ? item.moqUnits
      : supplier.code === 'LINDGREN'
        ? item.orderMultipleUnits
        : item.moqUnits * 2
  return {
    supplier,
    sku: item.sku,
    rank,
    currency,
    unitOfMeasure: byTheBox ? 'box' : 'each',
    moqUnits: byTheBox ? 2 : moqUnits,
    orderMultipleUnits: byTheBox ? 1 : item.orderMultipleUnits,
    leadTimeDays: withoutLeadTime.has(planted) ? null : supplier.promisedDays,
    dutyRate: supplier.dutyRate,
    prices: pricesOf(world, key, byTheBox ? perUnit * 20 : perUnit, planted === misplacedPoint),
    breaks: plantedBreaks[key] ?? drawBreaks(chance, item, moqUnits),
  }
}

/** Every option of every item, the preferred supplier first. */
export function makeOptions(
  world: World,
  catalogue: DemoItem[],
  suppliers: DemoSupplier[],
): Map<string, Option[]> {
  const byCode = new Map(suppliers.map((supplier) => [supplier.code, supplier]))
  return new Map(
    catalogue.map((item) => {
      const codes = withoutSupplier.has(item.sku)
        ? []
        : singleSource.has(item.sku)
          ? item.suppliers.slice(0, 1)
          : item.suppliers
      return [
        item.sku,
        codes.map((code, index) => optionOf(world, item, byCode.get(code)!, index + 1, 'planted')),
      ]
    }),
  )
}

/** The options as they were before the defects came in: what the orders of the two years were placed with. */
export function historicOptions(world: World, item: DemoItem, suppliers: DemoSupplier[]): Option[] {
  const former = formerSuppliers[item.sku]
  const codes = former === undefined ? item.suppliers : [former.code]
  return codes.map((code, index) => {
    const supplier = suppliers.find((one) => one.code === code)!
    return optionOf(world, item, supplier, index + 1, 'none')
  })
}

/** Millionths per unit on a day for an order of so many units. */
export function priceAt(option: Option, day: number, units: number): number {
  const base = option.prices.findLast((price) => price.day <= day) ?? option.prices[0]!
  const factor = option.breaks.findLast((step) => step.minUnits <= units)?.factor ?? 1
  return factor === 1 ? base.micros : roundPrice(base.micros * factor)
}

/** Rows of supplier items with their breaks and histories. */
export function makeSourcingRows(
  world: World,
  options: Map<string, Option[]>,
): Pick<ShopRows, 'supplierItems' | 'priceBreaks' | 'supplierPrices'> {
  const rows: Pick<ShopRows, 'supplierItems' | 'priceBreaks' | 'supplierPrices'> = {
    supplierItems: [],
    priceBreaks: [],
    supplierPrices: [],
  }
  for (const option of [...options.values()].flat()) {
    const { supplier, sku } = option
    const key = { supplierCode: supplier.code, sku }
    const current = option.prices.at(-1)!
    const chance = world.chance(`sourcing ${supplier.code} ${sku}`)
    rows.supplierItems.push({
      ...key,
      supplierSku: `${supplier.code.slice(0, 3)}-${chance.whole(10_000, 99_999)}`,
      unitPrice: decimalOf(current.micros),
      currency: option.currency,
      unitOfMeasure: option.unitOfMeasure,
      moqUnits: option.moqUnits,
      orderMultipleUnits: option.orderMultipleUnits,
      maximumUnits: chance.happens(0.1) ? option.moqUnits * 40 : null,
      leadTimeDays: option.leadTimeDays,
      dutyRate: option.dutyRate,
      capacityUnitsPerWeek: chance.happens(0.15) ? option.moqUnits * 15 : null,
      preferredRank: option.rank,
      validFrom: world.date(current.day),
      validUntil:
        supplier.code === 'OAKSIDE' ? world.date(HISTORY_DAYS + supplier.contractDays!) : null,
      source: `demo:price-list ${supplier.code}`,
      asOf: world.instant(current.day, '08:00'),
    })
    for (const step of option.breaks) {
      rows.priceBreaks.push({
        ...key,
        minUnits: step.minUnits,
        unitPrice: decimalOf(roundPrice(current.micros * step.factor)),
      })
    }
    for (const price of option.prices) {
      rows.supplierPrices.push({
        ...key,
        validFrom: world.date(price.day),
        unitPrice: decimalOf(price.micros),
        source: `demo:price-list ${supplier.code}`,
      })
    }
  }
  return rows
}
