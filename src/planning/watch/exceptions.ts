import { driftExceptions } from './drift-exceptions.ts'
import { byMoneyAtRisk } from './exception.ts'
import type { Exception } from './exception.ts'
import { factExceptions } from './fact-exceptions.ts'
import { inboundExceptions } from './inbound-exceptions.ts'
import { repairExceptions } from './repair-exceptions.ts'
import { stockExceptions } from './stock-exceptions.ts'
import { supplierExceptions } from './supplier-exceptions.ts'
import type { WatchFacts, WatchLine } from './watch-facts.ts'

/**
 * Everything that needs a person, by money at risk (minor units of the base currency), what can not be priced last. The
 * order of the facts does not matter.
 */
export function findExceptions(facts: WatchFacts): Exception[] {
  const byName = new Map<string, WatchLine>(
    facts.lines.map((line) => [`${line.input.item.sku}\u0000${line.input.locationCode}`, line]),
  )
  const lineOf = (sku: string, locationCode: string) => byName.get(`${sku}\u0000${locationCode}`)
  return [
    ...inboundExceptions(facts, lineOf),
    ...repairExceptions(facts),
    ...supplierExceptions(facts),
    ...stockExceptions(facts),
    ...factExceptions(facts),
    ...driftExceptions(facts, lineOf),
  ].toSorted(byMoneyAtRisk)
}
