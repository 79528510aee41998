import { z } from 'zod'
import { answerFields, minor, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const simulateDisruption = defineTool({
  name: 'simulate_disruption',
  title: 'What if',
  access: 'read',
  description:
    'Simulates a disruption on a snapshot and compares responses (accept, switch, split, expedite, transfer) by stockout days, lost margin and cost. Changes nothing.\nUse it for "what if Northwind is down three weeks", "lead times grow by 10 days", "demand rises 30 %", "a 20 % tariff", "we lose Leeds".',
  input: z.strictObject({
    kind: z.enum(['supplier_down', 'lead_time_delay', 'demand_change', 'tariff', 'location_lost']),
    supplier: words().optional(),
    item: words().optional(),
    category: words().optional(),
    location: words().optional(),
    days: z.number().int().min(1).max(180).optional(),
    percent: z.number().min(-100).max(1000).optional(),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    responses: z.array(
      z.object({
        response: z.string(),
        stockoutDays: z.number(),
        lostMarginMinor: minor,
        addedCostMinor: minor,
        totalMinor: minor,
        best: z.boolean(),
        display: z.string(),
      }),
    ),
    lines: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        locationCode: z.string(),
        stockoutDays: z.number(),
        lostMarginMinor: minor,
        response: z.string(),
        display: z.string(),
      }),
    ),
    totals: z.object({ affectedCount: units, pathCount: units, display: z.string() }),
    moreCount: units,
  }),
  async run() {
    throw new Error('simulate_disruption is being written')
  },
})
