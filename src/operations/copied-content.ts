import type { SupplierOption } from '#planning/types.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import { orderLine } from '#purchasing/order-line.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'

/** The terms of the order's supplier for its items on a day, by SKU. */
async function termsOf(
  db: Database,
  order: OrderWithLines,
  asOf: string,
): Promise<Map<string, SupplierOption>> {
  const skus = order.lines.map(({ sku }) => sku)
  const terms = new Map<string, SupplierOption>()
  const scope = { asOf, skus, locationCodes: [order.locationCode] }
  for await (const { item, suppliers } of planningInputs(db, scope)) {
    const option = suppliers.find(({ supplierCode }) => supplierCode === order.supplierCode)
    if (option !== undefined) terms.set(item.sku, option)
  }
  return terms
}

/**
 * What an order that asks for the same again says today: the same items and units at today's terms and dates, and the
 * rate of today. Throws 'conflict' where the supplier sells an item no more or no rate is known.
 */
export async function copiedContent(
  db: Database,
  order: OrderWithLines,
  asOf: string,
): Promise<{ content: OrderContent; rateToBase: string }> {
  const terms = await termsOf(db, order, asOf)
  const lines = order.lines.map(({ lineNumber, sku, orderedUnits }) => {
    const option = terms.get(sku)
    if (option === undefined || option.currency !== order.currency) {
      throw new QuartermasterError(
        'conflict',
        `${order.supplierCode} does not sell ${sku} in ${order.currency} any more.`,
        'Draft an order from the buy list instead; it names who sells the item today.',
      )
    }
    const { units, unitPrice, expectedOn } = orderLine(option, sku, orderedUnits, asOf)
    return { lineNumber, sku, units, unitPrice, expectedOn }
  })
  const rateToBase = [...terms.values()][0]?.rateToBase ?? null
  if (rateToBase === null) {
    throw new QuartermasterError(
      'conflict',
      `There is no exchange rate for ${order.currency}.`,
      'Import the rate; approval limits are compared at it.',
    )
  }
  const { supplierCode, locationCode, currency } = order
  const dates = lines.flatMap(({ expectedOn }) => expectedOn ?? []).toSorted()
  const content = { supplierCode, locationCode, currency, expectedOn: dates.at(-1) ?? null, lines }
  return { content, rateToBase }
}
