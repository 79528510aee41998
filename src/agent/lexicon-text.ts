// How names and questions are cut into words, and how alike two words are.

/** Words of a text: lower case without marks; letters and digits are words of their own ('500ml' is two). */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/\p{N}+|\p{L}+/gu) ?? []
}

export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/** A code without its punctuation: 'MUG-001' and 'mug 001' are the same. */
export const foldCode = (code: string): string => foldText(code).replace(/[^\p{L}\p{N}]+/gu, '')

const IRREGULAR: Record<string, string> = {
  knives: 'knife',
  shelves: 'shelf',
  loaves: 'loaf',
  scarves: 'scarf',
}

/** A word without its English plural ending. */
export function stem(word: string): string {
  const irregular = IRREGULAR[word]
  if (irregular !== undefined) return irregular
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && /(?:ss|x|zz|ch|sh)es$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us'))
    return word.slice(0, -1)
  return word
}

/** A word without plural, -ing, -ed and a last e: 'arriving', 'arrived' and 'arrives' are one. For ordinary words, not names. */
export function rootOf(word: string): string {
  let root = stem(word)
  if (root.length > 5 && root.endsWith('ing')) root = root.slice(0, -3)
  else if (root.length > 4 && root.endsWith('ed')) root = root.slice(0, -2)
  if (root !== word && root.length > 3 && root.at(-1) === root.at(-2) && !/[sl]$/.test(root))
    root = root.slice(0, -1)
  return root.length > 3 && root.endsWith('e') ? root.slice(0, -1) : root
}

/** Words that carry nothing in a name. */
export const nameFillers: ReadonlySet<string> = new Set(
  'of the and with for in a an by to s ltd limited co inc gmbh'.split(' '),
)

/** Groups of three letters, with the ends marked. */
export function trigrams(word: string): string[] {
  const marked = ` ${word} `
  return Array.from({ length: marked.length - 2 }, (_, index) => marked.slice(index, index + 3))
}

/** Edits (insert, delete, replace, swap of neighbours) between two words, or `most` + 1 when there are more. */
export function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      }
      row.push(cost)
    }
    if (Math.min(...row) > most) return most + 1
    beforeLast = last
    last = row
  }
  return last[other.length]!
}

/** How many typing slips a word of this length may hold and still be the same word; four letters may be swapped only. */
const slipsAllowed = (word: string): number => (word.length < 4 ? 0 : word.length < 9 ? 1 : 2)

const sameLetters = (one: string, other: string): boolean =>
  [...one].toSorted().join('') === [...other].toSorted().join('')

/** The words of a vocabulary that a misspelt word may stand for, by trigrams first and edits second. */
export type Speller = (word: string) => string[]

/** Builds a speller; scales with the distinct words of the vocabulary, not with what they are used for. */
export function createSpeller(vocabulary: Iterable<string>): Speller {
  const byTrigram = new Map<string, string[]>()
  for (const word of vocabulary) {
    if (word.length < 4) continue
    for (const gram of new Set(trigrams(word))) {
      const words = byTrigram.get(gram)
      if (words === undefined) byTrigram.set(gram, [word])
      else words.push(word)
    }
  }
  return (word) => {
    const slips = slipsAllowed(word)
    if (slips === 0) return []
    const shared = new Map<string, number>()
    for (const gram of trigrams(word)) {
      for (const candidate of byTrigram.get(gram) ?? [])
        shared.set(candidate, (shared.get(candidate) ?? 0) + 1)
    }
    const needed = Math.max(1, word.length - 1 - 3 * slips)
    return (
      [...shared]
        // People rarely mistype the first letter; 'track' is not a rack.
        .filter(
          ([candidate, count]) =>
            candidate[0] === word[0] &&
            count >= needed &&
            editDistance(word, candidate, slips) <= slips,
        )
        .filter(([candidate]) => word.length > 4 || sameLetters(word, candidate))
        .map(([candidate]) => candidate)
        .toSorted()
    )
  }
}

const UNITS: Record<string, string> = Object.fromEntries(
  Object.entries({
    ml: 'millilitre milliliter mil',
    l: 'litre liter ltr',
    cl: 'centilitre centiliter',
    cm: 'centimetre centimeter',
    mm: 'millimetre millimeter',
    m: 'metre meter mtr',
    g: 'gram gramme gr',
    kg: 'kilo kilogram kilogramme',
    cup: '',
    pack: '',
    inch: '',
  }).flatMap(([unit, words]) => [unit, ...words.split(' ')].map((word) => [word, unit])),
)

/** The short form of a unit of measure ('litres' is 'l'), or null for any other word. */
export const unitOf = (word: string): string | null => UNITS[stem(word)] ?? UNITS[word] ?? null
