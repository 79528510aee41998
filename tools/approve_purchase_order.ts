import { z } from 'zod'
import { answerFields, minor, orderFields, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const approvePurchaseOrder = defineTool({
  name: 'approve_purchase_order',
  title: 'Ask for approval',
  access: 'draft',
  description:
    'Submits a draft order for approval and says which people may decide. It never approves: a person does, signed in.\nUse it for "submit it", "send it for approval", "who must approve PO-2026-0007".',
  input: z.strictObject({ order: words(40) }),
  output: z.object({
    ...answerFields,
    ...orderFields.shape,
    submitted: z.boolean(),
    deciders: z.array(
      z.object({ name: z.string(), role: z.string(), limitMinor: minor.optional() }),
    ),
    excluded: z.array(z.object({ name: z.string(), reason: z.string() })),
    deciderCount: units,
  }),
  async run() {
    throw new Error('approve_purchase_order is being written')
  },
})
