// What the order tools need: handles of recommendations, item and quantity pairs, the order and revision in hand.
import { reviseAsSaid, takeRevision } from './revision.ts'
import type { Focus, FocusLine, FocusOrder } from './context.ts'
import type { Mention, Reading } from './mention.ts'
import { lineByUnits, pickLines, pointsBack } from './references.ts'
import { argumentOf, argumentsFrom, mentionOf, slotOf } from './slot-rules.ts'
import { askFor, NOTHING_TO_DRAFT } from './talk.ts'
import { oneCall, type Plan } from './plan.ts'

/** The call that drafts what the question means, or what is asked back. */
export function planDraft(reading: Reading, focus: Focus, due: boolean): Plan {
  const tool = 'draft_purchase_order'
  const where = argumentsFrom(tool, reading)
  const handles = reading.slots.flatMap((slot) =>
    slot.kind === 'recommendation' ? handlesOf(slot.recommendation, slot.last) : [],
  )
  if (handles.length > 0) return oneCall(tool, { recommendations: handles })
  const items = reading.mentions.filter(
    (mention) => mention.kind === 'item' || mention.kind === 'category',
  )
  const quoted = slotOf(reading, 'number') !== undefined
  const offered = focus.lines.filter((line) => line.recommendation !== null)
  const pointed = offered.length > 0 && /\bones?\b|\bthose\b|\bthese\b/i.test(reading.text)
  if (due && !pointed && (items.length === 0 || EVERYTHING.test(reading.text)))
    return oneCall(tool, { due: true, ...where, ...budgetSaid(reading) })
  const meant = items.length > 0 && quoted ? [] : pickLines(reading, offered)
  // Without a name, "those", "the first ones" or a bare "draft it" mean what was listed.
  if (
    meant.length > 0 &&
    (items.length > 0 || mentionOf(reading, 'supplier') === undefined || pointsBack(reading.text))
  ) {
    return oneCall(tool, linesToDraft(meant, offered, focus))
  }
  const spread = items.length === 1 ? spreadOver(reading, items[0]!) : null
  if (spread !== null) return oneCall(tool, { items: spread })
  if (items.length > 0) return oneCall(tool, { items: wantedItems(reading, items), ...where })
  if (where['supplier'] !== undefined) return oneCall(tool, { due: true, ...where })
  if (focus.item !== null) {
    const units = slotOf(reading, 'number')?.value
    const location = where['location'] ?? focus.item.locationCode
    return oneCall(tool, {
      items: [
        {
          item: focus.item.sku,
          ...(units === undefined ? {} : { units }),
          ...(location === null ? {} : { location }),
        },
      ],
    })
  }
  return { kind: 'say', text: NOTHING_TO_DRAFT }
}

/** All that is due, whatever else is named. */
const EVERYTHING = /\b(?:everything|all|whole|entire|due)\b/i

/** One more than a draft takes, so that a longer range is refused and not cut. */
const MOST_HANDLES = 201

/** One handle, or each of a range, whichever end is named first. */
function handlesOf(first: string, last: number | undefined): string[] {
  const [run = '', line = ''] = first.split('-')
  if (last === undefined) return [first]
  const [from, to] = [Math.min(Number(line), last), Math.max(Number(line), last)]
  const length = Math.min(to - from + 1, MOST_HANDLES)
  return Array.from({ length }, (_, at) => `${run}-${from + at}`)
}

const budgetSaid = (reading: Reading) => {
  const { budget } = argumentsFrom('recommend_reorders', reading)
  return budget === undefined ? {} : { budget }
}

/** Lines of a list by their handles; where a budget cut the list, by the budget, or line by line with its quantity. */
function linesToDraft(meant: FocusLine[], offered: FocusLine[], { budget }: Focus) {
  if (budget === null) return { recommendations: meant.map((line) => line.recommendation) }
  const { narrowed, ...within } = budget
  if (narrowed === undefined && meant.length === offered.length) return { due: true, ...within }
  return {
    items: meant.map(({ sku, units, locationCode }) => ({
      item: sku,
      ...(units !== null && { units }),
      ...(locationCode !== null && { location: locationCode }),
    })),
  }
}

/** Items with their quantities: '24 lids and 36 trays', or 'lids 24, trays 36' where the first item comes first. */
function wantedItems(reading: Reading, items: Mention[]): Record<string, unknown>[] {
  const numbers = reading.slots.filter((slot) => slot.kind === 'number')
  const isBefore = numbers.length > 0 && numbers[0]!.start < items[0]!.start
  return items.map((item, at) => {
    const [from, to] = isBefore
      ? [items[at - 1]?.end ?? 0, item.start]
      : [item.end, items[at + 1]?.start ?? reading.text.length]
    const between = numbers.filter(({ start, end }) => start >= from && end <= to)
    const own = isBefore ? between.at(-1) : between[0]
    const units = (own ?? (items.length === 1 ? numbers[0] : undefined))?.value
    const isUsable = units !== undefined && Number.isSafeInteger(units)
    return { item: argumentOf(item), ...(isUsable && { units }) }
  })
}

/** One item for several places: '96 for Leeds and another 96 for Rotterdam'; null where there is one place only. */
function spreadOver(reading: Reading, item: Mention): Record<string, unknown>[] | null {
  const places = reading.mentions.filter(({ kind, code }) => kind === 'location' && code !== null)
  if (places.length < 2) return null
  const numbers = reading.slots.filter((slot) => slot.kind === 'number')
  return places.map(({ code }, at) => {
    const units = (numbers[at] ?? numbers[0])?.value
    const isUsable = units !== undefined && Number.isSafeInteger(units)
    return { item: argumentOf(item), ...(isUsable && { units }), location: code! }
  })
}

/** The calls that hand orders in: the one in hand or named, or all of them where the words say so. */
export function planSubmission(reading: Reading, focus: Focus): Plan {
  const tool = 'approve_purchase_order'
  const named = slotOf(reading, 'order')?.order
  if (named !== undefined) return oneCall(tool, { order: named })
  const meant = pickOrders(reading, focus.orders)
  const all = /\b(?:them|those|these|all|both|everything)\b/i.test(reading.text)
  if (meant.length === 0) return { kind: 'say', text: askFor.order }
  if (meant.length > 1 && !all) return { kind: 'say', text: askFor.whichOrder }
  return {
    kind: 'calls',
    calls: meant.slice(0, MOST_SUBMITTED).map(({ order }) => ({ tool, input: { order } })),
  }
}

const MOST_SUBMITTED = 8

/** The orders in hand that "the second one", "the Acme one" or a bare "it" can mean. */
function pickOrders(reading: Reading, orders: readonly FocusOrder[]): FocusOrder[] {
  const ordinals = reading.slots.filter((slot) => slot.kind === 'ordinal')
  if (orders.length > 1 && ordinals.length > 0) {
    return ordinals.flatMap(({ from, count }) =>
      orders.slice(from < 0 ? orders.length + from : from).slice(0, count),
    )
  }
  const supplier = mentionOf(reading, 'supplier')?.code
  return orders.filter(
    (order) => supplier === undefined || supplier === null || order.supplierCode === supplier,
  )
}

/** The call that changes a draft; needs the order, its revision, the line and the new quantity. */
export function planRevision(reading: Reading, focus: Focus): Plan {
  const named = slotOf(reading, 'order')?.order
  const revision = slotOf(reading, 'revision')?.revision
  if (named !== undefined && revision !== undefined)
    return reviseAsSaid(reading, { order: named, revision, lines: [] })
  const known = focus.orders.filter(({ order }) => named === undefined || order === named)
  // The revision of an order that nobody has shown is not known yet.
  if (named !== undefined && known.length === 0)
    return oneCall('get_purchase_order', { order: named })
  if (known.length === 0) return { kind: 'say', text: askFor.order }
  const [only] = known
  if (known.length === 1) return takeRevision(reading, only!)
  const holding = known.filter(
    (order) =>
      mentionOf(reading, 'item') !== undefined && pickLines(reading, order.lines).length > 0,
  )
  return holding.length === 1
    ? takeRevision(reading, holding[0]!)
    : { kind: 'say', text: askFor.whichOrder }
}

/** The line of the plan that a "why" is about. */
export function planExplanation(reading: Reading, focus: Focus, question: string): Plan {
  const tool = 'explain_recommendation'
  const found = argumentsFrom(tool, reading)
  if (found['recommendation'] !== undefined)
    return oneCall(tool, { recommendation: found['recommendation'], question })
  const offered = focus.lines.filter((line) => line.recommendation !== null)
  const item = mentionOf(reading, 'item') ?? mentionOf(reading, 'category')
  const quoted = lineByUnits(reading, item === undefined ? offered : pickLines(reading, offered))
  const picked = quoted ?? pickLines(reading, offered)[0]
  const usesList = item === undefined || question !== 'why_not'
  if (picked?.recommendation !== undefined && picked.recommendation !== null && usesList) {
    return oneCall(tool, { recommendation: picked.recommendation, question })
  }
  if (item !== undefined) return oneCall(tool, { ...found, item: argumentOf(item), question })
  if (focus.item !== null) {
    const location = found['location'] ?? focus.item.locationCode
    return oneCall(tool, {
      item: focus.item.sku,
      ...(location === null ? {} : { location }),
      question,
    })
  }
  return { kind: 'say', text: askFor.item }
}
