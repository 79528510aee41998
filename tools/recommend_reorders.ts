import { z } from 'zod'
import { answerFields, limitUpTo, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const recommendReorders = defineTool({
  name: 'recommend_reorders',
  title: 'Buy list',
  access: 'read',
  description:
    'Gives the buy list: what to order now, how many, from whom, by when, at what landed cost, the most urgent first.\nUse it for "what should I reorder". show=withheld lists items whose numbers are held back until a fact is mended, show=overstock what is too much. Each line has a handle such as R12-34.',
  input: z.strictObject({
    supplier: words().optional(),
    category: words().optional(),
    location: words().optional(),
    item: words().optional().describe('SKU or words of the name'),
    show: z.enum(['due', 'withheld', 'overstock']).optional(),
    budget: words(40).optional().describe('amount and currency, "5000 GBP"'),
    limit: limitUpTo(15),
    offset: z.number().int().min(0).max(100000).optional(),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    lines: z.array(
      z.object({
        recommendation: z.string(),
        sku: z.string(),
        name: z.string(),
        locationCode: z.string(),
        units,
        neededUnits: units,
        supplierCode: z.string().optional(),
        landedCostMinor: minor.optional(),
        orderByOn: onDate.optional(),
        stockoutOn: onDate.optional(),
        urgency: z.string(),
        costOfWaitingMinor: minor.optional(),
        defect: z.string().optional(),
        repair: z.string().optional(),
        worthMinor: minor.optional(),
        excessUnits: units.optional(),
        excessMinor: minor.optional(),
        display: z.string(),
      }),
    ),
    totals: z.object({
      lineCount: units,
      units,
      landedCostMinor: minor,
      withheldCount: units,
      withheldWorthMinor: minor,
      budgetMinor: minor.optional(),
      leftOutCount: units.optional(),
      display: z.string(),
    }),
    moreCount: units,
  }),
  async run() {
    throw new Error('recommend_reorders is being written')
  },
})
