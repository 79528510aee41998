// Finding a thing by what a person calls it: its code, or words of its name. Pure; the nouns give the candidates.
import { QuartermasterError } from '#root/errors.ts'

export type Named = { code: string; name: string }

/** Words that say what kind of thing is meant, not which one. */
const kindWords = new Set(
  'the a an of our my your from at in on for item items product products sku supplier suppliers warehouse warehouses depot dc fba store location site company ltd gmbh inc co llc'.split(
    ' ',
  ),
)

/** The root of a word without its plural: mugs -> mug, dishes -> dish, berries and berry -> berr. */
export function stemOf(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return word.slice(0, -3)
  if (word.length > 4 && /(ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1)
  if (word.length > 3 && /[^aeiou]y$/.test(word)) return word.slice(0, -1)
  return word
}

/** Stems of the words of a text, in lower case without accents; kind words are left out unless nothing else remains. */
export function stemsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const all = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = all.filter((word) => !kindWords.has(word))
  return (telling.length > 0 ? telling : all).map(stemOf)
}

function trigrams(text: string): Set<string> {
  const padded = `  ${text.toLowerCase()} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}

/** Shared three-letter groups over all of them (Jaccard), 0 to 1. */
function likeness(a: Set<string>, b: Set<string>): number {
  let shared = 0
  for (const part of a) if (b.has(part)) shared += 1
  return shared / (a.size + b.size - shared || 1)
}

/** The candidates whose code or name looks most like the text, best first, at most `count`. */
export function nearestNames(text: string, candidates: readonly Named[], count = 5): Named[] {
  const wanted = trigrams(text)
  return candidates
    .map((named) => ({
      named,
      score: Math.max(
        likeness(wanted, trigrams(named.code)),
        likeness(wanted, trigrams(named.name)),
      ),
    }))
    .filter(({ score }) => score >= 0.12)
    .toSorted((a, b) => b.score - a.score || (a.named.code < b.named.code ? -1 : 1))
    .slice(0, count)
    .map(({ named }) => named)
}

/** How well stems name a candidate: 3 all its words and no more, 2 whole words, 1 beginnings of words, 0 not at all. */
function fit(stems: string[], named: Named): number {
  const own = [...stemsOf(named.name), ...stemsOf(named.code)]
  if (stems.every((stem) => own.includes(stem))) {
    return new Set(stems).size >= new Set(stemsOf(named.name)).size ? 3 : 2
  }
  return stems.every((stem) => own.some((word) => word.startsWith(stem))) ? 1 : 0
}

/** All candidates that the text can mean, the best kind of match only: an exact code beats words. */
export function matchingNames<N extends Named>(text: string, candidates: readonly N[]): N[] {
  const wanted = text.trim()
  const exact = candidates.filter((named) => named.code === wanted)
  if (exact.length > 0) return exact
  const lower = wanted.toLowerCase()
  const folded = candidates.filter((named) => named.code.toLowerCase() === lower)
  if (folded.length > 0) return folded
  const spelled = candidates.filter((named) => named.name.trim().toLowerCase() === lower)
  if (spelled.length > 0) return spelled
  const stems = stemsOf(wanted)
  if (stems.length === 0) return []
  const fits = candidates.map((named) => ({ named, rank: fit(stems, named) }))
  const best = Math.max(0, ...fits.map(({ rank }) => rank))
  return best === 0 ? [] : fits.filter(({ rank }) => rank === best).map(({ named }) => named)
}

/** A name that others wrote, on one line without invisible characters, at most 60 characters. */
const shortName = (text: string) => [...text.replace(/\p{C}+/gu, ' ').trim()].slice(0, 60).join('')

const shown = (text: string) => `"${shortName(text)}"`

/**
 * The one match. Throws QuartermasterError 'ambiguous' with up to eight candidates, or 'not_found' with the nearest
 * names of `all`, both in `details.candidates` as {code, name}.
 */
export function oneMatch<N extends Named>(
  kind: string,
  text: string,
  matches: readonly N[],
  all: readonly Named[],
): N {
  const [first, ...others] = matches
  if (first !== undefined && others.length === 0) return first
  const list = (named: readonly Named[]) =>
    named.map(({ code, name }) => ({ code, name: shortName(name) }))
  if (first !== undefined) {
    const candidates = list(matches.slice(0, 8))
    throw new QuartermasterError(
      'ambiguous',
      `${shown(text)} can mean ${matches.length} ${kind.replace(/y$/, 'ie')}s.`,
      `Say which one by its code: ${candidates.map(({ code }) => code).join(', ')}${matches.length > 8 ? ' ...' : ''}.`,
      { kind, candidates, moreCount: Math.max(0, matches.length - 8) },
    )
  }
  const candidates = list(nearestNames(text, all))
  throw new QuartermasterError(
    'not_found',
    `There is no ${kind} called ${shown(text)}.`,
    candidates.length > 0
      ? `The nearest are ${candidates.map(({ code, name }) => `${code} (${name})`).join(', ')}.`
      : `Name it by its code or by words of its name.`,
    { kind, candidates, moreCount: 0 },
  )
}
