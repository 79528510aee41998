import { z } from 'zod'
import { answerFields, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const explainRecommendation = defineTool({
  name: 'explain_recommendation',
  title: 'Explain a recommendation',
  access: 'read',
  description:
    'Explains one line of the plan. question: why (steps that sum to the quantity), why_not (the value and date that would put it on the list), supplier (why this one), fragility (the smallest change that flips it), change (against the run before).\nUse it for "why 144", "why not the mugs". Name the line by handle, or item and location.',
  input: z.strictObject({
    recommendation: words(20).optional().describe('handle such as R12-34'),
    item: words().optional().describe('SKU or words of the name'),
    location: words().optional(),
    question: z.enum(['why', 'why_not', 'supplier', 'fragility', 'change']).optional(),
  }),
  output: z.object({
    ...answerFields,
    recommendation: z.string(),
    sku: z.string(),
    name: z.string(),
    locationCode: z.string(),
    currency: z.string(),
    decision: z.string(),
    units,
    supplierCode: z.string().optional(),
    landedCostMinor: minor.optional(),
    orderByOn: onDate.optional(),
    leadTimeDays: z.number().optional(),
    leadTimeSdDays: z.number().optional(),
    protectionDays: z.number().optional(),
    cycleServiceLevel: z.number().optional(),
    safetyStockUnits: units.optional(),
    reorderPointUnits: units.optional(),
    orderUpToUnits: units.optional(),
    inventoryPositionUnits: units.optional(),
    lines: z.array(
      z.object({
        label: z.string(),
        units: units.optional(),
        amountMinor: minor.optional(),
        dueOn: onDate.optional(),
        display: z.string(),
      }),
    ),
    warnings: z.array(z.string()),
    replayedSame: z.boolean(),
    display: z.string(),
  }),
  async run() {
    throw new Error('explain_recommendation is being written')
  },
})
