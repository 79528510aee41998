import { z } from 'zod'
import { answerFields, orderFields, orderLineFields, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const draftPurchaseOrder = defineTool({
  name: 'draft_purchase_order',
  title: 'Draft purchase orders',
  access: 'draft',
  description:
    'Drafts purchase orders from recommendation handles, from items, or from everything due (due=true, may be narrowed by supplier or location). Price, legal quantity and supplier come from the shop. The same content again gives the same draft.\nUse it when a person says "draft it". A draft commits to nothing; people approve.',
  input: z.strictObject({
    recommendations: z.array(words(20)).min(1).max(200).optional(),
    items: z
      .array(
        z.strictObject({
          item: words(),
          units: z.number().int().min(1).max(10_000_000).optional(),
          location: words().optional(),
        }),
      )
      .min(1)
      .max(100)
      .optional(),
    supplier: words().optional(),
    location: words().optional(),
    due: z.boolean().optional(),
  }),
  output: z.object({
    ...answerFields,
    orders: z.array(
      orderFields.extend({
        created: z.boolean(),
        lines: z.array(orderLineFields.extend({ askedUnits: units })),
        warnings: z.array(z.string()),
        moreCount: units,
      }),
    ),
    display: z.string(),
  }),
  async run() {
    throw new Error('draft_purchase_order is being written')
  },
})
