// The planning policy as a merchant reads it.
import { formatCount, formatMoney, formatNumber, formatRate } from '#render/figures.ts'
import type { AbcClass, PlanningPolicy } from '../types.ts'

const classes: AbcClass[] = ['A', 'B', 'C']

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

function classText(policy: PlanningPolicy, abc: AbcClass): string {
  const level = formatRate(policy.cycleServiceLevel[abc])
  const aims = {
    cycle: `${level} of the times between two deliveries without a stockout`,
    fill: `${level} of the units that customers ask for`,
    cost: 'the quantity that costs least, lost sales counted',
  }
  const target = policy.serviceTarget[abc]
  const isLost = target === 'cost' || policy.unmetDemand?.[abc] === 'lost'
  return `- Class ${abc}: ${aims[target]}; customers ${isLost ? 'go elsewhere for' : 'wait for'} what is sold out.`
}

function ownLevels({ serviceLevelByClass }: PlanningPolicy): string {
  const own = Object.entries(serviceLevelByClass)
  if (own.length === 0) return ''
  const words = own.map(([pair, level]) => `${pair} ${formatRate(level)}`)
  return ` Levels of their own, by value and variability: ${words.join(', ')}.`
}

/** How the shop plans, markdown; the work of an order line is in `currency`. */
export function planningPolicyText(policy: PlanningPolicy, currency: string): string {
  const { variabilityLimits: limits } = policy
  return `${[
    '# How the shop plans',
    '**Service.** What the plan aims at:',
    classes.map((abc) => classText(policy, abc)).join('\n'),
    `**Variability.** An item whose demand of four weeks varies by up to ${formatRate(limits.X)} of its mean is X, up to ${formatRate(limits.Y)} Y, beyond that Z.${ownLevels(policy)} Below ${formatNumber(policy.longTailUnitsPerDay, 3)} units a day it is long tail.`,
    `**Rhythm.** Stock is looked at every ${counted(policy.reviewPeriodDays, 'day')}. A line counts as due this week when its last day to order is no more than ${counted(policy.horizonDays, 'day')} away.`,
    `**Cost.** Holding stock costs ${formatRate(policy.holdingRate)} of its value a year. Placing, receiving and paying one order line costs ${formatMoney(policy.orderCostMinor, currency)}.`,
    `**Weak facts.** A stock count is stale after ${counted(policy.staleStockDays, 'day')}, demand after ${counted(policy.staleDemandDays, 'day')}. Below ${counted(policy.minimumHistoryDays, 'day')} of history there is too little to plan by. A price ${formatNumber(policy.costOutlierRatio, 1)} times its usual one or more, or as many times less, is held back. A lead time that nobody has measured is taken to spread by ${formatRate(policy.quotedLeadTimeCv)} of itself.`,
  ].join('\n\n')}\n`
}
