import { z } from 'zod'
import { answerFields, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const getSupplierPerformance = defineTool({
  name: 'get_supplier_performance',
  title: 'Supplier scorecard',
  access: 'read',
  description:
    'Scores suppliers from their real receipts: on time in full, lead time and its spread, defects, trend, contract.\nUse it for "how reliable is", "who is getting worse". Default the last 12 months, the worst first.',
  input: z.strictObject({
    supplier: words().optional(),
    months: z.number().int().min(1).max(36).optional(),
  }),
  output: z.object({
    ...answerFields,
    lines: z.array(
      z.object({
        supplierCode: z.string(),
        supplierName: z.string(),
        receiptCount: units,
        otifRate: z.number().optional(),
        onTimeRate: z.number().optional(),
        inFullRate: z.number().optional(),
        defectRate: z.number().optional(),
        leadTimeDays: z.number().optional(),
        leadTimeSdDays: z.number().optional(),
        slaOtifRate: z.number().optional(),
        contractEndsOn: onDate.optional(),
        trend: z.string(),
        noteQuoted: z.string().optional(),
        display: z.string(),
      }),
    ),
    moreCount: units,
  }),
  async run() {
    throw new Error('get_supplier_performance is being written')
  },
})
