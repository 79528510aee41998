// Promotions and holidays, past and coming: the calendar explains a part of the demand.

import { civilOf, toDay, weekdayOf, yearOf } from '#planning/calendar.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type DemoEvent = ShopRows['events'][number] & {
  firstDay: number
  lastDay: number
  /** What the event really does to demand; the row says what was planned, or nothing. */
  trueUplift: number
}

type Planned = {
  code: string
  name: string
  from: string
  days: number
  uplift: number
  /** Planned uplift of the row: null = learn it from history. */
  stated?: number
  kind?: 'holiday'
  sku?: string
  category?: string
  channelCode?: string
}

/** What happens every year, by month and day. */
const yearly: Planned[] = [
  {
    code: 'JANUARY-SALE',
    name: 'January textiles sale',
    from: '01-03',
    days: 11,
    uplift: 0.65,
    category: 'Textiles',
  },
  {
    code: 'SPRING-GARDEN',
    name: 'Spring garden days',
    from: '04-10',
    days: 10,
    uplift: 0.5,
    category: 'Garden',
  },
  {
    code: 'MAY-OUTDOOR',
    name: 'Outdoor weekend offers',
    from: '05-22',
    days: 10,
    uplift: 0.6,
    category: 'Outdoor Living',
  },
  {
    code: 'MUG-WEEK',
    name: 'Mug of the month',
    from: '06-03',
    days: 7,
    uplift: 0.9,
    stated: 0.8,
    sku: 'MUG-BLU-350',
  },
  {
    code: 'COOK-SUMMER',
    name: 'Cookware summer offers',
    from: '07-08',
    days: 10,
    uplift: 0.45,
    stated: 0.4,
    category: 'Cookware',
  },
  {
    code: 'COFFEE-SEPTEMBER',
    name: 'Back to the desk: coffee',
    from: '09-02',
    days: 9,
    uplift: 0.4,
    category: 'Coffee & Tea',
  },
  {
    code: 'MARKET-DAYS',
    name: 'Marketplace deal days',
    from: '10-08',
    days: 2,
    uplift: 1.1,
    stated: 1,
    channelCode: 'MKT',
  },
  {
    code: 'KNIFE-FLASH',
    name: "Chef's knife flash sale",
    from: '03-14',
    days: 2,
    uplift: 2.4,
    sku: 'KNF-CHF-20',
  },
  {
    code: 'CHRISTMAS',
    name: 'Christmas',
    from: '12-25',
    days: 2,
    uplift: -0.65,
    stated: -0.6,
    kind: 'holiday',
  },
  {
    code: 'NEW-YEAR',
    name: "New Year's Day",
    from: '01-01',
    days: 1,
    uplift: -0.5,
    stated: -0.5,
    kind: 'holiday',
  },
]

/** The day after the fourth Thursday of November. */
function blackFridayOf(year: number): number {
  const november = toDay(`${year}-11-01`)
  return november + ((3 - weekdayOf(november) + 7) % 7) + 22
}

function eventOf(world: World, plan: Planned, startDay: number): DemoEvent {
  const firstDay = startDay - world.firstDay
  const lastDay = firstDay + plan.days - 1
  return {
    code: `${plan.code}-${yearOf(startDay)}`,
    name: plan.name,
    kind: plan.kind ?? 'promotion',
    startsOn: world.date(firstDay),
    endsOn: world.date(lastDay),
    sku: plan.sku ?? null,
    category: plan.category ?? null,
    channelCode: plan.channelCode ?? null,
    upliftRate: plan.stated ?? null,
    firstDay,
    lastDay,
    trueUplift: plan.uplift,
  }
}

/** Every event from the first day of the history to half a year after the as-of date, in the order of dates. */
export function makeEvents(world: World): DemoEvent[] {
  const firstYear = civilOf(world.firstDay).year
  const events: DemoEvent[] = []
  for (let year = firstYear; year <= firstYear + 3; year++) {
    for (const plan of yearly) events.push(eventOf(world, plan, toDay(`${year}-${plan.from}`)))
    const blackFriday: Planned = {
      code: 'BLACK-FRIDAY',
      name: 'Black Friday',
      from: '',
      days: 4,
      uplift: 0.9,
      stated: 0.8,
    }
    events.push(eventOf(world, blackFriday, blackFridayOf(year)))
  }
  // One promotion that starts within the lead time of its item, whatever the date.
  const coming: Planned = {
    code: 'NEWSLETTER',
    name: 'Newsletter feature: saucepans',
    from: '',
    days: 6,
    uplift: 0.7,
    stated: 0.7,
    sku: 'SAU-STL-18',
  }
  events.push(eventOf(world, coming, world.firstDay + HISTORY_DAYS + 16))
  return events
    .filter((event) => event.lastDay >= 0 && event.firstDay < HISTORY_DAYS + 183)
    .toSorted((a, b) => a.firstDay - b.firstDay || (a.code < b.code ? -1 : 1))
}

/** The factor of all events on each day for one item in one channel, and whether a promotion ran. */
export function eventEffect(
  events: DemoEvent[],
  item: { sku: string; category: string },
  channelCode: string,
  days: number,
): { factor: Float64Array; promotion: Uint8Array } {
  const factor = new Float64Array(days).fill(1)
  const promotion = new Uint8Array(days)
  for (const event of events) {
    if (event.sku !== null && event.sku !== item.sku) continue
    if (event.category !== null && event.category !== item.category) continue
    if (event.channelCode !== null && event.channelCode !== channelCode) continue
    for (let day = Math.max(0, event.firstDay); day <= Math.min(days - 1, event.lastDay); day++) {
      factor[day]! *= 1 + event.trueUplift
      if (event.kind === 'promotion') promotion[day] = 1
    }
  }
  return { factor, promotion }
}
