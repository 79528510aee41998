import { Big } from 'big.js'

import { QuartermasterError } from '#root/errors.ts'

import {
  addMinor,
  currencyDigits,
  exactDecimal,
  lineTotalMinor,
  powerOfTen,
  roundedProduct,
} from '../money.ts'
import type { SupplierOption } from '../types.ts'
import { buyerBears, incotermCodes } from './incoterm.ts'

/** What the cost depends on besides the supplier's own terms. */
export type LandingTerms = {
  baseCurrency: string
  /** Yearly holding cost as a fraction of unit cost: the price of money over the payment terms. */
  holdingRate: number
  /** This line's share (0..1) of the freight that is charged once per order; 1 = it is the only line. */
  orderShare: number
  /** Containers whose freight the line pays, a fraction where it shares one; absent = all that it begins alone. */
  containers?: number | undefined
}

/** Minor units of the base currency, each rounded once, half up; they sum to `totalMinor`. */
export type LandedCost = {
  units: number
  /** At the price break of `units`, in the supplier's currency. */
  unitPrice: string
  currency: string
  lineTotalMinor: number
  baseCurrency: string
  goodsMinor: number
  freightMinor: number
  dutyMinor: number
  /** Goods, freight and duty: what is paid for having the units here. */
  paidMinor: number
  /** Zero or negative: what paying `paymentTermsDays` later is worth. */
  paymentTermsMinor: number
  totalMinor: number
}

type PriceList = Pick<SupplierOption, 'unitPrice' | 'priceBreaks' | 'discountKind'>

function incrementalPrice(option: PriceList, units: number): string {
  const steps = option.priceBreaks.toSorted((a, b) => a.minUnits - b.minUnits)
  let goods = new Big(0)
  let price = option.unitPrice
  let from = 1
  for (const step of [...steps, { minUnits: Infinity, unitPrice: '' }]) {
    const upTo = Math.min(units, step.minUnits - 1)
    goods = goods.plus(exactDecimal(price).times(Math.max(0, upTo - from + 1)))
    if (step.minUnits > units) break
    from = Math.max(1, step.minUnits)
    price = step.unitPrice
  }
  return goods.div(units).round(6, Big.roundHalfUp).toFixed()
}

/**
 * The unit price (decimal, supplier currency) of an order of `units`: all units at the highest break reached, else at
 * the base price; with incremental discounts the mean price of the units, each at the price of its own step, six places
 * half up.
 */
export function unitPriceAt(option: PriceList, units: number): string {
  if (option.discountKind === 'incremental' && units > 0) return incrementalPrice(option, units)
  let reached = { minUnits: 0, unitPrice: option.unitPrice }
  for (const step of option.priceBreaks) {
    if (step.minUnits <= units && step.minUnits > reached.minUnits) reached = step
  }
  return reached.unitPrice
}

/** The unit price at `units` as a floating number, with incremental discounts not rounded: a curve without steps. */
function meanPrice(option: PriceList, units: number): number {
  if (option.discountKind !== 'incremental' || units <= 0) return Number(unitPriceAt(option, units))
  const steps = option.priceBreaks.toSorted((a, b) => a.minUnits - b.minUnits)
  let [goods, price, from] = [0, Number(option.unitPrice), 0]
  for (const { minUnits, unitPrice } of steps) {
    if (minUnits > units) break
    goods += (minUnits - 1 - from) * price
    price = Number(unitPrice)
    from = minUnits - 1
  }
  return (goods + (units - from) * price) / units
}

function knownBearing(option: SupplierOption) {
  const bearing = buyerBears(option.incoterm)
  if (bearing !== null) return bearing
  throw new QuartermasterError(
    'invalid',
    `The Incoterm of supplier ${option.supplierCode} is not one we know, so nobody can tell who pays freight and duty.`,
    `Enter one of ${incotermCodes.join(', ')} for the supplier.`,
  )
}

/** Freight of every pallet that `units` begin, minor units of the option's currency. */
function palletFreightMinor({ palletUnits, freightPerPalletMinor }: SupplierOption, units: number) {
  if (!palletUnits || !freightPerPalletMinor) return 0
  return Math.ceil(units / palletUnits) * freightPerPalletMinor
}

/** Stock units of the item that fill a container; null = the supplier ships by none, or nobody knows how many go in. */
export function unitsPerContainer(option: SupplierOption): number | null {
  const { palletUnits, containerPallets, containerUnits, freightPerContainerMinor } = option
  if (!freightPerContainerMinor) return null
  return palletUnits && containerPallets ? palletUnits * containerPallets : containerUnits || null
}

/** Freight of the containers that a line pays: those given, else every one that `units` begin alone. */
function containerFreightMinor(option: SupplierOption, units: number, containers?: number) {
  const perContainer = unitsPerContainer(option)
  if (perContainer === null) return 0
  return (containers ?? Math.ceil(units / perContainer)) * (option.freightPerContainerMinor ?? 0)
}

/** Containers that units take where every container is full; 0 where nothing is known of them. */
export function fullContainers(option: SupplierOption, units: number): number {
  return units / (unitsPerContainer(option) ?? Infinity)
}

/**
 * A charge of an option in minor units of the base currency, as a floating number; 0 where the supplier bears the freight
 * or rate or Incoterm are not known.
 */
export function borneFreightMinor(
  option: SupplierOption,
  chargeMinor: number,
  baseCurrency: string,
): number {
  if (option.rateToBase === null || buyerBears(option.incoterm)?.freight !== true) return 0
  const major = chargeMinor / 10 ** option.currencyDigits
  return major * Number(option.rateToBase) * 10 ** currencyDigits(baseCurrency)
}

/** Major units of the base currency in one of the option's currency. */
function knownRate(option: SupplierOption, baseCurrency: string): string {
  const { rateToBase } = option
  if (rateToBase === null || !(Number(rateToBase) > 0)) {
    throw new QuartermasterError(
      'invalid',
      `There is no exchange rate from ${option.currency} to ${baseCurrency}.`,
      'Add the rate to the exchange rates, with the date from which it holds.',
    )
  }
  return rateToBase
}

/** Minor units of the base currency in one major unit of the option's currency, exact. */
function rateToBaseMinor(option: SupplierOption, baseCurrency: string): Big {
  const rate = exactDecimal(knownRate(option, baseCurrency))
  return rate.times(powerOfTen(currencyDigits(baseCurrency)))
}

const nothing = new Big(0)

/** Freight in major units of the option's currency; a charge that is not made is not computed. */
function freightOf(
  option: SupplierOption,
  units: number,
  goods: () => Big,
  { orderShare, containers }: Pick<LandingTerms, 'orderShare' | 'containers'>,
): Big {
  const { freightRate, freightPerOrderMinor, currencyDigits: digits } = option
  const begunMinor =
    palletFreightMinor(option, units) + containerFreightMinor(option, units, containers)
  if (freightRate === 0 && freightPerOrderMinor === 0 && begunMinor === 0) return nothing
  const major = (minor: number) => new Big(minor).div(powerOfTen(digits))
  const onGoods = freightRate === 0 ? nothing : goods().times(freightRate)
  const perOrder =
    freightPerOrderMinor === 0 ? nothing : major(freightPerOrderMinor).times(orderShare)
  return onGoods.plus(perOrder).plus(begunMinor === 0 ? nothing : major(begunMinor))
}

function wholeMinor(exact: Big): number {
  const minor = Number(exact.round(0, Big.roundHalfUp).toFixed())
  return minor === 0 ? 0 : minor
}

/** The parts of a landed cost that are paid for having the units here. */
export type PaidCost = Pick<LandedCost, 'goodsMinor' | 'freightMinor' | 'dutyMinor' | 'paidMinor'>

/** As `landedCost`, without what paying later is worth: that takes longer to compute than all the rest. */
export function paidCost(
  option: SupplierOption,
  units: number,
  terms: LandingTerms,
  unitPrice: string = unitPriceAt(option, units),
): PaidCost {
  const { baseCurrency } = terms
  const bearing = knownBearing(option)
  const rate = knownRate(option, baseCurrency)
  const goods = () => exactDecimal(unitPrice).times(units)
  const freight = bearing.freight ? freightOf(option, units, goods, terms) : nothing
  const duty = bearing.duty && option.dutyRate !== 0 ? goods().times(option.dutyRate) : nothing
  const inBase = (part: Big) =>
    part === nothing ? 0 : wholeMinor(part.times(rateToBaseMinor(option, baseCurrency)))
  const goodsMinor = roundedProduct(units, [unitPrice, rate], currencyDigits(baseCurrency))
  const [freightMinor, dutyMinor] = [inBase(freight), inBase(duty)]
  const paidMinor = addMinor(goodsMinor, freightMinor, dutyMinor)
  return { goodsMinor, freightMinor, dutyMinor, paidMinor }
}

/**
 * Landed cost of `units` of an option at its price break, or at `unitPrice` when given. Freight = rate x goods + the
 * share of the per-order charge + every pallet begun + its containers, duty = rate x goods, both only where the Incoterm leaves them to the buyer; payment
 * terms = - goods x holding rate x days / 365 (simple interest). Throws 'invalid' on an unknown rate or Incoterm.
 */
export function landedCost(
  option: SupplierOption,
  units: number,
  terms: LandingTerms,
  unitPrice: string = unitPriceAt(option, units),
): LandedCost {
  const paid = paidCost(option, units, terms, unitPrice)
  const goods = exactDecimal(unitPrice).times(units)
  const credit = goods.times(terms.holdingRate).times(option.paymentTermsDays).div(-365)
  const toBaseMinor = rateToBaseMinor(option, terms.baseCurrency)
  const paymentTermsMinor = wholeMinor(credit.times(toBaseMinor))
  return {
    units,
    unitPrice,
    currency: option.currency,
    lineTotalMinor: lineTotalMinor(unitPrice, units, option.currencyDigits),
    baseCurrency: terms.baseCurrency,
    ...paid,
    paymentTermsMinor,
    totalMinor: addMinor(paid.paidMinor, paymentTermsMinor),
  }
}

/**
 * The part of the landed cost that grows with each unit, minor units of the base currency per unit as a floating
 * number: the same formula as `landedCost` without the per-order freight and in full containers, for simulations. Errors
 * likewise.
 */
export function landedUnitCost(
  option: SupplierOption,
  units: number,
  terms: Omit<LandingTerms, 'orderShare'>,
): number {
  const bearing = knownBearing(option)
  if (option.rateToBase === null) rateToBaseMinor(option, terms.baseCurrency)
  const toBaseMinor = Number(option.rateToBase) * 10 ** currencyDigits(terms.baseCurrency)
  const onGoods =
    1 +
    (bearing.freight ? option.freightRate : 0) +
    (bearing.duty ? option.dutyRate : 0) -
    (terms.holdingRate * option.paymentTermsDays) / 365
  const pallets = bearing.freight ? palletFreightMinor(option, units) / Math.max(1, units) : 0
  const containers = bearing.freight
    ? containerFreightMinor(option, 1, fullContainers(option, 1))
    : 0
  const begun = ((pallets + containers) / 10 ** option.currencyDigits) * toBaseMinor
  return meanPrice(option, units) * toBaseMinor * onGoods + begun
}
