// The card on which a manager decides, and what it becomes: decided, changed, or a draft again. A card that nobody can
// decide on any more has no button.
import { orderValue } from './action-names.ts'
import type { Button, MessageBlock, SlackMessage } from './blocks.ts'
import { always, fitMessage } from './budget.ts'
import { actions, button, context, header, richSection, richText, section } from './elements.ts'
import { outcomeText } from './order-outcome.ts'
import {
  changesPart,
  differencesPart,
  factsPart,
  flagsPart,
  linesPart,
  notePart,
  peoplePart,
  totalOf,
  whyPart,
} from './order-parts.ts'
import type { OrderPart } from './order-parts.ts'
import type { CardLinks, OrderShown } from './order-shown.ts'
import { plain } from './text.ts'
import { NAME, SENTENCE, shown } from './words.ts'

function headPart(order: OrderShown, what: string): OrderPart {
  const said = `${plain(order.number, 64)} ${what}`
  const about = `${plain(order.supplierName, NAME)}, ${totalOf(order)}`
  return always<MessageBlock>([header(said)], `${said}: ${about}`)
}

function openButton(order: OrderShown, { orderUrl }: CardLinks): Button[] {
  if (orderUrl === null) return []
  return [
    button('open_order', 'Open', {
      url: orderUrl,
      value: orderValue(order),
      spoken: `Open ${order.number}`,
    }),
  ]
}

/** Where a card has nothing left to click, the way to the order is a link. */
function openLink(order: OrderShown, { orderUrl }: CardLinks): OrderPart[] {
  if (orderUrl === null) return []
  const label = `Open ${plain(order.number, 64)}`
  return [always<MessageBlock>([richText(richSection({ url: orderUrl, label }))])]
}

/** What the reader may do about a submitted order. */
function decisionButtons(order: OrderShown, links: CardLinks): Button[] {
  const value = orderValue(order)
  const mayApprove = order.approval?.allowed === true && order.differences.length === 0
  const mayReject = order.commands.includes('reject')
  const total = shown('totalMinor', order.totalMinor, order)
  return [
    ...(mayApprove
      ? [
          button('approve_po', `Approve ${total}`, {
            value,
            style: 'primary',
            spoken: `Approve ${order.number}, ${total}`,
          }),
        ]
      : []),
    ...(mayReject ? [button('reject_po', 'Reject', { value, style: 'danger' })] : []),
    ...(mayReject || mayApprove ? [button('ask_requester', 'Ask a question', { value })] : []),
    ...openButton(order, links),
  ]
}

/** Why the reader may not approve, or what became of their first yes. */
function standPart({ approval, lastApprovedAt, differences }: OrderShown): OrderPart[] {
  if (approval?.allowed === false) {
    return [
      always<MessageBlock>([
        context(`${plain(approval.sentence, SENTENCE)} ${plain(approval.repair, SENTENCE)}`),
      ]),
    ]
  }
  const typed =
    approval?.allowed === true && approval.typedAmount && differences.length === 0
      ? ['The total is typed before it is approved.']
      : []
  const lapsed =
    lastApprovedAt === null
      ? []
      : [
          `Your approval of ${shown('at', lastApprovedAt)} has lapsed, because nobody else approved in time. If it still holds, approve again.`,
        ]
  const said = [...lapsed, ...typed]
  return said.length === 0 ? [] : [always<MessageBlock>([context(...said)])]
}

function bodyParts(order: OrderShown, links: CardLinks): OrderPart[] {
  return [
    factsPart(order),
    ...changesPart(order, links),
    linesPart(order, links),
    ...whyPart(order, links),
    ...notePart(order, links),
  ]
}

/** The card of a submitted order for its reader: flags first, then figures and lines, then what they may do. */
export function decisionCard(order: OrderShown, links: CardLinks): SlackMessage {
  return fitMessage([
    headPart(order, 'waits for a decision'),
    ...flagsPart(order, links),
    ...differencesPart(order, links),
    ...bodyParts(order, links),
    peoplePart(order),
    ...standPart(order),
    always<MessageBlock>(actions(decisionButtons(order, links))),
  ])
}

/** After a click that approved nothing: what is not as it was when the order was written. */
export function differenceCard(order: OrderShown, links: CardLinks): SlackMessage {
  return fitMessage([
    headPart(order, 'was not approved'),
    ...differencesPart(order, links),
    ...flagsPart(order, links),
    ...bodyParts(order, links),
    peoplePart(order),
    ...standPart(order),
    always<MessageBlock>(actions(decisionButtons(order, links))),
  ])
}

const ICONS: Partial<Record<OrderShown['state'], string>> = {
  rejected: '✗ ',
  expired: '✗ ',
  cancelled: '✗ ',
  draft: '',
  submitted: '',
}

/** A card about which nothing is left to decide: who decided and when, why, and the flags that it had. */
export function decidedCard(order: OrderShown, links: CardLinks): SlackMessage {
  const outcome = outcomeText(order)
  return fitMessage([
    headPart(order, `of ${plain(order.supplierName, NAME)}`),
    always<MessageBlock>([section(`${ICONS[order.state] ?? '✓ '}${outcome}`)], outcome),
    factsPart(order),
    ...flagsPart(order, links),
    ...bodyParts(order, links).slice(1),
    ...openLink(order, links),
  ])
}

/** A card that shows a revision that the order no longer has: what changed, and nothing to decide on it. */
export function staleCard(
  order: OrderShown,
  seen: { revision: number },
  links: CardLinks,
): SlackMessage {
  const said = `Changed since this card: it showed revision ${seen.revision}, the order is at revision ${order.revision}.`
  return fitMessage([
    headPart(order, 'changed'),
    always<MessageBlock>([section(said), section(outcomeText(order))], said),
    ...changesPart(order, links).map((part) => ({ ...part, rank: 0 })),
    ...flagsPart(order, links),
    factsPart(order),
    linesPart(order, links),
    ...openLink(order, links),
  ])
}

/** A draft for who puts it together: what is unusual, what it says, and the buttons to submit or adjust it. */
export function draftCard(order: OrderShown, links: CardLinks): SlackMessage {
  const value = orderValue(order)
  const may = (command: OrderShown['commands'][number]) => order.commands.includes(command)
  const buttons = [
    ...(may('submit')
      ? [button('submit_po', 'Submit for approval', { value, style: 'primary' })]
      : []),
    ...(may('revise') ? [button('adjust_po', 'Adjust', { value })] : []),
    ...openButton(order, links),
  ]
  return fitMessage([
    headPart(order, 'is a draft'),
    ...flagsPart(order, links),
    ...bodyParts(order, links),
    always<MessageBlock>([context('A draft commits to nothing until a person approves it.')]),
    always<MessageBlock>(actions(buttons)),
  ])
}

/**
 * The card of an order as it is now, for the desk of its reader. `seen` is the revision that an older copy of the card
 * showed; null for a new card.
 */
export function orderCard(
  order: OrderShown,
  seen: { revision: number } | null,
  links: CardLinks,
): SlackMessage {
  if (seen !== null && seen.revision !== order.revision) return staleCard(order, seen, links)
  if (order.state === 'submitted') return decisionCard(order, links)
  return order.state === 'draft' ? draftCard(order, links) : decidedCard(order, links)
}
