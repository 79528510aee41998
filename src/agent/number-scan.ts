import {
  capitalisedDateWords,
  currencyCodes,
  dateWords,
  foldWord,
  isCompoundNumber,
  moneyWords,
  numberWords,
  pronounBeforeOne,
  rateWords,
} from './number-words.ts'
import { HOLE, MARKUP, type Violation } from './violation.ts'

/** What the words alone can break; wrong fields are found in `number-fields.ts`. */
type Kind = Exclude<Violation['kind'], 'field'>

const reasons: Record<Kind, string> = {
  figure: 'Write figures only as placeholders of this turn, such as {{call_1.lines.0.units}}.',
  date: 'Write dates and periods only as placeholders of a field ending in On or Days.',
  money:
    'Write money only as a placeholder of a field ending in Minor or Price; it brings its currency.',
  link: 'Write no links, images, addresses or HTML.',
  hidden: 'Write plain visible letters of one alphabet only.',
  placeholder: 'A placeholder looks like {{call_1.lines.0.units}}.',
}

const PERIOD = '(?:day|week|fortnight|month|quarter|year|hour|minute|weekend)'
const SEASON = '(?:spring|summer|autumn|fall|winter)'
const DOMAINS = 'com|net|org|io|dev|app|co|uk|de|fr|eu|info|biz|ru|cn|xyz|shop|store|ai'

/** Checked on the text as it is written and as it is shown. */
const patterns: { kind: Kind; pattern: RegExp }[] = [
  { kind: 'figure', pattern: /[\p{N}%‰‱٪💯🔟]+/gu },
  {
    kind: 'figure',
    pattern: /[〇零一二三四五六七八九十百千万億亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+/gu,
  },
  // Roman numerals up to XXXIX; with L, C, D and M too many are sizes or short names (XL, DC).
  { kind: 'figure', pattern: /\b(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?!\w)/g },
  { kind: 'hidden', pattern: /\b[Il|](?:O+|oo+)\b|\bOO+\b/g },
  { kind: 'money', pattern: /\p{Sc}/gu },
  { kind: 'link', pattern: /!\[|\]\s*\(|\]\s*\[|^\s*\[[^\]]*\]:/gm },
  { kind: 'link', pattern: /<\/?[a-z!?][^>]*>?|&(?:#\w+|[a-z]+);/gi },
  {
    kind: 'link',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/\S*|\b(?:mailto|javascript|data|tel):\S+|\bwww\.\S+/gi,
  },
  { kind: 'link', pattern: /[\w.+-]+@[\w-]+/g },
  { kind: 'link', pattern: new RegExp(String.raw`\b[a-z0-9-]+\.(?:${DOMAINS})\b`, 'gi') },
  {
    kind: 'date',
    pattern: new RegExp(
      String.raw`\b(?:next|last|previous|coming|following|past)\s+(?:few\s+|several\s+)?(?:${PERIOD}s?|${SEASON})\b`,
      'gi',
    ),
  },
  {
    kind: 'date',
    pattern: new RegExp(
      String.raw`\b(?:in|within|for|is|takes?|took|about|around|roughly|nearly|almost|over|under|than|of|after|least|most|lasts?)\s+(?:an?|another)\s+(?:whole\s+|full\s+|good\s+|further\s+)?${PERIOD}\b`,
      'gi',
    ),
  },
  { kind: 'date', pattern: /\bMay\b(?!\s+(?:I|we|you|it|they)\b)/g },
  { kind: 'hidden', pattern: /[\p{Cf}\p{Cn}\p{Cs}\p{Co}\u2800\u3164\u115F\u1160]/gu },
  // oxlint-disable-next-line no-control-regex
  { kind: 'hidden', pattern: /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g },
  { kind: 'placeholder', pattern: /\{\{|\}\}/g },
  // A letter, a sign or another value joined to a value makes a figure of its own.
  { kind: 'figure', pattern: new RegExp(String.raw`${HOLE}[.,'’/]?${HOLE}`, 'g') },
  { kind: 'figure', pattern: new RegExp(String.raw`(?<![^\s(])[-−–—+±~.]${HOLE}`, 'g') },
  { kind: 'figure', pattern: new RegExp(String.raw`\p{L}${HOLE}|${HOLE}[\p{L}\p{M}]+`, 'gu') },
]

/** Everything outside placeholders that claims a figure, a date, an amount or a link; empty when there is none. */
export function findUnbackedFigures(outside: string): Violation[] {
  // Full-width letters and mathematical alphabets read as plain ones; emphasis inside a word disappears when shown.
  const shown = outside.normalize('NFKC').replace(MARKUP, '')
  const found = [...new Set([outside, shown])].flatMap((text) => [
    ...findPatterns(text),
    ...findWords(text),
    ...findSpelledOut(text),
  ])
  return [...new Map(found.map((one) => [`${one.kind} ${one.text}`, one])).values()]
}

const violation = (kind: Kind, text: string): Violation => ({
  kind,
  text: text.slice(0, 60).replaceAll(HOLE, '{{...}}'),
  reason: reasons[kind],
})

const findPatterns = (text: string): Violation[] =>
  patterns.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)]
      .filter(([words]) => words !== HOLE)
      .map(([words]) => violation(kind, words)),
  )

function findWords(text: string): Violation[] {
  return [...text.matchAll(/[\p{L}\p{M}]+/gu)].flatMap(({ 0: word, index }) => {
    const kind = judgeWord(word, text.slice(0, index), text.slice(index + word.length))
    return kind === null ? [] : [violation(kind, word)]
  })
}

function judgeWord(word: string, before: string, after: string): Kind | null {
  if (/\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word))
    return 'hidden'
  const folded = foldWord(word)
  if (folded === 'one') {
    return pronounBeforeOne.test(before) || /^[\s*_~]+another\b/i.test(after) ? null : 'figure'
  }
  if (numberWords.has(folded) || rateWords.has(folded) || isCompoundNumber(folded)) return 'figure'
  if (moneyWords.has(folded) || currencyCodes.has(word)) return 'money'
  return dateWords.has(folded) || capitalisedDateWords.has(word) ? 'date' : null
}

/** 't e n', 't-e-n' and the like: single letters set apart that spell a number word. */
function findSpelledOut(text: string): Violation[] {
  return [...text.matchAll(/(?<!\p{L})\p{L}(?:[\s._*-]{1,3}\p{L}){2,}(?!\p{L})/gu)]
    .filter(([letters]) => {
      const joined = foldWord(letters.replace(/\P{L}/gu, ''))
      return joined === 'one' || numberWords.has(joined) || isCompoundNumber(joined)
    })
    .map(([letters]) => violation('hidden', letters))
}
