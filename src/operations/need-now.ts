import { policyInForce } from './plan-shop.ts'
import { recommendReorder } from '#planning/policy/recommend-reorder.ts'
import { unitPriceAt } from '#planning/sourcing/landed-cost.ts'
import type { ItemLocationInput, PlanningPolicy } from '#planning/types.ts'
import { unitsBySku } from '#purchasing/duplicates.ts'
import type { LineNow } from '#purchasing/order-facts.ts'
import { sixPlaces } from '#purchasing/order-content.ts'
import type { Database } from '#store/database.ts'
import { storedLinesById } from '#store/plan-lines.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'

/** What the plan asks a supplier for of one item alone, legal units; null where a doubtful fact withholds it. */
function neededUnits(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  supplierCode: string,
): number | null {
  const { decision, units, split } = recommendReorder(input, policy)
  const part = split?.find((one) => one.supplierCode === supplierCode)
  return decision === 'withheld' ? null : (part?.units ?? units)
}

/** Today's price of the order's supplier for so many units, in the order's currency, or null when it sells none. */
function priceNow(
  input: ItemLocationInput,
  order: OrderWithLines,
  units: number,
  asOf: string,
): string | null {
  const option = input.suppliers.find(({ supplierCode }) => supplierCode === order.supplierCode)
  if (option === undefined || option.currency !== order.currency) return null
  if (option.validUntil !== null && option.validUntil < asOf) return null
  return sixPlaces(unitPriceAt(option, units))
}

/**
 * What holds for each item of an order on a day: the price at the ordered quantity, and the need without this order
 * beside the need from which its line was written. What the catalogue taught is taken from the line's own plan.
 */
export async function linesNow(
  db: Database,
  order: OrderWithLines,
  asOf: string,
): Promise<LineNow[]> {
  const policy = await policyInForce(db)
  const handles = order.lines.flatMap(({ recommendationId }) => recommendationId ?? [])
  const planned = await storedLinesById(db, handles)
  const before = new Map(planned.map((line) => [line.sku, line]))
  const orderedUnits = unitsBySku({
    lines: order.lines.map((line) => ({ sku: line.sku, units: line.orderedUnits })),
  })
  const found: LineNow[] = []
  const scope = { asOf, skus: [...orderedUnits.keys()], locationCodes: [order.locationCode] }
  for await (const input of planningInputs(db, scope)) {
    const { sku } = input.item
    const written = before.get(sku)
    const { seasonProfile, countPool } = written?.inputs ?? {}
    const alone: ItemLocationInput = {
      ...input,
      ...(seasonProfile !== undefined && { seasonProfile }),
      ...(countPool !== undefined && { countPool }),
      openOrders: input.openOrders.filter(({ orderNumber }) => orderNumber !== order.number),
    }
    found.push({
      sku,
      unitPrice: priceNow(input, order, orderedUnits.get(sku) ?? 0, asOf),
      neededUnits: written === undefined ? null : neededUnits(alone, policy, order.supplierCode),
      neededBeforeUnits:
        written === undefined ? null : neededUnits(written.inputs, policy, order.supplierCode),
    })
  }
  return found
}
