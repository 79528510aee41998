// What happened to an order so far: what a revision changed, what was sent, who did what.
import { html } from 'hono/html'
import type { DeskEvent, OrderDesk } from '#operations/order-desk.ts'
import type { RevisionChange } from '#purchasing/revision-changes.ts'
import type { Html } from '../layout.ts'
import { badge, shown, words } from '../parts.ts'
import { card, head, listTable } from '../tables.ts'

const WHAT: Record<RevisionChange['what'], string> = {
  added: 'New line',
  removed: 'Line taken off',
  units: 'Units',
  price: 'Unit price',
  day: 'Expected',
  supplier: 'Supplier',
  place: 'Delivered to',
  currency: 'Currency',
}

function changeRow(change: RevisionChange, currency: string): Html {
  const field =
    change.what === 'price' ? 'unitPrice' : change.what === 'day' ? 'expectedOn' : 'text'
  const side = (value: string | null) => shown(field, value, { currency })
  return html`<tr>
    <td class="item" data-label="Item">${shown('sku', change.sku ?? 'The order')}</td>
    <td data-label="What">${WHAT[change.what]}</td>
    <td class="right" data-label="Before">${side(change.from)}</td>
    <td class="right strong" data-label="Now">${side(change.to)}</td>
  </tr>`
}

/** What this revision says otherwise than the one before; nothing for a first or an unchanged one. */
export function changesCard(desk: OrderDesk): Html | '' {
  if (desk.changes.length === 0) return ''
  const heads = [head('Item'), head('What'), head('Before', 'right'), head('Now', 'right')]
  const rows = desk.changes.map((change) => changeRow(change, desk.currency))
  return card(
    `Changed since revision ${desk.revision - 1}`,
    listTable('Changes since the last revision', heads, rows),
  )
}

const SENT: Record<OrderDesk['messages'][number]['state'], string> = {
  waiting: 'waits to be sent',
  sending: 'is being sent',
  accepted: 'was taken over by the mail server',
  refused: 'was refused by the mail server',
  unknown: 'may or may not have arrived',
  withdrawn: 'was taken back before it was sent',
  handed_over: 'was handed over by a person',
}

function messageRow(message: OrderDesk['messages'][number]): Html {
  const to = message.recipient === null ? '' : html` to ${shown('text', message.recipient)}`
  const answer =
    message.answer === null ? '' : html`<span class="sub">${shown('text', message.answer)}</span>`
  return html`<li>
    <strong>${words(message.kind)}</strong> of revision ${message.revision}${to}
    ${SENT[message.state]},
    ${shown('at', message.settledAt ?? message.attemptedAt ?? message.queuedAt)}${answer}
  </li>`
}

/** What was sent to the supplier about the order, and what came of it. */
export function messagesCard(desk: OrderDesk): Html | '' {
  if (desk.messages.length === 0) return ''
  return card(
    'To the supplier',
    html`<ul class="points">
      ${desk.messages.map(messageRow)}
    </ul>`,
  )
}

function eventRow(event: DeskEvent): Html {
  const reason =
    event.reason === null ? '' : html`<span class="sub">“${shown('text', event.reason)}”</span>`
  return html`<tr>
    <td data-label="When">${shown('at', event.at)}</td>
    <td data-label="Who">${shown('name', event.who)}</td>
    <td class="reason" data-label="What">${words(event.action)}${reason}</td>
    <td data-label="State">${event.to === null ? '' : badge(event.to)}</td>
    <td class="right" data-label="Revision">${shown('revision', event.revision)}</td>
  </tr>`
}

/** Everything that was done to the order, the last first, as the audit has it. */
export function historyCard(desk: OrderDesk): Html | '' {
  if (desk.history.length === 0) return ''
  const heads = [head('When'), head('Who'), head('What'), head('State'), head('Revision', 'right')]
  return card('History', listTable('History', heads, desk.history.toReversed().map(eventRow)))
}
