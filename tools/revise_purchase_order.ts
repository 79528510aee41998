import type { OrderContent } from '#purchasing/order-content.ts'
import { sixPlaces } from '#purchasing/order-content.ts'
import { stateAfter } from '#purchasing/life-cycle.ts'
import { orderLine } from '#purchasing/order-line.ts'
import type { OrderLine } from '#purchasing/order-line.ts'
import { QuartermasterError } from '#root/errors.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import type { Database } from '#store/database.ts'
import { resolveItem } from '#store/items.ts'
import { matchingNames, oneMatch } from '#store/name-match.ts'
import { placeKey } from '#store/plan-runs.ts'
import { reviseOrder } from '#store/purchase-order-writes.ts'
import { resolveOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { pageOf } from './shared/answer.ts'
import { requireDrafter } from './shared/drafting.ts'
import { minimumWarning, orderAnswer, orderLineAnswer } from './shared/order.ts'
import { optionOf, planningFacts } from './shared/planning-facts.ts'
import { z } from 'zod'
import { answerFields, orderFields, orderLineFields, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

/** Lines shown; `moreCount` says how many stand behind them. */
const lineLimit = 25

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
  async run(input, { db, person, asOf, now }) {
    requireDrafter(person)
    const before = await resolveOrder(db, input.order)
    stateAfter(before.number, before.state, 'revise')
    const changed = await changedLines(db, before, input.changes, asOf)
    const { content, recommendationIds } = contentOf(before, changed)
    const wanted = {
      content,
      rateToBase: before.rateToBase,
      planRunId: before.planRunId,
      recommendationIds,
    }
    const change = { number: before.number, revision: input.revision, wanted }
    await reviseOrder(db, change, { id: person.id, at: now, asOf })
    const order = await resolveOrder(db, before.number)
    const supplier = (await suppliersByCode(db, [order.supplierCode])).get(order.supplierCode)
    const unitsBefore = new Map(before.lines.map((line) => [line.sku, line.orderedUnits]))
    const { page, moreCount } = pageOf(order.lines, lineLimit)
    const warning = minimumWarning(order, supplier)
    return {
      asOf,
      source: 'terms of the supplier today',
      ...orderAnswer(order, {
        supplierName: supplier?.name ?? order.supplierCode,
        baseCurrency: await baseCurrencyOf(db),
      }),
      lines: page.map((line) => ({
        ...orderLineAnswer(line, order.currency, changed.get(line.sku)?.remark ?? null),
        beforeUnits: unitsBefore.get(line.sku) ?? 0,
        askedUnits: changed.get(line.sku)?.askedUnits ?? line.orderedUnits,
      })),
      warnings: [
        ...(before.state === 'submitted'
          ? [`${order.number} was submitted and is a draft again.`]
          : []),
        ...(warning === null ? [] : [warning]),
      ],
      moreCount,
    }
  },
})

/** The new line of each SKU that changes; null takes the line off. */
type Changes = Map<string, OrderLine | null>

async function changedLines(
  db: Database,
  order: OrderWithLines,
  changes: { item: string; units: number }[],
  asOf: string,
): Promise<Changes> {
  const wanted = new Map<string, number>()
  for (const change of changes) {
    const sku = await skuOf(db, order, change.item)
    if (wanted.has(sku)) {
      throw new QuartermasterError(
        'invalid',
        `${sku} is named twice.`,
        'Give one change for each item.',
      )
    }
    wanted.set(sku, change.units)
  }
  const { locationCode, supplierCode } = order
  const facts = await planningFacts(db, {
    asOf,
    skus: [...wanted.keys()],
    locationCodes: [locationCode],
  })
  const optionFor = (sku: string) =>
    optionOf(facts.get(placeKey({ sku, locationCode }))?.suppliers ?? [], sku, supplierCode)
  return new Map(
    [...wanted].map(([sku, units]) => [
      sku,
      units === 0 ? null : orderLine(optionFor(sku), sku, units, asOf),
    ]),
  )
}

/** An item by what the order calls it, else by what the shop calls it. */
async function skuOf(db: Database, order: OrderWithLines, text: string): Promise<string> {
  const own = order.lines.map((line) => ({ code: line.sku, name: line.name }))
  const matches = matchingNames(text, own)
  if (matches.length > 0) return oneMatch(`line of ${order.number}`, text, matches, own).code
  return (await resolveItem(db, text)).sku
}

function contentOf(order: OrderWithLines, changed: Changes) {
  const kept = order.lines.filter((line) => changed.get(line.sku) !== null)
  const own = new Set(order.lines.map((line) => line.sku))
  const added = [...changed.values()].filter((line) => line !== null && !own.has(line.sku))
  const next = [
    ...kept.map((line) => {
      const { sku, orderedUnits: units, unitPrice, expectedOn } = line
      const terms = changed.get(sku) ?? { units, unitPrice, expectedOn }
      return { sku, terms, recommendationId: line.recommendationId }
    }),
    ...added.flatMap((line) =>
      line === null ? [] : [{ sku: line.sku, terms: line, recommendationId: null }],
    ),
  ]
  if (next.length === 0) {
    throw new QuartermasterError(
      'invalid',
      `That would leave ${order.number} without a line.`,
      'Keep at least one line, or have a person cancel the order.',
    )
  }
  const lines = next.map(({ sku, terms }, at) => ({
    lineNumber: at + 1,
    sku,
    units: terms.units,
    unitPrice: sixPlaces(terms.unitPrice),
    expectedOn: terms.expectedOn,
  }))
  const expectedOn =
    lines
      .map((line) => line.expectedOn ?? '')
      .toSorted()
      .at(-1) || null
  const { supplierCode, locationCode, currency } = order
  const content: OrderContent = { supplierCode, locationCode, currency, expectedOn, lines }
  const recommendationIds = Object.fromEntries(
    next.flatMap(({ recommendationId }, at) =>
      recommendationId === null ? [] : [[at + 1, recommendationId]],
    ),
  )
  return { content, recommendationIds }
}
