// A purchase order as the order tools show it.
import { totalInBase } from '#purchasing/order-content.ts'
import { formatMoney, formatPrice } from '#render/figures.ts'
import type { OrderLineRow, OrderWithLines } from '#store/purchase-orders.ts'
import { countOf, dayOf, nameOf, present, unitsOf } from './answer.ts'

export type OrderNames = { supplierName: string; baseCurrency: string }

/** The head of an order: who, where, what state, how much in its own and in the base currency. */
export function orderAnswer(order: OrderWithLines, names: OrderNames) {
  const baseMinor = totalInBase(order, names.baseCurrency)
  const supplierName = nameOf(names.supplierName)
  const money = formatMoney(order.totalMinor, order.currency)
  const inBase =
    order.currency === names.baseCurrency ? '' : ` (${formatMoney(baseMinor, names.baseCurrency)})`
  const expected = order.expectedOn === null ? '' : `, expected ${dayOf(order.expectedOn)}`
  return present({
    order: order.number,
    revision: order.revision,
    state: order.state,
    supplierCode: order.supplierCode,
    supplierName,
    locationCode: order.locationCode,
    currency: order.currency,
    totalMinor: order.totalMinor,
    base: { currency: names.baseCurrency, totalMinor: baseMinor },
    expectedOn: order.expectedOn,
    display: `${order.number} (${order.state.replace('_', ' ')}, revision ${order.revision}) to ${supplierName} for ${order.locationCode}: ${countOf(order.lines.length, 'line')}, ${money}${inBase}${expected}`,
  })
}

/** One line of an order; `remark` says what happened to the quantity, when something did. */
export function orderLineAnswer(line: OrderLineRow, currency: string, remark: string | null) {
  const name = nameOf(line.name)
  const price = formatPrice(line.unitPrice, currency)
  const total = formatMoney(line.lineTotalMinor, currency)
  return {
    sku: line.sku,
    name,
    units: line.orderedUnits,
    unitPrice: line.unitPrice,
    lineTotalMinor: line.lineTotalMinor,
    display: `${unitsOf(line.orderedUnits)} of ${line.sku} ${name} at ${price} = ${total}${remark === null ? '' : `; ${remark}`}`,
  }
}

/** The sentence for an order below its supplier's minimum (goods value, the supplier's currency), or null. */
export function minimumWarning(
  order: OrderWithLines,
  supplier: { minimumOrderMinor: number; currency: string } | undefined,
): string | null {
  if (supplier === undefined || supplier.currency !== order.currency) return null
  if (order.totalMinor >= supplier.minimumOrderMinor) return null
  const minimum = formatMoney(supplier.minimumOrderMinor, supplier.currency)
  return `${order.number} is ${formatMoney(order.totalMinor, order.currency)}; ${order.supplierCode} takes no order below ${minimum}.`
}
