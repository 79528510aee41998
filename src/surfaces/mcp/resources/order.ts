import { escapeMarkdown } from '#render/text.ts'
import type { McpUnit } from '../host.ts'
import { answerOf, documentOf, noSuch, wordsOfOne } from './answers.ts'

type Orders = { asOf: string; source: string; orders: { order: string }[] }

/** A purchase order with its lines and its state as a document. Rejects with 'not_found' for another number. */
export async function orderText(unit: McpUnit, number: string): Promise<string> {
  const found = await answerOf<Orders>(unit, 'get_purchase_order', { order: number })
  const [order] = found.orders
  if (order?.order !== number) throw noSuch('purchase order', number, order?.order)
  return documentOf(
    `# Purchase order ${escapeMarkdown(number)}`,
    wordsOfOne(order, found),
    `Its paper is \`${orderUri(number)}/paper.pdf\`.`,
  )
}

/** The paper of an order, PDF. Before it is approved it is marked as a test. */
export async function orderPaper(unit: McpUnit, number: string): Promise<Uint8Array> {
  return unit.host.pdfOf(await unit.run('read_paper', { order: number }, () => undefined))
}

/** The address of an order's document. */
export const orderUri = (number: string): string => `qm://orders/${encodeURIComponent(number)}`
