import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { signedUnits } from '#render/waterfall.ts'
import { csrfField, orderPath, recommendationPath, shown } from '../parts.ts'
import { head, listTable } from '../tables.ts'

export type OrderLine = {
  sku: string
  name: string
  units: number
  unitPrice: string
  lineTotalMinor: number
  receivedUnits?: number
  /** What the plan proposed and the steps that sum to it; null or absent = from no plan. */
  planUnits?: number | null
  waterfall?: { label: string; units: number }[] | null
  recommendationId?: string | null
  /** What the last order paid. */
  lastUnitPrice?: string | null
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

/** Why so many: the plan's steps, to be unfolded. */
function whySoMany(line: OrderLine): Html | '' {
  if (!line.waterfall || !line.recommendationId) return ''
  const steps = line.waterfall
    .filter(({ units }) => units !== 0)
    .map(
      ({ label, units }) =>
        html`<li><span>${shown('label', label)}</span><span>${signedUnits(units)}</span></li>`,
    )
  return html`<details class="why">
    <summary>Plan: ${shown('planUnits', line.planUnits)}</summary>
    <ol class="steps">
      ${steps}
    </ol>
    <a href="${recommendationPath(line.recommendationId)}">The whole explanation</a>
  </details>`
}

function lastPrice(line: OrderLine, currency: string): Html | '' {
  if (!line.lastUnitPrice || Number(line.lastUnitPrice) === Number(line.unitPrice)) return ''
  return html`<span class="sub">last ${shown('unitPrice', line.lastUnitPrice, { currency })}</span>`
}

function lineRow(line: OrderLine, currency: string, editable: boolean): Html {
  const received = html`<td class="right" data-label="Received">
    ${shown('receivedUnits', line.receivedUnits)}
  </td>`
  return html`<tr>
    <td class="item" data-label="Item">
      ${shown('name', line.name)}<span class="sub">${shown('sku', line.sku)}</span
      >${whySoMany(line)}
    </td>
    <td class="right" data-label="Units">${quantity(line, editable)}</td>
    ${line.receivedUnits === undefined ? '' : received}
    <td class="right" data-label="Unit price">
      ${shown('unitPrice', line.unitPrice, { currency })}${lastPrice(line, currency)}
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
