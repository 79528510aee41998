import { html } from 'hono/html'
import type { BacktestAsk, BacktestReport } from '#operations/backtest-shop.ts'
import { askedService, backtestName, backtestNote } from '#render/backtest-names.ts'
import { backtestChartSvg } from '#render/chart-backtest.ts'
import { formatNumber } from '#render/figures.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { emptyState, partOrNotice, shown, twoWidths } from '../parts.ts'
import { card, head, listTable } from '../tables.ts'
import type { Visit } from '../visit.ts'

/** A page is waited for: fewer lines than the command line takes. */
const MOST_LINES = 20
const SERVICE_LEVELS = [0.9, 0.95, 0.98, 0.99]

type Asked = { sku: string; days: string; unmet: string }
type Total = BacktestReport['totals'][number]

function askOf({ sku, days, unmet }: Asked): BacktestAsk {
  return {
    skus: sku.split(/[\s,]+/).filter((part) => part !== ''),
    policies: ['planner', 'classical', 'min_max', 'clairvoyant'],
    days: Number(days),
    serviceLevels: SERVICE_LEVELS,
    unmet: unmet === 'backordered' ? 'backordered' : 'lost',
    limit: MOST_LINES,
  }
}

function form({ sku, days, unmet }: Asked): Html {
  const option = (value: string, title: string) =>
    html`<option value="${value}" ${value === unmet ? 'selected' : ''}>${title}</option>`
  return html`<form class="filters" method="get" action="/backtest">
    <label
      >Items<input
        name="sku"
        value="${plainText(sku)}"
        placeholder="SKUs; empty = largest sales"
        autocomplete="off"
    /></label>
    <label
      >Days<input name="days" type="number" min="14" max="3650" value="${plainText(days)}"
    /></label>
    <label
      >What is not there<select name="unmet">
        ${option('lost', 'is lost')}${option('backordered', 'is waited for')}
      </select></label
    >
    <button type="submit">Replay</button>
  </form>`
}

const HEADS = [
  head('Policy'),
  head('Asked', 'right'),
  head('Fill', 'right'),
  head('Cycles', 'right'),
  head('Mean stock', 'right'),
  head('Orders', 'right'),
  head('Short', 'right'),
  head('Cost', 'right'),
  head('Times the best', 'right'),
]

function totalRow(total: Total, currency: string): Html {
  const money = (name: keyof Total) => shown(name, total[name], { currency })
  return html`<tr>
    <td class="item" data-label="Policy">${backtestName(total)}</td>
    <td class="right" data-label="Asked">${askedService(total)}</td>
    <td class="right strong" data-label="Fill">${shown('fillRate', total.fillRate)}</td>
    <td class="right" data-label="Cycles">${shown('serviceRate', total.cycleService)}</td>
    <td class="right" data-label="Mean stock">${money('stockValueMinor')}</td>
    <td class="right" data-label="Orders">${shown('orders', total.orders)}</td>
    <td class="right" data-label="Short">${money('shortMinor')}</td>
    <td class="right strong" data-label="Cost">${money('costMinor')}</td>
    <td class="right" data-label="Times the best">
      ${total.costRatio === null ? '–' : formatNumber(total.costRatio, 2)}
    </td>
  </tr>`
}

function itemRow(
  { sku, name, locationCode, totals }: BacktestReport['lines'][number],
  currency: string,
) {
  const own = totals.find(({ policy }) => policy === 'planner')
  if (own === undefined) return html``
  return html`<tr>
    <td class="item" data-label="Item">
      ${shown('name', name)}<span class="sub"
        >${shown('sku', sku)} · ${shown('locationCode', locationCode)}</span
      >
    </td>
    <td class="right strong" data-label="Fill">${shown('fillRate', own.fillRate)}</td>
    <td class="right" data-label="Cycles">${shown('serviceRate', own.cycleService)}</td>
    <td class="right" data-label="Mean stock">
      ${shown('stockValueMinor', own.stockValueMinor, { currency })}
    </td>
    <td class="right" data-label="Cost">${shown('costMinor', own.costMinor, { currency })}</td>
  </tr>`
}

const ITEM_HEADS = [
  head('Item, policy as set'),
  head('Fill', 'right'),
  head('Cycles', 'right'),
  head('Mean stock', 'right'),
  head('Cost', 'right'),
]

function resultOf(report: BacktestReport): Html {
  const { totals, lines, leftOut, moreCount, baseCurrency } = report
  const left = leftOut.map(
    ({ sku, locationCode, problem }) =>
      html`<li>
        ${shown('sku', sku)} at ${shown('locationCode', locationCode)}: ${shown('fact', problem)}
      </li>`,
  )
  const leftList =
    left.length === 0
      ? ''
      : card(
          'Left out',
          html`<ul>
            ${left}
          </ul>`,
        )
  if (totals.length === 0) {
    return html`${emptyState('Nothing to replay', 'No line has the history and the facts for it.')}${leftList}`
  }
  const title = 'Service against inventory'
  const chart = twoWidths((width, id) =>
    backtestChartSvg({ id: `backtest-${id}`, title, baseCurrency, totals }, width),
  )
  return html`${card(title, chart)}
  ${listTable(
    'Policies',
    HEADS,
    totals.map((total) => totalRow(total, baseCurrency)),
  )}
  ${listTable(
    'Items',
    ITEM_HEADS,
    lines.map((line) => itemRow(line, baseCurrency)),
  )}
  ${backtestNote(report).map((sentence) => html`<p class="quiet">${sentence}</p>`)}${leftList}
  ${moreCount > 0 ? html`<p class="quiet">${shown('moreCount', moreCount)} lines with smaller sales were not replayed; the command line takes more.</p>` : ''}`
}

const INTRODUCTION = html`<p>
  A replay of the last months: at each review the planner sees only what was known that day, and its
  orders meet the demand that really came. Beside it stand levels that are set once, the textbook
  formula, and the cheapest that anybody could have done who knew the future. Nothing is changed.
</p>`

/** The form, and the replay once it is asked for. */
export async function backtestContent(
  { application, report }: Visit,
  query: Record<string, string>,
): Promise<Html> {
  const asked = {
    sku: query['sku'] ?? '',
    days: query['days'] ?? '182',
    unmet: query['unmet'] ?? 'lost',
  }
  const run = async () => resultOf(await application.backtest(askOf(asked)))
  const result = query['days'] === undefined ? INTRODUCTION : await partOrNotice(run(), report)
  return html`<div class="page-head">
      <div>
        <h1>Backtest</h1>
        <p class="lead">The policy on the shop's own past, as it was known then</p>
      </div>
    </div>
    ${form(asked)}${result}`
}
