// Where the shop keeps and sells its goods, who works there, and what a pound was worth.

import type { ShopRows } from '#store/shop-rows.ts'
import { contactOf } from './addresses.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type Channel = 'WEB' | 'MKT' | 'WHL'

/** What share of an item's Leeds demand a location sees, through which channels. */
export const locationDemand: Record<
  string,
  { factor: number; shares: Partial<Record<Channel, number>> }
> = {
  LDS: { factor: 1, shares: { WEB: 1, WHL: 0.3 } },
  RTM: { factor: 0.45, shares: { WEB: 0.7, MKT: 0.3 } },
  FBA: { factor: 0.55, shares: { MKT: 1 } },
}

/** A warehouse of the shop's own, a 3PL and Amazon's. */
export function makeLocations(world: World): ShopRows['locations'] {
  const common = { parentCode: null, source: 'demo:locations', asOf: world.instant(0, '09:00') }
  return [
    {
      code: 'LDS',
      address: contactOf('LDS').address,
      name: 'Leeds warehouse',
      kind: 'warehouse',
      timeZone: 'Europe/London',
      country: 'GB',
      transferDays: 3,
      ...common,
    },
    {
      code: 'RTM',
      address: contactOf('RTM').address,
      name: 'Rotterdam 3PL',
      kind: '3pl',
      timeZone: 'Europe/Amsterdam',
      country: 'NL',
      transferDays: 5,
      ...common,
    },
    {
      code: 'FBA',
      address: contactOf('FBA').address,
      name: 'Amazon FBA UK',
      kind: 'fba',
      timeZone: 'Europe/London',
      country: 'GB',
      transferDays: 9,
      ...common,
    },
  ]
}

/** Web shop, marketplace, wholesale. */
export function makeChannels(world: World): ShopRows['channels'] {
  const common = { source: 'demo:channels', asOf: world.instant(0, '09:00') }
  return [
    { code: 'WEB', name: 'Web shop', ...common },
    { code: 'MKT', name: 'Marketplace', ...common },
    { code: 'WHL', name: 'Wholesale', ...common },
  ]
}

type PersonRow = ShopRows['people'][number]

function person(id: string, name: string, role: PersonRow['role']): PersonRow {
  return {
    id,
    name,
    email: `${id}@fernandkettle.example`,
    role,
    approvalLimitMinor: null,
    active: true,
    delegateId: null,
    delegateUntilOn: null,
  }
}

/** A buyer, two approvers with limits in pence, the people who book goods and invoices, one who has left. */
export function makePeople(world: World): ShopRows['people'] {
  return [
    person('maya', 'Maya Lindqvist', 'buyer'),
    {
      ...person('tom', 'Tom Adeyemi', 'approver'),
      approvalLimitMinor: 500_000,
      delegateId: 'ines',
      delegateUntilOn: world.date(HISTORY_DAYS + 10),
    },
    { ...person('ines', 'Ines Carvalho', 'approver'), approvalLimitMinor: 2_500_000 },
    person('sam', 'Sam Whitlock', 'warehouse'),
    person('priya', 'Priya Nair', 'payables'),
    person('alex', 'Alex Morgan', 'administrator'),
    { ...person('leo', 'Leo Hartmann', 'buyer'), active: false },
  ]
}

/** One unit of the currency in pounds, in the middle of the history. */
export const poundRates: Record<string, number> = { GBP: 1, EUR: 0.857, USD: 0.781, CNY: 0.1085 }

/** A rate for the first day of each 30-day step, wandering up to 4 % around its middle. */
export function makeExchangeRates(world: World): ShopRows['exchangeRates'] {
  return Object.entries(poundRates).flatMap(([currency, middle]) => {
    const chance = world.chance(`rate ${currency}`)
    const days =
      currency === 'GBP' ? [-30] : Array.from({ length: 26 }, (_, step) => step * 30 - 30)
    let drift = 0
    return days.map((day) => {
      drift = Math.max(-0.04, Math.min(0.04, drift + 0.008 * chance.normal()))
      return {
        currency,
        validFrom: world.date(day),
        rateToBase: (currency === 'GBP' ? 1 : middle * (1 + drift)).toFixed(8),
        source: 'demo:rates',
        asOf: world.instant(day, '16:00'),
      }
    })
  })
}
