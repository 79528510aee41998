import { formatNumber, formatRate } from '#render/figures.ts'
import type { WaterfallStep } from '../reasons.ts'
import type { PlanningPolicy, StockPosition, SupplierOption } from '../types.ts'
import type { EconomicLot } from './economic-lot.ts'
import type { ReorderLevels } from './reorder-levels.ts'

/** The units of all steps together. */
export function sumOfSteps(steps: WaterfallStep[]): number {
  return steps.reduce((sum, step) => sum + step.units, 0)
}

/** One step of the waterfall; -0 becomes 0 so that a stored plan has one form. */
export function step(
  code: WaterfallStep['code'],
  label: string,
  units: number,
  detail: string,
): WaterfallStep {
  return { code, label, units: units === 0 ? 0 : units, detail }
}

function levelSteps(
  levels: ReorderLevels,
  lot: EconomicLot,
  policy: PlanningPolicy,
  option: SupplierOption,
): WaterfallStep[] {
  const leadUnits = Math.round(levels.leadTimeDemandUnits)
  const reviewUnits = Math.round(levels.reviewDemandUnits)
  const safetyUnits = Math.round(levels.safetyStockUnits)
  const basis = option.leadTime?.observations === 0 ? 'as quoted' : 'as measured'
  const arrival = `${formatNumber(levels.arrivalDays, 1)} days to delivery, ${basis}`
  const level = `${levels.serviceReason}; demand and lead time as uncertain as they are`
  const lostUnits = Math.round(levels.lostUnits)
  const rounding = levels.orderUpToUnits - leadUnits - reviewUnits - safetyUnits + lostUnits
  const toWhole = `to a whole level of ${levels.orderUpToUnits}`
  return [
    step('lead_time_demand', 'Expected demand until delivery', leadUnits, arrival),
    step(
      'review_period_demand',
      'Expected demand until the next order can arrive',
      reviewUnits,
      `reviewed every ${policy.reviewPeriodDays} days`,
    ),
    step(
      'lost_sales',
      'Sold out before delivery',
      -lostUnits,
      'demand that will likely find no stock and does not wait',
    ),
    step('safety_stock', 'Safety stock', safetyUnits, level),
    step('rounding', 'Rounding', rounding, toWhole),
    step('economic_lot', 'Fewer, larger orders', lot.extraUnits, lot.detail),
  ]
}

/** "PO-7 has not come, lost with 40 %", for each overdue order. */
function overdueText({ inbound }: StockPosition): string {
  return inbound
    .filter(({ lostRate = 0 }) => lostRate > 0)
    .map(
      ({ orderNumber, lostRate = 0 }) => `${orderNumber} never comes with ${formatRate(lostRate)}`,
    )
    .join(', ')
}

/** "12 of KIT-TEA hold 24 units", for each kit. */
function readyKitsText({ kits = [] }: StockPosition): string {
  const told = kits.map((kit) => `${kit.readyUnits} of ${kit.kitSku} hold ${kit.holdUnits} units`)
  return [...told, 'they are sold first and serve no other demand'].join(', ')
}

/** Steps that sum to the inventory position, the drafts and kits with the opposite sign, zero ones among them. */
export function positionSteps(position: StockPosition): WaterfallStep[] {
  const { onHandUnits, allocatedUnits, unavailableUnits, inTransitUnits } = position
  return [
    step(
      'available',
      'Available now',
      -position.availableUnits,
      `${onHandUnits} on hand, ${allocatedUnits} allocated, ${unavailableUnits} unavailable`,
    ),
    step('on_order', 'On order', -position.onOrderUnits, `${inTransitUnits} of them in transit`),
    step('written_down', 'Overdue, likely lost', position.writtenDownUnits, overdueText(position)),
    step(
      'drafted',
      'On drafts and submitted orders',
      -position.draftedUnits,
      'netted so that the same need is not ordered twice',
    ),
    step(
      'backordered',
      'Backordered',
      position.backorderedUnits,
      'promised to customers from the next delivery',
    ),
    step('kit_stock', 'Ready-made kits', -(position.kitCoverUnits ?? 0), readyKitsText(position)),
  ]
}

const alwaysShown = new Set<WaterfallStep['code']>([
  'lead_time_demand',
  'review_period_demand',
  'safety_stock',
  'available',
])

/** Steps that sum to order-up-to level less inventory position and drafts, in whole stock units. */
export function needSteps(
  levels: ReorderLevels,
  lot: EconomicLot,
  policy: PlanningPolicy,
  option: SupplierOption,
  position: StockPosition,
): WaterfallStep[] {
  return [...levelSteps(levels, lot, policy, option), ...positionSteps(position)].filter(
    ({ code, units }) => units !== 0 || alwaysShown.has(code),
  )
}
