import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { emptyState, provenance, shown, urgencyOrder, words } from '../parts.ts'
import type { BuyList } from '../results.ts'
import { tabBar } from '../tables.ts'
import { listAddress, shows, type ListQuery, type Show } from './buy-list-query.ts'
import { dueTable, overstockTable, withheldTable } from './buy-list-tables.ts'

function tabs(query: ListQuery, list: BuyList): Html {
  const { withheldCount } = list.totals
  const titles: Record<Show, string> = {
    due: 'To order',
    withheld:
      withheldCount > 0 ? `Withheld (${shown('withheldCount', withheldCount)})` : 'Withheld',
    overstock: 'Overstock',
  }
  return tabBar(
    'Lists',
    shows.map((show) => ({
      path: listAddress(query, { show, urgency: '', sort: null }),
      title: titles[show],
      current: show === query.show,
    })),
  )
}

function option(value: string, title: string, current: string): Html {
  return value === current
    ? html`<option value="${value}" selected>${title}</option>`
    : html`<option value="${value}">${title}</option>`
}

function filters(query: ListQuery, list: BuyList): Html {
  const suppliers = [
    ...new Set([...list.lines.flatMap((line) => line.supplierCode ?? []), query.supplier]),
  ]
    .filter(Boolean)
    .sort()
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
    >${active ? html`<a class="soft" href="${listAddress({ ...query, supplier: '', category: '', location: '', urgency: '' }, {})}">Clear</a>` : ''}
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
  const csvPath = listAddress(query, {}).replace('/list', '/list.csv')
  return html`<div class="page-head">
      <div>
        <h1>Buy list</h1>
        <p class="lead">${shown('display', list.totals.display)}</p>
      </div>
      <a class="button" href="${csvPath}" download>CSV</a>
    </div>
    ${tabs(query, list)}${filters(query, list)}
    ${list.lines.length === 0 ? emptyState(...EMPTY[query.show]) : tables[query.show]()}
    ${list.moreCount > 0 ? html`<p class="quiet">${shown('moreCount', list.moreCount)} more lines: narrow the list with the filters.</p>` : ''}
    ${provenance(list)}`
}
