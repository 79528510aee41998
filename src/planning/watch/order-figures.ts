import { addDays, daysBetween } from '../calendar.ts'
import { deliveriesOf } from '../sourcing/delivery.ts'
import { otifOf, shareOf } from '../sourcing/performance.ts'
import type { KpiFacts } from './kpi-facts.ts'
import { ratioOf } from './kpi-figure.ts'
import type { KpiFigure } from './kpi-figure.ts'

/** How far goods as invoiced are from what was planned for them. */
function landedVariance({ landed }: KpiFacts): KpiFigure {
  const planned = landed.flatMap(({ totalMinor, plannedMinor }) =>
    plannedMinor === null ? [] : [{ totalMinor, plannedMinor }],
  )
  const total = (key: 'totalMinor' | 'plannedMinor') =>
    planned.reduce((sum, line) => sum + line[key], 0)
  const value = ratioOf(total('totalMinor') - total('plannedMinor'), total('plannedMinor'))
  const left = value === null ? 0 : landed.length - planned.length
  const noPlan = left === 0 ? null : 'they were ordered without a plan'
  return {
    label: 'Landed-cost variance',
    value,
    measure: 'rate',
    definition:
      'Goods, freight, duty and other charges as invoiced in the window over what the plan reckoned with for the same units, minus 1.',
    reason: value === null ? 'nothing that was planned was invoiced in the window' : noPlan,
    leftOutCount: left,
  }
}

/** On time in full, order cycle, open value and landed cost of the purchase orders. */
export function orderFigures(
  facts: KpiFacts,
): Record<'otifRate' | 'orderCycleDays' | 'openOrderMinor' | 'landedVarianceRate', KpiFigure> {
  const startsOn = addDays(facts.asOf, 1 - facts.windowDays)
  const judged = deliveriesOf(facts.receipts, facts.asOf)
    .filter((delivery) => delivery.judgedOn >= startsOn)
    .map(otifOf)
    .filter((one) => one !== null)
  const cycles = facts.orders.flatMap(({ createdOn, completedOn }) =>
    completedOn !== null && completedOn >= startsOn && completedOn <= facts.asOf
      ? [daysBetween(createdOn, completedOn)]
      : [],
  )
  const days = cycles.reduce((sum, cycle) => sum + cycle, 0)
  return {
    otifRate: {
      label: 'On time in full',
      value: shareOf(judged),
      measure: 'rate',
      definition:
        'Order lines that fell due in the window and came undamaged, complete and by the promised day, over all that fell due.',
      reason: judged.length === 0 ? 'no order line with a promised day fell due' : null,
      leftOutCount: 0,
    },
    orderCycleDays: {
      label: 'Order cycle',
      value: cycles.length === 0 ? null : days / cycles.length,
      measure: 'days',
      definition:
        'Mean days from making a purchase order to its last receipt, of the orders completed in the window.',
      reason: cycles.length === 0 ? 'no purchase order was completed in the window' : null,
      leftOutCount: 0,
    },
    openOrderMinor: {
      label: 'Open orders',
      value: facts.orders.reduce((sum, order) => sum + order.openMinor, 0),
      measure: 'minor',
      definition: 'Value still to come on approved purchase orders, at the rate of each order.',
      reason: null,
      leftOutCount: 0,
    },
    landedVarianceRate: landedVariance(facts),
  }
}
