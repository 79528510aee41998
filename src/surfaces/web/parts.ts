import { html, raw } from 'hono/html'
import { outsideError } from '#root/errors.ts'
import { plainText } from '#render/text.ts'
import { plainValue, type ValueContext } from '#render/value.ts'
import type { Html } from './layout.ts'

/** A value of a result by the name of its field, as HTML-escaped text; what is absent is a dash. */
export function shown(fieldName: string, value: unknown, context: ValueContext = {}): string {
  return value === undefined || value === null ? '–' : plainValue(fieldName, value, context)
}

/** The field that makes a form ours. */
export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}" />`
}

const URGENCIES: Record<string, string> = {
  overdue: 'Overdue',
  now: 'Order now',
  this_week: 'This week',
  later: 'Later',
  none: 'Not due',
}

export const urgencyOrder = Object.keys(URGENCIES)

/** 'this_week' -> 'This week'; a word that is not one of ours is shown as it is. */
export function words(code: string): string {
  const known = Object.hasOwn(URGENCIES, code) ? URGENCIES[code] : undefined
  const text = known ?? plainText(code).replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A small coloured word; the colour comes from the class, the meaning from the word. */
export function badge(code: string): Html {
  return html`<span class="badge ${/^[a-z_]+$/.test(code) ? `is-${code}` : ''}"
    >${words(code)}</span
  >`
}

/** A message with what to do about it. */
export function notice(
  kind: 'info' | 'good' | 'warning' | 'error',
  message: string,
  repair = '',
): Html {
  return html`<div class="notice ${kind}" role="${kind === 'error' ? 'alert' : 'status'}">
    <p><strong>${plainText(message)}</strong></p>
    ${repair === '' ? '' : html`<p>${plainText(repair)}</p>`}
  </div>`
}

/** Nothing to show, and what that means. */
export function emptyState(title: string, text: string): Html {
  return html`<div class="empty">
    <p class="empty-title">${title}</p>
    <p>${text}</p>
  </div>`
}

/** Where the figures of a page come from and of which day they are. */
export function provenance(answer: { source: string; asOf: string }): Html {
  return html`<p class="provenance">
    ${shown('source', answer.source)} · as of ${shown('asOf', answer.asOf)}
  </p>`
}

/** Words of other people, marked as theirs. */
export function quotedNote(quoted: string | undefined, whose: string): Html | '' {
  if (quoted === undefined) return ''
  return html`<blockquote class="note">
    <p>${shown('noteQuoted', quoted)}</p>
    <footer>${whose}</footer>
  </blockquote>`
}

/**
 * A part of a page that may fail alone: the content, or the error with its repair in its place. An error that is not
 * the caller's is told to `report`, because the page can not show it.
 */
export async function partOrNotice(
  content: Promise<Html>,
  report: (error: unknown) => void,
): Promise<Html> {
  try {
    return await content
  } catch (error) {
    const outside = outsideError(error)
    if (outside.code === 'internal') report(error)
    return notice('error', outside.message, outside.repair)
  }
}

const WIDE = 560
const NARROW = 330

/** A drawing in two widths; the style sheet shows the one that fits, so that its letters stay readable. */
export function twoWidths(draw: (width: number, id: string) => string): Html {
  return html`<div class="drawing for-wide">${drawn(draw(WIDE, 'wide'))}</div>
    <div class="drawing for-narrow">${drawn(draw(NARROW, 'narrow'))}</div>`
}

/** Markup that the render room made and escaped. */
export function drawn(markup: string): Html {
  return raw(markup)
}

/** Text as one part of an address. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

export function recommendationPath(recommendation: string): string {
  return `/recommendation/${addressPart(recommendation)}`
}

export function orderPath(order: string): string {
  return `/orders/${addressPart(order)}`
}

export function supplierPath(supplierCode: string): string {
  return `/suppliers/${addressPart(supplierCode)}`
}

/** Addresses of the handles that answers name. */
export function handlePath(handle: string): string {
  return handle.startsWith('R') ? recommendationPath(handle) : orderPath(handle)
}
