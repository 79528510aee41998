import { z } from 'zod'
import { answerFields, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const forecastDemand = defineTool({
  name: 'forecast_demand',
  title: 'Demand forecast',
  access: 'read',
  description:
    'Forecasts the demand of one item by week as a range (5 %, 50 %, 95 %), with method, accuracy, promotion uplift and spike verdict.\nUse it for "how many will we sell", trend, season and "is this spike real". Default 8 weeks, every location.',
  input: z.strictObject({
    item: words().describe('SKU or words of the name'),
    location: words().optional(),
    weeks: z.number().int().min(1).max(26).optional(),
  }),
  output: z.object({
    ...answerFields,
    sku: z.string(),
    name: z.string(),
    lines: z.array(
      z.object({
        locationCode: z.string(),
        method: z.string().optional(),
        perWeekUnits: z.number().optional(),
        totalUnits: z.number().optional(),
        totalP05Units: units.optional(),
        totalP95Units: units.optional(),
        lastWeeksUnits: z.array(units).describe('sold, the oldest first'),
        censoredDays: units,
        upliftRate: z.number().optional(),
        rmsse: z.number().optional(),
        spike: z.string(),
        weeks: z.array(
          z.object({
            startsOn: onDate,
            meanUnits: z.number(),
            p05Units: units,
            p50Units: units,
            p95Units: units,
          }),
        ),
        display: z.string(),
      }),
    ),
    moreCount: units,
  }),
  async run() {
    throw new Error('forecast_demand is being written')
  },
})
