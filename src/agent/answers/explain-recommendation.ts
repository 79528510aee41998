import {
  bullets,
  has,
  hole,
  listOf,
  paragraphs,
  sentence,
  sentences,
  sourceLine,
  type Result,
} from './markdown.ts'

/** Why a line says what it says: the sentence, the steps that sum to it, and what to beware of. */
export function answerExplanation(result: Result): string {
  const lines = listOf(result, 'lines')
  return paragraphs(
    sentence('', result, 'display'),
    bullets('lines', lines, (at, line) => sentence(at, line, 'display')),
    facts(result),
    sentences('Beware:', result, 'warnings'),
    result['replayedSame'] === false &&
      '**The stored inputs of this line no longer give the same result. Do not rely on it; have the plan run again.**',
    sourceLine,
  )
}

const FACTS: [string, string][] = [
  ['reorderPointUnits', 'Reorder point'],
  ['orderUpToUnits', 'Order-up-to level'],
  ['safetyStockUnits', 'Safety stock'],
  ['inventoryPositionUnits', 'Inventory position'],
  ['leadTimeDays', 'Lead time'],
  ['leadTimeSdDays', 'its spread'],
  ['cycleServiceLevel', 'Service level'],
  ['orderByOn', 'Order by'],
]

function facts(result: Result): string {
  const known = FACTS.filter(([field]) => has(result, field))
  return known.map(([field, title]) => `${title}: ${hole(field)}`).join(' · ')
}
