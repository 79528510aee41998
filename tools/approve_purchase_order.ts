import { submitForApproval } from '#operations/submit-order.ts'
import { resolveOrder } from '#store/purchase-orders.ts'
import { requireDrafter } from './shared/drafting.ts'
import { submissionAnswer } from './shared/submission.ts'
import { z } from 'zod'
import { answerFields, minor, orderFields, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const approvePurchaseOrder = defineTool({
  name: 'approve_purchase_order',
  title: 'Ask for approval',
  access: 'draft',
  description:
    'Submits a draft order and says which people may decide, later what they decided. It never approves: a signed-in person does.\nUse it for "submit it", "approve PO-2026-0007", "is it approved?".',
  input: z.strictObject({ order: words(40) }),
  output: z.object({
    ...answerFields,
    ...orderFields.shape,
    submitted: z.boolean(),
    /** What an approver will see first. */
    flags: z.array(z.string()),
    /** Different people who must still say yes; 0 once it is decided. */
    approvalsMissing: units,
    decided: z.string().optional(),
    reasonQuoted: z.string().optional(),
    deciders: z.array(
      z.object({
        name: z.string(),
        role: z.string(),
        currency: z.string(),
        /** Absent where the person has no ceiling. */
        limitMinor: minor.optional(),
        standsInFor: z.string().optional(),
      }),
    ),
    excluded: z.array(z.object({ name: z.string(), reason: z.string() })),
    deciderCount: units,
  }),
  async run(input, { db, person, asOf, now }) {
    requireDrafter(person)
    const found = await resolveOrder(db, input.order)
    const waits = found.state === 'draft' || found.state === 'submitted'
    const { submitted, flags } = waits
      ? await submitForApproval(db, found, { id: person.id, at: now, asOf })
      : { submitted: false, flags: [] }
    const order = await resolveOrder(db, found.number)
    const handed = waits ? (submitted ? 'now' : 'before') : 'not_waiting'
    return submissionAnswer(db, order, { handed, flags }, { asOf, now })
  },
})
