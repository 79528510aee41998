import { submitForApproval } from '#operations/submit-order.ts'
import type { Flag } from '#purchasing/order-flags.ts'
import { resolveOrder } from '#store/purchase-orders.ts'
import type { OrderRow } from '#store/purchase-orders.ts'
import { resolveSupplier } from '#store/suppliers.ts'
import { nameOf, present, sentenceOf } from './shared/answer.ts'
import { lastDecision } from './shared/decided.ts'
import { decisionOn, decisionSentence } from './shared/decision.ts'
import type { Decision } from './shared/decision.ts'
import { requireDrafter } from './shared/drafting.ts'
import { orderAnswer } from './shared/order.ts'
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
    const decision = await decisionOn(db, order.number, { asOf, now })
    const decided = await lastDecision(db, order)
    const supplier = await resolveSupplier(db, order.supplierCode)
    const { baseCurrency } = decision
    return present({
      asOf,
      source: 'approval limits and decisions in the books',
      ...orderAnswer(order, { supplierName: supplier.name, baseCurrency }),
      submitted,
      decided: decided?.sentence ?? null,
      reasonQuoted: decided?.reasonQuoted ?? null,
      ...(waits ? whoDecides(decision, flags) : nobodyDecides),
      display: waits
        ? `${submitted ? `${order.number} is submitted` : `${order.number} was submitted before`}. ${decisionSentence(decision)}`
        : (decided?.sentence ?? standsAt(order)),
    })
  },
})

const nobodyDecides = {
  flags: [],
  approvalsMissing: 0,
  deciders: [],
  excluded: [],
  deciderCount: 0,
}

/** An order that came from elsewhere has no decision here. */
const standsAt = ({ number, state }: OrderRow) => `${number} is ${state.replace('_', ' ')}.`

function whoDecides(decision: Decision, submittedWith: Flag[]) {
  const { route, open, needs, flags, baseCurrency } = decision
  const raised = submittedWith.length > 0 ? submittedWith : flags
  return {
    flags: raised.slice(0, 8).map(({ sentence }) => sentenceOf(sentence)),
    approvalsMissing: open?.approvals ?? needs.approvals,
    deciders: route.deciders.slice(0, 8).map(({ name, role, limitMinor, forPerson }) =>
      present({
        name: nameOf(name),
        role,
        currency: baseCurrency,
        limitMinor: Number.isFinite(limitMinor) ? limitMinor : null,
        standsInFor: forPerson === null ? null : nameOf(forPerson),
      }),
    ),
    excluded: route.excluded
      .slice(0, 8)
      .map(({ name, reason }) => ({ name: nameOf(name), reason })),
    deciderCount: route.deciders.length,
  }
}
