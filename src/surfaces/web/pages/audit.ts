// What was done in the shop, the newest first, and whether the books hold; for administrators.
import { html } from 'hono/html'
import type { AuditAsk, AuditBook, AuditEntry } from '#operations/audit-book.ts'
import type { VerifyReport } from '#operations/verify-shop.ts'
import { csvText } from '#render/csv.ts'
import { QuartermasterError } from '#root/errors.ts'
import { escapeHtml, plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import {
  badge,
  drawn,
  emptyState,
  notice,
  orderPath,
  shown,
  supplierPath,
  words,
} from '../parts.ts'
import { head, listTable } from '../tables.ts'
import { personPath } from './people.ts'

const ROWS_OF_A_PAGE = 50
const ROWS_OF_A_FILE = 5_000

/** Which rows to show: each exactly as the chain has it, '' for any. */
export type AuditQuery = { subject: string; actor: string; action: string; before: number | null }

/** The query of the address; a row that is no number is a QuartermasterError('invalid'). */
export function readAuditQuery(query: Record<string, string>): AuditQuery {
  const before = query['before'] ?? ''
  if (!/^\d{0,15}$/.test(before)) {
    throw new QuartermasterError(
      'invalid',
      'The row to go on from must be a whole number.',
      'Start again from the newest rows at /audit.',
    )
  }
  const text = (field: string) => (query[field] ?? '').trim()
  return {
    subject: text('subject'),
    actor: text('actor'),
    action: text('action'),
    before: before === '' ? null : Number(before),
  }
}

/** What the query asks of the books: a page for the screen, or the rows of a file. */
export function auditAsk(query: AuditQuery, forFile = false): AuditAsk {
  return {
    subject: query.subject || null,
    actor: query.actor || null,
    action: query.action || null,
    beforeSequence: query.before,
    limit: forFile ? ROWS_OF_A_FILE : ROWS_OF_A_PAGE,
  }
}

function pathOf(page: string, { subject, actor, action, before }: AuditQuery): string {
  const named = Object.entries({ subject, actor, action, before: before ?? '' })
    .filter(([, value]) => value !== '')
    .map(([name, value]): [string, string] => [name, String(value).toWellFormed()])
  return named.length === 0 ? page : `${page}?${new URLSearchParams(named).toString()}`
}

const anything: AuditQuery = { subject: '', actor: '', action: '', before: null }

/** Where more stands about a subject; null = this page knows no other place. */
function subjectPath({ action, subject }: AuditEntry): string | null {
  if (/^(order|message)\./.test(action)) return orderPath(subject)
  if (action.startsWith('person.')) return personPath(subject)
  if (action.startsWith('supplier.')) return supplierPath(subject)
  if (action.startsWith('invoice.')) return '/invoices'
  return null
}

/** 'order.keep_both' -> 'Order: keep both'; a word that is not one of ours is shown as it is. */
function actionText(action: string): string {
  return words(action.replace('.', ': '))
}

function detailOf({ detail, sequence, previousHash, hash }: AuditEntry): Html {
  const reason = (detail as { reason?: unknown } | null)?.reason
  return html`${typeof reason === 'string' ? html`<span class="sub">“${plainText(reason)}”</span>` : ''}
    <details>
      <summary>Row ${sequence} as written</summary>
      <pre tabindex="0">
${drawn(escapeHtml(JSON.stringify({ detail, previousHash, hash }, null, 1)))}</pre>
    </details>`
}

function entryRow(entry: AuditEntry, nameOf: Map<string, string>): Html {
  const { subject, actor, action, who, at } = entry
  const path = subjectPath(entry)
  const only = (change: Partial<AuditQuery>) => pathOf('/audit', { ...anything, ...change })
  const person = action.startsWith('person.') ? nameOf.get(subject) : undefined
  const about = plainText(person ?? subject) || '–'
  const to = (entry.detail as { to?: unknown } | null)?.to
  return html`<tr>
    <td class="item" data-label="About">
      ${path === null ? about : html`<a href="${path}">${about}</a>`}<span class="sub"
        ><a class="soft" href="${only({ subject })}">all rows about it</a></span
      >
    </td>
    <td data-label="When">${shown('at', new Date(at).toISOString())}</td>
    <td data-label="Who">
      <a class="soft" href="${only({ actor })}">${plainText(who) || '–'}</a>
    </td>
    <td class="what" data-label="What">
      <a class="soft" href="${only({ action })}">${actionText(action)}</a>
      ${typeof to === 'string' ? badge(to) : ''}${detailOf(entry)}
    </td>
  </tr>`
}

function filterForm(query: AuditQuery, people: AuditBook['people']): Html {
  const field = (name: 'subject' | 'actor' | 'action', title: string, hint: string) =>
    html`<label
      >${title}<input
        name="${name}"
        value="${query[name].toWellFormed()}"
        placeholder="${hint}"
        list="${name === 'actor' ? 'people' : ''}"
        maxlength="200"
        autocomplete="off"
    /></label>`
  return html`<form class="filters" method="get" action="/audit">
    ${field('subject', 'About', 'PO-2026-0042')}${field('actor', 'Who', 'Anybody')}${field('action', 'What', 'order.approve')}
    <datalist id="people">
      ${people.map(({ name }) => html`<option value="${plainText(name)}"></option>`)}
    </datalist>
    <button type="submit">Filter</button>
    ${pathOf('', query) === '' ? '' : html`<a href="/audit">Show all</a>`}
  </form>`
}

function pageHead(links: Html): Html {
  return html`<div class="page-head">
    <div>
      <h1>Audit</h1>
      <p class="lead">Who did what and when; a row that was written can not be changed unseen.</p>
    </div>
    <p class="page-links">${links}</p>
  </div>`
}

/** The newest rows that the query asks for, a page of them. */
export function auditContent(book: AuditBook, query: AuditQuery): Html {
  const last = book.entries.at(-1)
  const nameOf = new Map(book.people.map(({ id, name }) => [id, name]))
  const older =
    book.hasOlder && last !== undefined
      ? html`<a class="button" href="${pathOf('/audit', { ...query, before: last.sequence })}"
          >Older rows</a
        >`
      : ''
  const newest =
    query.before === null
      ? ''
      : html`<a class="button" href="${pathOf('/audit', { ...query, before: null })}"
          >Newest rows</a
        >`
  const links = html`<a class="button" href="/audit/verify">Check the books</a>
    <a href="${pathOf('/audit/rows.csv', query)}"
      >CSV, up to ${shown('rowCount', ROWS_OF_A_FILE)} rows</a
    >`
  const heads = [head('About'), head('When'), head('Who'), head('What')]
  const nothing = emptyState(
    'No such rows',
    'About and What are found exactly as they were written, such as PO-2026-0042 and order.approve.',
  )
  return html`${pageHead(links)}${filterForm(query, book.people)}
    ${
      book.entries.length === 0
        ? nothing
        : listTable(
            'Audit',
            heads,
            book.entries.map((entry) => entryRow(entry, nameOf)),
          )
    }
    <p class="actions">${newest} ${older}</p>`
}

/** What proving the books found: what does not hold first. */
export function verifyContent({ ok, checks }: VerifyReport): Html {
  const failed = checks.filter((check) => !check.ok)
  const said = ok
    ? notice('good', `The books hold: ${checks.length} checks passed.`)
    : notice(
        'error',
        `${failed.length} of ${checks.length} checks failed.`,
        'Keep a copy of the database, change nothing, and find out who had access to it.',
      )
  const row = (check: VerifyReport['checks'][number]) =>
    html`<tr>
      <td class="item" data-label="Check">${words(check.name)}</td>
      <td data-label="Result">${badge(check.ok ? 'holds' : 'broken')}</td>
      <td class="what" data-label="Found">${plainText(check.detail)}</td>
    </tr>`
  const ordered = [...failed, ...checks.filter((check) => check.ok)]
  return html`${pageHead(html`<a class="button" href="/audit/verify">Check again</a> <a href="/audit">Audit rows</a>`)}${said}
  ${listTable('Checks', [head('Check'), head('Result'), head('Found')], ordered.map(row))}`
}

/** The rows for a spreadsheet, the newest first, each with its hash and the one before. */
export function auditCsv({ entries }: AuditBook): string {
  const titles = ['sequence', 'at', 'actor', 'action', 'subject', 'detail', 'previous_hash', 'hash']
  const rows = entries.map(
    ({ sequence, at, actor, action, subject, detail, previousHash, hash }) => [
      sequence,
      new Date(at).toISOString(),
      actor,
      action,
      subject,
      JSON.stringify(detail),
      previousHash,
      hash,
    ],
  )
  return csvText(titles, rows)
}
