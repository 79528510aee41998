import { ensurePlan } from '#operations/plan-shop.ts'
import { compareSuppliers as compare } from '#planning/sourcing/comparison.ts'
import type { SupplierComparison } from '#planning/sourcing/supplier-comparison.ts'
import { proposeSplit, splitText } from '#planning/sourcing/split-proposal.ts'
import type { SplitProposal } from '#planning/sourcing/split-proposal.ts'
import { resolveItem } from '#store/items.ts'
import { nameOf, pageOf, present, sentenceOf } from './shared/answer.ts'
import { planSource, urgentLine } from './shared/plan.ts'
import { z } from 'zod'
import { answerFields, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const compareSuppliers = defineTool({
  name: 'compare_suppliers',
  title: 'Compare suppliers',
  access: 'read',
  description:
    'Compares every supplier of one item at a legal quantity: landed cost, lead time, on time in full, the money cost of unreliability, and the exact split where two together are cheaper or needed.\nUse it for "who is cheapest", "should we switch", "what would 500 cost". Without units it takes the quantity of the plan.',
  input: z.strictObject({
    item: words().describe('SKU or words of the name'),
    location: words().optional(),
    units: z.number().int().min(1).max(10_000_000).optional(),
    mostPercent: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('most of the need for one supplier'),
  }),
  output: z.object({
    ...answerFields,
    sku: z.string(),
    name: z.string(),
    locationCode: z.string(),
    currency: z.string(),
    askedUnits: units,
    lines: z.array(
      z.object({
        supplierCode: z.string(),
        supplierName: z.string(),
        usable: z.boolean(),
        best: z.boolean(),
        units,
        landedCostMinor: minor.optional(),
        paymentTermsMinor: minor.optional(),
        unreliabilityMinor: minor.optional(),
        totalMinor: minor.optional(),
        leadTimeDays: z.number().optional(),
        leadTimeSdDays: z.number().optional(),
        otifRate: z.number().optional(),
        expectedOn: onDate.optional(),
        display: z.string(),
      }),
    ),
    split: z
      .object({
        orders: z.array(z.object({ supplierCode: z.string(), units, landedCostMinor: minor })),
        units,
        landedCostMinor: minor,
        display: z.string(),
      })
      .optional(),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const [item, run] = await Promise.all([
      resolveItem(db, input.item),
      ensurePlan(db, { asOf, now }),
    ])
    const line = await urgentLine(db, run, item.sku, input.location)
    const compared = compare(line.inputs, run.policy, input.units ?? null, line.result)
    const { page, moreCount } = pageOf(compared, 8)
    const askedUnits = compared[0]?.askedUnits ?? input.units ?? 0
    const share = input.mostPercent === undefined ? null : input.mostPercent / 100
    const split = askedUnits > 0 ? proposeSplit(line.inputs, run.policy, askedUnits, share) : null
    return {
      asOf,
      source: `${planSource(run)}, terms and receipts of the suppliers`,
      sku: item.sku,
      name: nameOf(item.name),
      locationCode: line.locationCode,
      currency: line.inputs.baseCurrency,
      askedUnits,
      lines: page.map(comparisonLine),
      ...(split && { split: splitAnswer(split, line.inputs.baseCurrency) }),
      moreCount,
    }
  },
})

function splitAnswer(split: SplitProposal, currency: string) {
  const { orders, totalUnits, landedCostMinor } = split
  return {
    orders: orders.map(({ supplierName: _name, ...order }) => order),
    units: totalUnits,
    landedCostMinor,
    display: sentenceOf(`Split, the need is cheapest as ${splitText(split, currency)}`),
  }
}

function comparisonLine(one: SupplierComparison) {
  return present({
    supplierCode: one.supplierCode,
    supplierName: nameOf(one.supplierName),
    usable: one.usable,
    best: one.rank === 1,
    units: one.units ?? 0,
    landedCostMinor: one.landedCostMinor,
    paymentTermsMinor: one.paymentTermsMinor,
    unreliabilityMinor: one.unreliabilityMinor,
    totalMinor: one.totalMinor,
    leadTimeDays: one.leadTimeDays,
    leadTimeSdDays: one.leadTimeSdDays,
    otifRate: one.otifRate,
    expectedOn: one.expectedOn,
    display: sentenceOf(`${nameOf(one.supplierName)}: ${one.reason}`),
  })
}
