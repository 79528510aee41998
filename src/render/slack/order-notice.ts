// What the requester of an order is told when something became of it, and what people ask one another about it.
import { orderValue } from './action-names.ts'
import type { Button, MessageBlock, ModalView, SlackMessage } from './blocks.ts'
import { always, fitMessage } from './budget.ts'
import { actions, button, context, quote, section } from './elements.ts'
import { questionModal } from './order-modals.ts'
import { totalOf } from './order-parts.ts'
import type { CardLinks, OrderShown } from './order-shown.ts'
import { plain } from './text.ts'
import { NAME, SENTENCE, shown, words } from './words.ts'

/** One thing that was done to an order, as its history tells it. */
export type Happened = {
  action: string
  who: string
  at: string
  reason: string | null
}

/** Slack shows a title of at most 24 characters. */
const replyTitle = 'Reply'

const SAID: Record<string, (who: string) => string> = {
  approve: (who) => `was approved by ${who}`,
  reject: (who) => `was rejected by ${who}`,
  expire: () => 'was not sent in time: its approval expired',
  send: () => 'was sent to the supplier',
  mark_delivery_unknown: () =>
    'may or may not have reached the supplier: find out before it is sent again',
  acknowledge: () => 'was confirmed by the supplier',
  refused: () => 'could not be sent to the supplier',
}

function openButton(order: OrderShown, { orderUrl }: CardLinks): Button[] {
  if (orderUrl === null) return []
  return [button('open_order', 'Open', { url: orderUrl, value: orderValue(order) })]
}

const aboutOf = (order: OrderShown) => `To ${plain(order.supplierName, NAME)}, ${totalOf(order)}`

/** What became of an order, for who asked for it: what, by whom, when, why. */
export function orderNotice(order: OrderShown, happened: Happened, links: CardLinks): SlackMessage {
  const { action, who, at, reason } = happened
  const what = Object.hasOwn(SAID, action) ? SAID[action] : undefined
  const said = `${plain(order.number, 64)} ${what?.(plain(who, NAME)) ?? words(action).toLowerCase()}.`
  const day =
    action === 'acknowledge' && order.confirmedForOn !== null
      ? [`Confirmed for ${shown('confirmedForOn', order.confirmedForOn)}.`]
      : []
  return fitMessage([
    always<MessageBlock>(
      [
        section(said),
        ...(reason === null || reason === '' ? [] : [quote('Why', plain(reason, 2 * SENTENCE))]),
        context(aboutOf(order), shown('at', at), ...day),
        ...actions(openButton(order, links)),
      ],
      said,
    ),
  ])
}

/** What somebody asked or answered about an order, for who it is meant for, with the button to reply. */
export function commentNotice(
  order: OrderShown,
  happened: Happened,
  options: CardLinks & { answers: boolean },
): SlackMessage {
  const { who, at, reason } = happened
  const verb = options.answers ? 'answers' : 'asks'
  const said = `${plain(who, NAME)} ${verb} about ${plain(order.number, 64)}`
  const value = orderValue(order)
  return fitMessage([
    always<MessageBlock>(
      [
        section(said),
        quote(options.answers ? 'The answer' : 'The question', plain(reason ?? '', 500)),
        context(aboutOf(order), shown('at', at), 'Nothing is decided by it.'),
        ...actions([
          button('reply_question', 'Reply', { value, style: 'primary' }),
          ...openButton(order, options),
        ]),
      ],
      said,
    ),
  ])
}

/** The modal for a reply; it comes back as a question does. */
export function replyModal(order: OrderShown, metadata: string): ModalView {
  const asked = questionModal(order, metadata)
  return {
    ...asked,
    title: { ...asked.title, text: replyTitle },
    blocks: asked.blocks.map((block) =>
      block.type === 'input' ? { ...block, label: { ...block.label, text: 'Your reply' } } : block,
    ),
  }
}

/** The card of an order that the books do not have any more. */
export function goneCard(number: string): SlackMessage {
  const said = `${plain(number, 64)} is not in the books any more. Nothing can be done about it here.`
  return fitMessage([always<MessageBlock>([section(said)], said)])
}
