import type { Candidate, Lexicon, LexiconKind } from '../lexicon.ts'
import { foldText, nameFillers, stem, wordsOf } from '../lexicon-text.ts'
import { EXTRA, type Mention, type Reading } from './mention.ts'
import { narrowItems } from './narrowing.ts'
import { plainMeasures } from './measures.ts'
import { wordsIn, type Word } from './words-in.ts'
import { findSlots, type FoundSlot } from './slots.ts'

/**
 * Words of the example questions never begin a name; other plain English may, spelled right and where a name would
 * stand; all other words are free to.
 */
export type WordRole = 'question' | 'plain' | 'free'
type RoleOf = (word: string) => WordRole

const KINDS: LexiconKind[] = ['item', 'supplier', 'location', 'category']
const LEAST_SCORE = 0.6
/** A code as people type it: letters and digits together, or joined by hyphens. */
const CODE_LIKE = /^(?=.*\d)(?=.*[a-z])[a-z\d]+(?:[-_./][a-z\d]+)*$/i

/** 'L6M' is half a year, not an item that the shop has not. */
const FAR_ENOUGH = /^(?=(?:.*[a-z]){2})(?:(?=(?:.*\d){2})|(?=.*[-_./]\d))/i

/** Orders, handles, counts and measures: digits beside letters that name no item. */
const NO_CODE =
  /^(?:po-?\d|r\d+-\d|[rv]\d{1,2}$|rev\d+$|x\d+$|b4$|\d+(?:k|m|s|st|nd|rd|th|d|w|x|pc|pct|pcs|wks?|mths?|mo|yrs?|hrs?|pm|am|units?|weeks?|days?|months?|years?|ml|cl|l|mm|cm|g|kg|oz|lb|in|pl|eur|gbp|usd)$)/i

/** Words before which plain English may be a name. */
const NAME_AFTER =
  /\b(?:of|for|any|many|more|much|the|our|stock|about|find|sell|all|in|from|at|which)\s+$/i

const cuesBefore: [RegExp, LexiconKind][] = [
  [/\b(?:from|by|with|supplier|suppliers|vendor|via|through)\s+(?:the\s+)?$/i, 'supplier'],
  [/\b(?:at|in|warehouse|location|depot|site)\s+(?:the\s+|our\s+)?$/i, 'location'],
  [/\b(?:category|range|department|section)\s+(?:the\s+)?$/i, 'category'],
]
const cuesAfter: [RegExp, LexiconKind][] = [
  [/^\s*(?:warehouse|depot|dc|site|hub|location|store|shed)\b/i, 'location'],
  [/^\s*(?:supplier|vendor)\b|^['’]s\s/i, 'supplier'],
  [/^\s*(?:category|range|department|section)\b/i, 'category'],
]

/**
 * Reads a question against the shop's names. `roleOf` tells which words may name things.
 */
export function readQuestion(question: string, lexicon: Lexicon, roleOf: RoleOf): Reading {
  const text = plainMeasures(question)
  const coded = findCodes(text, lexicon)
  const insideCode = (position: number) =>
    coded.some((mention) => position >= mention.start && position < mention.end)
  const slots = findSlots(text, insideCode).map((slot) => orderByNumber(slot, text, lexicon))
  const free = wordsIn(text).filter(
    (word) =>
      !insideCode(word.start) &&
      !slots.some((slot) => word.start < slot.end && word.end > slot.start),
  )
  const named = [...coded, ...findNames(text, free, lexicon, roleOf)].sort(
    (one, other) => one.start - other.start,
  )
  const mentions = narrowItems(text, named, lexicon, (word) => roleOf(word) !== 'free').map(
    (mention) => withCategory(mention, lexicon),
  )
  // '30 m' of a hose is part of its name.
  const apart = slots.filter(
    (slot) => !mentions.some((mention) => slot.start < mention.end && slot.end > mention.start),
  )
  return { text, mentions, slots: apart, pattern: patternOf(text, mentions, apart) }
}

function withCategory(mention: Mention, lexicon: Lexicon): Mention {
  if (mention.kind !== 'item' || mention.code !== null || mention.phrase.includes(' '))
    return mention
  const [category] = lexicon.find('category', mention.phrase)
  return category === undefined || category.coverage < 0.99
    ? mention
    : { ...mention, category: category.code }
}

/** What makes a number an amount whatever order has it. */
const AMOUNT_AFTER = /^\s?(?:units?|pcs|pieces?|x\b|of\b|[£$€%]|pounds?|gbp|euros?|eur|usd)/i

/** '9001' where there is a PO-9001 and nothing makes it an amount. */
function orderByNumber(slot: FoundSlot, text: string, lexicon: Lexicon): FoundSlot {
  if (slot.kind !== 'number' || AMOUNT_AFTER.test(text.slice(slot.end))) return slot
  const order = lexicon.orderOf(/^\d+$/.test(slot.text) ? slot.text : String(slot.value))
  const { start, end, text: said } = slot
  return order === null ? slot : { kind: 'order', order, start, end, text: said }
}

function findCodes(text: string, lexicon: Lexicon): Mention[] {
  const found: Mention[] = []
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:[-_./][\p{L}\p{N}]+)*(?: \d+\b)?/gu)) {
    const trimmed = match[0].replace(/ \d+$/, '')
    for (const token of new Set([match[0], trimmed])) {
      // A code without digits or hyphens is an ordinary word ('Pennine') and is found among the names.
      const known = /[\d_./-]/.test(token) ? lexicon.byCode(token) : null
      const unknown =
        token === trimmed && CODE_LIKE.test(token) && FAR_ENOUGH.test(token) && !NO_CODE.test(token)
      if (known === null && !unknown) continue
      found.push({
        kind: known?.kind ?? 'item',
        code: known?.code ?? null,
        phrase: known?.code ?? token,
        candidates: known === null ? [] : [known],
        start: match.index,
        end: match.index + token.length,
      })
      break
    }
  }
  return [...found, ...spacedCodes(text, lexicon, found)]
}

const MOST_CODE_WORDS = 4

/** Codes written with spaces: 'BSK BLK L', 'mug grn 500'. */
function spacedCodes(text: string, lexicon: Lexicon, taken: Mention[]): Mention[] {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  const found: Mention[] = []
  words.forEach((first, at) => {
    for (let length = MOST_CODE_WORDS; length > 1; length -= 1) {
      const last = words[at + length - 1]
      if (last === undefined) continue
      const [start, end] = [first.index, last.index + last[0].length]
      const token = text.slice(start, end)
      if (!/^[\p{L}\p{N}]+(?:[ -][\p{L}\p{N}]+)+$/u.test(token) || !token.includes(' ')) continue
      const known = lexicon.byCode(token)
      const overlaps = [...taken, ...found].some((each) => start < each.end && end > each.start)
      if (known === null || overlaps) continue
      found.push({
        kind: known.kind,
        code: known.code,
        phrase: known.code,
        candidates: [known],
        start,
        end,
      })
      break
    }
  })
  return found
}

function findNames(text: string, words: Word[], lexicon: Lexicon, roleOf: RoleOf): Mention[] {
  const proposals = KINDS.flatMap((kind) =>
    runsOf(text, words, kind, lexicon, roleOf).flatMap((run) =>
      proposeIn(text, run, kind, lexicon, roleOf),
    ),
  )
  const chosen: Mention[] = []
  for (const { mention } of proposals.sort((one, other) => other.strength - one.strength)) {
    if (chosen.every((other) => mention.end <= other.start || mention.start >= other.end))
      chosen.push(mention)
  }
  return chosen
}

const ownWord = (word: Word, roleOf: RoleOf): boolean =>
  roleOf(word.text) !== 'question' && !nameFillers.has(word.text) && !/^\p{L}$/u.test(word.text)

/** Stretches of neighbouring words that all occur in names of a kind, at least one of them no ordinary word. */
function runsOf(
  text: string,
  words: Word[],
  kind: LexiconKind,
  lexicon: Lexicon,
  roleOf: RoleOf,
): Word[][] {
  const fits = words.map((word, index) => {
    if (nameFillers.has(word.text)) return false
    // '250 g' goes on with a name and never begins one.
    if (/^\p{L}$/u.test(word.text)) return index > 0 && lexicon.knows(kind, word.text) === 1
    const next = words[index + 1]?.text ?? ''
    const previous = words[index - 1]?.text ?? ''
    if (lexicon.knows(kind, word.text) >= (roleOf(word.text) === 'free' ? 0.01 : 1)) return true
    return (
      (next !== '' && lexicon.knows(kind, word.text + next) === 1) ||
      (previous !== '' && lexicon.knows(kind, previous + word.text) === 1)
    )
  })
  const runs: Word[][] = []
  let run: Word[] = []
  const close = () => {
    while (run.length > 0 && !fits[words.indexOf(run.at(-1)!)]) run.pop()
    if (run.some((word) => ownWord(word, roleOf))) runs.push(run)
    run = []
  }
  words.forEach((word, index) => {
    const previous = words[index - 1]
    const gap = previous === undefined ? '' : text.slice(previous.end, word.start)
    if (run.length > 0 && /[,;?!]|\{/.test(gap)) close()
    const bridge =
      run.length > 0 && /^(?:of|with|the|for|and)$/.test(word.text) && fits[index + 1] === true
    if (fits[index] === true || bridge) run.push(word)
    else close()
  })
  close()
  return runs
}

type Proposal = { mention: Mention; strength: number }

function proposeIn(
  text: string,
  run: Word[],
  kind: LexiconKind,
  lexicon: Lexicon,
  roleOf: RoleOf,
): Proposal[] {
  const candidates = lexicon.find(kind, run.map((word) => word.text).join(' '))
  const best = candidates[0]
  const joined = run.findIndex((word) => word.text === 'and')
  const apart = joined > 0 && best !== undefined && !spansJoint(run, joined, best)
  if (best === undefined || best.score < LEAST_SCORE || apart || isTrade(kind, best)) {
    // Two names side by side, or an ordinary word that only looks like part of one.
    return run.length < 2
      ? []
      : halves(run, roleOf).flatMap((half) => proposeIn(text, half, kind, lexicon, roleOf))
  }
  const level = candidates.filter(({ coverage }) => coverage >= best.coverage - 0.01)
  const plain = level.filter(({ name }) => !EXTRA.test(name))
  const said = run.some(({ text: word }) => word === 'extra')
  const tier = plain.length > 0 && !said ? plain : level
  const sure = tier.length === 1 || (best.whole > 0.95 && (tier[1]?.whole ?? 0) <= 0.95)
  const explained = run.filter((word) =>
    tier.some((candidate) => candidate.words.includes(word.text)),
  )
  const start = (explained[0] ?? run[0]!).start
  const end = (explained.at(-1) ?? run.at(-1)!).end
  // 'cast' alone in "cast an eye" is no cast-iron casserole; "of cast iron" and "the cast ones" may be.
  // The same holds for a word that only looks like part of an item ('fluke' and salt flakes).
  const spelledRight = (word: Word) => kind !== 'item' || lexicon.knows(kind, word.text) === 1
  const telling =
    explained.some((word) => roleOf(word.text) === 'free' && spelledRight(word)) ||
    explained.length > 1
  if (!telling && !NAME_AFTER.test(text.slice(0, start))) return []
  const mention: Mention = {
    kind,
    code: sure ? best.code : null,
    phrase: best.spelled.join(' '),
    candidates: tier,
    start,
    end,
  }
  return [{ mention, strength: strengthOf(text, mention, best, explained.length) }]
}

/** 'Wholesale' alone is no way to name Draycott Wholesale: a supplier goes by the first word of its name, or by two. */
const isTrade = (kind: LexiconKind, best: Candidate): boolean =>
  kind === 'supplier' &&
  best.spelled.length === 1 &&
  best.spelled[0] !== stem(wordsOf(best.name)[0] ?? '') &&
  best.spelled[0] !== stem(foldText(best.code))

/** Whether one entry explains words on both sides of an 'and': 'Juniper and Fern', not 'mugs and teapots'. */
const spansJoint = (run: Word[], joint: number, best: Candidate): boolean =>
  [run.slice(0, joint), run.slice(joint + 1)].every((side) =>
    side.every((word) => nameFillers.has(word.text) || best.words.includes(word.text)),
  )

/** The run without its first or its last word, where that still holds a word that is not ordinary. */
function halves(run: Word[], roleOf: RoleOf): Word[][] {
  const and = run.findIndex((word) => word.text === 'and')
  if (and > 0)
    return [run.slice(0, and), run.slice(and + 1)].filter((half) =>
      half.some((word) => ownWord(word, roleOf)),
    )
  if (roleOf(run[0]!.text) === 'question') return [run.slice(1)]
  if (roleOf(run.at(-1)!.text) === 'question') return [run.slice(0, -1)]
  return [run.slice(0, 1), run.slice(1)].filter((half) =>
    half.some((word) => ownWord(word, roleOf)),
  )
}

function strengthOf(text: string, mention: Mention, best: Candidate, explained: number): number {
  const before = text.slice(0, mention.start)
  const after = text.slice(mention.end)
  const cued =
    cuesBefore.some(([cue, kind]) => kind === mention.kind && cue.test(before)) ||
    cuesAfter.some(([cue, kind]) => kind === mention.kind && cue.test(after))
  const sole = mention.code !== null ? 0.1 : 0
  // 'candles' is a word of items before it is half the name of the category 'Candles & Gifts'.
  const partOnly = mention.kind === 'category' && best.whole < 0.95 ? 0.25 : 0
  // 'candles' is no way to name Oakside Candle Works, 'Oakside' is.
  const [firstWord = ''] = wordsOf(best.name)
  const midName =
    mention.kind === 'supplier' && !cued && !best.spelled.includes(stem(firstWord)) ? 0.25 : 0
  return (
    best.score -
    midName +
    0.4 * (explained - 1) +
    (cued ? 0.3 : 0) +
    (best.whole > 0.95 ? 0.2 : 0) +
    sole -
    partOnly
  )
}

const SLOT_OF: Record<LexiconKind, string> = {
  item: '{thing}',
  category: '{thing}',
  supplier: '{supplier}',
  location: '{location}',
}

function patternOf(text: string, mentions: Mention[], slots: FoundSlot[]): string {
  const spans = [
    ...mentions.map(({ start, end, kind }) => ({ start, end, name: SLOT_OF[kind] })),
    ...slots.map(({ start, end, kind }) => ({ start, end, name: `{${kind}}` })),
  ].sort((one, other) => one.start - other.start)
  let pattern = ''
  let position = 0
  for (const { start, end, name } of spans) {
    if (start < position) continue
    pattern += `${text.slice(position, start)} ${name} `
    position = end
  }
  return (pattern + text.slice(position)).replace(/\s+/g, ' ').trim()
}
