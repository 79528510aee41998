import { unitsPerContainer } from '../sourcing/landed-cost.ts'
import type { SupplierOption } from '../types.ts'

/** Whether the lines of one order to this supplier change one another: minimum, freight, containers, shared capacity. */
export function sharesOrder(option: SupplierOption): boolean {
  return (
    option.minimumOrderMinor > 0 ||
    option.freightPerOrderMinor > 0 ||
    typeof option.supplierCapacityUnitsPerWeek === 'number' ||
    unitsPerContainer(option) !== null
  )
}
