import {
  createSpeller,
  foldCode,
  foldText,
  nameFillers,
  stem,
  unitOf,
  wordsOf,
  type Speller,
} from './lexicon-text.ts'

export type LexiconKind = 'item' | 'supplier' | 'location' | 'category'

/** What the shop calls its things; the store reads these rows. */
export type LexiconRows = {
  items: { sku: string; name: string; category: string }[]
  suppliers: { code: string; name: string }[]
  locations: { code: string; name: string }[]
  purchaseOrders: { number: string }[]
}

/** One entry that a phrase may mean. */
export type Candidate = {
  kind: LexiconKind
  code: string
  name: string
  /** 0..1; 1 is the code or the whole name. */
  score: number
  /** Share of the phrase that the entry explains, and share of the entry's name that the phrase holds. */
  coverage: number
  whole: number
  /** The words of the phrase that it explains, and how its own name spells them. */
  words: string[]
  spelled: string[]
}

export type Lexicon = {
  /** The entries a phrase may mean, best first; none when too little of it fits. */
  find(kind: LexiconKind, phrase: string): Candidate[]
  /** The entry with exactly this code, however it is punctuated. */
  byCode(code: string): Candidate | null
  /** The one order whose number ends with these digits ('9001' for PO-9001), or null. */
  orderOf(digits: string): string | null
  /** Whether a word occurs in some name of a kind: 1 as it is, less when misspelt, 0 not at all. */
  knows(kind: LexiconKind, word: string): number
}

type Entry = { code: string; name: string; words: string[]; weight: number }
type Index = {
  kind: LexiconKind
  entries: Entry[]
  byWord: Map<string, number[]>
  weightOf: (word: string) => number
  spell: Speller
}

const KINDS: LexiconKind[] = ['item', 'supplier', 'location', 'category']
const SPELLING_WEIGHT = 0.8
const JOINED_WEIGHT = 0.85
const PREFIX_WEIGHT = 0.7
const LEAST_COVERAGE = 0.5
const MOST_CANDIDATES = 12

/** Builds the inverted index over all names: 100,000 items take about a second, a look-up a few milliseconds. */
export function buildLexicon(rows: LexiconRows): Lexicon {
  const categories = [...new Set(rows.items.map((item) => item.category))].map((name) => ({
    code: name,
    name,
  }))
  const named = {
    item: rows.items.map(({ sku, name }) => ({ code: sku, name })),
    supplier: rows.suppliers,
    location: rows.locations,
    category: categories,
  }
  const indexes = new Map(KINDS.map((kind) => [kind, buildIndex(kind, named[kind])]))
  const byCode = new Map<string, Candidate>()
  for (const kind of KINDS.toReversed()) {
    if (kind === 'category') continue
    for (const { code, name } of named[kind]) {
      byCode.set(foldCode(code), {
        kind,
        code,
        name,
        score: 1,
        coverage: 1,
        whole: 1,
        words: [code],
        spelled: [code],
      })
    }
  }
  return {
    orderOf: orderFinder(rows.purchaseOrders),
    byCode: (code) => byCode.get(foldCode(code)) ?? null,
    knows: (kind, word) => {
      const index = indexes.get(kind)!
      return (matchWord(index, word)[0] ?? splitWord(index, word)[0])?.weight ?? 0
    },
    find: (kind, phrase) => findIn(indexes.get(kind)!, phrase),
  }
}

/** Shorter endings of a number name too many orders. */
const LEAST_DIGITS = 4

function orderFinder(orders: LexiconRows['purchaseOrders']): Lexicon['orderOf'] {
  const byDigits = new Map<string, string | null>()
  for (const { number } of orders) {
    const digits = /\d+$/.exec(number)?.[0] ?? ''
    if (digits.length < LEAST_DIGITS) continue
    byDigits.set(digits, byDigits.has(digits) ? null : number)
  }
  return (digits) => byDigits.get(digits) ?? null
}

/** The parts of a code that people write as words: 'grn' of MUG-GRN-500, never one that reads as a word. */
const shortForms = (code: string): string[] =>
  wordsOf(code).filter((part) => /^[b-df-hj-np-tv-xz]{2,4}$/.test(part))

/** '0.5 l' as people say it, too: 500 ml. */
const millilitresIn = (name: string): string[] =>
  [...name.matchAll(/(\d+)[.,](\d+) ?l\b/gi)].flatMap(([, whole, part]) => [
    String(Math.round(Number(`${whole}.${part}`) * 1000)),
    'ml',
  ])

function buildIndex(kind: LexiconKind, named: { code: string; name: string }[]): Index {
  const byWord = new Map<string, number[]>()
  const entries = named.map(({ code, name }, position): Entry => {
    const own = [...new Set([...wordsOf(name), ...(kind === 'item' ? [] : wordsOf(code))])]
    const words = [...new Set(own.filter((word) => !nameFillers.has(word)).map(stem))]
    for (const word of words) {
      const list = byWord.get(word)
      if (list === undefined) byWord.set(word, [position])
      else list.push(position)
    }
    if (kind === 'item') {
      for (const short of [...shortForms(code), ...millilitresIn(name)]) {
        if (!words.includes(short)) byWord.set(short, [...(byWord.get(short) ?? []), position])
      }
    }
    return { code, name, words, weight: 0 }
  })
  const weightOf = (word: string) =>
    Math.log(1 + (entries.length + 1) / (byWord.get(word)?.length ?? 0.5))
  for (const entry of entries) {
    const nameWords = new Set(wordsOf(entry.name).map(stem))
    entry.weight = entry.words.reduce(
      (sum, word) => sum + (nameWords.has(word) ? weightOf(word) : 0),
      0,
    )
  }
  return { kind, entries, byWord, weightOf, spell: createSpeller(byWord.keys()) }
}

type WordMatch = { word: string; weight: number }

/** The vocabulary words that a word of a question may stand for. */
function matchWord(index: Index, word: string): WordMatch[] {
  const stemmed = stem(word)
  if (index.byWord.has(stemmed)) return [{ word: stemmed, weight: 1 }]
  const unit = unitOf(word)
  if (unit !== null && index.byWord.has(unit)) return [{ word: unit, weight: 1 }]
  if (nameFillers.has(word) || /^\d+$/.test(word)) return []
  return index
    .spell(stemmed)
    .slice(0, 8)
    .map((near) => ({ word: near, weight: SPELLING_WEIGHT }))
}

/** Two words written as one in the names, or one written as two. */
function matchJoined(index: Index, words: string[], position: number): WordMatch[] {
  const word = words[position]!
  const next = words[position + 1]
  const previous = words[position - 1]
  const joined = [next && stem(word + next), previous && stem(previous + word)].filter(
    (each) => each !== undefined,
  )
  const found = joined.find((each) => each !== '' && index.byWord.has(each))
  if (found !== undefined) return [{ word: found, weight: JOINED_WEIGHT }]
  const parts = splitWord(index, word)
  return parts.length > 0 || word.length < 3 ? parts : beginningWith(index, word)
}

function splitWord(index: Index, word: string): WordMatch[] {
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const parts = [word.slice(0, cut), stem(word.slice(cut))]
    if (parts.every((part) => index.byWord.has(part)))
      return parts.map((part) => ({ word: part, weight: JOINED_WEIGHT }))
  }
  return []
}

/** Names cut short ('choc' for chocolate), where the vocabulary is small enough to walk. */
function beginningWith(index: Index, word: string): WordMatch[] {
  if (index.byWord.size > 20_000) return []
  const found = [...index.byWord.keys()].filter((known) => known.startsWith(word))
  return found.slice(0, 8).map((known) => ({ word: known, weight: PREFIX_WEIGHT }))
}

type Gain = { weight: number; words: Set<string>; spelled: string[] }

function findIn(index: Index, phrase: string): Candidate[] {
  const words = wordsOf(phrase).filter((word) => !nameFillers.has(word))
  const gains = new Map<number, Gain>()
  let asked = 0
  words.forEach((word, position) => {
    const exact = matchWord(index, word)
    const matches = exact.length > 0 ? exact : matchJoined(index, words, position)
    const weight = Math.max(
      ...(matches.length === 0 ? [word] : matches.map((match) => match.word)).map(index.weightOf),
    )
    asked += weight
    credit(index, gains, word, weight, matches)
  })
  const candidates: Candidate[] = []
  for (const [position, gain] of gains) {
    const entry = index.entries[position]!
    const coverage = gain.weight / asked
    if (coverage < LEAST_COVERAGE) continue
    const whole = Math.min(1, gain.weight / Math.max(entry.weight, 1e-9))
    const same = foldText(entry.name) === foldText(phrase)
    const score = same ? 1 : Math.min(0.99, 0.8 * coverage + 0.19 * whole)
    const { code, name } = entry
    candidates.push({
      kind: index.kind,
      code,
      name,
      score,
      coverage,
      whole,
      words: [...gain.words],
      spelled: gain.spelled,
    })
  }
  return candidates
    .sort((one, other) => other.score - one.score || (one.code < other.code ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
}

function credit(
  index: Index,
  gains: Map<number, Gain>,
  word: string,
  weight: number,
  matches: WordMatch[],
): void {
  const best = new Map<number, WordMatch>()
  for (const match of matches) {
    for (const entry of index.byWord.get(match.word) ?? []) {
      if ((best.get(entry)?.weight ?? 0) < match.weight) best.set(entry, match)
    }
  }
  for (const [entry, match] of best) {
    const gain = gains.get(entry) ?? { weight: 0, words: new Set<string>(), spelled: [] }
    gain.weight += weight * match.weight
    gain.words.add(word)
    if (!gain.spelled.includes(match.word)) gain.spelled.push(match.word)
    gains.set(entry, gain)
  }
}
