// A right number under a wrong name is a wrong answer: "{{...availableUnits}} on hand". Where the words beside a
// placeholder name one stock or planning field, the placeholder must be that field.
import { HOLE, type Violation } from './violation.ts'

/** Phrase -> the field names it may stand for. Longer phrases first. */
const phrases: [string, RegExp][] = [
  ['available to promise', /^availableUnits$/],
  ['on hand', /^onHandUnits$/],
  ['on order', /^(onOrderUnits|orderedUnits)$/],
  ['in transit', /^inTransitUnits$/],
  ['back-?ordered', /^backorderedUnits$/],
  ['allocated', /^allocatedUnits$/],
  ['reserved', /^allocatedUnits$/],
  ['available', /^availableUnits$/],
  ['unbooked', /^unbookedUnits$/],
  ['written down', /^writtenDownUnits$/],
  ['safety stock', /^safetyStockUnits$/],
  ['reorder point', /^reorderPointUnits$/],
  ['order-up-to level', /^orderUpToUnits$/],
  ['inventory position', /^inventoryPositionUnits$/],
  ['lead time', /^(leadTimeDays|leadTimeSdDays|meanLeadTimeDays)$/],
  ['of supply', /^daysOfSupply$/],
  ['fill rate', /^fillRate$/],
  ['landed cost', /^landedCostMinor$/],
]

/** Fields whose names say what they are; a display sentence or a total may stand beside any phrase. */
const OWN_NAME =
  /^(onHand|available|onOrder|inTransit|backordered|allocated|unavailable|drafted|writtenDown|unbooked|safetyStock|reorderPoint|orderUpTo|inventoryPosition)Units$|^(daysOfSupply|leadTimeDays|leadTimeSdDays|fillRate|otifRate|landedCostMinor|costOfWaitingMinor|lineTotalMinor)$/

const FILLER = '(?:units?|pieces?|days?|are|is|was|still|now|currently|of them|in all|in total)'

/** Placeholders whose neighbouring words name another field than their own; `fields` in the order of the holes. */
export function findWrongFields(outside: string, fields: readonly string[]): Violation[] {
  const found: Violation[] = []
  const parts = outside.split(HOLE)
  fields.forEach((field, index) => {
    if (!OWN_NAME.test(field)) return
    const before = parts[index] ?? ''
    const after = parts[index + 1] ?? ''
    const claimed = claimedAfter(after) ?? claimedBefore(before)
    if (claimed === null || claimed.fields.test(field)) return
    found.push({
      kind: 'field',
      text: `${field} as "${claimed.phrase}"`,
      reason: `The words say "${claimed.phrase}", the placeholder names ${field}; use the field that the words name.`,
    })
  })
  return found
}

function claimedAfter(after: string): { phrase: string; fields: RegExp } | null {
  for (const [phrase, fields] of phrases) {
    const match = new RegExp(String.raw`^\s*(?:${FILLER}\s+)*(${phrase})\b`, 'i').exec(after)
    if (match !== null) return { phrase: match[1] ?? phrase, fields }
  }
  return null
}

function claimedBefore(before: string): { phrase: string; fields: RegExp } | null {
  for (const [phrase, fields] of phrases) {
    const match = new RegExp(
      String.raw`\b(${phrase})\s*(?:(?:is|are|was|of|stands at|at|:|=)\s*)+(?:about\s+|only\s+)?$`,
      'i',
    ).exec(before)
    if (match !== null) return { phrase: match[1] ?? phrase, fields }
  }
  return null
}
