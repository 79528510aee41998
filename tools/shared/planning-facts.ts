import { QuartermasterError } from '#root/errors.ts'
import type { ItemLocationInput, SupplierOption } from '#planning/types.ts'
import type { Database } from '#store/database.ts'
import { placeKey } from '#store/plan-runs.ts'
import { planningInputs } from '#store/planning-inputs.ts'

/** What the planner knows of items at places, today's facts, by `placeKey`. */
export async function planningFacts(
  db: Database,
  where: { asOf: string; skus?: string[]; locationCodes?: string[] },
): Promise<Map<string, ItemLocationInput>> {
  const facts = new Map<string, ItemLocationInput>()
  for await (const input of planningInputs(db, where)) {
    facts.set(placeKey({ sku: input.item.sku, locationCode: input.locationCode }), input)
  }
  return facts
}

/** The terms of one supplier among those of an item. Throws 'not_found' naming those who do sell it. */
export function optionOf(
  options: readonly SupplierOption[],
  sku: string,
  supplierCode: string,
): SupplierOption {
  const option = options.find((each) => each.supplierCode === supplierCode)
  if (option !== undefined) return option
  const sellers = options.map((each) => each.supplierCode).join(', ')
  throw new QuartermasterError(
    'not_found',
    `${supplierCode} does not sell ${sku}.`,
    sellers === ''
      ? `No supplier of ${sku} is in the books; import one.`
      : `It is sold by ${sellers}.`,
    { sku, supplierCode },
  )
}
