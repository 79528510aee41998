import { html } from 'hono/html'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { badge, emptyState, orderPath, shown, supplierPath } from '../parts.ts'
import { callPageTool, type ToolResult } from '../results.ts'

type ExceptionLine = ToolResult<'find_exceptions'>['lines'][number]

function exceptionRow(line: ExceptionLine, currency: string): Html {
  const about =
    line.order !== undefined
      ? html`<a class="soft" href="${orderPath(line.order)}">${shown('order', line.order)}</a>`
      : line.supplierCode !== undefined
        ? html`<a class="soft" href="${supplierPath(line.supplierCode)}"
            >${shown('supplierCode', line.supplierCode)}</a
          >`
        : html`${shown('sku', line.sku)}`
  return html`<tr>
    <td data-label="Kind">
      <a href="/exceptions?kind=${encodeURIComponent(line.kind)}">${badge(line.kind)}</a>
    </td>
    <td class="reason" data-label="What">${shown('display', line.display)}</td>
    <td data-label="About">${about}</td>
    <td class="date" data-label="Since">${shown('sinceOn', line.sinceOn)}</td>
    <td class="right strong" data-label="At risk">
      ${shown('atRiskMinor', line.atRiskMinor, { currency })}
    </td>
  </tr>`
}

/** What needs a person, by money at risk; `kind` narrows it to one. */
export async function exceptionsContent(application: WebApplication, kind: string): Promise<Html> {
  const found = await callPageTool(application, 'find_exceptions', {
    limit: 20,
    ...(kind === '' ? {} : { kind }),
  })
  const table = html`<div class="scroll wide" tabindex="0" aria-label="Exceptions">
    <table class="list">
      <thead>
        <tr>
          <th>Kind</th>
          <th>What</th>
          <th>About</th>
          <th>Since</th>
          <th class="right">At risk</th>
        </tr>
      </thead>
      <tbody>
        ${found.lines.map((line) => exceptionRow(line, found.currency))}
      </tbody>
    </table>
  </div>`
  return html`<div class="page-head">
      <div>
        <h1>Exceptions</h1>
        <p class="lead">${shown('display', found.totals.display)}</p>
      </div>
      ${kind === '' ? '' : html`<a class="button" href="/exceptions">All kinds</a>`}
    </div>
    ${found.lines.length === 0 ? emptyState('Nothing needs you', 'No order is late, no receipt short, no price or demand out of line.') : table}
    ${found.moreCount > 0 ? html`<p class="quiet">${shown('moreCount', found.moreCount)} smaller ones are not shown; choose a kind to see them.</p>` : ''}
    <p class="provenance">${shown('source', found.source)} · as of ${shown('asOf', found.asOf)}</p>`
}
