import { ensurePlan } from '#operations/plan-shop.ts'
import { QuartermasterError } from '#root/errors.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import type { Database } from '#store/database.ts'
import { resolveLocation } from '#store/locations.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { draftOrders } from '#store/purchase-order-writes.ts'
import { draftsOfDay, ordersByNumber } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { resolveSupplier, suppliersByCode } from '#store/suppliers.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import { countOf, listOf, pageOf } from './shared/answer.ts'
import { asksDue, asksOfHandles, asksOfItems, asksWithin } from './shared/draft-asks.ts'
import type { Asks } from './shared/draft-asks.ts'
import { requireDrafter } from './shared/drafting.ts'
import { minimumWarning, orderAnswer, orderLineAnswer } from './shared/order.ts'
import { planSource } from './shared/plan.ts'
import { remarkKey, wantedOrders } from './shared/wanted-orders.ts'
import type { LineRemark } from './shared/wanted-orders.ts'
import { z } from 'zod'
import { answerFields, orderFields, orderLineFields, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

/** Orders shown, and lines over all of them. */
const orderLimit = 8
const lineBudget = 16

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
    budget: words(40).optional().describe('with due: "5000 GBP"'),
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
    warnings: z.array(z.string()),
    moreCount: units,
    display: z.string(),
  }),
  async run(input, { db, person, asOf, now }) {
    requireDrafter(person)
    const run = await ensurePlan(db, { asOf, now })
    const { asks, existing, warnings } = await asksFor(db, run, input)
    const { orders: wanted, remarks } = await wantedOrders(db, run, asks, asOf)
    const drafted = await draftOrders(db, wanted, { id: person.id, at: now, asOf })
    const orders: { order: OrderWithLines; created: boolean }[] = existing.map((order) => ({
      order,
      created: false,
    }))
    const written = await ordersByNumber(
      db,
      drafted.map(({ number }) => number),
    )
    for (const { number, created } of drafted) {
      const order = written.get(number)
      if (order !== undefined) orders.push({ order, created })
    }
    if (orders.length === 0) throw nothingToDraft(warnings)
    const suppliers = await suppliersByCode(
      db,
      orders.map(({ order }) => order.supplierCode),
    )
    const baseCurrency = await baseCurrencyOf(db)
    const { page, moreCount } = pageOf(orders, orderLimit)
    const lineLimit = Math.max(2, Math.floor(lineBudget / page.length))
    return {
      asOf,
      source: planSource(run),
      orders: page.map(({ order, created }) =>
        answerOf(order, {
          created,
          supplier: suppliers.get(order.supplierCode),
          baseCurrency,
          lineLimit,
          remarks,
        }),
      ),
      warnings: warnings.slice(0, 8),
      moreCount,
      display: summaryOf(orders),
    }
  },
})

type Input = {
  recommendations?: string[] | undefined
  items?: { item: string; units?: number | undefined; location?: string | undefined }[] | undefined
  supplier?: string | undefined
  location?: string | undefined
  due?: boolean | undefined
  budget?: string | undefined
}

async function asksFor(db: Database, run: PlanRun, input: Input): Promise<Asks> {
  const { recommendations, items, due, supplier, location, budget } = input
  const sources = [recommendations, items, due === true ? due : undefined]
  if (sources.filter((source) => source !== undefined).length !== 1) {
    throw new QuartermasterError(
      'invalid',
      'Say in one way what to draft.',
      'Give recommendations (handles), or items, or due=true for everything due.',
    )
  }
  if (budget !== undefined && due !== true) {
    throw new QuartermasterError(
      'invalid',
      'A budget chooses among everything due.',
      'Give due=true with the budget, or name handles or items without one.',
    )
  }
  if (recommendations !== undefined) return asksOfHandles(db, run, recommendations)
  if (items !== undefined) return asksOfItems(db, run, items, { supplier, location })
  const where = {
    ...(supplier !== undefined && { supplierCode: (await resolveSupplier(db, supplier)).code }),
    ...(location !== undefined && { locationCode: (await resolveLocation(db, location)).code }),
  }
  if (budget !== undefined) return withinBudget(db, run, where, budget)
  const asks = await asksDue(db, run, where)
  // Said twice, "draft it" shows the drafts of the day again: they are why nothing is due any more.
  const existing = asks.length > 0 ? [] : await draftsOfDay(db, { asOf: run.asOf, ...where })
  return { asks, existing, warnings: [] }
}

/** A budget is spent once: where drafts of the day are, they are what it bought. */
async function withinBudget(
  db: Database,
  run: PlanRun,
  where: { supplierCode?: string; locationCode?: string },
  budget: string,
): Promise<Asks> {
  const existing = await draftsOfDay(db, { asOf: run.asOf, ...where })
  if (existing.length === 0) {
    return { asks: await asksWithin(db, run, where, budget), existing, warnings: [] }
  }
  const warning = 'Drafts of today are there already; cancel them to draft within a budget anew.'
  return { asks: [], existing, warnings: [warning] }
}

function nothingToDraft(warnings: string[]): QuartermasterError {
  return new QuartermasterError(
    'conflict',
    ['Nothing is due, so there is nothing to draft.', ...warnings.slice(0, 5)].join(' '),
    'recommend_reorders shows what is due now; name items with units to draft something else.',
  )
}

function answerOf(
  order: OrderWithLines,
  shown: {
    created: boolean
    supplier: SupplierRow | undefined
    baseCurrency: string
    lineLimit: number
    remarks: Map<string, LineRemark>
  },
) {
  const { created, supplier, baseCurrency, lineLimit, remarks } = shown
  const { page, moreCount } = pageOf(order.lines, lineLimit)
  const warning = minimumWarning(order, supplier)
  return {
    ...orderAnswer(order, { supplierName: supplier?.name ?? order.supplierCode, baseCurrency }),
    created,
    lines: page.map((line) => {
      const remark = created
        ? remarks.get(remarkKey(order.supplierCode, order.locationCode, line.sku))
        : undefined
      return {
        ...orderLineAnswer(line, order.currency, remark?.remark ?? null),
        askedUnits: remark?.askedUnits ?? line.orderedUnits,
      }
    }),
    warnings: warning === null ? [] : [warning],
    moreCount,
  }
}

function summaryOf(orders: { order: OrderWithLines; created: boolean }[]): string {
  const numbersOf = (created: boolean) =>
    orders.filter((each) => each.created === created).map(({ order }) => order.number)
  const [made, there] = [numbersOf(true), numbersOf(false)]
  const sentences = [
    made.length === 0 ? null : `${countOf(made.length, 'order')} drafted: ${listOf(made)}.`,
    there.length === 0
      ? null
      : `${listOf(there)} ${there.length === 1 ? 'was' : 'were'} there already.`,
    'A draft commits to nothing until a person approves it.',
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}
