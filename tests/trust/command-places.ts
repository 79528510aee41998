// The places inside people's commands at which a process is killed, and the orders that the commands are given on.
import { approveOrder } from '#commands/approve-order.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { sendMessage } from '#jobs/send-message.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { OpenDatabase } from '#store/database.ts'
import { messageName } from '#store/order-messages.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { card, orderNow, signedIn, submitted } from '../commands/world.ts'
import { delivery, receive } from '../commands/delivery-world.ts'
import type { Sink } from '../dispatch/smtp-sink.ts'
import { jobAt, mailTo } from '../jobs/mail-world.ts'

type Case = {
  command: string
  by: string
  /** The step of the life cycle, as its places are called. */
  step: string
  /** Where the order stands before and after. */
  from: OrderState
  to: OrderState
  input(order: OrderWithLines): unknown
  more?: string[]
}

const reasoned = ({ number, revision }: OrderWithLines) => ({
  order: number,
  revision,
  reason: 'a power cut is near',
})

const cases: Case[] = [
  {
    command: 'approve_order',
    by: 'tom',
    step: 'approve',
    from: 'submitted',
    to: 'approved',
    input: (order) => card(order),
  },
  {
    command: 'reject_order',
    by: 'tom',
    step: 'reject',
    from: 'submitted',
    to: 'rejected',
    input: reasoned,
  },
  {
    command: 'withdraw_order',
    by: 'ana',
    step: 'withdraw',
    from: 'submitted',
    to: 'draft',
    input: reasoned,
  },
  {
    command: 'reopen_order',
    by: 'ana',
    step: 'reopen',
    from: 'rejected',
    to: 'draft',
    input: reasoned,
  },
  {
    command: 'cancel_order',
    by: 'ana',
    step: 'cancel',
    from: 'sent',
    to: 'cancelled',
    input: reasoned,
  },
  {
    command: 'acknowledge_order',
    by: 'ana',
    step: 'acknowledge',
    from: 'sent',
    to: 'acknowledged',
    input: ({ number, revision }) => ({
      order: number,
      revision,
      acknowledgedAs: 'AB-1',
      confirmedForOn: null,
    }),
  },
  {
    command: 'receive_goods',
    by: 'sam',
    step: 'receive',
    from: 'sent',
    to: 'received',
    input: (order) => note(order),
    more: ['receive_goods.after-stock'],
  },
  {
    command: 'close_order',
    by: 'ana',
    step: 'close',
    from: 'received',
    to: 'closed',
    input: reasoned,
  },
]

/** The delivery note of everything that an order asks for. */
function note(order: OrderWithLines) {
  const lines = order.lines.map(({ sku, orderedUnits }) => ({ sku, countedUnits: orderedUnits }))
  return delivery(order, lines, { documentNumber: `DN ${order.number}` })
}

export type CommandPlace = Case & { diesAt: string; committed: boolean }

/** Every place of every case: before the commit nothing may be there, after it everything. */
export const commandPlaces: CommandPlace[] = cases.flatMap((each) => [
  { ...each, diesAt: `${each.step}.after-update`, committed: false },
  { ...each, diesAt: `${each.step}.after-audit`, committed: false },
  { ...each, diesAt: `${each.command}.before-commit`, committed: false },
  { ...each, diesAt: `${each.command}.after-commit`, committed: true },
  ...(each.more ?? []).map((diesAt) => ({ ...each, diesAt, committed: false })),
])

/** An order of an item of its own that stands where the case begins, through the program's own doors. */
export async function orderAt(
  open: OpenDatabase,
  sink: Sink,
  sku: string,
  state: OrderState,
): Promise<OrderWithLines> {
  const { db } = open
  const order = await submitted(db, 12, { sku })
  if (state === 'submitted') return order
  if (state === 'rejected') {
    await signedIn(db, 'tom')(rejectOrder, reasoned(order))
    return orderNow(db, order.number)
  }
  await signedIn(db, 'tom')(approveOrder, card(order))
  const id = messageName(order.number, order.revision, 'order')
  await sendMessage(jobAt(open, mailTo(sink.port)), id)
  const sent = await orderNow(db, order.number)
  if (state === 'sent') return sent
  const { lines, ...changes } = note(sent)
  await receive(db, sent, lines, changes)
  return orderNow(db, order.number)
}
