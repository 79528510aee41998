import { boundStates } from '#purchasing/life-cycle.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import type { Database } from '#store/database.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { noSuchOrder } from './approval-facts.ts'
import { orderPaper } from './order-paper.ts'

/**
 * The paper about an order for people to look at: what the supplier has or would be sent. Before it is approved it is
 * marked as a test, so that nobody delivers on it. Throws 'not_found' for a number that is not in the books.
 */
export async function readPaper(db: Database, number: string): Promise<OrderDocument> {
  const order = await purchaseOrder(db, number)
  if (order === null) throw noSuchOrder(number)
  const issuedAt = new Date(order.approvedAt ?? order.createdAt).toISOString()
  const paper = await orderPaper(db, order, { kind: 'order', issuedAt, replyTo: null })
  const isBinding = boundStates.includes(order.state)
  return { ...paper, test: paper.test || !isBinding }
}
