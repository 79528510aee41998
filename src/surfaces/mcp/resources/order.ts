import { QuartermasterError } from '#root/errors.ts'
import { escapeMarkdown } from '#render/text.ts'
import { toolText } from '#render/tool-text.ts'
import type { McpUnit } from '../host.ts'
import { answerOf, documentOf, noSuch } from './answers.ts'

type Orders = { orders: { order: string }[] }

/** A purchase order with its lines and its state as a document. Rejects with 'not_found' for another number. */
export async function orderText(unit: McpUnit, number: string): Promise<string> {
  const found = await answerOf<Orders>(unit, 'get_purchase_order', { order: number })
  const [order] = found.orders
  if (order?.order !== number) throw noSuch('purchase order', number, order?.order)
  return documentOf(
    `# Purchase order ${escapeMarkdown(number)}`,
    toolText(found),
    `Its paper is \`${orderUri(number)}/paper.pdf\`.`,
  )
}

/** The paper of an order, PDF; 'forbidden' for whoever may not see costs: a paper without prices is another paper. */
export async function orderPaper(unit: McpUnit, number: string): Promise<Uint8Array> {
  if (!unit.caller.seesCosts) {
    throw new QuartermasterError(
      'forbidden',
      'The paper of an order says what it costs, which this person is not shown.',
      `Read ${orderUri(number)}, or ask a buyer for the paper.`,
    )
  }
  return unit.host.pdfOf(await unit.run('read_paper', { order: number }, () => undefined))
}

/** The address of an order's document. */
export const orderUri = (number: string): string => `qm://orders/${encodeURIComponent(number)}`
