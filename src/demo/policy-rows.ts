// What people decided: dated rules and budgets.

import { addDays, civilOf, toDay } from '#planning/calendar.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import type { Line } from './demand.ts'
import { FORESIGHT_DAYS, HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

type Rule = ShopRows['rules'][number]

/** Days are counted from the as-of date. */
const ruleTable: (Omit<Rule, 'startsOn' | 'endsOn'> & { from: number; to: number | null })[] = [
  {
    id: 'RULE-1',
    kind: 'do_not_order',
    sku: 'SPL-WHT',
    locationCode: 'LDS',
    value: 'yes',
    reason: 'Range review: the plate may be replaced',
    from: -20,
    to: 25,
    madeBy: 'maya',
  },
  {
    id: 'RULE-2',
    kind: 'maximum_units',
    sku: 'HSE-GRN-30',
    locationCode: 'LDS',
    value: '20',
    reason: 'Only one pallet place until the mezzanine is built',
    from: -60,
    to: 120,
    madeBy: 'sam',
  },
  {
    id: 'RULE-3',
    kind: 'minimum_units',
    sku: 'TLT-UNS-24',
    locationCode: 'LDS',
    value: '240',
    reason: 'Counter display needs a full layer',
    from: -30,
    to: 60,
    madeBy: 'maya',
  },
  {
    id: 'RULE-4',
    kind: 'supplier',
    sku: 'WOK-CRB-36',
    locationCode: null,
    value: 'HARBORLINE',
    reason: 'Trial of the second source',
    from: -15,
    to: 75,
    madeBy: 'maya',
  },
  {
    id: 'RULE-5',
    kind: 'service_level',
    sku: 'COF-HSE-250',
    locationCode: 'LDS',
    value: '0.99',
    reason: 'Subscriptions must never miss',
    from: -200,
    to: null,
    madeBy: 'ines',
  },
  {
    id: 'RULE-6',
    kind: 'do_not_order',
    sku: 'GDN-WDR',
    locationCode: null,
    value: 'yes',
    reason: 'Handle recall, settled',
    from: -120,
    to: -30,
    madeBy: 'maya',
  },
  {
    id: 'RULE-7',
    kind: 'maximum_units',
    sku: 'STL-WRM-10',
    locationCode: null,
    value: '144',
    reason: 'New model comes in spring',
    from: 60,
    to: 150,
    madeBy: 'maya',
  },
]

/** The dated rules, around the as-of date. */
export function makeRules(world: World): ShopRows['rules'] {
  return ruleTable.map(({ from, to, ...rule }) => ({
    ...rule,
    startsOn: world.date(HISTORY_DAYS + from),
    endsOn: to === null ? null : world.date(HISTORY_DAYS + to),
  }))
}

/** First and last date of the quarter that holds a date. */
function quarterOf(date: string): { startsOn: string; endsOn: string } {
  const { year, month } = civilOf(toDay(date))
  const first = Math.floor((month - 1) / 3) * 3 + 1
  const firstOf = (m: number) =>
    m > 12 ? `${year + 1}-01-01` : `${year}-${String(m).padStart(2, '0')}-01`
  return { startsOn: firstOf(first), endsOn: addDays(firstOf(first + 3), -1) }
}

/** How tight the purse is: 1.1 leaves some air, .5 does not last. */
const budgetFactor: Record<string, number> = { Cookware: 0.5, 'Candles & Gifts': 0.8 }

/** Budgets in pounds by category for this quarter and the next, from the goods cost of the demand ahead. */
export function makeBudgets(world: World, lines: Line[]): ShopRows['budgets'] {
  const perDay = new Map<string, number>()
  for (const { item, mean } of lines) {
    const ahead = mean
      .subarray(HISTORY_DAYS, HISTORY_DAYS + FORESIGHT_DAYS)
      .reduce((sum, units) => sum + units, 0)
    const cost = ((ahead / FORESIGHT_DAYS) * item.costMicros) / 1e6
    perDay.set(item.category, (perDay.get(item.category) ?? 0) + cost)
  }
  const now = quarterOf(world.asOf)
  const next = quarterOf(addDays(now.endsOn, 1))
  return [...perDay].flatMap(([category, cost]) =>
    [now, next].map((quarter) => ({
      category,
      ...quarter,
      // Whole hundreds of pounds.
      amountMinor:
        Math.max(1, Math.round((cost * 91 * (budgetFactor[category] ?? 1.1)) / 100)) * 10_000,
      currency: 'GBP',
    })),
  )
}
