import { stateAfter } from '#purchasing/life-cycle.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import { submitOrder } from '#store/purchase-order-writes.ts'
import { resolveOrder } from '#store/purchase-orders.ts'
import { QuartermasterError } from '#root/errors.ts'
import { resolveSupplier } from '#store/suppliers.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import { nameOf, present } from './shared/answer.ts'
import { decisionOn, decisionSentence } from './shared/decision.ts'
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
    'Submits a draft order for approval and says which people may decide. It never approves: a person does, signed in.\nUse it for "submit it", "send it for approval", "approve PO-2026-0007".',
  input: z.strictObject({ order: words(40) }),
  output: z.object({
    ...answerFields,
    ...orderFields.shape,
    submitted: z.boolean(),
    deciders: z.array(
      z.object({
        name: z.string(),
        role: z.string(),
        currency: z.string(),
        limitMinor: minor,
        standsInFor: z.string().optional(),
      }),
    ),
    excluded: z.array(z.object({ name: z.string(), reason: z.string() })),
    deciderCount: units,
  }),
  async run(input, { db, person, asOf, now }) {
    requireDrafter(person)
    const found = await resolveOrder(db, input.order)
    if (found.state !== 'submitted') stateAfter(found.number, found.state, 'submit')
    const supplier = await resolveSupplier(db, found.supplierCode)
    requireActive(supplier, found.number)
    const { submitted } = await submitOrder(db, found, { id: person.id, at: now, asOf })
    const order = await resolveOrder(db, found.number)
    const baseCurrency = await baseCurrencyOf(db)
    const { route, amount } = await decisionOn(db, order, supplier, baseCurrency, asOf)
    const head = orderAnswer(order, { supplierName: supplier.name, baseCurrency })
    return {
      asOf,
      source: 'approval limits of the people in the books',
      ...head,
      submitted,
      deciders: route.deciders.slice(0, 8).map(({ name, role, limitMinor, forPerson }) =>
        present({
          name: nameOf(name),
          role,
          currency: baseCurrency,
          limitMinor,
          standsInFor: forPerson === null ? null : nameOf(forPerson),
        }),
      ),
      excluded: route.excluded
        .slice(0, 8)
        .map(({ name, reason }) => ({ name: nameOf(name), reason })),
      deciderCount: route.deciders.length,
      display: `${submitted ? `${order.number} is submitted` : `${order.number} was submitted before`}. ${decisionSentence(route, amount, baseCurrency)}`,
    }
  },
})

function requireActive(supplier: SupplierRow, order: string): void {
  if (supplier.status === 'active') return
  throw new QuartermasterError(
    'conflict',
    `${order} can not be submitted: its supplier ${supplier.code} is ${supplier.status}.`,
    'Draft it with an approved supplier; compare_suppliers shows which there are.',
    { order, supplierCode: supplier.code },
  )
}
