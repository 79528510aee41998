// A right number under a wrong name is a wrong answer: "{{...availableUnits}} on hand". Where the words beside a
// placeholder name one stock or planning field, the placeholder must be that field.
import { HOLE, MARKUP, type Violation } from './violation.ts'

/** Phrase -> the field names it may stand for. Longer phrases first. */
const meanings: [phrase: string, fields: string[]][] = [
  ['available to promise', ['availableUnits']],
  ['on hand', ['onHandUnits']],
  ['on order', ['onOrderUnits', 'orderedUnits']],
  ['in transit', ['inTransitUnits']],
  ['backordered', ['backorderedUnits']],
  ['back-ordered', ['backorderedUnits']],
  ['allocated', ['allocatedUnits']],
  ['reserved', ['allocatedUnits']],
  ['available', ['availableUnits']],
  ['unbooked', ['unbookedUnits']],
  ['written down', ['writtenDownUnits']],
  ['safety stock', ['safetyStockUnits']],
  ['reorder point', ['reorderPointUnits']],
  ['order-up-to level', ['orderUpToUnits']],
  ['inventory position', ['inventoryPositionUnits']],
  ['lead time', ['leadTimeDays', 'leadTimeSdDays', 'meanLeadTimeDays']],
  ['of supply', ['daysOfSupply']],
  ['fill rate', ['fillRate']],
  ['landed cost', ['landedCostMinor']],
]

/** Fields that no phrase names, yet whose own names say what they are. */
const OTHER_FIELDS = 'unavailableUnits draftedUnits otifRate costOfWaitingMinor lineTotalMinor'

/** Only these are judged; a display sentence or a total may stand beside any phrase. */
const judgedFields = new Set([
  ...meanings.flatMap(([, fields]) => fields),
  ...OTHER_FIELDS.split(' '),
])

const FILLER = '(?:units?|pieces?|days?|are|is|was|still|now|currently|of them|in all|in total)'

const claims = meanings.map(([phrase, fields]) => {
  const words = phrase.replaceAll(' ', String.raw`\s+`)
  return {
    phrase,
    fields,
    after: new RegExp(String.raw`^\s*(?:${FILLER}\s+)*${words}\b`, 'i'),
    before: new RegExp(
      String.raw`\b${words}\s*(?:(?:is|are|was|of|stands at|at|:|=)\s*)+(?:about\s+|only\s+)?$`,
      'i',
    ),
  }
})

/** Placeholders whose neighbouring words name another field than their own; `fields` in the order of the holes. */
export function findWrongFields(outside: string, fields: readonly string[]): Violation[] {
  const shown = outside.replace(MARKUP, '')
  const found: Violation[] = []
  let hole = -1
  for (const field of fields) {
    hole = shown.indexOf(HOLE, hole + 1)
    if (!judgedFields.has(field)) continue
    const before = shown.slice(0, hole)
    const after = shown.slice(hole + 1)
    const claim =
      claims.find((one) => one.after.test(after)) ?? claims.find((one) => one.before.test(before))
    if (claim === undefined || claim.fields.includes(field)) continue
    found.push({
      kind: 'field',
      text: `${field} as "${claim.phrase}"`,
      reason: `The words say "${claim.phrase}", the placeholder names ${field}; use the field that the words name.`,
    })
  }
  return found
}
