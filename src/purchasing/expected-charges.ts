// What an order lets freight, duty and the like cost before anybody has to look at it.
import { Big } from 'big.js'
import { addMinor, currencyDigits, exactDecimal } from '#planning/money.ts'
import { exactInBase } from './amounts.ts'

export type ChargedOrder = {
  currency: string
  /** The rate recorded with the order, base for one of its currency. */
  rateToBase: string
  baseCurrency: string
  lines: readonly {
    orderedUnits: number
    /** Minor units of the order's currency. */
    lineTotalMinor: number
    planUnits: number | null
    /** Goods, freight and duty of the planned units, minor units of the base currency. */
    plannedLandedMinor: number | null
  }[]
  /** What the supplier charges for freight by its terms, where the Incoterm leaves that to the buyer; else null. */
  freight: { currency: string; perOrderMinor: number; rate: number } | null
}

const wholeMinor = (exact: Big) => Number(exact.round(0, Big.roundHalfUp).toFixed())

/** What was planned for so many units of a line, pro rata to the units of the plan, half up; null = nothing was. */
export function plannedFor(
  line: { orderedUnits: number; planUnits: number | null; plannedLandedMinor: number | null },
  units: number,
): number | null {
  const { planUnits, orderedUnits, plannedLandedMinor } = line
  if (plannedLandedMinor === null) return null
  const of = planUnits === null || planUnits === 0 ? orderedUnits : planUnits
  return wholeMinor(new Big(plannedLandedMinor).times(units).div(of))
}

function byTerms({ freight, currency, lines }: ChargedOrder): number {
  if (freight === null || freight.currency !== currency) return 0
  const goodsMinor = addMinor(0, ...lines.map(({ lineTotalMinor }) => lineTotalMinor))
  return wholeMinor(new Big(goodsMinor).times(freight.rate).plus(freight.perOrderMinor))
}

/**
 * The charges to expect for the whole order, minor units of its currency: what the plan reckoned with beyond the goods;
 * for an order that is not wholly from a plan the freight of the supplier's terms.
 */
export function expectedChargesMinor(order: ChargedOrder): number {
  const { lines, currency, rateToBase, baseCurrency } = order
  const planned = lines.map((line) => plannedFor(line, line.orderedUnits))
  if (planned.some((minor) => minor === null)) return byTerms(order)
  const goods = lines.map(({ lineTotalMinor }) =>
    Number(exactInBase({ minor: lineTotalMinor, currency }, rateToBase, baseCurrency)),
  )
  const beyond = addMinor(0, ...planned.map((minor, at) => Math.max(0, (minor ?? 0) - goods[at]!)))
  if (currency === baseCurrency) return beyond
  const shift = currencyDigits(currency) - currencyDigits(baseCurrency)
  return wholeMinor(new Big(beyond).times(new Big(10).pow(shift)).div(exactDecimal(rateToBase)))
}
