import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { csrfField, orderPath, shown } from '../parts.ts'
import { head, listTable } from '../tables.ts'

export type OrderLine = {
  sku: string
  name: string
  units: number
  unitPrice: string
  lineTotalMinor: number
  receivedUnits?: number
}

export type OrderLines = { lines: OrderLine[]; currency: string; totalMinor: number }

function quantity(line: OrderLine, editable: boolean): Html {
  if (!editable) return html`${shown('units', line.units)}`
  return html`<input
      type="number"
      name="units"
      min="0"
      max="10000000"
      step="1"
      value="${line.units}"
      required
      aria-label="Units of ${shown('name', line.name)}"
    /><input type="hidden" name="item" value="${line.sku}" /><input
      type="hidden"
      name="before"
      value="${line.units}"
    />`
}

function lineRow(line: OrderLine, currency: string, editable: boolean): Html {
  const received = html`<td class="right" data-label="Received">
    ${shown('receivedUnits', line.receivedUnits)}
  </td>`
  return html`<tr>
    <td class="item" data-label="Item">
      ${shown('name', line.name)}<span class="sub">${shown('sku', line.sku)}</span>
    </td>
    <td class="right" data-label="Units">${quantity(line, editable)}</td>
    ${line.receivedUnits === undefined ? '' : received}
    <td class="right" data-label="Unit price">
      ${shown('unitPrice', line.unitPrice, { currency })}
    </td>
    <td class="right strong" data-label="Line total">
      ${shown('lineTotalMinor', line.lineTotalMinor, { currency })}
    </td>
  </tr>`
}

/** The lines of an order over their total. */
export function lineTable(order: OrderLines, editable = false): Html {
  const withReceived = order.lines.some((line) => line.receivedUnits !== undefined)
  const heads = [
    head('Item'),
    head('Units', 'right'),
    ...(withReceived ? [head('Received', 'right')] : []),
    head('Unit price', 'right'),
    head('Line total', 'right'),
  ]
  const foot = html`<tfoot>
    <tr>
      <th colspan="${heads.length - 1}">Total</th>
      <td class="right strong">
        ${shown('totalMinor', order.totalMinor, { currency: order.currency })}
      </td>
    </tr>
  </tfoot>`
  const rows = order.lines.map((line) => lineRow(line, order.currency, editable))
  return listTable('Lines', heads, rows, foot)
}

/** The lines of a draft with their quantities open to change. */
export function editableLines(
  order: OrderLines & { order: string; revision: number },
  csrf: string,
): Html {
  return html`<form method="post" action="${orderPath(order.order)}/revise">
    ${csrfField(csrf)}<input type="hidden" name="revision" value="${order.revision}" />
    ${lineTable(order, true)}
    <div class="actions">
      <button type="submit">Update quantities</button>
      <p class="quiet">
        0 takes a line off. The price and the legal quantity are worked out again.
      </p>
    </div>
  </form>`
}
