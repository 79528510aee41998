import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import {
  badge,
  emptyState,
  partOrNotice,
  recommendationPath,
  shown,
  supplierPath,
} from '../parts.ts'
import { callPageTool, wholeBuyList, type ToolResult } from '../results.ts'
import { orderTable } from './orders.ts'

type Scorecard = ToolResult<'get_supplier_performance'>['lines'][number]

function supplierRow(line: Scorecard): Html {
  return html`<tr>
    <td class="item" data-label="Supplier">
      <a href="${supplierPath(line.supplierCode)}">${shown('supplierName', line.supplierName)}</a
      ><span class="sub">${shown('supplierCode', line.supplierCode)}</span>
    </td>
    <td class="right" data-label="Receipts">${shown('deliveryCount', line.deliveryCount)}</td>
    <td class="right strong" data-label="On time in full">${shown('otifRate', line.otifRate)}</td>
    <td class="right" data-label="Lead time">${shown('leadTimeDays', line.leadTimeDays)}</td>
    <td class="right" data-label="Defects">${shown('defectRate', line.defectRate)}</td>
    <td data-label="Trend">${badge(line.trend)}</td>
    <td class="date" data-label="Contract ends">${shown('contractEndsOn', line.contractEndsOn)}</td>
  </tr>`
}

/** Every supplier by its receipts, the worst first. */
export async function suppliersContent(application: WebApplication): Promise<Html> {
  const found = await callPageTool(application, 'get_supplier_performance', {})
  const table = html`<div class="scroll wide" tabindex="0" aria-label="Suppliers">
    <table class="list">
      <thead>
        <tr>
          <th>Supplier</th>
          <th class="right">Receipts</th>
          <th class="right">On time in full</th>
          <th class="right">Lead time</th>
          <th class="right">Defects</th>
          <th>Trend</th>
          <th>Contract ends</th>
        </tr>
      </thead>
      <tbody>
        ${found.lines.map(supplierRow)}
      </tbody>
    </table>
  </div>`
  return html`<div class="page-head">
      <div>
        <h1>Suppliers</h1>
        <p class="lead">Scored from real receipts of the last twelve months, the worst first</p>
      </div>
    </div>
    ${found.lines.length === 0 ? emptyState('No suppliers', 'Import suppliers to see how they do.') : table}
    ${found.moreCount > 0 ? html`<p class="quiet">${shown('moreCount', found.moreCount)} more are not shown; ask the assistant for one by name.</p>` : ''}
    <p class="provenance">${shown('source', found.source)} · as of ${shown('asOf', found.asOf)}</p>`
}

async function dueLines(application: WebApplication, supplierCode: string): Promise<Html> {
  const list = await wholeBuyList(application, { supplier: supplierCode, show: 'due' })
  if (list.lines.length === 0)
    return html`<p class="quiet">Nothing to order from this supplier now.</p>`
  const rows = list.lines.map(
    (line) =>
      html`<tr>
        <td data-label="Urgency">${badge(line.urgency)}</td>
        <td class="item" data-label="Item">
          <a href="${recommendationPath(line.recommendation)}">${shown('name', line.name)}</a
          ><span class="sub"
            >${shown('sku', line.sku)} · ${shown('locationCode', line.locationCode)}</span
          >
        </td>
        <td class="right strong" data-label="Quantity">${shown('units', line.units)}</td>
        <td class="right" data-label="Landed cost">
          ${shown('landedCostMinor', line.landedCostMinor, { currency: list.currency })}
        </td>
      </tr>`,
  )
  return html`<p>${shown('display', list.totals.display)}</p>
    <div class="scroll wide" tabindex="0">
      <table class="list">
        <thead>
          <tr>
            <th>Urgency</th>
            <th>Item</th>
            <th class="right">Quantity</th>
            <th class="right">Landed cost</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`
}

async function openOrders(application: WebApplication, supplierCode: string): Promise<Html> {
  const found = await callPageTool(application, 'get_purchase_order', {
    supplier: supplierCode,
    limit: 15,
  })
  return found.orders.length === 0
    ? html`<p class="quiet">No orders yet.</p>`
    : orderTable(found.orders)
}

/** One supplier: scorecard, what is due from it, its orders. */
export async function supplierContent(
  application: WebApplication,
  supplierCode: string,
  report: (error: unknown) => void,
): Promise<{ title: string; content: Html }> {
  const found = await callPageTool(application, 'get_supplier_performance', {
    supplier: supplierCode,
  })
  const [line] = found.lines
  if (line === undefined)
    throw new QuartermasterError(
      'not_found',
      `There is no supplier "${supplierCode.slice(0, 40)}".`,
      'Open Suppliers to see them all.',
    )
  const [due, orders] = await Promise.all([
    partOrNotice(dueLines(application, line.supplierCode), report),
    partOrNotice(openOrders(application, line.supplierCode), report),
  ])
  const spread =
    line.leadTimeSdDays === undefined ? '' : `± ${shown('leadTimeSdDays', line.leadTimeSdDays)}`
  const content = html`<div class="page-head">
      <div>
        <p class="crumb">
          <a href="/suppliers">Suppliers</a> / ${shown('supplierCode', line.supplierCode)}
        </p>
        <h1>${shown('supplierName', line.supplierName)}</h1>
        <p class="lead">${shown('display', line.display)}</p>
      </div>
      ${badge(line.trend)}
    </div>
    <section class="card">
      <h2>Scorecard</h2>
      <dl class="facts">
        <div>
          <dt>On time in full</dt>
          <dd>
            ${shown('otifRate', line.otifRate)}${line.slaOtifRate === undefined ? '' : html`<span class="sub">agreed ${shown('slaOtifRate', line.slaOtifRate)}</span>`}
          </dd>
        </div>
        <div>
          <dt>On time</dt>
          <dd>${shown('onTimeRate', line.onTimeRate)}</dd>
        </div>
        <div>
          <dt>In full</dt>
          <dd>${shown('inFullRate', line.inFullRate)}</dd>
        </div>
        <div>
          <dt>Defects</dt>
          <dd>${shown('defectRate', line.defectRate)}</dd>
        </div>
        <div>
          <dt>Lead time</dt>
          <dd>${shown('leadTimeDays', line.leadTimeDays)}<span class="sub">${spread}</span></dd>
        </div>
        <div>
          <dt>Receipts</dt>
          <dd>${shown('deliveryCount', line.deliveryCount)}</dd>
        </div>
        <div>
          <dt>Contract ends</dt>
          <dd>${shown('contractEndsOn', line.contractEndsOn)}</dd>
        </div>
      </dl>
      ${
        line.noteQuoted === undefined
          ? ''
          : html`<blockquote class="note">
              <p>${shown('noteQuoted', line.noteQuoted)}</p>
              <footer>Note on the supplier, as written by others</footer>
            </blockquote>`
      }
    </section>
    <section class="card">
      <h2>To order now</h2>
      ${due}
    </section>
    <section class="card">
      <h2>Orders</h2>
      ${orders}
    </section>`
  return { title: line.supplierName, content }
}
