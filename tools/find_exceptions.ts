import { z } from 'zod'
import { answerFields, limitUpTo, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const findExceptions = defineTool({
  name: 'find_exceptions',
  title: 'Exceptions',
  access: 'read',
  description:
    'Lists what needs a person, by money at risk: late inbound, short receipts, unbooked goods, price variance, demand spikes, stale facts, contracts about to end, suppliers getting worse.\nUse it for "what is wrong", "what is late", "anything I should worry about".',
  input: z.strictObject({
    kind: words(40).optional().describe('one kind as named in a result'),
    supplier: words().optional(),
    location: words().optional(),
    limit: limitUpTo(20),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    lines: z.array(
      z.object({
        kind: z.string(),
        sku: z.string().optional(),
        locationCode: z.string().optional(),
        supplierCode: z.string().optional(),
        order: z.string().optional(),
        atRiskMinor: minor.optional(),
        sinceOn: onDate.optional(),
        display: z.string(),
      }),
    ),
    totals: z.object({ exceptionCount: units, atRiskMinor: minor, display: z.string() }),
    moreCount: units,
  }),
  async run() {
    throw new Error('find_exceptions is being written')
  },
})
