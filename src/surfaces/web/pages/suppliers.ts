import { html } from 'hono/html'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { badge, emptyState, provenance, shown, supplierPath } from '../parts.ts'
import { callPageTool, type ToolResult } from '../results.ts'
import { head, listTable } from '../tables.ts'

type Scorecard = ToolResult<'get_supplier_performance'>['lines'][number]

const HEADS = [
  head('Supplier'),
  head('Deliveries', 'right'),
  head('On time in full', 'right'),
  head('Lead time', 'right'),
  head('Defects', 'right'),
  head('Trend'),
  head('Contract ends'),
]

function supplierRow(line: Scorecard): Html {
  return html`<tr>
    <td class="item" data-label="Supplier">
      <a href="${supplierPath(line.supplierCode)}">${shown('supplierName', line.supplierName)}</a
      ><span class="sub">${shown('supplierCode', line.supplierCode)}</span>
    </td>
    <td class="right" data-label="Deliveries">${shown('deliveryCount', line.deliveryCount)}</td>
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
  const table =
    found.lines.length === 0
      ? emptyState('No suppliers', 'Import suppliers to see how they do.')
      : listTable('Suppliers', HEADS, found.lines.map(supplierRow))
  const more = html`<p class="quiet">
    ${shown('moreCount', found.moreCount)} more are not shown; ask the assistant for one by name.
  </p>`
  return html`<div class="page-head">
      <div>
        <h1>Suppliers</h1>
        <p class="lead">Scored from real receipts of the last twelve months, the worst first</p>
      </div>
      <a href="/price-lists">Price lists</a>
    </div>
    ${table}${found.moreCount > 0 ? more : ''}${provenance(found)}`
}
