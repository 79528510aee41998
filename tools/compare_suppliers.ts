import { z } from 'zod'
import { answerFields, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const compareSuppliers = defineTool({
  name: 'compare_suppliers',
  title: 'Compare suppliers',
  access: 'read',
  description:
    'Compares every supplier of one item at a legal quantity: landed cost, lead time, on time in full, the money cost of unreliability.\nUse it for "who is cheapest", "should we switch", "what would 500 cost". Without units it takes the quantity of the plan.',
  input: z.strictObject({
    item: words().describe('SKU or words of the name'),
    location: words().optional(),
    units: z.number().int().min(1).max(10_000_000).optional(),
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
        unreliabilityMinor: minor.optional(),
        totalMinor: minor.optional(),
        leadTimeDays: z.number().optional(),
        leadTimeSdDays: z.number().optional(),
        otifRate: z.number().optional(),
        expectedOn: onDate.optional(),
        display: z.string(),
      }),
    ),
    moreCount: units,
  }),
  async run() {
    throw new Error('compare_suppliers is being written')
  },
})
