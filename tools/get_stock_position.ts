import { z } from 'zod'
import { answerFields, limitUpTo, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const getStockPosition = defineTool({
  name: 'get_stock_position',
  title: 'Stock position',
  access: 'read',
  description:
    'Shows stock by item and location: on hand, allocated, unavailable, available, on order, in transit, inventory position, days of supply and the day it runs out.\nUse it for "how many do we have", "what is inbound", "when do we run out".',
  input: z.strictObject({
    item: words().optional().describe('SKU or words of the name'),
    category: words().optional(),
    supplier: words().optional(),
    location: words().optional(),
    order_by: z.enum(['days_of_supply', 'sku']).optional(),
    limit: limitUpTo(12),
  }),
  output: z.object({
    ...answerFields,
    lines: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        locationCode: z.string(),
        onHandUnits: units,
        allocatedUnits: units,
        unavailableUnits: units,
        availableUnits: units,
        onOrderUnits: units,
        inTransitUnits: units,
        draftedUnits: units,
        backorderedUnits: units,
        unbookedUnits: units,
        inventoryPositionUnits: units,
        daysOfSupply: z.number().optional(),
        stockoutOn: onDate.optional(),
        inbound: z.array(
          z.object({
            orderNumber: z.string(),
            units,
            expectedOn: onDate.optional(),
            late: z.boolean(),
          }),
        ),
        display: z.string(),
      }),
    ),
    totals: z.object({
      lineCount: units,
      onHandUnits: units,
      availableUnits: units,
      onOrderUnits: units,
      inventoryPositionUnits: units,
    }),
    moreCount: units,
  }),
  async run() {
    throw new Error('get_stock_position is being written')
  },
})
