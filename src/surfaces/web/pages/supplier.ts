import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { badge, partOrNotice, quotedNote, recommendationPath, shown } from '../parts.ts'
import { callPageTool, wholeBuyList, type BuyLine, type ToolResult } from '../results.ts'
import { card, factList, head, listTable } from '../tables.ts'
import type { Visit } from '../visit.ts'
import { orderTable } from './orders.ts'

const DUE_HEADS = [
  head('Urgency'),
  head('Item'),
  head('Quantity', 'right'),
  head('Landed cost', 'right'),
]

function dueRow(line: BuyLine, currency: string): Html {
  return html`<tr>
    <td data-label="Urgency">${badge(line.urgency)}</td>
    <td class="item" data-label="Item">
      <a href="${recommendationPath(line.recommendation)}">${shown('name', line.name)}</a
      ><span class="sub"
        >${shown('sku', line.sku)} · ${shown('locationCode', line.locationCode)}</span
      >
    </td>
    <td class="right strong" data-label="Quantity">${shown('units', line.units)}</td>
    <td class="right" data-label="Landed cost">
      ${shown('landedCostMinor', line.landedCostMinor, { currency })}
    </td>
  </tr>`
}

async function dueLines(application: WebApplication, supplierCode: string): Promise<Html> {
  const list = await wholeBuyList(application, { supplier: supplierCode, show: 'due' })
  if (list.lines.length === 0) {
    return html`<p class="quiet">Nothing to order from this supplier now.</p>`
  }
  const rows = list.lines.map((line) => dueRow(line, list.currency))
  return html`<p>${shown('display', list.totals.display)}</p>
    ${listTable('To order from this supplier', DUE_HEADS, rows)}`
}

async function latestOrders(application: WebApplication, supplierCode: string): Promise<Html> {
  const found = await callPageTool(application, 'get_purchase_order', {
    supplier: supplierCode,
    limit: 15,
  })
  return found.orders.length === 0
    ? html`<p class="quiet">No orders yet.</p>`
    : orderTable(found.orders)
}

function scorecard(line: ToolResult<'get_supplier_performance'>['lines'][number]): Html {
  const spread =
    line.leadTimeSdDays === undefined ? '' : `± ${shown('leadTimeSdDays', line.leadTimeSdDays)}`
  const agreed =
    line.slaOtifRate === undefined ? '' : `agreed ${shown('slaOtifRate', line.slaOtifRate)}`
  const facts = factList([
    { title: 'On time in full', value: shown('otifRate', line.otifRate), detail: agreed },
    { title: 'On time', value: shown('onTimeRate', line.onTimeRate) },
    { title: 'In full', value: shown('inFullRate', line.inFullRate) },
    { title: 'Defects', value: shown('defectRate', line.defectRate) },
    { title: 'Lead time', value: shown('leadTimeDays', line.leadTimeDays), detail: spread },
    { title: 'Deliveries', value: shown('deliveryCount', line.deliveryCount) },
    { title: 'Contract ends', value: shown('contractEndsOn', line.contractEndsOn) },
  ])
  return html`${facts}${quotedNote(line.noteQuoted, 'Note on the supplier, as written by others')}`
}

/** One supplier: scorecard, what is due from it, its orders; `content` takes what is said over it and its master data. */
export async function supplierContent(
  { application, report }: Visit,
  supplierCode: string,
): Promise<{ title: string; supplierCode: string; content(said: Html | '', master: Html): Html }> {
  const found = await callPageTool(application, 'get_supplier_performance', {
    supplier: supplierCode,
  })
  const [line] = found.lines
  if (line === undefined) {
    throw new QuartermasterError(
      'not_found',
      `There is no supplier "${supplierCode.slice(0, 40)}".`,
      'Open Suppliers to see them all.',
    )
  }
  const [due, orders] = await Promise.all([
    partOrNotice(dueLines(application, line.supplierCode), report),
    partOrNotice(latestOrders(application, line.supplierCode), report),
  ])
  const content = (said: Html | '', master: Html) =>
    html`<div class="page-head">
        <div>
          <p class="crumb">
            <a href="/suppliers">Suppliers</a> / ${shown('supplierCode', line.supplierCode)}
          </p>
          <h1>${shown('supplierName', line.supplierName)}</h1>
          <p class="lead">${shown('display', line.display)}</p>
        </div>
        ${badge(line.trend)}
      </div>
      ${said}${card('Scorecard', scorecard(line))}${card('To order now', due)}${master}
      ${card('Orders', orders)}`
  return { title: line.supplierName, supplierCode: line.supplierCode, content }
}
