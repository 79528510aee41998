// Measures in words as the names of a shop write them: 'the nine-litre ones' are 9 l.
import { readNumber } from './numbers.ts'

const COUNTS =
  'one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty'
const UNITS: [string, string][] = [
  ['lit(?:re|er)s?|ltr', 'l'],
  ['metres?|meters?', 'm'],
  ['centimetres?|centimeters?', 'cm'],
  ['kilos?|kilograms?', 'kg'],
  ['grams?|grammes?', 'g'],
  ['cups?', 'cup'],
]

/** The text with measures in words as figures and short units, and short sizes in words; nothing else changes. */
export function plainMeasures(text: string): string {
  let plain = text
    .replace(/\b(?:x-?large|xl)\b/gi, 'extra large')
    .replace(/\b(?:lrg|lge)\b|\bsize l\b/gi, 'large')
    .replace(/\b(?:med|size m)\b/gi, 'medium')
    .replace(/\b(?:sml|size s)\b/gi, 'small')
    .replace(/\bhalf[ -](?:a[ -])?lit(?:re|er)\b/gi, '500 ml')
    .replace(/\b(?:quarter|half)[ -](?:a[ -])?kilo(?:gram)?\b/gi, (said) =>
      /^half/i.test(said) ? '500 g' : '250 g',
    )
  for (const [words, unit] of UNITS) {
    plain = plain
      .replace(new RegExp(`\\b(${COUNTS})[ -](?:${words})\\b`, 'gi'), (_, count: string) => {
        return `${readNumber(count)} ${unit}`
      })
      .replace(new RegExp(`(\\d)[ -](?:${words})\\b`, 'gi'), `$1 ${unit}`)
  }
  return plain
}
