import { addDays } from '#planning/calendar.ts'
import { addMinor } from '#planning/money.ts'
import { approvalRoute, splitWindowDays } from '#purchasing/approval.ts'
import type { ApprovalRoute } from '#purchasing/approval.ts'
import { stateAfter } from '#purchasing/life-cycle.ts'
import { totalInBase } from '#purchasing/order-content.ts'
import { formatMoney } from '#render/figures.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import type { Database } from '#store/database.ts'
import { everyPerson } from '#store/people.ts'
import { submitOrder } from '#store/purchase-order-writes.ts'
import { ordersInWindow, resolveOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { QuartermasterError } from '#root/errors.ts'
import { resolveSupplier } from '#store/suppliers.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import { listOf, nameOf, present } from './shared/answer.ts'
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
    'Submits a draft order for approval and says which people may decide. It never approves: a person does, signed in.\nUse it for "submit it", "send it for approval", "who must approve PO-2026-0007".',
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
    const amount = await windowAmount(db, order, baseCurrency, asOf)
    const route = approvalRoute(await everyPerson(db), {
      amountMinor: amount.totalMinor,
      createdBy: order.createdBy,
      lastEditedBy: order.lastEditedBy,
      supplierCreatedBy: supplier.createdBy,
      asOf,
    })
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
      display: decisionSentence(order.number, submitted, route, amount, baseCurrency),
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

/** This order and the requester's other live orders to the same supplier in the window, in the base currency. */
async function windowAmount(
  db: Database,
  order: OrderWithLines,
  baseCurrency: string,
  asOf: string,
) {
  const { supplierCode, createdBy } = order
  const sinceAt = `${addDays(asOf, -splitWindowDays)}T00:00:00Z`
  const others = (await ordersInWindow(db, { supplierCode, createdBy, sinceAt })).filter(
    ({ number }) => number !== order.number,
  )
  const totals = [order, ...others].map((each) => totalInBase(each, baseCurrency))
  return { totalMinor: addMinor(...totals), otherCount: others.length }
}

function decisionSentence(
  order: string,
  submitted: boolean,
  route: ApprovalRoute,
  amount: { totalMinor: number; otherCount: number },
  baseCurrency: string,
): string {
  const state = submitted ? `${order} is submitted.` : `${order} was submitted before.`
  const money = formatMoney(amount.totalMinor, baseCurrency)
  const counted =
    amount.otherCount === 0
      ? money
      : `${money} together with ${amount.otherCount} more to the same supplier in the last week`
  const names = listOf(route.deciders.slice(0, 3).map(({ name }) => nameOf(name)))
  if (route.deciders.length === 0) {
    return `${state} Nobody in the books may decide about ${counted}; a person with a higher limit is needed.`
  }
  return `${state} ${names} may decide about ${counted}; until then it is not approved.`
}
