import { z } from 'zod'
import { answerFields, minor, onDate, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const getKpis = defineTool({
  name: 'get_kpis',
  title: 'Key figures',
  access: 'read',
  description:
    'Gives the key figures of a period: fill rate, stockout rate, stock value, turnover, days of supply, excess, carrying cost, GMROI, forecast accuracy, on time in full, order cycle.\nUse it for "how are we doing". Default the last 90 days, the whole shop.',
  input: z.strictObject({
    location: words().optional(),
    category: words().optional(),
    supplier: words().optional(),
    days: z.number().int().min(7).max(730).optional(),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    startsOn: onDate,
    fillRate: z.number().optional(),
    stockoutRate: z.number().optional(),
    stockValueMinor: minor.optional(),
    turnsPerYear: z.number().optional(),
    daysOfSupply: z.number().optional(),
    excessMinor: minor.optional(),
    carryingCostMinor: minor.optional(),
    gmroi: z.number().optional(),
    rmsse: z.number().optional(),
    otifRate: z.number().optional(),
    orderCycleDays: z.number().optional(),
    lines: z.array(z.object({ label: z.string(), display: z.string() })),
  }),
  async run() {
    throw new Error('get_kpis is being written')
  },
})
