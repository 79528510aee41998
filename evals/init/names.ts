// What people call the things of a shop: the code, the name, or as few of its words as tell it from every other.
import { plainText } from '#render/text.ts'
import { matchingNames, stemsOf, type Named } from '#store/name-match.ts'

/** A longer name is said in fewer words. */
const longestName = 60

/** Names of one kind, with what they are called. */
export type Names = {
  /** What a person may say for a code; none where nothing tells it from the others. */
  waysToSay(code: string): string[]
  /** Words that several may be meant by, at most `most`, with their codes; for each of the codes once. */
  sharedBy(codes: readonly string[], most: number): { words: string; codes: string[] }[]
}

/** The words of a name that tell something, "olive-wood" as one; no single letters and no numbers. */
const wordsIn = (name: string) =>
  (name.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).filter(
    (word) => /\p{L}{3}/u.test(word) && stemsOf(word).length > 0,
  )

/** '350 ml', '2 l', '200' */
const sizesIn = (name: string) =>
  name.match(/(?<![\p{L}\p{N}.])\p{N}+( \p{L}{1,2})?(?![\p{L}\p{N}.])/gu) ?? []

/** A name as it is said aloud: on one line, in lower case, without commas. */
const spoken = (name: string) => plainText(name).toLowerCase().replaceAll(/[,;]+/g, '')

/** What kind of thing it is: the last word before the first comma; null for a name without words. */
function kindOf(name: string): string | null {
  const plain = plainText(name).toLowerCase()
  return wordsIn(plain.split(',')[0]!).at(-1) ?? wordsIn(plain).at(-1) ?? null
}

/**
 * A few words of a name as people order them, the kind last: 'ochre cover' and "chef's knife 15 cm" of "Cushion cover,
 * ochre" and "Chef's knife, 15 cm".
 */
function fewWords(name: string): string[] {
  const plain = plainText(name).toLowerCase()
  const kind = kindOf(name)
  if (kind === null) return []
  const words = [...new Set(wordsIn(plain))].filter((word) => word !== kind)
  const pairs = words.map((word) => `${word} ${kind}`)
  const sized = sizesIn(plain).flatMap((size) => [...pairs, kind].map((few) => `${few} ${size}`))
  return [...pairs, ...sized]
}

/**
 * The names of a kind, ready to be asked; a few milliseconds for a thousand of them. `alone`: one word may be enough, as
 * for a supplier.
 */
export function namesOf(all: readonly Named[], { alone }: { alone: boolean }): Names {
  const byCode = new Map(all.map((named) => [named.code, named]))
  const byStem = new Map<string, Set<Named>>()
  for (const named of all) {
    for (const stem of [...stemsOf(named.name), ...stemsOf(named.code)]) {
      byStem.set(stem, (byStem.get(stem) ?? new Set()).add(named))
    }
  }
  /** Those that have every word, in name or code. */
  const having = (text: string): Named[] => {
    const [first, ...others] = stemsOf(text).map((stem) => byStem.get(stem) ?? new Set<Named>())
    const fewest = [...(first ?? [])]
    return fewest.filter((named) => others.every((some) => some.has(named)))
  }
  const isMeant = (text: string, { code }: Named) => {
    const found = having(text)
    return found.length === 1 && found[0]!.code === code
  }
  return {
    waysToSay(code) {
      const named = byCode.get(code)
      if (named === undefined) return []
      const whole = spoken(named.name)
      const few = [...(alone ? wordsIn(whole) : []), ...fewWords(named.name)].find((words) =>
        isMeant(words, named),
      )
      return [
        ...(plainText(code) === code ? [code] : []),
        ...(whole.length <= longestName && isMeant(whole, named) ? [whole] : []),
        ...(few === undefined || few === whole ? [] : [few]),
      ]
    },
    sharedBy(codes, most) {
      const seen = new Set<string>()
      return codes.flatMap((code) => {
        const name = byCode.get(code)?.name ?? ''
        const shared = [...fewWords(name), kindOf(name) ?? ''].find((words) => {
          const found = having(words)
          const several = found.length > 1 && found.length <= most && !seen.has(words)
          // All the words of one name mean that one, also where another name goes on after them.
          return several && matchingNames(words, found).length === found.length
        })
        if (shared === undefined) return []
        seen.add(shared)
        return [{ words: shared, codes: having(shared).map((named) => named.code) }]
      })
    },
  }
}

/** A text as part of a file name: a to z, digits and single hyphens, and never none. */
export function slugOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 80)
  return slug.replaceAll(/^-+|-+$/g, '') || 'it'
}
