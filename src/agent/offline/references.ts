// Words that point back: "it", "those", "the second one", "144 of those", "the Acme ones".
import type { Focus, FocusLine } from './context.ts'
import type { Mention, Reading } from './mention.ts'
import { mentionOf, slotOf } from './slot-rules.ts'

const POINTING = /\b(?:it|its|that|this|them|those|these|they|their|theirs|ones?|same|there)\b/i

/** Whether the words point at something said before. */
export const pointsBack = (text: string): boolean => POINTING.test(text)

/** The lines of the focus that the question picks out; all of them when it names none in particular. */
export function pickLines(reading: Reading, lines: readonly FocusLine[]): FocusLine[] {
  const { length } = lines
  const ordinals = reading.slots.filter((slot) => slot.kind === 'ordinal')
  if (ordinals.length > 0) {
    return ordinals.flatMap(({ from, count }) => {
      const start = from < 0 ? Math.max(0, length + from) : from
      return lines.slice(start, start + count)
    })
  }
  return lines.filter((line) => isMeant(reading, line))
}

function isMeant(reading: Reading, line: FocusLine): boolean {
  const item = mentionOf(reading, 'item')
  if (item !== undefined) {
    const skus =
      item.code === null ? item.candidates.map((candidate) => candidate.code) : [item.code]
    if (line.sku === null || !skus.includes(line.sku)) return false
  }
  const category = mentionOf(reading, 'category')
  if (
    category !== undefined &&
    !(line.name ?? '').toLowerCase().includes(category.phrase.toLowerCase())
  )
    return false
  const supplier = mentionOf(reading, 'supplier')
  if (supplier !== undefined && supplier.code !== null && line.supplierCode !== supplier.code)
    return false
  const location = mentionOf(reading, 'location')
  return location === undefined || location.code === null || line.locationCode === location.code
}

/** The first line whose quantity the question quotes ("why 144 of those?"), else null. */
export function lineByUnits(reading: Reading, lines: readonly FocusLine[]): FocusLine | null {
  const units = slotOf(reading, 'number')?.value
  return units === undefined ? null : (lines.find((line) => line.units === units) ?? null)
}

/** The item that "it" or "the second one" means. */
export function focusedItem(reading: Reading, focus: Focus): string | null {
  if (reading.slots.some((slot) => slot.kind === 'ordinal')) {
    return pickLines(reading, focus.lines)[0]?.sku ?? null
  }
  return focus.item?.sku ?? (focus.lines.length === 1 ? focus.lines[0]!.sku : null)
}

const BESIDE =
  /^\s*[,;/]\s*(?:the |some |our )?$|^[^.?!]{0,25}(?:\b(?:and|or|vs\.?|versus|plus|against|also)\b|[&+/])[^.?!]{0,25}$/i

/** The items that a question asks about side by side; a loose word beside a clear name is none of them. */
export function listedItems(reading: Reading): Mention[] {
  const items = reading.mentions.filter(({ kind }) => kind === 'item')
  const clear = items.filter(({ code }) => code !== null)
  const areListed = items.every(
    ({ end }, at) =>
      items[at + 1] === undefined || BESIDE.test(reading.text.slice(end, items[at + 1]!.start)),
  )
  if (clear.length === 0) return areListed ? items : items.slice(-1)
  return items.filter(
    (mention) =>
      mention.code !== null ||
      clear.some((other) => {
        const [first, second] = mention.start < other.start ? [mention, other] : [other, mention]
        return BESIDE.test(reading.text.slice(first.end, second.start))
      }),
  )
}
