// What a card knows about an order: the desk of its reader, as far as a message shows it.
import type { OrderCommand, OrderState } from '#purchasing/life-cycle.ts'
import type { Difference } from '#purchasing/order-differences.ts'
import type { Flag } from '#purchasing/order-flags.ts'
import type { RevisionChange } from '#purchasing/revision-changes.ts'

export type OrderLineShown = {
  sku: string
  name: string
  units: number
  planUnits: number | null
  waterfall: { label: string; units: number }[] | null
  unitPrice: string
  /** What the last order from the supplier paid. */
  lastUnitPrice: string | null
  lineTotalMinor: number
}

export type OrderEventShown = {
  at: string
  who: string
  action: string
  to: string | null
  revision: number | null
  reason: string | null
}

export type OrderShown = {
  number: string
  state: OrderState
  revision: number
  supplierName: string
  locationCode: string
  currency: string
  totalMinor: number
  baseCurrency: string
  ownMinor: number
  heldMinor: number
  heldWith: string[]
  createdBy: string
  submittedAt: string | null
  expectedOn: string | null
  confirmedForOn: string | null
  note: string | null
  lines: OrderLineShown[]
  flags: Flag[]
  differences: Difference[]
  approvalCount: number
  given: { name: string; forName: string | null; at: string }[]
  lastApprovedAt: string | null
  missingCount: number
  deciders: { name: string; role: string; forName: string | null }[]
  /** What the reader may do now. */
  commands: OrderCommand[]
  approval:
    | { allowed: true; typedAmount: boolean }
    | { allowed: false; sentence: string; repair: string }
    | null
  /** Against the revision before. */
  changes: RevisionChange[]
  /** The oldest first. */
  history: OrderEventShown[]
}

/** Where the reader opens the order; null = the program has no address that their browser reaches. */
export type CardLinks = { orderUrl: string | null }
