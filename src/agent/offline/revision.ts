import type { FocusLine, FocusOrder } from './context.ts'
import type { Reading } from './reading.ts'
import { pickLines } from './references.ts'
import { argumentOf, mentionOf, slotOf } from './slot-rules.ts'
import { askFor } from './talk.ts'
import type { Plan } from './plan.ts'

const REMOVE =
  /\b(?:remove|take|drop|delete|leave|without|forget|strike|cancel|off|don'?t|scrap|lose|bin)\b/i
/** A change by so much, not to so much: the new figure would have to be worked out. */
const RELATIVE = /\b(?:more|fewer|less|extra|another|by|double|halve|half|twice)\b/i

/** The change of one line of an order in hand: to which quantity, or off. */
export function takeRevision(reading: Reading, order: FocusOrder): Plan {
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
