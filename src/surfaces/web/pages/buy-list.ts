import { html } from 'hono/html'
import { csvText } from '#render/csv.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import {
  badge,
  csrfField,
  emptyState,
  recommendationPath,
  shown,
  supplierPath,
  urgencyOrder,
  words,
} from '../parts.ts'
import { wholeBuyList, type BuyLine, type BuyList } from '../results.ts'

export const shows = ['due', 'withheld', 'overstock'] as const
export type Show = (typeof shows)[number]

const SORTS = {
  urgency: { title: 'Urgency', key: (line: BuyLine) => urgencyOrder.indexOf(line.urgency) },
  item: { title: 'Item', key: (line: BuyLine) => line.name.toLowerCase() },
  quantity: { title: 'Quantity', key: (line: BuyLine) => -line.units },
  supplier: { title: 'Supplier', key: (line: BuyLine) => line.supplierCode ?? '~' },
  cost: { title: 'Cost', key: (line: BuyLine) => -(line.landedCostMinor ?? 0) },
  orderby: { title: 'Order by', key: (line: BuyLine) => line.orderByOn ?? '9999' },
} as const
type Sort = keyof typeof SORTS

export type ListQuery = {
  show: Show
  supplier: string
  category: string
  location: string
  urgency: string
  sort: Sort | null
}

/** What the address asks for; a word it does not know is a QuartermasterError('invalid'). */
export function readListQuery(query: Record<string, string>): ListQuery {
  const show = query['show'] ?? 'due'
  const sort = query['sort'] ?? null
  if (!(shows as readonly string[]).includes(show)) {
    throw new QuartermasterError(
      'invalid',
      `There is no list "${show.slice(0, 40)}".`,
      `Choose one of: ${shows.join(', ')}.`,
    )
  }
  if (sort !== null && !Object.hasOwn(SORTS, sort)) {
    throw new QuartermasterError(
      'invalid',
      `The list can not be sorted by "${sort.slice(0, 40)}".`,
      `Sort by one of: ${Object.keys(SORTS).join(', ')}.`,
    )
  }
  const text = (name: string) => (query[name] ?? '').trim()
  return {
    show: show as Show,
    supplier: text('supplier'),
    category: text('category'),
    location: text('location'),
    urgency: text('urgency'),
    sort: sort as Sort | null,
  }
}

function address(query: ListQuery, change: Partial<ListQuery>): string {
  const merged = { ...query, ...change }
  const entries = Object.entries(merged).filter(
    ([name, value]) => value !== null && value !== '' && !(name === 'show' && value === 'due'),
  )
  const search = new URLSearchParams(entries as [string, string][]).toString()
  return search === '' ? '/list' : `/list?${search}`
}

/** The list with its filters: names go to the tool, which knows them; urgency and order are the page's. */
export async function readBuyList(application: WebApplication, query: ListQuery): Promise<BuyList> {
  const named = Object.fromEntries(
    (['supplier', 'category', 'location'] as const)
      .filter((name) => query[name] !== '')
      .map((name) => [name, query[name]]),
  )
  const list = await wholeBuyList(application, { show: query.show, ...named })
  const lines =
    query.urgency === '' ? list.lines : list.lines.filter((line) => line.urgency === query.urgency)
  if (query.sort === null) return { ...list, lines }
  const { key } = SORTS[query.sort]
  const sorted = lines.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
  return { ...list, lines: sorted }
}

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

function supplierCell(line: BuyLine): Html {
  return html`<td data-label="Supplier">
    ${line.supplierCode === undefined ? '–' : html`<a class="soft" href="${supplierPath(line.supplierCode)}">${shown('supplierCode', line.supplierCode)}</a>`}
  </td>`
}

function dueRow(line: BuyLine, currency: string): Html {
  return html`<tr>
    <td class="pick">
      <label
        ><input
          type="checkbox"
          name="recommendation"
          value="${line.recommendation}"
          data-cost="${line.landedCostMinor ?? 0}"
        /><span class="hidden"
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
    <a href="${address(query, { sort: current ? null : sort })}"
      >${SORTS[sort].title}${current ? ' ↓' : ''}</a
    >
  </th>`
}

function dueTable(list: BuyList, query: ListQuery, csrf: string): Html {
  return html`<form method="post" action="/orders/draft" class="list-form">
    ${csrfField(csrf)}
    <div class="scroll wide" tabindex="0" aria-label="Buy list">
      <table class="list">
        <thead>
          <tr>
            <th class="pick">
              <label
                ><input type="checkbox" id="all" hidden /><span class="hidden"
                  >Select all</span
                ></label
              >
            </th>
            ${sortHead(query, 'urgency')}${sortHead(query, 'item')}${sortHead(query, 'quantity', 'right')}${sortHead(query, 'supplier')}${sortHead(query, 'cost', 'right')}${sortHead(query, 'orderby')}
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          ${list.lines.map((line) => dueRow(line, list.currency))}
        </tbody>
      </table>
    </div>
    <div class="selection">
      <p id="selected" class="quiet">Select lines to draft orders; a draft commits to nothing.</p>
      <button type="submit" class="primary">Draft selected</button>
    </div>
  </form>`
}

function withheldTable(list: BuyList): Html {
  const rows = list.lines.map(
    (line) =>
      html`<tr>
        ${itemCell(line)}
        <td data-label="What is wrong">
          ${line.defect === undefined ? '–' : shown('defect', line.defect)}
        </td>
        <td data-label="The one fact to fix">
          ${line.repair === undefined ? '–' : shown('repair', line.repair)}
        </td>
        <td class="right strong" data-label="Purchase that waits">
          ${line.worthMinor === undefined ? 'can not be told' : shown('worthMinor', line.worthMinor, { currency: list.currency })}
        </td>
      </tr>`,
  )
  return html`<div class="scroll wide" tabindex="0" aria-label="Withheld lines">
    <table class="list">
      <thead>
        <tr>
          <th>Item</th>
          <th>What is wrong</th>
          <th>The one fact to fix</th>
          <th class="right">Purchase that waits</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}

function overstockTable(list: BuyList): Html {
  const rows = list.lines.map(
    (line) =>
      html`<tr>
        ${itemCell(line)}
        <td class="right strong" data-label="Excess">${shown('excessUnits', line.excessUnits)}</td>
        <td class="right" data-label="Bound money">
          ${shown('excessMinor', line.excessMinor, { currency: list.currency })}
        </td>
        <td data-label="In short">${shown('display', line.display)}</td>
      </tr>`,
  )
  return html`<div class="scroll wide" tabindex="0" aria-label="Overstock">
    <table class="list">
      <thead>
        <tr>
          <th>Item</th>
          <th class="right">Excess</th>
          <th class="right">Bound money</th>
          <th>In short</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}

function tabs(query: ListQuery, list: BuyList): Html {
  const titles: Record<Show, string> = {
    due: 'To order',
    withheld: `Withheld${list.totals.withheldCount > 0 ? ` (${shown('withheldCount', list.totals.withheldCount)})` : ''}`,
    overstock: 'Overstock',
  }
  const links = shows.map((show) => {
    const href = address(query, { show, urgency: '', sort: null })
    return show === query.show
      ? html`<a href="${href}" aria-current="page">${titles[show]}</a>`
      : html`<a href="${href}">${titles[show]}</a>`
  })
  return html`<nav class="tabs" aria-label="Lists">${links}</nav>`
}

function filters(query: ListQuery, list: BuyList): Html {
  const suppliers = [
    ...new Set([...list.lines.flatMap((line) => line.supplierCode ?? []), query.supplier]),
  ]
    .filter(Boolean)
    .sort()
  const option = (value: string, title: string, current: string) =>
    value === current
      ? html`<option value="${value}" selected>${title}</option>`
      : html`<option value="${value}">${title}</option>`
  const hidden = (name: 'show' | 'sort') =>
    query[name] === null || query[name] === 'due'
      ? ''
      : html`<input type="hidden" name="${name}" value="${query[name]}" />`
  const urgency = html`<label
    >Urgency<select name="urgency">
      ${option('', 'Any', query.urgency)}${urgencyOrder.slice(0, 4).map((code) => option(code, words(code), query.urgency))}
    </select></label
  >`
  const active =
    query.supplier !== '' || query.category !== '' || query.location !== '' || query.urgency !== ''
  return html`<form class="filters" method="get" action="/list">
    ${hidden('show')}${hidden('sort')} ${query.show === 'due' ? urgency : ''}
    <label
      >Supplier<input
        name="supplier"
        value="${query.supplier}"
        list="supplier-codes"
        placeholder="Any"
        autocomplete="off"
      /><datalist id="supplier-codes">
        ${suppliers.map((code) => html`<option value="${code}"></option>`)}
      </datalist></label
    >
    <label
      >Category<input
        name="category"
        value="${query.category}"
        placeholder="Any"
        autocomplete="off"
    /></label>
    <label
      >Location<input
        name="location"
        value="${query.location}"
        placeholder="Any"
        autocomplete="off"
    /></label>
    <button type="submit">Filter</button
    >${active ? html`<a class="soft" href="${address({ ...query, supplier: '', category: '', location: '', urgency: '' }, {})}">Clear</a>` : ''}
  </form>`
}

const EMPTY: Record<Show, [string, string]> = {
  due: ['Nothing to order', 'No line matches. Either all is well, or the filters are too narrow.'],
  withheld: ['Nothing is withheld', 'Every item has the facts that its plan needs.'],
  overstock: ['No overstock', 'No item holds more than its plan can use.'],
}

/** The buy list, its withheld lines or the overstock, with filters and, for the list, the way to a draft. */
export function buyListContent(list: BuyList, query: ListQuery, csrf: string): Html {
  const tables = {
    due: () => dueTable(list, query, csrf),
    withheld: () => withheldTable(list),
    overstock: () => overstockTable(list),
  }
  const csvAddress = address(query, {}).replace('/list', '/list.csv')
  return html`<div class="page-head">
      <div>
        <h1>Buy list</h1>
        <p class="lead">${shown('display', list.totals.display)}</p>
      </div>
      <a class="button" href="${csvAddress}" download>CSV</a>
    </div>
    ${tabs(query, list)}${filters(query, list)}
    ${list.lines.length === 0 ? emptyState(...EMPTY[query.show]) : tables[query.show]()}
    ${list.moreCount > 0 ? html`<p class="quiet">${shown('moreCount', list.moreCount)} more lines: narrow the list with the filters.</p>` : ''}
    <p class="provenance">${shown('source', list.source)} · as of ${shown('asOf', list.asOf)}</p>`
}

/** The same lines for a spreadsheet; amounts in minor units beside their currency. */
export function buyListCsv(list: BuyList): string {
  const rows = list.lines.map((line) => [
    line.recommendation,
    line.sku,
    line.name,
    line.locationCode,
    line.urgency,
    line.units,
    line.neededUnits,
    line.supplierCode ?? null,
    line.landedCostMinor ?? null,
    list.currency,
    line.orderByOn ?? null,
    line.stockoutOn ?? null,
    line.defect ?? null,
    line.repair ?? null,
    line.worthMinor ?? null,
    line.excessUnits ?? null,
  ])
  const titles = [
    'recommendation',
    'sku',
    'name',
    'location',
    'urgency',
    'units',
    'needed_units',
    'supplier',
    'landed_cost_minor',
    'currency',
    'order_by_on',
    'stockout_on',
    'defect',
    'repair',
    'worth_minor',
    'excess_units',
  ]
  return csvText(titles, rows)
}
