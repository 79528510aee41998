import type { FocusLine, FocusOrder } from './context.ts'
import type { Mention, Reading } from './mention.ts'
import { pickLines } from './references.ts'
import { argumentOf, mentionOf, slotOf } from './slot-rules.ts'
import type { FoundSlot } from './slots.ts'
import { askFor } from './talk.ts'
import type { Plan } from './plan.ts'

const REMOVE =
  /\b(?:remove|take|drop|delete|leave|without|forget|strike|cancel|off|don'?t|scrap|lose|bin|kill|axe|ditch|chuck|zero|nil)\b|\bno\b.{1,40}\b(?:any ?more|longer|please|pls|at all)\b/i
/** A change by so much, not to so much: the new figure would have to be worked out. */
const RELATIVE = /\b(?:more|fewer|less|extra|another|by|double|halve|half|twice)\b/i

/** What stands before a figure that no longer holds. */
const OLD_FIGURE = /\b(?:instead of|rather than|not|from|was|were|in place of)\s+$/i

/** The changes that a sentence with its order and revision names; what is asked back where one lacks its figure. */
export function reviseAsSaid(
  reading: Reading,
  { order, revision, lines }: Pick<FocusOrder, 'order' | 'revision' | 'lines'>,
): Plan {
  const items = reading.mentions.filter(({ kind }) => kind === 'item' || kind === 'category')
  if (items.length === 0) return { kind: 'say', text: askFor.change }
  const numbers = reading.slots.filter(
    (slot): slot is Extract<FoundSlot, { kind: 'number' }> =>
      slot.kind === 'number' && !OLD_FIGURE.test(reading.text.slice(0, slot.start)),
  )
  const changes = items.map((item, at) => {
    const before = items[at - 1]?.end ?? 0
    const after = items[at + 1]?.start ?? reading.text.length
    const behind = numbers.filter(({ start }) => start >= item.end && start < after)
    const ahead = numbers.filter(({ start }) => start >= before && start < item.start)
    // '2,000 to 1,500': the new figure is the one behind the 'to'.
    const isTarget = ({ start }: { start: number }) =>
      /\b(?:to|be|at|become|now)\s+$/i.test(reading.text.slice(0, start))
    const units = (behind.find(isTarget) ?? behind[0] ?? (at === 0 ? ahead.at(-1) : undefined))
      ?.value
    if (units !== undefined) return { item: nameOn(item, lines), units }
    const around = reading.text.slice(before, after)
    return { item: nameOn(item, lines), units: REMOVE.test(around) ? 0 : null }
  })
  if (changes.some(({ units }) => units === null || !Number.isSafeInteger(units)))
    return { kind: 'say', text: askFor.units }
  return {
    kind: 'calls',
    calls: [{ tool: 'revise_purchase_order', input: { order, revision, changes } }],
  }
}

/** The one line of the order that a loose name means, else the name as it was said. */
function nameOn(item: Mention, lines: readonly FocusLine[]): string {
  const fitting = lines.filter(
    ({ sku }) =>
      sku !== null && (sku === item.code || item.candidates.some(({ code }) => code === sku)),
  )
  return fitting.length === 1 ? fitting[0]!.sku! : argumentOf(item)
}

/** The change of one line of an order in hand: to which quantity, or off. */
export function takeRevision(reading: Reading, order: FocusOrder): Plan {
  const named = reading.mentions.filter(({ kind }) => kind === 'item')
  if (named.length > 1) return reviseAsSaid(reading, order)
  const units = slotOf(reading, 'number')?.value
  const removing = units === undefined && REMOVE.test(reading.text)
  if (slotOf(reading, 'percent') !== undefined || (RELATIVE.test(reading.text) && !removing)) {
    return { kind: 'say', text: askFor.units }
  }
  const item = itemOf(reading, order.lines)
  if (item === null) return { kind: 'say', text: askFor.change }
  if (units === undefined && !removing) return { kind: 'say', text: askFor.units }
  if (units !== undefined && !Number.isSafeInteger(units))
    return { kind: 'say', text: askFor.units }
  return {
    kind: 'calls',
    calls: [
      {
        tool: 'revise_purchase_order',
        input: {
          order: order.order,
          revision: order.revision,
          changes: [{ item, units: units ?? 0 }],
        },
      },
    ],
  }
}

function itemOf(reading: Reading, lines: readonly FocusLine[]): string | null {
  const mention = mentionOf(reading, 'item') ?? mentionOf(reading, 'category')
  const picked = pickLines(reading, lines)
  const ordinal = slotOf(reading, 'ordinal') !== undefined
  if ((mention !== undefined || ordinal || lines.length === 1) && picked.length === 1)
    return picked[0]!.sku
  return mention === undefined ? null : argumentOf(mention)
}
