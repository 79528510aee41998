// Names that go on after a comma or a small word: "mugs in grey, the 500s", "the 30 m garden hose", "baskets, medium".
import type { Candidate, Lexicon } from '../lexicon.ts'
import { nameFillers, stem, unitOf, wordsOf } from '../lexicon-text.ts'
import { EXTRA, type Mention } from './mention.ts'
import { readNumber } from './numbers.ts'
import { wordsIn, type Word } from './words-in.ts'

/** Words that may stand between a name and what tells it from its neighbours. */
const CONNECTORS = new Set(
  'in the of for size sized sizes with a an one ones pack packs version kind colour color our ones those that are is'.split(
    ' ',
  ),
)
const MOST_CONNECTORS = 4
const ENDS = /[;?!.:+/]|\{/

/**
 * Item mentions that fit several items, told apart by the words around them; a mention that became part of another is
 * gone.
 */
export function narrowItems(
  text: string,
  found: Mention[],
  lexicon: Lexicon,
  isOrdinary: (word: string) => boolean,
): Mention[] {
  const mentions = found.filter((mention) => mention.kind !== 'item' || !isPartOnly(mention.phrase))
  const tokens = wordsIn(text)
  const foreign = mentions.filter(({ kind, code }) => kind !== 'item' || code !== null)
  const open = tokens.filter(
    (token) => !foreign.some((each) => token.start < each.end && token.end > each.start),
  )
  const narrowed: Mention[] = []
  for (const mention of mentions) {
    if (narrowed.some((other) => mention.start < other.end && mention.end > other.start)) continue
    narrowed.push(
      mention.kind === 'item' && mention.code === null && mention.candidates.length > 1
        ? narrowByTail(text, narrow(text, mention, open, lexicon), open, lexicon)
        : mention,
    )
  }
  const kept = narrowed.filter(
    (mention, at) =>
      !narrowed.some(
        (other, index) => index > at && other.start <= mention.start && other.end >= mention.end,
      ),
  )
  return withoutStrays(isOrdinary, withoutEchoes(completed(kept, lexicon))).filter(
    (mention) =>
      !isGenericPlace(mention) &&
      !isWordOfName(text, mention, kept) &&
      !isWordOfSupplier(mention, kept),
  )
}

/** 'All warehouses' is no warehouse. */
const isGenericPlace = ({ kind, phrase }: Mention): boolean =>
  kind === 'location' && /^(?:warehouse|depot|site|store|location|uk|shop)$/.test(phrase)

/** 'Garden' right before 'twine' belongs to the twine. */
const isWordOfName = (text: string, { kind, end }: Mention, mentions: Mention[]): boolean =>
  kind === 'category' &&
  mentions.some(
    (other) =>
      other.kind === 'item' && other.start >= end && /^\s?$/.test(text.slice(end, other.start)),
  )

/** 'Ceramics' of Baolong Ceramics are no item. */
const isWordOfSupplier = ({ kind, code, phrase }: Mention, mentions: Mention[]): boolean =>
  kind === 'item' &&
  code === null &&
  mentions.some(
    (other) =>
      other.kind === 'supplier' &&
      wordsOf(other.candidates[0]?.name ?? '')
        .map(stem)
        .includes(phrase),
  )

/** The words before or behind a code that say the same: '96 tea towels TWL-STR'. */
const withoutEchoes = (mentions: Mention[]): Mention[] =>
  mentions.filter((mention, at) => {
    const isEcho = (other: Mention | undefined) =>
      other?.kind === 'item' &&
      other.code !== null &&
      (mention.code === null || other.phrase === other.code) &&
      mention.phrase !== other.phrase &&
      mention.phrase.split(' ').every((word) =>
        wordsOf(other.candidates[0]?.name ?? '')
          .map(stem)
          .includes(word),
      )
    return mention.kind !== 'item' || !(isEcho(mentions[at + 1]) || isEcho(mentions[at - 1]))
  })

/** 'And 24 black ones' after a cream bread bin are black bread bins. */
function completed(mentions: Mention[], lexicon: Lexicon): Mention[] {
  const done: Mention[] = []
  for (const mention of mentions) {
    const before = done.findLast(({ kind, code }) => kind === 'item' && code !== null)
    done.push(mention)
    if (before === undefined || mention.kind !== 'item' || mention.code !== null) continue
    const name = before.candidates[0]?.name ?? ''
    const words = mention.phrase.split(' ')
    // 'Carbon steel' behind the wok of that name tells nothing new.
    if (words.every((word) => wordsOf(name).map(stem).includes(word))) {
      done.pop()
      continue
    }
    const best = lexicon
      .find('item', `${mention.phrase} ${name}`)
      .find(
        ({ code, spelled }) =>
          code !== before.code && words.every((word) => spelled.includes(word)),
      )
    if (best !== undefined && best.whole > 0.95)
      done[done.length - 1] = { ...mention, code: best.code, candidates: [best] }
  }
  return done
}

function narrow(text: string, mention: Mention, tokens: Word[], lexicon: Lexicon): Mention {
  let known = mention
  for (const token of tokens.filter(
    ({ start, end }) => start >= mention.start && end <= mention.end,
  )) {
    if (!/^\d+$/.test(token.text)) continue
    known = withToken(known, token, 'after', tokens, lexicon) ?? known
    if (known.code !== null) return known
  }
  for (const side of ['after', 'before'] as const) {
    let connectors = 0
    let edge = side === 'after' ? known.end : known.start
    const next = () =>
      side === 'after'
        ? tokens.find((token) => token.start >= edge)
        : tokens.findLast((token) => token.end <= edge)
    for (let token = next(); token !== undefined; token = next()) {
      const gap = side === 'after' ? text.slice(edge, token.start) : text.slice(token.end, edge)
      if (ENDS.test(gap)) break
      const wider = withToken(known, token, side, tokens, lexicon)
      if (wider !== null) [known, connectors] = [wider, 0]
      else if (isShared(known, token, lexicon)) connectors = 0
      else if (CONNECTORS.has(token.text)) connectors += 1
      else if (unitOf(token.text) === null || side === 'after') break
      if (connectors > MOST_CONNECTORS || (known.code !== null && wider !== null)) break
      edge = side === 'after' ? Math.max(token.end, known.end) : Math.min(token.start, known.start)
    }
  }
  return known
}

/** What a sentence adds at its end: '..., the 450 ml ones'. */
const TAIL = /[,;(–-]\s*(?:i\.?e\.?,? |so )?(?:the |those |in )?([^,;()]{1,30}?)\s+ones?\b/i

function narrowByTail(text: string, mention: Mention, tokens: Word[], lexicon: Lexicon): Mention {
  const tail = TAIL.exec(text.slice(mention.end))
  if (mention.code !== null || tail === null) return mention
  const from = mention.end + tail.index
  const own = tokens.filter(({ start, end }) => start >= from && end <= from + tail[0].length)
  const { start, end } = mention
  let known = mention
  for (const token of own) known = withToken(known, token, 'after', tokens, lexicon) ?? known
  return { ...known, start, end }
}

/** The mention with one more word, where some of its items have that word and others have not. */
function withToken(
  mention: Mention,
  token: Word,
  side: 'after' | 'before',
  tokens: Word[],
  lexicon: Lexicon,
): Mention | null {
  if (nameFillers.has(token.text) || lexicon.knows('item', token.text) !== 1) return null
  const unit = tokens.find(({ start }) => start >= token.end && start <= token.end + 1)
  const isSize = /^\d+$/.test(token.text)
  const hasUnit = isSize && unit !== undefined && unitOf(unit.text) !== null
  // '96 grey mugs' are many, 'grey mugs 350' and '350 ml grey mugs' are large.
  if (isSize && side === 'before' && !hasUnit && !isAfterArticle(token, tokens)) return null
  const words = `${mention.phrase} ${token.text}`
  const fitting = lexicon.find('item', words).filter((each) => each.words.includes(token.text))
  const codes = new Set(mention.candidates.map(({ code }) => code))
  const left = fitting.filter(({ code, coverage }) => codes.has(code) || coverage > 0.99)
  const best = left[0]
  if (best === undefined || (left.length >= mention.candidates.length && codes.size < 12))
    return null
  const level = left.filter(({ coverage }) => coverage >= best.coverage - 0.01)
  const plain = level.filter(({ name }) => !EXTRA.test(name))
  const tier = plain.length > 0 && !EXTRA.test(words) ? plain : level
  return {
    ...mention,
    ...called(tier),
    start: Math.min(mention.start, token.start),
    end: Math.max(mention.end, hasUnit ? unit.end : token.end),
  }
}

/** 'The 24 frying pan' is a size, '24 frying pans' are many. */
const isAfterArticle = (token: Word, tokens: Word[]): boolean =>
  /^(?:the|our|a)$/.test(tokens.findLast(({ end }) => end <= token.start)?.text ?? '')

/** A word that all of the items have: 'box' of the boxes of 24 and of 50. */
const isShared = (mention: Mention, token: Word, lexicon: Lexicon): boolean => {
  if (lexicon.knows('item', token.text) !== 1) return false
  const codes = new Set(mention.candidates.map(({ code }) => code))
  const having = lexicon
    .find('item', `${mention.phrase} ${token.text}`)
    .filter(({ code, words }) => codes.has(code) && words.includes(token.text))
  return having.length === codes.size
}

/** One item by its code, several by the words that they share. */
function called(tier: Candidate[]): Pick<Mention, 'code' | 'phrase' | 'candidates'> {
  const best = tier[0]!
  return {
    code: tier.length === 1 ? best.code : null,
    phrase: best.spelled.join(' '),
    candidates: tier,
  }
}

/** A loose word of ordinary speech beside a better name: 'shelf', 'all colours'. */
function withoutStrays(isOrdinary: (word: string) => boolean, mentions: Mention[]): Mention[] {
  const isStray = ({ kind, candidates: [best] }: Mention): boolean =>
    kind === 'item' && best !== undefined && best.words.length === 1 && isOrdinary(best.words[0]!)
  const better = mentions.some((mention) => mention.kind === 'item' && !isStray(mention))
  return better ? mentions.filter((mention) => !isStray(mention)) : mentions
}

/** Only figures, units and short forms such as 'blk': they tell an item from another and name none. */
const isPartOnly = (phrase: string): boolean =>
  phrase
    .split(/\s+/)
    .every(
      (word) =>
        /^\d+$/.test(word) ||
        /^[b-df-hj-np-tv-xz]{2,4}$/.test(word) ||
        unitOf(word) !== null ||
        readNumber(word) !== null,
    )
