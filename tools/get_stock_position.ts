import { ensurePlan } from '#operations/plan-shop.ts'
import { planLineList } from '#store/plan-lines.ts'
import type { PlanLine } from '#store/plan-lines.ts'
import type { StockPosition } from '#planning/types.ts'
import { countOf, dayOf, daysOf, nameOf, pageOf, present, unitsOf } from './shared/answer.ts'
import { planSource } from './shared/plan.ts'
import { lineFilter, resolveScope } from './shared/scope.ts'
import { z } from 'zod'
import { answerFields, limitUpTo, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

/** Arrivals shown per line. */
const inboundLimit = 3
/** Kits named per line. */
const kitLimit = 2

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
        writtenDownUnits: units,
        kits: z
          .array(z.object({ kitSku: z.string(), readyUnits: units, holdUnits: units }))
          .optional(),
        kitCoverUnits: units.optional(),
        daysOfSupply: z.number().optional(),
        stockoutOn: onDate.optional(),
        inbound: z.array(
          z.object({
            orderNumber: z.string(),
            units,
            expectedOn: onDate.optional(),
            late: z.boolean(),
            lostRate: z.number().optional(),
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
      display: z.string(),
    }),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const { order_by: orderBy = 'days_of_supply', limit = 8 } = input
    const [scope, run] = await Promise.all([resolveScope(db, input), ensurePlan(db, { asOf, now })])
    const lines = await planLineList(db, run.id, await lineFilter(db, scope, 'sold'))
    const placed = lines.flatMap((line) => {
      const { position } = line
      return position === null ? [] : [{ line, position }]
    })
    const { page, moreCount } = pageOf(placed.toSorted(orders[orderBy]), limit)
    const sumOf = (field: SummedField) =>
      placed.reduce((sum, { position }) => sum + position[field], 0)
    const unknownCount = lines.length - placed.length
    return {
      asOf,
      source: planSource(run),
      lines: page.map(({ line, position }) => stockLine(line, position)),
      totals: {
        lineCount: placed.length,
        onHandUnits: sumOf('onHandUnits'),
        availableUnits: sumOf('availableUnits'),
        onOrderUnits: sumOf('onOrderUnits'),
        inventoryPositionUnits: sumOf('inventoryPositionUnits'),
        display: totalSentence(scope.words, placed.length, unknownCount, sumOf),
      },
      moreCount,
    }
  },
})

type Placed = { line: PlanLine; position: StockPosition }
type SummedField = 'onHandUnits' | 'availableUnits' | 'onOrderUnits' | 'inventoryPositionUnits'

const bySku = (a: Placed, b: Placed) =>
  compare(a.line.sku, b.line.sku) || compare(a.line.locationCode, b.line.locationCode)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const orders = {
  sku: bySku,
  days_of_supply: (a: Placed, b: Placed) =>
    (a.position.daysOfSupply ?? Infinity) - (b.position.daysOfSupply ?? Infinity) || bySku(a, b),
}

function stockLine(line: PlanLine, position: StockPosition) {
  const name = nameOf(line.name)
  const { daysOfSupply, stockoutOn, inbound, ...counted } = position
  return present({
    sku: line.sku,
    name,
    locationCode: line.locationCode,
    ...counted,
    daysOfSupply,
    stockoutOn,
    inbound: inbound.slice(0, inboundLimit).map(present),
    display: [
      `${line.sku} ${name} at ${line.locationCode}: ${unitsOf(position.availableUnits)} available`,
      position.onOrderUnits > 0 ? `${position.onOrderUnits} on order` : null,
      position.backorderedUnits > 0 ? `${position.backorderedUnits} backordered` : null,
      daysOfSupply === null ? null : `lasts ${daysOf(daysOfSupply)}`,
      stockoutOn === null ? null : `runs out on ${dayOf(stockoutOn)}`,
      position.unbookedUnits > 0
        ? `${unitsOf(position.unbookedUnits)} in the yard not booked`
        : null,
      ...inbound
        .filter((arrival) => arrival.late)
        .slice(0, 2)
        .map((arrival) => `${arrival.orderNumber} is late`),
      position.writtenDownUnits > 0
        ? `${unitsOf(position.writtenDownUnits)} of what is late written down as likely lost`
        : null,
      ...readyKitParts(position),
    ]
      .filter((part) => part !== null)
      .join(', '),
  })
}

/** "12 ready-made KIT-TEA hold 24 units, kits cover 24 units of its need". */
function readyKitParts({ kits = [], kitCoverUnits = 0 }: StockPosition): string[] {
  const held = kits
    .slice(0, kitLimit)
    .map((kit) => `${kit.readyUnits} ready-made ${kit.kitSku} hold ${unitsOf(kit.holdUnits)}`)
  const more = kits.length > kitLimit ? [`${countOf(kits.length - kitLimit, 'more kit')}`] : []
  const cover = kitCoverUnits > 0 ? [`kits cover ${unitsOf(kitCoverUnits)} of its need`] : []
  return [...held, ...more, ...cover]
}

function totalSentence(
  words: string,
  lineCount: number,
  unknownCount: number,
  sumOf: (field: SummedField) => number,
): string {
  const unknown =
    unknownCount === 0 ? '' : `; ${countOf(unknownCount, 'line')} without a usable stock record`
  if (lineCount === 0) return `No stock record ${words}${unknown}`.trim()
  return `${unitsOf(sumOf('availableUnits'))} available and ${unitsOf(sumOf('onOrderUnits'))} on order ${words} over ${countOf(lineCount, 'line')}${unknown}`.replace(
    '  ',
    ' ',
  )
}
