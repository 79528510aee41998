import { reminderId, reminderText } from '#render/order-documents/reminder-text.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import { requireMailAddress } from './mail-address.ts'
import type { OrderMail } from './order-mail.ts'

/**
 * The mail that asks a supplier to confirm an order. It carries no file: a paper that came twice might be delivered
 * twice. Throws 'invalid' for an address that is not one plain address.
 */
export function reminderMail(
  document: OrderDocument,
  addresses: { from: string; replyTo: string; to: string },
): OrderMail {
  return {
    messageId: reminderId(document),
    replacedMessageId: document.messageId,
    sentAt: document.issuedAt,
    fromName: document.shop.name,
    fromAddress: requireMailAddress(addresses.from, 'the shop'),
    replyToAddress: requireMailAddress(addresses.replyTo, 'the shop for answers'),
    toAddress: requireMailAddress(addresses.to, `supplier ${document.supplier.code}`),
    ...reminderText(document),
    attachments: [],
  }
}
