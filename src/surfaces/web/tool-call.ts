import { html } from 'hono/html'
import type { ToolCallRecord } from '#agent/events.ts'
import { plainText } from '#render/text.ts'
import { fieldTitle, plainValue } from '#render/value.ts'
import type { Html } from './layout.ts'

type Scalar = string | number | boolean | null
type Fields = Record<string, unknown>

const MAXIMUM_ROWS = 12
const MAXIMUM_JSON = 20_000

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** A field for a person; what no rule can show (money without its currency) is shown as it is. */
function fieldText(name: string, value: Scalar, currency: string | undefined): string {
  try {
    return plainValue(name, value, currency === undefined ? {} : { currency })
  } catch {
    return plainText(String(value))
  }
}

function currencyOf(fields: Fields, outer?: string): string | undefined {
  return typeof fields['currency'] === 'string' ? fields['currency'] : outer
}

function fieldList(fields: Fields, currency: string | undefined): Html {
  const rows = Object.entries(fields)
    .filter((entry): entry is [string, Scalar] => isScalar(entry[1]))
    .map(
      ([name, value]) =>
        html`<div>
          <dt>${fieldTitle(name)}</dt>
          <dd>${fieldText(name, value, currency)}</dd>
        </div>`,
    )
  return html`<dl class="fields">${rows}</dl>`
}

function lineTable(name: string, lines: Fields[], outer: string | undefined): Html {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))].filter(
    (column) => column !== 'display' && lines.every((line) => isScalar(line[column] ?? null)),
  )
  const cell = (line: Fields, column: string) => {
    const value = line[column]
    if (value === undefined || !isScalar(value)) return html`<td>–</td>`
    const numeric = typeof value === 'number' || column === 'unitPrice'
    return html`<td class="${numeric ? 'right' : 'left'}">
      ${fieldText(column, value, currencyOf(line, outer))}
    </td>`
  }
  const more = lines.length - MAXIMUM_ROWS
  return html`<div class="scroll" tabindex="0" aria-label="${fieldTitle(name)}">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th>${fieldTitle(column)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.slice(0, MAXIMUM_ROWS).map(
            (line) =>
              html`<tr>
                ${columns.map((column) => cell(line, column))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="quiet">and ${more} more in the record below</p>` : ''}`
}

function resultParts(result: unknown): Html {
  if (!isFields(result)) return html`<pre tabindex="0">${jsonText(result)}</pre>`
  const currency = currencyOf(result)
  const tables = Object.entries(result)
    .filter(
      (entry): entry is [string, Fields[]] =>
        Array.isArray(entry[1]) && entry[1].length > 0 && entry[1].every(isFields),
    )
    .map(([name, lines]) => lineTable(name, lines, currency))
  return html`${fieldList(result, currency)}${tables}
    <details class="raw">
      <summary>The record as the tool gave it</summary>
      <pre tabindex="0">${jsonText(result)}</pre>
    </details>`
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 1) ?? 'nothing'
  return text.length > MAXIMUM_JSON ? `${text.slice(0, MAXIMUM_JSON)}\n…` : text
}

/** `get_stock_position` -> 'Get stock position'. */
function toolTitle(name: string): string {
  return fieldTitle(plainText(name))
}

/** The arguments in one line beside the name of the tool. */
function argumentLine(given: unknown): string {
  if (!isFields(given)) return ''
  return Object.entries(given)
    .map(
      ([name, value]) =>
        `${name.replaceAll('_', ' ')}: ${isScalar(value) ? String(value) : JSON.stringify(value)}`,
    )
    .map(plainText)
    .join(', ')
}

/** A tool that is still at work. */
export function runningCall(call: { name: string; arguments: unknown }): Html {
  return html`<div class="call is-running">
    <span class="spinner" aria-hidden="true"></span
    ><span class="call-name">${toolTitle(call.name)}</span>
    <span class="call-arguments">${argumentLine(call.arguments)}</span>
  </div>`
}

/** A finished tool call: one line, which opens to its arguments and what it answered. */
export function finishedCall(call: ToolCallRecord): Html {
  const failed = call.error !== null
  return html`<details class="call ${failed ? 'is-failed' : 'is-done'}">
    <summary>
      <span class="call-mark" aria-hidden="true">${failed ? '!' : '✓'}</span
      ><span class="call-name">${toolTitle(call.name)}</span>
      <span class="call-arguments">${argumentLine(call.arguments)}</span
      ><span class="call-time">${plainValue('milliseconds', call.milliseconds, {})}</span>
    </summary>
    <div class="call-body">
      ${call.error === null ? resultParts(call.result) : html`<p>${plainText(call.error.message)} ${plainText(call.error.repair)}</p>`}
    </div>
  </details>`
}
