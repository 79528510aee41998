import { html } from 'hono/html'
import type { LineDifference, PlanningPreview } from '#operations/planning-preview.ts'
import type { OrderEffect, OrderUnder, PolicyPreview } from '#operations/policy-preview.ts'
import type { FieldChange } from '#purchasing/policy-difference.ts'
import { formatMoney, formatRate } from '#render/figures.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { badge, csrfField, orderPath, shown } from '../parts.ts'
import { card, factList, head, listTable } from '../tables.ts'

const spaced = (path: string) =>
  path
    .replaceAll('.', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/ Minor\b/, '')
    .toLowerCase()

/** A value of a policy as people read it; money is told by its field. */
function told(path: string, value: unknown, currency: string | null): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'number' && /Rate$|cycleServiceLevel|serviceLevelByClass/.test(path)) {
    return formatRate(value)
  }
  if (typeof value === 'number' && /Minor/.test(path) && !path.startsWith('matching')) {
    return currency === null ? String(value / 100) : formatMoney(value, currency)
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What changed, field by field, from and to. */
export function changeList(changes: FieldChange[], currency: string | null = null): Html {
  const items = changes.map(
    ({ path, from, to }) =>
      html`<li>
        ${plainText(spaced(path))}: ${plainText(told(path, from, currency))} →
        <strong>${plainText(told(path, to, currency))}</strong>
      </li>`,
  )
  return html`<ul class="changes">
    ${items}
  </ul>`
}

export type Asked = {
  csrf: string
  changeId: string
  /** Where the form goes, and what it sets. */
  action: '/policy/purchasing/set' | '/policy/planning/set'
  changes: Record<string, unknown>
  reason?: string
}

function setForm(asked: Asked, hash: string): Html {
  return html`<form method="post" action="${asked.action}" class="fields-form">
    ${csrfField(asked.csrf)}<input type="hidden" name="changeId" value="${asked.changeId}" />
    <input type="hidden" name="changes" value="${JSON.stringify(asked.changes)}" />
    <input type="hidden" name="seen" value="${hash}" />
    <label
      >Why<input
        name="reason"
        value="${asked.reason ?? ''}"
        required
        minlength="3"
        maxlength="500"
        autocomplete="off"
    /></label>
    <button type="submit">Put into force</button> <a href="/policy">Leave it as it is</a>
  </form>`
}

function underText({ approvals, roles, deciders, flags, stopped }: OrderUnder): Html {
  const people = deciders.length === 0 ? 'nobody' : deciders.slice(0, 4).join(', ')
  const also = roles.length === 0 ? '' : `, one of them ${roles.join(', ')}`
  return html`${String(approvals)} ${approvals === 1 ? 'person' : 'people'}${plainText(also)}:
  ${plainText(people)}${deciders.length > 4 ? ` and ${deciders.length - 4} more` : ''}
  ${stopped === null ? '' : html`<span class="sub">${plainText(stopped)}</span>`}
  ${flags.map((flag) => html`<span class="sub">${plainText(flag)}</span>`)}`
}

function effectRow({ order, state, before, after }: OrderEffect): Html {
  return html`<tr>
    <td class="item" data-label="Order">
      <a href="${orderPath(order)}">${plainText(order)}</a>
    </td>
    <td data-label="State">${badge(state)}</td>
    <td data-label="Now">${underText(before)}</td>
    <td data-label="Then">${underText(after)}</td>
  </tr>`
}

const SHOWN = 200

/** What a purchasing policy would do to the orders that are open, and the form that puts it into force. */
export function policyDifference(preview: PolicyPreview, asked: Asked, said: Html | ''): Html {
  const { orders, lookedAt, changes, policy } = preview
  const heads = ['Order', 'State', 'Now', 'Then'].map((title) => head(title))
  const more = orders.length - SHOWN
  return html`<p class="crumb"><a href="/policy">Policy</a></p>
    <div class="page-head">
      <div>
        <h1>The difference it makes</h1>
        <p class="lead">
          ${String(orders.length)} of ${String(lookedAt)} open orders would stand differently
        </p>
      </div>
    </div>
    ${said}${card('What changes', changeList(changes, policy.baseCurrency))}
    ${
      orders.length === 0
        ? ''
        : card(
            'Open orders',
            html`${listTable('Open orders', heads, orders.slice(0, SHOWN).map(effectRow))}
            ${more > 0 ? html`<p class="quiet">and ${String(more)} more</p>` : ''}`,
          )
    }${card('Put it into force', setForm(asked, preview.hash))}`
}

function lineRow(line: LineDifference, currency: string): Html {
  return html`<tr>
    <td class="item" data-label="Item">
      ${shown('name', line.name)}<span class="sub"
        >${shown('sku', line.sku)} · ${shown('locationCode', line.locationCode)}</span
      >
    </td>
    <td class="right" data-label="Units now">${shown('units', line.beforeUnits)}</td>
    <td class="right strong" data-label="Units then">${shown('units', line.afterUnits)}</td>
    <td class="right" data-label="Cost now">${formatMoney(line.beforeMinor, currency)}</td>
    <td class="right" data-label="Cost then">${formatMoney(line.afterMinor, currency)}</td>
  </tr>`
}

/** What a planning policy would do to the buy list, and the form that puts it into force. */
export function planningDifference(preview: PlanningPreview, asked: Asked, said: Html | ''): Html {
  const { before, after, lines, baseCurrency: currency, addedLines, removedLines } = preview
  const money = (minor: number) => formatMoney(minor, currency)
  const facts = factList([
    {
      title: 'Lines',
      value: `${before.lines} → ${after.lines}`,
      detail: `${addedLines} more on it, ${removedLines} no longer`,
    },
    { title: 'Units', value: `${before.units} → ${after.units}` },
    {
      title: 'Landed cost',
      value: `${money(before.landedCostMinor)} → ${money(after.landedCostMinor)}`,
    },
  ])
  const heads = [
    head('Item'),
    ...['Units now', 'Units then', 'Cost now', 'Cost then'].map((title) => head(title, 'right')),
  ]
  const more = lines.length - SHOWN
  return html`<p class="crumb"><a href="/policy">Policy</a></p>
    <div class="page-head">
      <div>
        <h1>The difference it makes</h1>
        <p class="lead">${String(lines.length)} lines of the buy list would be others</p>
      </div>
    </div>
    ${said}${card('What changes', changeList(preview.changes, currency))}
    ${card('The buy list', facts)}${
      lines.length === 0
        ? ''
        : card(
            'Lines that change',
            html`${listTable(
              'Lines that change',
              heads,
              lines.slice(0, SHOWN).map((line) => lineRow(line, currency)),
            )}${more > 0 ? html`<p class="quiet">and ${String(more)} more</p>` : ''}`,
          )
    }${card('Put it into force', setForm(asked, preview.hash))}`
}
