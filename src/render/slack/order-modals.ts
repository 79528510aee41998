// What a decision asks for before it is taken: the amount above the limit, the reason of a no, the question to the requester.
import type { CallbackName } from './action-names.ts'
import type {
  InputBlock,
  MessageBlock,
  ModalView,
  SlackMessage,
  TextInput,
  ViewBlock,
} from './blocks.ts'
import { always, fitMessage, fitView } from './budget.ts'
import {
  LIMITS,
  actions,
  button,
  context,
  header,
  plainObject,
  quote,
  richList,
} from './elements.ts'
import { totalOf } from './order-parts.ts'
import type { CardLinks, OrderShown } from './order-shown.ts'
import { orderValue } from './action-names.ts'
import { plain } from './text.ts'
import { modal } from './views.ts'
import { NAME, SENTENCE, shown } from './words.ts'

/** The block of each input, and the action within it: where a submitted view has the value, and where an error is shown. */
export const INPUTS = {
  typedAmount: { block: 'typed_amount', action: 'typed_amount' },
  reason: { block: 'reason', action: 'reason' },
  question: { block: 'question', action: 'question' },
} as const

/** The bounds of a reason, as the commands take it. */
const REASON = { min_length: 3, max_length: 500 } as const

function textBlock(
  input: (typeof INPUTS)[keyof typeof INPUTS],
  label: string,
  element: Omit<TextInput, 'type' | 'action_id'>,
): InputBlock {
  return {
    type: 'input',
    block_id: input.block,
    label: plainObject(label, LIMITS.label),
    element: { type: 'plain_text_input', action_id: input.action, ...element },
  }
}

const MOST_FLAGS = 12

/** The flags once more where the decision is taken. */
function flagBlocks({ flags }: OrderShown): ViewBlock[] {
  if (flags.length === 0) return []
  const first = flags.slice(0, MOST_FLAGS).map(({ sentence }) => [plain(sentence, SENTENCE)])
  const more = flags.length - first.length
  const rest = more > 0 ? [[`and ${shown('count', more)} more on the order`]] : []
  return [richList('⚠ Look at this first', [...first, ...rest])]
}

function orderModal(
  order: OrderShown,
  frame: {
    callback: CallbackName
    title: string
    submit: string
    metadata: string
    input: InputBlock
  },
): ModalView {
  const { input, ...rest } = frame
  return modal({
    ...rest,
    close: 'Cancel',
    blocks: fitView([
      always<ViewBlock>([
        context(
          `${plain(order.number, 64)}, revision ${order.revision}, to ${plain(order.supplierName, NAME)}: ${totalOf(order)}`,
        ),
        ...flagBlocks(order),
        input,
      ]),
    ]).blocks,
  })
}

/** Above the policy's amount the total is typed, so that nobody approves it by habit. */
export function typedAmountModal(order: OrderShown, metadata: string): ModalView {
  return orderModal(order, {
    callback: 'approve_typed',
    title: 'Approve the order',
    submit: 'Approve',
    metadata,
    input: textBlock(
      INPUTS.typedAmount,
      `Type the total, ${shown('totalMinor', order.totalMinor, order)}`,
      { multiline: false, max_length: 40 },
    ),
  })
}

/** Why not: the requester reads it. */
export function rejectModal(order: OrderShown, metadata: string): ModalView {
  return orderModal(order, {
    callback: 'reject_reason',
    title: 'Reject the order',
    submit: 'Reject',
    metadata,
    input: textBlock(INPUTS.reason, 'Why not', { multiline: true, ...REASON }),
  })
}

/** A question to who asked for the order; it decides nothing. */
export function questionModal(order: OrderShown, metadata: string): ModalView {
  return orderModal(order, {
    callback: 'ask_question',
    title: 'Ask a question',
    submit: 'Ask',
    metadata,
    input: textBlock(INPUTS.question, `Your question to ${plain(order.createdBy, NAME)}`, {
      multiline: true,
      ...REASON,
    }),
  })
}

/** The question as its receiver gets it. */
export function questionMessage(
  order: OrderShown,
  asked: { by: string; question: string },
  links: CardLinks,
): SlackMessage {
  const said = `${plain(asked.by, NAME)} asks about ${plain(order.number, 64)}`
  const open =
    links.orderUrl === null
      ? []
      : [button('open_order', 'Open', { url: links.orderUrl, value: orderValue(order) })]
  return fitMessage([
    always<MessageBlock>(
      [
        header(said),
        quote('The question', plain(asked.question, 500)),
        context(
          `Revision ${order.revision}, to ${plain(order.supplierName, NAME)}: ${totalOf(order)}. Answer in this thread; nothing is decided yet.`,
        ),
        ...actions(open),
      ],
      said,
    ),
  ])
}
