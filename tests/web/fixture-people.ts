import type { OwnAbsence } from '#operations/own-absence.ts'
import type { ShopPeople } from '#operations/people.ts'

/** The people of the fixture shop as its administrators see them. */
export const shopPeople: ShopPeople = {
  baseCurrency: 'GBP',
  mayDecide: ['maya', 'sam'],
  people: [
    {
      id: 'maya',
      name: 'Maya Okafor',
      email: 'maya@shop.example',
      role: 'approver',
      active: true,
      statedLimitMinor: 1_000_000,
      limitMinor: 1_000_000,
      delegate: { id: 'sam', name: 'Sam Reed', untilOn: '2026-12-04' },
      hasPassword: true,
      signedIn: true,
    },
    {
      id: 'sam',
      name: 'Sam Reed',
      email: 'sam@shop.example',
      role: 'administrator',
      active: true,
      statedLimitMinor: null,
      limitMinor: 'none',
      delegate: null,
      hasPassword: false,
      signedIn: true,
    },
    {
      id: 'leo',
      name: 'Leo Hartmann',
      email: 'leo@shop.example',
      role: 'buyer',
      active: false,
      statedLimitMinor: null,
      limitMinor: 'none',
      delegate: null,
      hasPassword: false,
      signedIn: false,
    },
  ],
}

/** Sam's absence, as an approver's would be. */
export const ownAbsence: OwnAbsence = {
  asOf: '2026-11-21',
  mayLend: true,
  delegate: { id: 'maya', name: 'Maya Okafor', untilOn: '2026-12-04' },
  mayStandIn: [{ id: 'maya', name: 'Maya Okafor' }],
  standsInFor: [{ name: 'Ines Duarte', untilOn: '2026-11-30' }],
}
