import { orderLine } from '#purchasing/order-line.ts'
import type { OrderLine } from '#purchasing/order-line.ts'
import type { SupplierOption } from '#planning/types.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { supplierTerms } from '#store/planning-inputs.ts'
import type { WantedOrder } from '#store/purchase-order-writes.ts'
import { supplierOf } from './draft-asks.ts'
import type { Ask } from './draft-asks.ts'
import { optionOf } from './planning-facts.ts'

/** What became of the quantity asked, by supplier, location and SKU. */
export type LineRemark = { askedUnits: number; remark: string | null }

/** Names a line of an order among the remarks. */
export const remarkKey = (supplierCode: string, locationCode: string, sku: string) =>
  JSON.stringify([supplierCode, locationCode, sku])

type Priced = { ask: Ask; option: SupplierOption; line: OrderLine }

/** Asks as orders: one for each supplier, place and currency, with today's terms. Errors as in `orderLine`. */
export async function wantedOrders(
  db: Database,
  run: PlanRun,
  asks: Ask[],
  asOf: string,
): Promise<{ orders: WantedOrder[]; remarks: Map<string, LineRemark> }> {
  if (asks.length === 0) return { orders: [], remarks: new Map() }
  const terms = await supplierTerms(db, { asOf, skus: [...new Set(asks.map(({ sku }) => sku))] })
  const priced = asks.map((ask): Priced => {
    const options = terms.get(ask.sku) ?? []
    const option = optionOf(options, ask.sku, supplierOf(ask, options))
    const line = orderLine(option, ask.sku, ask.askedUnits, asOf)
    return { ask, option, line: { ...line, expectedOn: ask.expectedOn ?? line.expectedOn } }
  })
  const groups = Map.groupBy(
    priced,
    ({ ask, option }) => `${option.supplierCode} ${ask.locationCode} ${option.currency}`,
  )
  return {
    orders: [...groups.keys()].toSorted().map((key) => orderOf(groups.get(key) ?? [], run.id)),
    remarks: new Map(
      priced.map(({ ask, option, line }) => [
        remarkKey(option.supplierCode, ask.locationCode, ask.sku),
        { askedUnits: ask.askedUnits, remark: line.remark },
      ]),
    ),
  }
}

function orderOf(priced: Priced[], planRunId: number): WantedOrder {
  const sorted = priced.toSorted((a, b) => (a.ask.sku < b.ask.sku ? -1 : 1))
  const [first] = sorted
  if (first === undefined) throw new Error('an order was made of no lines')
  const { option, ask } = first
  if (option.rateToBase === null) {
    throw new QuartermasterError(
      'conflict',
      `There is no exchange rate for ${option.currency}, the currency of ${option.supplierCode}.`,
      'Import the rate; approval limits are compared at it.',
    )
  }
  const dates = sorted.flatMap(({ line }) => (line.expectedOn === null ? [] : [line.expectedOn]))
  return {
    content: {
      supplierCode: option.supplierCode,
      locationCode: ask.locationCode,
      currency: option.currency,
      expectedOn: dates.toSorted().at(-1) ?? null,
      lines: sorted.map(({ line }, at) => ({
        lineNumber: at + 1,
        sku: line.sku,
        units: line.units,
        unitPrice: line.unitPrice,
        expectedOn: line.expectedOn,
      })),
    },
    rateToBase: option.rateToBase,
    planRunId,
    recommendationIds: Object.fromEntries(
      sorted.flatMap(({ ask: { recommendationId } }, at) =>
        recommendationId === null ? [] : [[at + 1, recommendationId]],
      ),
    ),
  }
}
