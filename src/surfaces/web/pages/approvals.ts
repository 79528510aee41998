import { html } from 'hono/html'
import type { ApprovalInbox, InboxOrder } from '#operations/approval-inbox.ts'
import type { Html } from '../layout.ts'
import { emptyState, orderPath, shown } from '../parts.ts'
import { head, listTable } from '../tables.ts'

const HEADS = [
  head('Order'),
  head('Supplier'),
  head('Asked for by'),
  head('Total', 'right'),
  head('Look at this first'),
]

function firstThings({ flags, barredBecause, missingCount }: InboxOrder): Html {
  const said = [
    ...flags.map(({ sentence }) => sentence),
    ...(missingCount > 1 ? [`${missingCount} different people must still say yes.`] : []),
    ...(barredBecause === null ? [] : [barredBecause]),
  ]
  if (said.length === 0) return html`<span class="quiet">Nothing unusual</span>`
  return html`<ul class="flags">
    ${said.slice(0, 4).map((sentence) => html`<li>${shown('sentence', sentence)}</li>`)}
  </ul>`
}

function inboxRow(order: InboxOrder, baseCurrency: string): Html {
  const { number, currency, totalMinor, heldMinor } = order
  const held = html`<span class="sub"
    >${shown('heldMinor', heldMinor, { currency: baseCurrency })} held against a limit</span
  >`
  return html`<tr>
    <td class="item" data-label="Order">
      <a href="${orderPath(number)}">${shown('order', number)}</a
      ><span class="sub"
        >${shown('lineCount', order.lineCount)} ${order.lineCount === 1 ? 'line' : 'lines'}, to
        ${order.locationCode}</span
      >
    </td>
    <td data-label="Supplier">${shown('supplierName', order.supplierName)}</td>
    <td data-label="Asked for by">
      ${shown('name', order.requestedBy)}<span class="sub"
        >${shown('submittedAt', order.submittedAt)}</span
      >
    </td>
    <td class="right strong" data-label="Total">
      ${shown('totalMinor', totalMinor, { currency })}${
        currency === baseCurrency && heldMinor === totalMinor ? '' : held
      }
    </td>
    <td class="reason" data-label="Look at this first">${firstThings(order)}</td>
  </tr>`
}

function group(title: string, orders: InboxOrder[], baseCurrency: string): Html {
  return html`<section class="card">
    <h2>${title}</h2>
    ${listTable(
      title,
      HEADS,
      orders.map((order) => inboxRow(order, baseCurrency)),
    )}
  </section>`
}

/** What stands in the inbox as one word: a page that is open compares it with the present one. */
export function inboxStand(inbox: ApprovalInbox): string {
  return [...inbox.mine, ...inbox.others]
    .map(({ number, submittedAt, missingCount }) => `${number} ${submittedAt} ${missingCount}`)
    .join(',')
}

/** What waits for a decision: for the person who looks first, then for others, with why it is not theirs. */
export function approvalsContent(inbox: ApprovalInbox): Html {
  const { mine, others, moreCount, baseCurrency } = inbox
  const nothing = emptyState(
    'Nothing waits for you',
    'A submitted order that you may decide about shows here, with what is unusual about it first.',
  )
  return html`<div
      class="page-head"
      data-live="/api/approvals/stand"
      data-stand="${inboxStand(inbox)}"
    >
      <div>
        <h1>Approvals</h1>
        <p class="lead">
          ${mine.length === 0 ? 'No order waits for you' : `${mine.length} waiting for you`}${others.length === 0 ? '' : `, ${others.length} for others`}.
        </p>
      </div>
    </div>
    ${mine.length === 0 ? nothing : group('For you', mine, baseCurrency)}
    ${others.length === 0 ? '' : group('For others', others, baseCurrency)}
    ${moreCount > 0 ? html`<p><a href="/orders?state=submitted">${moreCount} more</a></p>` : ''}`
}
