import { foldText, rootOf, stem } from '../lexicon-text.ts'
import { conceptsIn } from './concepts.ts'

/** Words that mean the same to a buyer, by the word the features use. */
const sameMeaning: Record<string, string> = Object.fromEntries(
  Object.entries({
    reorder: 'replenish restock reordering replenishment restocking repurchase',
    supplier: 'vendor vendors supplier suppliers manufacturer manufacturers',
    item: 'product products sku skus article articles items item goods lines',
    warehouse:
      'depot dc shed hub store fulfilment fulfillment locations location site sites warehouses',
    stock: 'inventory stocks stocked stockpile holding holdings',
    forecast:
      'prediction projection outlook predict project projected predicted forecasts expected',
    cheap: 'cheapest cheaper inexpensive economical',
    late: 'overdue delayed tardy behind slipping',
    explain: 'explanation rationale reason reasons reasoning justify justification',
    sell: 'sells selling sold shift shifting sales sale',
    buy: 'purchase buying purchasing',
    order: 'orders ordering ordered po pos',
    delivery:
      'deliveries shipment shipments consignment inbound incoming arriving arrivals arrival',
    draft: 'prepare prepared drafting drafts raise raising',
    submit: 'submitted submitting submission',
    approve:
      'approval approved approving approver sign-off signoff authorise authorize authorisation',
    problem: 'problems issue issues exception exceptions trouble alert alerts wrong',
    compare: 'comparison versus vs comparing compared',
    reliable: 'reliability dependable trustworthy',
    down: 'closed shut shuts offline bust',
    increase: 'rise rises rising grow grows up surge surges jump jumps climb climbs',
    decrease: 'fall falls falling drop drops decline declines shrink shrinks slump slumps',
    excess: 'overstock overstocked surplus overstocks',
    withheld: 'withhold held',
    weather: 'rain sunny snow',
    please: 'pls plz',
    quantity: 'qty quantities amount amounts',
  }).flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning])),
)

/** What politeness adds around a question. */
const COURTESY: RegExp[] = [
  /^(?:hi|hello|hey|morning|good morning|good afternoon)(?: there)?[\s,!.]+(?=\S)/i,
  /^(?:so|well|ok|okay|right|now|oh|and then|also|quick question|quick one|sorry)[\s,:–-]+(?=\S+\s+\S)/i,
  /^(?:can|could|would|will) (?:you|u) (?:please |kindly |just |quickly |maybe )*(?=\S+ \S)/i,
  /^(?:please|pls|kindly|just)\s+(?=\S)/i,
  /^(?:do you know|can you tell me|tell me|i(?:'d| would) like to (?:know|see)|i want to (?:know|see)|i need to know|let me know|i was wondering|any idea|any chance you could)(?: if| whether)?[\s,]+(?=\S+ \S)/i,
  /[\s,]+(?:please|pls|thanks|thank you|cheers|ta|for me|mate|by any chance|if you can|if possible|would you|will you|could you)\s*[?.!]*$/i,
]

/** A question without its greetings and pleases; a question that is nothing else stays as it is. */
export function withoutCourtesy(text: string): string {
  let plain = text.trim()
  for (let round = 0; round < 2; round += 1) {
    for (const pattern of COURTESY) plain = plain.replace(pattern, '')
  }
  return /[\p{L}{]/u.test(plain) ? plain : text
}

/** Short forms written out, so that "isn't" holds a "not" and "what's" is "what is". */
const SHORT_FORMS: [RegExp, string][] = [
  [/\bcan['’]?t\b/g, 'can not'],
  [/\bwon['’]?t\b/g, 'will not'],
  [/\b(is|are|was|were|do|does|did|has|have|had|should|would|could|need)n['’]?t\b/g, '$1 not'],
  [/\b(what|who|where|when|how|that|there|it|here)['’]?s\b/g, '$1 is'],
  [/\b(we|you|they)['’]re\b/g, '$1 are'],
  [/\b(i|we|you|they)['’]ve\b/g, '$1 have'],
  [/\b(i|we|you|they|it)['’]ll\b/g, '$1 will'],
  [/\bi['’]?m\b/g, 'i am'],
  [/\b(i|we|you)['’]d\b/g, '$1 would'],
  [/\bcannot\b/g, 'can not'],
]

const writtenOut = (text: string): string =>
  SHORT_FORMS.reduce((plain, [short, long]) => plain.replace(short, long), text)

const ARTICLES = new Set('the a an our my your some'.split(' '))

/** The words of a pattern with slots kept whole: 'how many {thing}?' -> ['how', 'many', '{thing}']. */
export function patternWords(pattern: string): string[] {
  const words =
    writtenOut(foldText(withoutCourtesy(pattern)))
      .replace(/['’]/g, '')
      .match(/\{\w+\}|[\p{L}\p{N}]+/gu) ?? []
  const telling = words.filter((word) => !ARTICLES.has(word))
  return (telling.length > 0 ? telling : words).map((word) =>
    word === '{item}' || word === '{category}' ? '{thing}' : word,
  )
}

/** A word as the features count it. */
export const meaningOf = (word: string): string =>
  rootOf(sameMeaning[word] ?? sameMeaning[stem(word)] ?? word)

type WordParts = { meaning: string; groups: readonly string[] }

const known = new Map<string, WordParts>()
/** Words of questions come and go; the memory of their parts does not grow without end. */
const MOST_KNOWN = 50_000

/** What a word means and its groups of four letters, worked out once. */
function partsOf(word: string): WordParts {
  const before = known.get(word)
  if (before !== undefined) return before
  const groups: string[] = []
  if (!word.startsWith('{') && word.length >= 4) {
    const marked = `<${word}>`
    for (let at = 0; at + 4 <= marked.length; at += 1) groups.push(`c ${marked.slice(at, at + 4)}`)
  }
  const parts = { meaning: word.startsWith('{') ? word : meaningOf(word), groups }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(word, parts)
  return parts
}

/** Feature names with weights: words by meaning, neighbours, pairs with a gap, letter groups for spelling. */
export function featuresOf(words: readonly string[]): Map<string, number> {
  const features = new Map<string, number>()
  const add = (name: string, weight: number) => {
    if ((features.get(name) ?? 0) < weight) features.set(name, weight)
  }
  const parts = words.map(partsOf)
  const padded = ['^', ...parts.map(({ meaning }) => meaning), '$']
  padded.forEach((word, index) => {
    if (index > 0 && index < padded.length - 1) add(`w ${word}`, 1)
    const next = padded[index + 1]
    const afterNext = padded[index + 2]
    if (next !== undefined) add(`b ${word} ${next}`, 0.8)
    if (afterNext !== undefined) add(`s ${word} _ ${afterNext}`, 0.5)
  })
  for (const { groups } of parts) for (const group of groups) add(group, 0.35)
  for (const [concept, weight] of conceptsIn(words)) add(`k ${concept}`, weight)
  add(words.length <= 2 ? 'n short' : words.length <= 5 ? 'n middle' : 'n long', 0.4)
  return features
}
