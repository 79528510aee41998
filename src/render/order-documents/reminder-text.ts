import { escapeHtml } from '../text.ts'
import { unlinked } from './mail-text.ts'
import type { MailText } from './mail-text.ts'
import type { OrderDocument } from './order-document.ts'

/** The id of the one reminder of an order's message, without angle brackets. */
export function reminderId({ messageId }: Pick<OrderDocument, 'messageId'>): string {
  return `reminder.${messageId}`
}

/** The words of the mail that asks a supplier to confirm an order it was sent. */
export function reminderText(document: OrderDocument): MailText {
  const number = unlinked(document.number)
  const shop = unlinked(document.shop.name)
  const subject = unlinked(
    `${document.test ? 'TEST: ' : ''}Please confirm purchase order ${document.number}, ${document.shop.name}`,
  )
  const paragraphs = [
    ...(document.test ? ['This is a test. Please do not deliver.'] : []),
    `Dear ${unlinked(document.supplier.name)},`,
    `we sent you purchase order ${number}, revision ${document.revision}, and have not heard from you. Please confirm price and delivery date by answering this message; leave ${number} in the subject.`,
    'This is a reminder and not a further order. If the order did not reach you, tell us and we send it again.',
    `Kind regards\n${shop}`,
  ]
  const body = paragraphs
    .map((words) => `<p>${escapeHtml(words).replaceAll('\n', '<br>')}</p>`)
    .join('')
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>${body}</body></html>`
  return { subject, text: `${paragraphs.join('\n\n')}\n`, html }
}
