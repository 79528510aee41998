// The words of the mail that carries an order. It says little: what binds is in the attachments, and a mail full of
// master data is a mail full of other people's text.
import { formatDate, formatMoney } from '../figures.ts'
import { escapeHtml } from '../text.ts'
import type { OrderDocument } from './order-document.ts'

export type MailText = { subject: string; text: string; html: string }

const titles = {
  new: 'Purchase order',
  change: 'Change of purchase order',
  cancellation: 'Cancellation of purchase order',
}

/** What the paper is, as its heading says it. */
export function documentTitle({ kind }: Pick<OrderDocument, 'kind'>): string {
  return titles[kind]
}

/** Text of others in which no mail program finds an address to link to. */
export function unlinked(text: string): string {
  return text
    .replaceAll('://', ': //')
    .replace(/\b(www)\./gi, '$1 .')
    .replace(/\b(mailto|tel|javascript|data):/gi, '$1 :')
}

function paragraphs(document: OrderDocument): string[] {
  const { revision } = document
  const number = unlinked(document.number)
  const wanted = {
    new: `please deliver what the attached purchase order ${number} lists.`,
    change: `purchase order ${number} has changed. The attached revision ${revision} replaces what you have.`,
    cancellation: `we cancel purchase order ${number}. Please do not deliver it; the attached paper says what it was.`,
  }[document.kind]
  const asked =
    document.kind === 'cancellation'
      ? `Please confirm the cancellation by answering this message; leave ${number} in the subject.`
      : `Please confirm price and delivery date by answering this message; leave ${number} in the subject.`
  return [
    ...(document.test ? ['This is a test. Please do not deliver.'] : []),
    `Dear ${unlinked(document.supplier.name)},`,
    wanted,
    asked,
    `Kind regards\n${unlinked(document.shop.name)}`,
  ]
}

function facts(document: OrderDocument): [string, string][] {
  const delivery = document.expectedOn === null ? null : formatDate(document.expectedOn)
  return [
    ['Order', `${unlinked(document.number)}, revision ${document.revision}`],
    ['Lines', String(document.lines.length)],
    ['Total', `${formatMoney(document.totalMinor, document.currency)} (${document.currency})`],
    ...(delivery === null ? [] : [['Delivery by', delivery] as [string, string]]),
    ['Deliver to', unlinked(document.deliverTo.name)],
  ]
}

/** Subject, plain text and simple HTML of the mail; no image, no link, no style that could hide a word. */
export function mailText(document: OrderDocument): MailText {
  const subject = unlinked(
    `${document.test ? 'TEST: ' : ''}${documentTitle(document)} ${document.number}${
      document.revision > 1 ? `, revision ${document.revision}` : ''
    }, ${document.shop.name}`,
  )
  const all = paragraphs(document)
  // The facts stand between the first sentence and the request to confirm.
  const at = all.length - 2
  const [before, after] = [all.slice(0, at), all.slice(at)]
  const rows = facts(document)
  const text = [
    ...before,
    rows.map(([name, value]) => `${`${name}:`.padEnd(14)}${value}`).join('\n'),
    ...after,
  ].join('\n\n')
  const paragraph = (words: string) => `<p>${escapeHtml(words).replaceAll('\n', '<br>')}</p>`
  const table = rows
    .map(([name, value]) => `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`)
    .join('')
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>${before
    .map(paragraph)
    .join('')}<table cellpadding="4">${table}</table>${after.map(paragraph).join('')}</body></html>`
  return { subject, text: `${text}\n`, html }
}
