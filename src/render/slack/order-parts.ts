// The parts of a card about an order, the flags first.
import { signedUnits } from '../waterfall.ts'
import type { MessageBlock } from './blocks.ts'
import { always, shorterLists } from './budget.ts'
import type { Part } from './budget.ts'
import { context, facts, quote, richList, section, table } from './elements.ts'
import type { Run } from './elements.ts'
import type { CardLinks, OrderLineShown, OrderShown } from './order-shown.ts'
import { cutText, plain } from './text.ts'
import { countOf, NAME, SENTENCE, shown, words } from './words.ts'

export type OrderPart = Part<MessageBlock>

const see = ({ orderUrl }: CardLinks) => (orderUrl === null ? ' in the web console' : ': Open')

/** The total in the order's currency, and in the base currency where that is another. */
export function totalOf(order: OrderShown): string {
  const total = shown('totalMinor', order.totalMinor, order)
  if (order.currency === order.baseCurrency) return total
  return `${total} (${shown('ownMinor', order.ownMinor, { currency: order.baseCurrency })})`
}

/** The most points of one list: a person would not read more, and the order has them all. */
const POINTS = 20

/** A list that is never left out whole: what of it does not fit is counted. `points` are the first of `count`. */
function pointsPart(
  title: string,
  { points, count }: { points: readonly string[]; count: number },
  noun: string,
  links: CardLinks,
  after = '',
): OrderPart {
  const draw = (part: readonly string[]): MessageBlock[] => {
    const more = count - part.length
    const rest: Run[][] =
      more > 0 ? [[{ bold: `and ${countOf(more, `more ${noun}`)}${see(links)}` }]] : []
    const list = richList(title, [...part.map((text) => [text]), ...rest])
    return after === '' ? [list] : [list, section(after)]
  }
  const { versions } = shorterLists(points, [10, 5], draw)
  return {
    rank: 0,
    versions,
    says: `${title}: ${points.slice(0, 3).join(' ')}`,
    left: () => '',
  }
}

/** The first sentences of a list, and how many it has. */
function firstOf(all: readonly { sentence: string }[]) {
  const points = all.slice(0, POINTS).map(({ sentence }) => plain(sentence, SENTENCE))
  return { points, count: all.length }
}

/** What is unusual about the order; nothing for an ordinary one. */
export function flagsPart({ flags }: OrderShown, links: CardLinks): OrderPart[] {
  if (flags.length === 0) return []
  return [pointsPart('⚠ Look at this first', firstOf(flags), 'flag', links)]
}

/** What is not as it was when the order was written. */
export function differencesPart({ differences }: OrderShown, links: CardLinks): OrderPart[] {
  if (differences.length === 0) return []
  const after = 'It can not be approved like this: reject it with that reason, or have it revised.'
  return [
    pointsPart(
      'Not as it was when it was written',
      firstOf(differences),
      'difference',
      links,
      after,
    ),
  ]
}

const WHAT: Record<OrderShown['changes'][number]['what'], string> = {
  added: 'New line',
  removed: 'Line taken off',
  units: 'Units',
  price: 'Unit price',
  day: 'Expected',
  supplier: 'Supplier',
  place: 'Delivered to',
  currency: 'Currency',
}

function changeText(change: OrderShown['changes'][number], currency: string): string {
  const field =
    change.what === 'price' ? 'unitPrice' : change.what === 'day' ? 'expectedOn' : 'text'
  const side = (value: string | null) => shown(field, value, { currency })
  return `${plain(change.sku ?? 'The order', 64)}, ${WHAT[change.what].toLowerCase()}: ${side(change.from)} → ${side(change.to)}`
}

/** What this revision says otherwise than the one before, in ever shorter versions that count the rest. */
export function changesPart(order: OrderShown, links: CardLinks): OrderPart[] {
  if (order.changes.length === 0) return []
  const first = order.changes.slice(0, POINTS)
  const points = first.map((change) => cutText(changeText(change, order.currency), SENTENCE))
  const title = `Changed since revision ${order.revision - 1}`
  const part = pointsPart(title, { points, count: order.changes.length }, 'change', links)
  const left = `what changed since revision ${order.revision - 1}${see(links)}`
  return [{ ...part, rank: 1, left: (version) => (version < part.versions.length ? '' : left) }]
}

function standIn(forName: string | null): string {
  return forName === null ? '' : ` for ${plain(forName, NAME)}`
}

/** Supplier, total, amount held, expected day, who asked: always shown. */
export function factsPart(order: OrderShown): OrderPart {
  const { baseCurrency: currency, heldWith } = order
  const together =
    heldWith.length === 0
      ? 'this order alone'
      : `with ${heldWith
          .slice(0, 5)
          .map((number) => plain(number, 64))
          .join(
            ', ',
          )}${heldWith.length > 5 ? ` and ${countOf(heldWith.length - 5, 'more order')}` : ''}`
  const asked = order.submittedAt === null ? '' : `, ${shown('submittedAt', order.submittedAt)}`
  const confirmed = order.confirmedForOn === null ? '' : ' (confirmed by the supplier)'
  return always<MessageBlock>([
    facts([
      {
        title: 'Supplier',
        value: `${plain(order.supplierName, NAME)}, to ${plain(order.locationCode, 40)}`,
      },
      { title: 'Total', value: totalOf(order) },
      {
        title: 'Held against a limit',
        value: `${shown('heldMinor', order.heldMinor, { currency })}, ${together}`,
      },
      {
        title: 'Expected',
        value: `${shown('expectedOn', order.confirmedForOn ?? order.expectedOn)}${confirmed}`,
      },
      { title: 'Asked for by', value: `${plain(order.createdBy, NAME)}${asked}` },
      { title: 'Revision', value: String(order.revision) },
    ]),
  ])
}

function priceChanged({ unitPrice, lastUnitPrice }: OrderLineShown): boolean {
  return lastUnitPrice !== null && Number(lastUnitPrice) !== Number(unitPrice)
}

function lineCells(line: OrderLineShown, currency: string): string[] {
  const last = priceChanged(line)
    ? ` (last ${shown('unitPrice', line.lastUnitPrice, { currency })})`
    : ''
  return [
    `${plain(line.sku, 64)} ${plain(line.name, NAME)}`,
    shown('units', line.units),
    `${shown('unitPrice', line.unitPrice, { currency })}${last}`,
    shown('lineTotalMinor', line.lineTotalMinor, { currency }),
  ]
}

const LINES = 10

/** The first ten lines, and how many more there are; prices that the last order did not pay are marked. */
export function linesPart(order: OrderShown, links: CardLinks): OrderPart {
  const { lines, currency } = order
  const changed = lines.filter(priceChanged).length
  const draw = (part: readonly OrderLineShown[]): MessageBlock[] => {
    const more = lines.length - part.length
    const said = [
      more > 0 ? `${countOf(more, 'more line')}${see(links)}` : '',
      changed > 0
        ? `${countOf(changed, 'price')} changed since the last order`
        : 'No price changed since the last order',
    ]
    return [
      table(
        [
          { title: 'Item', align: 'left', wrapped: true },
          { title: 'Units', align: 'right' },
          { title: 'Unit price', align: 'right' },
          { title: 'Line total', align: 'right' },
        ],
        part.map((line) => lineCells(line, currency)),
      ),
      context(said.filter((text) => text !== '').join(' · ')),
    ]
  }
  const { versions } = shorterLists(lines.slice(0, LINES), [5, 3, 1], draw)
  return {
    rank: 2,
    versions,
    left: (version) => (version < versions.length ? '' : `the lines${see(links)}`),
  }
}

/** The plan's steps of a line on one line, those that are nothing left out. */
function stepsOf({ sku, units, planUnits, waterfall }: OrderLineShown): Run[] | null {
  if (waterfall === null) return null
  const steps = waterfall
    .filter((step) => step.units !== 0)
    .slice(0, 8)
    .map((step) => `${plain(step.label, 40)} ${signedUnits(step.units)}`)
  const more = waterfall.filter((step) => step.units !== 0).length - steps.length
  const rest = more > 0 ? `, and ${countOf(more, 'more step')}` : ''
  const beside = planUnits === units ? '' : `; ordered ${shown('units', units)}`
  return [
    { bold: plain(sku, 64) },
    `: plan ${shown('planUnits', planUnits)} = ${steps.join(', ')}${rest}${beside}`,
  ]
}

/** Why so many, by line; the first thing that goes when there is no room. */
export function whyPart(order: OrderShown, links: CardLinks): OrderPart[] {
  const points = order.lines.slice(0, LINES).flatMap((line) => {
    const steps = stepsOf(line)
    return steps === null ? [] : [steps]
  })
  if (points.length === 0) return []
  const { versions } = shorterLists(points, [5, 2], (part) => [richList('Why so many', part)])
  return [{ rank: 4, versions, left: () => `why so many of some lines${see(links)}` }]
}

/** What others wrote on the order, as theirs. */
export function notePart({ note }: OrderShown, links: CardLinks): OrderPart[] {
  if (note === null) return []
  const title = 'Note on the order, as written by others'
  const draw = (limit: number): MessageBlock[] => [quote(title, plain(note, limit))]
  return [
    {
      rank: 3,
      versions: [draw(2 * SENTENCE), draw(120)],
      left: () => `the whole note on the order${see(links)}`,
    },
  ]
}

/** Who said yes so far, how many more must, and who may. */
export function peoplePart(order: OrderShown): OrderPart {
  const given = order.given.map(
    ({ name, forName, at }) =>
      `${plain(name, NAME)}${standIn(forName)} said yes, ${shown('at', at)}`,
  )
  const deciders = order.deciders
    .slice(0, 6)
    .map(
      ({ name, role, forName }) =>
        `${plain(name, NAME)}, ${words(role).toLowerCase()}${standIn(forName)}`,
    )
  const others = order.deciders.length - deciders.length
  const missing =
    order.missingCount === 0
      ? ''
      : `${order.missingCount === 1 ? 'One person' : `${order.missingCount} different people`} must still say yes: ${deciders.join('; ')}${others > 0 ? `; and ${shown('count', others)} more` : ''}`
  const nobody =
    order.missingCount > 0 && deciders.length === 0
      ? 'Nobody in the shop may decide about it now: an administrator has to give somebody the limit.'
      : missing
  const texts = [...given.slice(0, 8), nobody].filter((text) => text !== '')
  return always<MessageBlock>(texts.length === 0 ? [] : [context(...texts)])
}
