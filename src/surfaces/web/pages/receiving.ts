// The door of the warehouse: what is to come, what came and with what findings, what is held back.
import { html } from 'hono/html'
import type { DeliveryDesk, DeliveryLine, ReceivingDesk } from '#operations/receiving-desk.ts'
import type { Form } from '../forms.ts'
import type { Html } from '../layout.ts'
import { addressPart, badge, csrfField, emptyState, notice, orderPath, shown } from '../parts.ts'
import { card, factList, head, listTable } from '../tables.ts'
import { landedCard } from './landed.ts'

export const deliveryPath = (order: string) => `/receiving/${addressPart(order)}`

const plural = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`

function orderRow(order: ReceivingDesk['orders'][number]): Html {
  const late = order.late ? html` <span class="badge is-late">late</span>` : ''
  return html`<tr>
    <td class="item" data-label="Order">
      <a href="${deliveryPath(order.number)}">${shown('order', order.number)}</a
      ><span class="sub">${plural(order.lineCount, 'line')}, to ${order.locationCode}</span>
    </td>
    <td data-label="Supplier">${shown('supplierName', order.supplierName)}</td>
    <td data-label="Expected">${shown('expectedOn', order.expectedOn)}${late}</td>
    <td class="right" data-label="Open units">${shown('openUnits', order.openUnits)}</td>
    <td data-label="State">${badge(order.state)}</td>
  </tr>`
}

type Hold = ReceivingDesk['holds'][number]

const text = (label: string, name: string, extra: Html = html``): Html =>
  html`<label
    >${label}<input type="text" name="${name}" maxlength="64" autocomplete="off" ${extra}
  /></label>`

function holdForm(hold: Hold, csrf: string): Html {
  const lot = hold.lotTracked && hold.lotCode === null ? text('Lot', 'lotCode') : ''
  const expiry =
    hold.expires && hold.expiresOn === null
      ? html`<label>Best before<input type="date" name="expiresOn" /></label>`
      : ''
  return html`<form method="post" action="/receiving/holds" class="settle">
    ${csrfField(csrf)}<input type="hidden" name="receipt" value="${hold.receiptNumber}" /><input
      type="hidden"
      name="line"
      value="${hold.lineNumber}"
    /><input type="hidden" name="openUnits" value="${hold.openUnits}" />
    <label
      >Units<input
        type="number"
        name="units"
        min="1"
        max="${hold.openUnits}"
        step="1"
        required
        value="${hold.openUnits}" /></label
    >${lot}${expiry}
    <label
      >What the check found
      <input type="text" name="reason" required minlength="3" maxlength="500" autocomplete="off"
    /></label>
    <button type="submit" name="outcome" value="release_hold" class="primary">Release</button>
    <button type="submit" name="outcome" value="scrap_hold">Scrap</button>
  </form>`
}

function holdRow(hold: Hold, csrf: string | null): Html {
  const lot = hold.lotCode === null ? '' : `lot ${shown('text', hold.lotCode)}`
  const expiry = hold.expiresOn === null ? '' : `best before ${shown('expiresOn', hold.expiresOn)}`
  return html`<tr>
    <td class="item" data-label="Item">
      ${shown('name', hold.name)}<span class="sub"
        >${[shown('sku', hold.sku), lot, expiry].filter((part) => part !== '').join(', ')}</span
      >
    </td>
    <td class="right strong" data-label="Held units">${shown('openUnits', hold.openUnits)}</td>
    <td data-label="Came">
      ${shown('receivedOn', hold.receivedOn)}<span class="sub"
        ><a href="${deliveryPath(hold.orderNumber)}">${hold.receiptNumber}</a>,
        ${hold.locationCode}</span
      >
    </td>
    <td class="whole" data-label="Settle">${csrf === null ? '' : holdForm(hold, csrf)}</td>
  </tr>`
}

/** Orders to receive, the one due first first, and what is held back. */
export function receivingContent(desk: ReceivingDesk, csrf: string, said: Html | '' = ''): Html {
  const orders = listTable(
    'Orders to receive',
    [head('Order'), head('Supplier'), head('Expected'), head('Open units', 'right'), head('State')],
    desk.orders.map(orderRow),
  )
  const more = desk.moreCount > 0 ? html`<p class="quiet">and ${desk.moreCount} more</p>` : ''
  const nothing = emptyState(
    'Nothing is on its way',
    'An order shows here once its supplier has it and until everything came.',
  )
  const holds = listTable(
    'Held goods',
    [head('Item'), head('Held units', 'right'), head('Came'), head('Settle')],
    desk.holds.map((hold) => holdRow(hold, desk.mayReceive ? csrf : null)),
  )
  return html`<div class="page-head">
      <div>
        <h1>Receiving</h1>
        <p class="lead">Open an order, count what came and book it; each delivery note once.</p>
      </div>
    </div>
    ${said}${desk.holds.length === 0 ? '' : card('Held back for a check', holds)}
    ${desk.orders.length === 0 ? nothing : card('Orders to receive', html`${orders}${more}`)}`
}

/** One thing to count: a line of the order, or what else came. Fields of all of them stand in the same order. */
function countFields(at: number, line: DeliveryLine | null, typed: Form): Html {
  const was = (field: string) => typed[field]?.[at] ?? ''
  const held = (typed['held'] ?? []).includes(String(at))
  const title =
    line === null
      ? html`<legend>Something else, or a second lot</legend>
          <label
            >Item code<input
              type="text"
              name="sku"
              maxlength="64"
              autocomplete="off"
              value="${was('sku')}"
          /></label>`
      : html`<legend>${shown('name', line.name)}</legend>
          <p class="quiet">
            ${shown('sku', line.sku)}: ${shown('openUnits', line.openUnits)} of
            ${shown('orderedUnits', line.orderedUnits)} to come
          </p>
          <input type="hidden" name="sku" value="${line.sku}" />`
  const units = (label: string, name: string) =>
    html`<label
      >${label}<input
        type="number"
        name="${name}"
        min="0"
        max="999999999"
        step="1"
        inputmode="numeric"
        value="${was(name)}"
    /></label>`
  return html`<fieldset class="count">
    ${title}${units('Counted', 'counted')}${units('Of these damaged', 'damaged')}
    <label
      >Lot${line?.lotTracked === true ? ' (this item needs one)' : ''}<input
        type="text"
        name="lot"
        maxlength="64"
        autocomplete="off"
        value="${was('lot')}" /></label
    ><label
      >Best before${line?.expires === true ? ' (this item needs it)' : ''}<input
        type="date"
        name="expires"
        value="${was('expires')}"
    /></label>
    <label class="tick"
      ><input type="checkbox" name="held" value="${at}" ${held ? 'checked' : ''} /> Hold it for a
      check</label
    >
  </fieldset>`
}

const FURTHER_ROWS = 3

function receiveForm(desk: DeliveryDesk, csrf: string, typed: Form): Html {
  const was = (field: string) => typed[field]?.[0] ?? ''
  const yard = desk.inYard.map(
    (number) =>
      html`<option value="${number}" ${was('fromYard') === number ? 'selected' : ''}>
        ${number}
      </option>`,
  )
  const blank = Array.from({ length: FURTHER_ROWS }, (_, at) =>
    countFields(desk.lines.length + at, null, typed),
  )
  return html`<form method="post" action="${deliveryPath(desk.number)}" class="fields-form receive">
    ${csrfField(csrf)}<input type="hidden" name="revision" value="${desk.revision}" />
    <label
      >Number of the delivery note<input
        type="text"
        name="documentNumber"
        required
        maxlength="64"
        autocomplete="off"
        value="${was('documentNumber')}" /></label
    ><label
      >Came on<input
        type="date"
        name="receivedOn"
        required
        max="${desk.asOf}"
        value="${was('receivedOn') || desk.asOf}" /></label
    >${
      yard.length === 0
        ? ''
        : html`<label
            >Stood in the yard as<select name="fromYard">
              <option value="">No, it came just now</option>
              ${yard}
            </select></label
          >`
    }
    ${desk.lines.map((line, at) => countFields(at, line, typed))}
    <details>
      <summary>Something else came, or a second lot</summary>
      ${blank}
    </details>
    <button type="submit" class="primary">Book it in</button>
  </form>`
}

function receiptCard(receipt: DeliveryDesk['receipts'][number]): Html {
  const paper = receipt.documentNumber ?? receipt.number
  const lines = receipt.lines.map(
    (line) =>
      html`<tr>
        <td class="item" data-label="Item">
          ${shown('sku', line.sku)}<span class="sub"
            >${line.lotCode === null ? '' : shown('text', line.lotCode)}</span
          >
        </td>
        <td class="right" data-label="Came">${shown('receivedUnits', line.receivedUnits)}</td>
        <td class="right" data-label="Damaged">${shown('damagedUnits', line.damagedUnits)}</td>
        <td class="right" data-label="Held">${shown('heldUnits', line.heldUnits)}</td>
      </tr>`,
  )
  const findings = receipt.findings.map(
    ({ sentence }) => html`<li>${shown('sentence', sentence)}</li>`,
  )
  const booked =
    receipt.bookedAt === null
      ? 'in the yard, not booked'
      : `booked ${receipt.bookedBy === null ? '' : `by ${shown('name', receipt.bookedBy)}`}`
  return card(
    `${shown('text', paper)}, ${shown('receivedOn', receipt.receivedOn)}`,
    html`<p class="quiet">${receipt.number}, ${booked}</p>
      ${
        findings.length === 0
          ? ''
          : html`<ul class="flags">
              ${findings}
            </ul>`
      }
      ${listTable(
        'What was booked',
        [head('Item'), head('Came', 'right'), head('Damaged', 'right'), head('Held', 'right')],
        lines,
      )}`,
  )
}

/** One order with the form that books its goods, and what came so far. */
export function deliveryContent(
  desk: DeliveryDesk,
  csrf: string,
  { said = '', typed = {} }: { said?: Html | ''; typed?: Form } = {},
): Html {
  const { barred } = desk
  const form =
    barred === null
      ? card('Count what came', receiveForm(desk, csrf, typed))
      : notice('info', barred.sentence, barred.repair)
  return html`<div class="page-head">
      <div>
        <p class="crumb"><a href="/receiving">Receiving</a> /</p>
        <h1>${shown('order', desk.number)}</h1>
        <p class="lead">
          ${shown('supplierName', desk.supplierName)} to ${shown('locationCode', desk.locationCode)}
          ·
          <a class="soft" href="${orderPath(desk.number)}">the order</a>
        </p>
      </div>
      ${badge(desk.state)}
    </div>
    ${said}${form}${factList(
      desk.lines.map((line) => ({
        title: shown('sku', line.sku),
        value: `${shown('receivedUnits', line.receivedUnits)} of ${shown('orderedUnits', line.orderedUnits)}`,
        detail: 'received',
      })),
    )}
    ${desk.receipts.map(receiptCard)}${landedCard(desk)}`
}
