import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { badge, csrfField, recommendationPath, shown, supplierPath, words } from '../parts.ts'
import type { BuyLine, BuyList } from '../results.ts'
import { head, listTable } from '../tables.ts'
import { listAddress, SORTS, type ListQuery, type Sort } from './buy-list-query.ts'

/** Why the line is on the list, said from its figures. */
function reason(line: BuyLine, currency: string): string {
  const parts: string[] = []
  if (line.stockoutOn !== undefined) parts.push(`runs out ${shown('stockoutOn', line.stockoutOn)}`)
  if (line.neededUnits !== line.units)
    parts.push(`${shown('neededUnits', line.neededUnits)} needed`)
  if (line.costOfWaitingMinor !== undefined && line.costOfWaitingMinor > 0) {
    parts.push(
      `waiting costs ${shown('costOfWaitingMinor', line.costOfWaitingMinor, { currency })}`,
    )
  }
  if (parts.length === 0) return shown('display', line.display)
  const text = parts.join(' · ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function itemCell(line: BuyLine): Html {
  return html`<td class="item" data-label="Item">
    <a href="${recommendationPath(line.recommendation)}">${shown('name', line.name)}</a
    ><span class="sub"
      >${shown('sku', line.sku)} · ${shown('locationCode', line.locationCode)}</span
    >
  </td>`
}

const supplierLink = (code: string) =>
  html`<a class="soft" href="${supplierPath(code)}">${shown('supplierCode', code)}</a>`

/** Who delivers the line, each with its units where several do. */
function supplierCell(line: BuyLine): Html {
  const parts = (line.split ?? []).map(
    ({ supplierCode, units }) =>
      html`<span class="sub">${shown('units', units)} from ${supplierLink(supplierCode)}</span>`,
  )
  const only = line.supplierCode === undefined ? '–' : supplierLink(line.supplierCode)
  return html`<td data-label="Supplier">${parts.length > 0 ? parts : only}</td>`
}

function dueRow(line: BuyLine, currency: string): Html {
  return html`<tr>
    <td class="pick">
      <label
        ><input type="checkbox" name="recommendation" value="${line.recommendation}" /><span
          class="hidden"
          >Select ${shown('name', line.name)} at ${shown('locationCode', line.locationCode)}</span
        ></label
      >
    </td>
    <td class="urgency" data-label="Urgency">${badge(line.urgency)}</td>
    ${itemCell(line)}
    <td class="right strong" data-label="Quantity">${shown('units', line.units)}</td>
    ${supplierCell(line)}
    <td class="right" data-label="Landed cost">
      ${shown('landedCostMinor', line.landedCostMinor, { currency })}
    </td>
    <td class="date" data-label="Order by">${shown('orderByOn', line.orderByOn)}</td>
    <td class="reason" data-label="Why">${reason(line, currency)}</td>
  </tr>`
}

function sortHead(query: ListQuery, sort: Sort, className = ''): Html {
  const current = query.sort === sort
  return html`<th class="${className}" ${current ? html`aria-sort="ascending"` : ''}>
    <a href="${listAddress(query, { sort: current ? null : sort })}"
      >${SORTS[sort].title}${current ? ' ↓' : ''}</a
    >
  </th>`
}

/** The lines to order, with a box each and the button that drafts those ticked. */
export function dueTable(list: BuyList, query: ListQuery, csrf: string): Html {
  const heads = [
    html`<th class="pick">
      <label><input type="checkbox" id="all" hidden /><span class="hidden">Select all</span></label>
    </th>`,
    sortHead(query, 'urgency'),
    sortHead(query, 'item'),
    sortHead(query, 'quantity', 'right'),
    sortHead(query, 'supplier'),
    sortHead(query, 'cost', 'right'),
    sortHead(query, 'orderby'),
    head('Why'),
  ]
  const rows = list.lines.map((line) => dueRow(line, list.currency))
  return html`<form method="post" action="/orders/draft" class="list-form">
    ${csrfField(csrf)}${listTable('Buy list', heads, rows)}
    <div class="selection">
      <p id="selected" class="quiet">Select lines to draft orders; a draft commits to nothing.</p>
      <button type="submit" class="primary">Draft selected</button>
    </div>
  </form>`
}

/** Lines whose quantity is held back, each with the one fact to fix and what it is worth. */
export function withheldTable(list: BuyList): Html {
  const heads = [
    head('Item'),
    head('What is wrong'),
    head('The one fact to fix'),
    head('Purchase that waits', 'right'),
  ]
  const worth = (line: BuyLine) =>
    line.worthMinor === undefined
      ? 'can not be told'
      : shown('worthMinor', line.worthMinor, { currency: list.currency })
  const rows = list.lines.map(
    (line) =>
      html`<tr>
        ${itemCell(line)}
        <td class="what" data-label="What is wrong">
          <strong>${words(line.defect ?? '')}</strong
          ><span class="sub">${shown('display', line.display)}</span>
        </td>
        <td class="what" data-label="The one fact to fix">${shown('repair', line.repair)}</td>
        <td class="right strong" data-label="Purchase that waits">${worth(line)}</td>
      </tr>`,
  )
  return listTable('Withheld lines', heads, rows)
}

/** Items that hold more than their plan can use. */
export function overstockTable(list: BuyList): Html {
  const heads = [
    head('Item'),
    head('Excess', 'right'),
    head('Bound money', 'right'),
    head('In short'),
  ]
  const rows = list.lines.map(
    (line) =>
      html`<tr>
        ${itemCell(line)}
        <td class="right strong" data-label="Excess">${shown('excessUnits', line.excessUnits)}</td>
        <td class="right" data-label="Bound money">
          ${shown('excessMinor', line.excessMinor, { currency: list.currency })}
        </td>
        <td class="reason" data-label="In short">${shown('display', line.display)}</td>
      </tr>`,
  )
  return listTable('Overstock', heads, rows)
}
