import { html } from 'hono/html'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import {
  addressPart,
  badge,
  emptyState,
  orderPath,
  provenance,
  shown,
  supplierPath,
} from '../parts.ts'
import { callPageTool, type ToolResult } from '../results.ts'
import { head, listTable } from '../tables.ts'

type ExceptionLine = ToolResult<'find_exceptions'>['lines'][number]

const HEADS = [head('Kind'), head('What'), head('About'), head('Date'), head('At risk', 'right')]

function about(line: ExceptionLine): Html {
  if (line.order !== undefined) {
    return html`<a class="soft" href="${orderPath(line.order)}">${shown('order', line.order)}</a>`
  }
  if (line.sku !== undefined) return html`${shown('sku', line.sku)}`
  if (line.supplierCode === undefined) return html`–`
  return html`<a class="soft" href="${supplierPath(line.supplierCode)}"
    >${shown('supplierCode', line.supplierCode)}</a
  >`
}

/** The day it begins to matter, or since when it does. */
function dateOf(line: ExceptionLine): string {
  if (line.dueOn !== undefined) return `by ${shown('dueOn', line.dueOn)}`
  return line.sinceOn === undefined ? '–' : `since ${shown('sinceOn', line.sinceOn)}`
}

function exceptionRow(line: ExceptionLine, currency: string): Html {
  return html`<tr>
    <td data-label="Kind">
      <a class="plain" href="/exceptions?kind=${addressPart(line.kind)}">${badge(line.kind)}</a>
    </td>
    <td class="what" data-label="What">
      ${shown('display', line.display)}<span class="sub">${shown('action', line.action)}</span>
    </td>
    <td class="date" data-label="About">${about(line)}</td>
    <td class="date" data-label="Date">${dateOf(line)}</td>
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
  const rows = found.lines.map((line) => exceptionRow(line, found.currency))
  const nothing = emptyState(
    'Nothing needs you',
    'No order is late, no receipt short, no price or demand out of line.',
  )
  const more = html`<p class="quiet">
    ${shown('moreCount', found.moreCount)} smaller ones are not shown; choose a kind to see them.
  </p>`
  return html`<div class="page-head">
      <div>
        <h1>Exceptions</h1>
        <p class="lead">${shown('display', found.totals.display)}</p>
      </div>
      ${kind === '' ? '' : html`<a class="button" href="/exceptions">All kinds</a>`}
    </div>
    ${rows.length === 0 ? nothing : listTable('Exceptions', HEADS, rows)}
    ${found.moreCount > 0 ? more : ''}${provenance(found)}`
}
