import { z } from 'zod'
import { answerFields, limitUpTo, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const findItems = defineTool({
  name: 'find_items',
  title: 'Find items',
  access: 'read',
  description:
    'Finds items by SKU, barcode or words, and by category, supplier, location or lifecycle.\nUse it to learn the SKU of something a person names loosely, or to list what a supplier sells.',
  input: z.strictObject({
    query: words().optional().describe('SKU, barcode or words of the name'),
    category: words().optional(),
    supplier: words().optional(),
    location: words().optional(),
    lifecycle: z.enum(['new', 'active', 'phase_out', 'discontinued']).optional(),
    limit: limitUpTo(25),
  }),
  output: z.object({
    ...answerFields,
    lines: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        category: z.string(),
        abcClass: z.string(),
        lifecycle: z.string(),
        supplierCode: z.string().optional(),
        onHandUnits: units,
        noteQuoted: z.string().optional(),
        display: z.string(),
      }),
    ),
    totals: z.object({ itemCount: units }),
    moreCount: units,
  }),
  async run() {
    throw new Error('find_items is being written')
  },
})
