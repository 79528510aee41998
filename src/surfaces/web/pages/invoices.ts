// The desk of payables: invoices with what holds them, and the form that books one.
import { html } from 'hono/html'
import type { DeskInvoice, InvoiceDesk } from '#operations/invoice-desk.ts'
import type { Form } from '../forms.ts'
import type { Html } from '../layout.ts'
import { addressPart, badge, csrfField, emptyState, orderPath, shown } from '../parts.ts'
import { card } from '../tables.ts'

/** The form, filled with what an order expects to be billed. */
export const billPath = (order: string) => `/invoices?order=${addressPart(order)}`

/** Lines of the form; as many as the order has where it has more. */
const LINES = 8
/** So many at most, for one page. */
const MOST_LINES = 40

function decisionForm(invoice: DeskInvoice, csrf: string): Html | '' {
  if (!invoice.mayReject) return ''
  const release = html`<button
    type="submit"
    name="decision"
    value="release_invoice"
    class="primary"
  >
    Release it
  </button>`
  return html`<form method="post" action="/invoices/decide" class="settle">
      ${csrfField(csrf)}<input
        type="hidden"
        name="supplierCode"
        value="${invoice.supplierCode}"
      /><input type="hidden" name="number" value="${invoice.number}" /><input
        type="hidden"
        name="seen"
        value="${invoice.seen}"
      />
      <label
        >Why
        <input type="text" name="reason" required minlength="3" maxlength="500" autocomplete="off"
      /></label>
      ${invoice.mayRelease ? release : ''}
      <button type="submit" name="decision" value="reject_invoice">Reject it</button>
    </form>
    ${
      invoice.mayRelease
        ? ''
        : html`<p class="quiet">You booked it, so somebody else releases it.</p>`
    }`
}

function settled({ state, decidedByName, decidedAt, decisionReason }: DeskInvoice): Html | '' {
  if (decidedByName === null) return ''
  return html`<p class="quiet">
    ${state} by ${shown('name', decidedByName)}, ${shown('decidedAt', decidedAt)}:
    ${shown('reason', decisionReason)}
  </p>`
}

function invoiceCard(invoice: DeskInvoice, csrf: string): Html {
  const { currency, orderNumber, orderAsWritten, findings } = invoice
  const order =
    orderNumber === null
      ? html`order ${shown('text', orderAsWritten)}`
      : html`<a href="${orderPath(orderNumber)}">${shown('order', orderNumber)}</a>`
  const reasons = findings.map(({ sentence }) => html`<li>${shown('sentence', sentence)}</li>`)
  const lines = invoice.lines.map(
    (line) =>
      html`<li>
        ${shown('sku', line.sku)}: ${shown('units', line.units)} at
        ${shown('unitPrice', line.unitPrice, { currency })}
      </li>`,
  )
  const charges = invoice.charges.map(
    ({ kind, minor }) =>
      html`<li>${shown('text', kind)}: ${shown('totalMinor', minor, { currency })}</li>`,
  )
  return html`<section class="card">
    <div class="card-head">
      <h2>${shown('text', invoice.number)}</h2>
      ${badge(invoice.state)}
    </div>
    <p>
      ${shown('supplierName', invoice.supplierName)}, ${order},
      <strong>${shown('totalMinor', invoice.totalMinor, { currency })}</strong>
    </p>
    <p class="quiet">
      of ${shown('invoicedOn', invoice.invoicedOn)}, due ${shown('dueOn', invoice.dueOn)}, booked by
      ${shown('name', invoice.bookedByName)}
    </p>
    ${
      reasons.length === 0
        ? ''
        : html`<ul class="flags">
            ${reasons}
          </ul>`
    }
    <details>
      <summary>Lines and charges</summary>
      <ul class="points">
        ${lines}${charges}
      </ul>
    </details>
    ${settled(invoice)}${decisionForm(invoice, csrf)}
  </section>`
}

function lineFields(at: number, typed: Form): Html {
  const was = (field: string) => typed[field]?.[at] ?? ''
  return html`<fieldset class="count">
    <legend>Line ${at + 1}</legend>
    <label
      >Item code, ours or the supplier's<input
        type="text"
        name="sku"
        maxlength="64"
        autocomplete="off"
        value="${was('sku')}" /></label
    ><label
      >Units<input
        type="number"
        name="units"
        min="1"
        max="999999999"
        step="1"
        inputmode="numeric"
        value="${was('units')}" /></label
    ><label
      >Unit price<input
        type="text"
        name="unitPrice"
        maxlength="24"
        inputmode="decimal"
        autocomplete="off"
        value="${was('unitPrice')}"
    /></label>
  </fieldset>`
}

/** Fills the form below with what an order expects to be billed next; the figures of the paper are typed. */
function fillForm(typed: Form): Html {
  return html`<form method="get" action="/invoices" class="fields-form">
    <label
      >Fill in from an order<input
        type="text"
        name="order"
        required
        maxlength="64"
        autocomplete="off"
        placeholder="PO-2026-0001"
        value="${typed['order']?.[0] ?? ''}" /></label
    ><button type="submit">Fill in</button>
  </form>`
}

const moreLines = (lines: Html[]) =>
  html`<details>
    <summary>More lines</summary>
    ${lines}
  </details>`

function bookForm(desk: InvoiceDesk, csrf: string, typed: Form): Html {
  const was = (field: string) => typed[field]?.[0] ?? ''
  const field = (label: string, name: string, required: boolean, kind = 'text') =>
    html`<label
      >${label}<input
        type="${kind}"
        name="${name}"
        maxlength="64"
        autocomplete="off"
        value="${was(name)}"
        ${required ? 'required' : ''}
    /></label>`
  const count = Math.min(MOST_LINES, Math.max(LINES, typed['sku']?.length ?? 0))
  const lines = Array.from({ length: count }, (_, at) => lineFields(at, typed))
  const filled = (typed['sku'] ?? []).filter((sku) => sku !== '').length
  const open = Math.max(2, filled)
  return html`<form method="post" action="/invoices" class="fields-form invoice">
    ${csrfField(csrf)}${field('Supplier code', 'supplierCode', true)}${field(
      'Number of the invoice',
      'number',
      true,
    )}${field('Order it bills', 'order', true)}<label
      >Date of the invoice<input
        type="date"
        name="invoicedOn"
        required
        max="${desk.asOf}"
        value="${was('invoicedOn') || desk.asOf}" /></label
    ><label
      >Due on, empty = after the supplier's terms<input
        type="date"
        name="dueOn"
        value="${was('dueOn')}" /></label
    >${field('Currency, such as GBP', 'currency', true)}${field('Total', 'total', true)}${field(
      'Of it freight',
      'freight',
      false,
    )}${field('Of it duty', 'duty', false)}${field('Of it other charges', 'other', false)}
    ${lines.slice(0, open)} ${lines.length === open ? '' : moreLines(lines.slice(open))}
    <p class="quiet">
      An invoice of more than ${count} lines is booked with
      <code>quartermaster invoice FILE</code>.
    </p>
    <button type="submit" class="primary">Book and match it</button>
  </form>`
}

/** Invoices, the held ones first, and the form for the next one. */
export function invoicesContent(
  desk: InvoiceDesk,
  csrf: string,
  { said = '', typed = {} }: { said?: Html | ''; typed?: Form } = {},
): Html {
  const nothing = emptyState(
    'No invoice was booked yet',
    'Every invoice is held against its order and what was received; what differs is held with the reason.',
  )
  const held = desk.invoices.filter(({ state }) => state === 'held')
  const others = desk.invoices.filter(({ state }) => state !== 'held')
  const more = desk.moreCount > 0 ? html`<p class="quiet">and ${desk.moreCount} older ones</p>` : ''
  return html`<div class="page-head">
      <div>
        <h1>Invoices</h1>
        <p class="lead">${desk.heldCount === 0 ? 'None is held.' : `${desk.heldCount} held.`}</p>
      </div>
    </div>
    ${said}${held.map((each) => invoiceCard(each, csrf))}${
      desk.mayBook
        ? card('Book an invoice', html`${fillForm(typed)}${bookForm(desk, csrf, typed)}`)
        : ''
    }
    ${desk.invoices.length === 0 ? nothing : others.map((each) => invoiceCard(each, csrf))}${more}`
}
