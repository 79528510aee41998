// Numbers as people write them: '1,200', '1.200', '12,5', 'two dozen', 'half a gross', 'a hundred and twenty', '8k'.

const SMALL: Record<string, number> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
)
const TENS: Record<string, number> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10]),
)
const SCALES: Record<string, number> = {
  hundred: 100,
  thousand: 1000,
  k: 1000,
  grand: 1000,
  million: 1_000_000,
  m: 1_000_000,
  dozen: 12,
  'dozen dozen': 144,
  gross: 144,
}
/** The words of small numbers, for a pattern. */
export const words = [...Object.keys(SMALL), ...Object.keys(TENS)].join('|')
const SPOKEN = String.raw`(?:half a dozen|half a gross|(?:a|${words}|\d{1,3}) gross|(?:a|${words}|\d{1,3}) dozen(?: dozen)?|dozens?|a couple(?: of)?|(?:(?:a|${words})(?:[ -](?:${words}|hundred|thousand|million|grand|and))+|${words}|(?:hundred|thousand)(?:[ -](?:and[ -])?(?:${words}))*))`
const DIGITS = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?![\d.])|\d{1,3}(?: 000)+\b|[1-9] \d{3}(?![\d-])|\d+,\d{1,2}(?=\s?(?:%|per))|\d+(?:\.\d+)?`
/** The pattern of a number. */
export const NUMBER = String.raw`(?:(?:${DIGITS})(?:\s?(?:k|m|thousand|grand|million|hundred|dozen dozen|dozen|gross)\b)?|${SPOKEN})`
/** The value of a number in digits or words, or null. */
export function readNumber(text: string): number | null {
  const plain = text
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3})|(?<=^\d{1,3}(?:\.\d{3})*)\.(?=\d{3}(?!\d))|(?<=\d) (?=\d{3})/g, '')
    .replace(/(?<=\d),(?=\d{1,2}$)/, '.')
    .trim()
  if (plain === 'half a dozen') return 6
  if (plain.startsWith('a couple')) return 2
  if (plain === 'half a gross') return 72
  const gross = /^(\S+) gross$/.exec(plain)
  if (gross !== null) return 144 * (SMALL[gross[1]!] ?? TENS[gross[1]!] ?? (Number(gross[1]) || 1))
  const dozens = /^(?:(\S+) )?(dozens?|dozen dozen)$/.exec(plain)
  if (dozens !== null) {
    const count = SMALL[dozens[1] ?? 'one'] ?? TENS[dozens[1] ?? ''] ?? (Number(dozens[1]) || 1)
    return count * (dozens[2] === 'dozen dozen' ? 144 : 12)
  }
  const digits =
    /^(\d+(?:\.\d+)?)\s?(k|m|thousand|grand|million|hundred|dozen dozen|dozen|gross)?$/.exec(plain)
  if (digits !== null) return Number(digits[1]) * (digits[2] === undefined ? 1 : SCALES[digits[2]]!)
  let total = 0
  let part = 0
  for (const word of plain.split(/[\s-]+/)) {
    if (word === 'and' || word === 'a') continue
    const small = SMALL[word] ?? TENS[word]
    const scale = SCALES[word]
    if (small === undefined && scale === undefined) return null
    if (small !== undefined) part += small
    else if (scale === 100) part = Math.max(part, 1) * 100
    else {
      total += Math.max(part, 1) * scale!
      part = 0
    }
  }
  return total + part
}
