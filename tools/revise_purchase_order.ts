import { z } from 'zod'
import { answerFields, orderFields, orderLineFields, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const revisePurchaseOrder = defineTool({
  name: 'revise_purchase_order',
  title: 'Revise a draft order',
  access: 'draft',
  description:
    'Changes quantities of a draft or submitted order; 0 units removes the line. Needs the revision that get_purchase_order shows; a submitted order goes back to draft.\nUse it for "make that 200", "take the mugs off".',
  input: z.strictObject({
    order: words(40),
    revision: z.number().int().min(1).max(100000),
    changes: z
      .array(z.strictObject({ item: words(), units: z.number().int().min(0).max(10_000_000) }))
      .min(1)
      .max(100),
  }),
  output: z.object({
    ...answerFields,
    ...orderFields.shape,
    lines: z.array(orderLineFields.extend({ beforeUnits: units, askedUnits: units })),
    warnings: z.array(z.string()),
    moreCount: units,
  }),
  async run() {
    throw new Error('revise_purchase_order is being written')
  },
})
