import { foldText, stem } from '../lexicon-text.ts'

/** Words that mean the same to a buyer, by the word the features use. */
const sameMeaning: Record<string, string> = Object.fromEntries(
  Object.entries({
    reorder: 'replenish restock reordering replenishment restocking repurchase',
    supplier: 'vendor vendors supplier suppliers manufacturer manufacturers',
    item: 'product products sku skus article articles items item goods lines',
    warehouse: 'depot dc shed hub store fulfilment fulfillment locations location site sites warehouses',
    stock: 'inventory stocks stocked stockpile holding holdings',
    forecast: 'prediction projection outlook predict project projected predicted forecasts expected',
    cheap: 'cheapest cheaper inexpensive economical',
    late: 'overdue delayed tardy behind slipping',
    explain: 'explanation rationale reason reasons reasoning justify justification',
    sell: 'sells selling sold shift shifting sales sale',
    buy: 'purchase buying purchasing',
    order: 'orders ordering ordered po pos',
    delivery: 'deliveries shipment shipments consignment inbound incoming arriving arrivals arrival',
    draft: 'prepare prepared drafting drafts raise raising',
    submit: 'submitted submitting submission',
    approve: 'approval approved approving approver sign-off signoff authorise authorize authorisation',
    problem: 'problems issue issues exception exceptions trouble alert alerts wrong',
    compare: 'comparison versus vs comparing compared',
    reliable: 'reliability dependable trustworthy',
    down: 'closed shut shuts offline bust',
    increase: 'rise rises rising grow grows up surge surges jump jumps climb climbs',
    decrease: 'fall falls falling drop drops decline declines shrink shrinks slump slumps',
    excess: 'overstock overstocked surplus overstocks',
    withheld: 'withhold held',
    weather: 'rain sunny snow',
    what: 'whats',
    how: 'hows',
    who: 'whos',
    please: 'pls plz',
    quantity: 'qty quantities amount amounts',
  }).flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning])),
)

/** The words of a pattern with slots kept whole: 'how many {thing}?' -> ['how', 'many', '{thing}']. */
export function patternWords(pattern: string): string[] {
  const words = foldText(pattern).replace(/['’]/g, '').match(/\{\w+\}|[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => (word === '{item}' || word === '{category}' ? '{thing}' : word))
}

/** A word as the features count it. */
export const meaningOf = (word: string): string => sameMeaning[word] ?? sameMeaning[stem(word)] ?? stem(word)

/** Feature names with weights: words by meaning, neighbours, pairs with a gap, letter groups for spelling. */
export function featuresOf(words: readonly string[]): Map<string, number> {
  const features = new Map<string, number>()
  const add = (name: string, weight: number) => features.set(name, Math.max(features.get(name) ?? 0, weight))
  const meanings = words.map((word) => (word.startsWith('{') ? word : meaningOf(word)))
  const padded = ['^', ...meanings, '$']
  padded.forEach((word, index) => {
    if (index > 0 && index < padded.length - 1) add(`w ${word}`, 1)
    const next = padded[index + 1]
    const afterNext = padded[index + 2]
    if (next !== undefined) add(`b ${word} ${next}`, 0.8)
    if (afterNext !== undefined) add(`s ${word} _ ${afterNext}`, 0.5)
  })
  for (const word of words) {
    if (word.startsWith('{') || word.length < 4) continue
    const marked = `<${word}>`
    for (let at = 0; at + 4 <= marked.length; at += 1) add(`c ${marked.slice(at, at + 4)}`, 0.35)
  }
  add(words.length <= 2 ? 'n short' : words.length <= 5 ? 'n middle' : 'n long', 0.4)
  return features
}
