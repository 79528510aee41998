import { onOrderStates } from '#purchasing/life-cycle.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import { resolveItem } from '#store/items.ts'
import type { Database } from '#store/database.ts'
import { everyPerson } from '#store/people.ts'
import { orderList, resolveOrder, withLines } from '#store/purchase-orders.ts'
import type { OrderFilter, OrderLineRow, OrderWithLines } from '#store/purchase-orders.ts'
import { resolveSupplier, suppliersByCode } from '#store/suppliers.ts'
import { dayOf, nameOf, noteOf, present, unitsOf } from './shared/answer.ts'
import { lastDecision } from './shared/decided.ts'
import { decisionOn, decisionSentence } from './shared/decision.ts'
import { orderAnswer, orderLineAnswer } from './shared/order.ts'
import { z } from 'zod'
import {
  answerFields,
  limitUpTo,
  onDate,
  orderFields,
  orderLineFields,
  units,
  words,
} from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

/** Lines shown of one order; `lineCount` says how many it has. */
const lineLimit = 25

export const getPurchaseOrder = defineTool({
  name: 'get_purchase_order',
  title: 'Purchase orders',
  access: 'read',
  description:
    'Shows one purchase order with its lines, or lists orders by supplier, state or item, the newest first.\nUse it for "where is PO-2026-0007", "what is open with Acme", "who must approve it", and for the revision that revise_purchase_order needs.',
  input: z.strictObject({
    order: words(40).optional().describe('number such as PO-2026-0007'),
    supplier: words().optional(),
    state: z
      .enum([
        'draft',
        'submitted',
        'approved',
        'sent',
        'acknowledged',
        'partly_received',
        'received',
        'closed',
        'rejected',
        'expired',
        'cancelled',
        'unknown_delivery',
        'open',
        'late',
      ])
      .optional(),
    item: words().optional(),
    limit: limitUpTo(15),
  }),
  output: z.object({
    ...answerFields,
    orders: z.array(
      orderFields.extend({
        createdBy: z.string(),
        createdOn: onDate,
        late: z.boolean(),
        lineCount: units,
        noteQuoted: z.string().optional(),
        /** Of one order: who may decide, or what was decided last. */
        decision: z.string().optional(),
        lines: z.array(orderLineFields.extend({ receivedUnits: units })).optional(),
      }),
    ),
    totals: z.object({ orderCount: units }),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const { order, supplier, state, item, limit = 10 } = input
    const found = await wantedOrders(db, { order, supplier, state, item, limit, asOf })
    const suppliers = await suppliersByCode(
      db,
      found.orders.map((each) => each.supplierCode),
    )
    const names = new Map((await everyPerson(db)).map((person) => [person.id, person.name]))
    const baseCurrency = await baseCurrencyOf(db)
    const decision = found.detail ? await decisionText(db, found.orders[0]!, { asOf, now }) : null
    return {
      asOf,
      source: 'purchase orders of the shop',
      orders: found.orders.map((each) =>
        present({
          ...orderAnswer(each, {
            supplierName: suppliers.get(each.supplierCode)?.name ?? each.supplierCode,
            baseCurrency,
          }),
          createdBy: nameOf(names.get(each.createdBy) ?? each.createdBy),
          createdOn: each.createdAt.slice(0, 10),
          late: isLate(each, asOf),
          noteQuoted: noteOf(each.note),
          decision,
          lines: found.detail ? linesOf(each) : null,
          lineCount: each.lines.length,
        }),
      ),
      totals: { orderCount: found.count },
      moreCount: found.count - found.orders.length,
    }
  },
})

/** Who may decide about an order that nobody has decided yet, else what was decided last; null for one from elsewhere. */
async function decisionText(
  db: Database,
  order: OrderWithLines,
  when: { asOf: string; now: string },
): Promise<string | null> {
  if (order.state === 'draft' || order.state === 'submitted') {
    return decisionSentence(await decisionOn(db, order.number, when))
  }
  return (await lastDecision(db, order))?.sentence ?? null
}

type Wanted = {
  order: string | undefined
  supplier: string | undefined
  state: OrderFilter['state']
  item: string | undefined
  limit: number
  asOf: string
}

async function wantedOrders(db: Database, wanted: Wanted) {
  const { order, supplier, state, item, limit, asOf } = wanted
  if (order !== undefined)
    return { orders: [await resolveOrder(db, order)], count: 1, detail: true }
  const filter = {
    asOf,
    ...(supplier !== undefined && { supplierCode: (await resolveSupplier(db, supplier)).code }),
    ...(item !== undefined && { sku: (await resolveItem(db, item)).sku }),
    ...(state && { state }),
  }
  const { orders, count } = await orderList(db, filter, limit)
  return { orders: await withLines(db, orders), count, detail: count === 1 }
}

function isLate(order: OrderWithLines, asOf: string): boolean {
  const dueOn = order.confirmedForOn ?? order.expectedOn
  return onOrderStates.includes(order.state) && dueOn !== null && dueOn < asOf
}

function linesOf(order: OrderWithLines) {
  return order.lines.slice(0, lineLimit).map((line) => ({
    ...orderLineAnswer(line, order.currency, receivedRemark(line)),
    receivedUnits: line.receivedUnits,
  }))
}

function receivedRemark(line: OrderLineRow): string | null {
  const expected = line.expectedOn === null ? null : `expected ${dayOf(line.expectedOn)}`
  return line.receivedUnits > 0 ? `${unitsOf(line.receivedUnits)} received` : expected
}
