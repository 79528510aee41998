// The mail of one order: who sends it to whom, its words and its three files. The same order gives the same bytes.
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { orderCxml } from '#render/order-documents/cxml.ts'
import { mailText } from '#render/order-documents/mail-text.ts'
import { orderCsv } from '#render/order-documents/order-csv.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import { plainText } from '#render/text.ts'
import { requireMailAddress } from './mail-address.ts'
import { writePdf } from './write-pdf.ts'

export type Attachment = { name: string; contentType: string; content: Buffer }

export type OrderMail = {
  messageId: string
  replacedMessageId: string | null
  sentAt: string
  fromName: string
  fromAddress: string
  replyToAddress: string
  /** From the supplier master, from nowhere else. */
  toAddress: string
  subject: string
  text: string
  html: string
  attachments: Attachment[]
}

/** A name for a file that every system takes: what is no letter, digit, dot or hyphen is an underscore. */
export function fileName(document: OrderDocument, ending: string): string {
  const stem = document.number.replace(/[^A-Za-z0-9.-]+/g, '_').replace(/^[.-]+/, '') || 'order'
  const kind = document.kind === 'cancellation' ? '-cancelled' : ''
  return `${stem}-r${document.revision}${kind}.${ending}`
}

/** The order as PDF, CSV and cXML. Throws 'conflict' where one of them can not be written. */
export async function orderAttachments(document: OrderDocument): Promise<Attachment[]> {
  const file = (ending: string, contentType: string, content: Buffer): Attachment => ({
    name: fileName(document, ending),
    contentType,
    content,
  })
  return [
    file('pdf', 'application/pdf', await writePdf(document)),
    file('csv', 'text/csv; charset=utf-8', Buffer.from(orderCsv(document))),
    file('xml', 'application/xml; charset=utf-8', Buffer.from(orderCxml(document))),
  ]
}

/** The mail of a document; throws 'invalid' for an address that is not one plain address. */
export async function orderMail(
  document: OrderDocument,
  addresses: { from: string; replyTo: string; to: string },
): Promise<OrderMail> {
  return {
    messageId: document.messageId,
    replacedMessageId: document.replacedMessageId,
    sentAt: document.issuedAt,
    fromName: document.shop.name,
    fromAddress: requireMailAddress(addresses.from, 'the shop'),
    replyToAddress: requireMailAddress(addresses.replyTo, 'the shop for answers'),
    toAddress: requireMailAddress(addresses.to, `supplier ${document.supplier.code}`),
    ...mailText(document),
    attachments: await orderAttachments(document),
  }
}

/** The mail as it goes over the wire (RFC 5322, MIME). Reads no file and no address; nothing in it is random. */
export function mimeMessage(mail: OrderMail): Promise<Buffer> {
  const replaced = mail.replacedMessageId === null ? undefined : `<${mail.replacedMessageId}>`
  const composer = new MailComposer({
    messageId: `<${mail.messageId}>`,
    ...(replaced === undefined ? {} : { inReplyTo: replaced, references: replaced }),
    date: new Date(mail.sentAt),
    // A name that looks like an address would be shown as the sender.
    from: { name: plainText(mail.fromName).replace(/[<>"@\\]/g, ' '), address: mail.fromAddress },
    replyTo: mail.replyToAddress,
    to: mail.toAddress,
    subject: plainText(mail.subject),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ name, contentType, content }) => ({
      filename: name,
      contentType,
      content,
    })),
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
