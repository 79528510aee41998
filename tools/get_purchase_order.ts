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

export const getPurchaseOrder = defineTool({
  name: 'get_purchase_order',
  title: 'Purchase orders',
  access: 'read',
  description:
    'Shows one purchase order with its lines, or lists orders by supplier, state or item, the newest first.\nUse it for "where is PO-2026-0007", "what is open with Acme", and for the revision that revise_purchase_order needs.',
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
        'cancelled',
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
        noteQuoted: z.string().optional(),
        lines: z.array(orderLineFields.extend({ receivedUnits: units })).optional(),
      }),
    ),
    totals: z.object({ orderCount: units }),
    moreCount: units,
  }),
  async run() {
    throw new Error('get_purchase_order is being written')
  },
})
