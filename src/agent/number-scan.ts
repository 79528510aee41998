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
import { HOLE, type Violation } from './violation.ts'

type Pattern = { kind: Violation['kind']; pattern: RegExp }

const reasons: Record<Violation['kind'], string> = {
  figure: 'Write figures only as placeholders of this turn, such as {{call_1.lines.0.units}}.',
  date: 'Write dates and periods only as placeholders of a field ending in On or Days.',
  money:
    'Write money only as a placeholder of a field ending in Minor or Price; it brings its currency.',
  link: 'Write no links, images, addresses or HTML.',
  hidden: 'Write plain visible letters of one alphabet only.',
  placeholder: 'A placeholder looks like {{call_1.lines.0.units}}.',
  field: 'Use the field that the words name.',
}

const PERIOD = '(?:day|week|fortnight|month|quarter|year|hour|minute|weekend)'
const SEASON = '(?:spring|summer|autumn|fall|winter)'
const ROMAN = 'II|III|IV|VI|VII|VIII|IX|XI|XII|XIII|XIV|XV|XVI|XVII|XVIII|XIX|XX'
const DOMAINS = 'com|net|org|io|dev|app|co|uk|de|fr|eu|info|biz|ru|cn|xyz|shop|store|ai'

/** Checked on the text as it stands. */
const patterns: Pattern[] = [
  { kind: 'figure', pattern: /[\p{N}%‰‱٪💯🔟]+/gu },
  {
    kind: 'figure',
    pattern: /[〇零一二三四五六七八九十百千万億亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+/gu,
  },
  { kind: 'figure', pattern: new RegExp(String.raw`\b(?:${ROMAN})\b`, 'g') },
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
  { kind: 'figure', pattern: new RegExp(String.raw`(?<![^\s(])[-−–—+±~]${HOLE}`, 'g') },
  { kind: 'figure', pattern: new RegExp(String.raw`[\p{L}]${HOLE}|${HOLE}[\p{L}]+`, 'gu') },
]

/** Everything outside placeholders that claims a figure, a date, an amount or a link; empty when there is none. */
export function findUnbackedFigures(outside: string): Violation[] {
  const found: Violation[] = []
  for (const { kind, pattern } of patterns) {
    for (const match of outside.matchAll(pattern)) {
      if (match[0] !== HOLE) found.push(violation(kind, match[0]))
    }
  }
  // Full-width letters and mathematical alphabets read as plain ones; emphasis inside a word disappears when shown.
  const plain = outside.normalize('NFKC')
  found.push(...findWords(plain), ...findSpelledOut(plain))
  const shown = plain.replace(/[*_~`\\]+/g, '')
  if (shown !== plain) found.push(...findWords(shown))
  return found.filter((one, index) => found.findIndex((other) => sameAs(one, other)) === index)
}

const sameAs = (one: Violation, other: Violation) =>
  one.kind === other.kind && one.text === other.text

const violation = (kind: Violation['kind'], text: string): Violation => ({
  kind,
  text: text.slice(0, 60).replaceAll(HOLE, '{{...}}'),
  reason: reasons[kind],
})

function findWords(plain: string): Violation[] {
  const words = [...plain.matchAll(/[\p{L}\p{M}]+/gu)].map((match) => match[0])
  return words.flatMap((word, index) => {
    const kind = judgeWord(word, words[index - 1] ?? '', words[index + 1] ?? '')
    return kind === null ? [] : [violation(kind, word)]
  })
}

function judgeWord(word: string, before: string, after: string): Violation['kind'] | null {
  if (/\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word))
    return 'hidden'
  const folded = foldWord(word)
  if (folded === 'one') {
    return pronounBeforeOne.has(before.toLowerCase()) || /^another$/i.test(after) ? null : 'figure'
  }
  if (numberWords.has(folded) || rateWords.has(folded) || isCompoundNumber(folded)) return 'figure'
  if (folded === 'per' && /^cent$/i.test(after)) return 'figure'
  if (moneyWords.has(folded) || currencyCodes.has(word)) return 'money'
  return dateWords.has(folded) || capitalisedDateWords.has(word) ? 'date' : null
}

/** 't e n', 't-e-n' and the like: single letters set apart that spell a number word. */
function findSpelledOut(plain: string): Violation[] {
  const found: Violation[] = []
  for (const match of plain.matchAll(/(?<!\p{L})\p{L}(?:[\s._*-]{1,3}\p{L}){2,}(?!\p{L})/gu)) {
    const joined = foldWord(match[0].replace(/[^\p{L}]/gu, ''))
    if (joined === 'one' || numberWords.has(joined) || isCompoundNumber(joined)) {
      found.push(violation('hidden', match[0]))
    }
  }
  return found
}
