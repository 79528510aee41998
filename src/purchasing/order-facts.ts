// What is known about an order, its supplier and its neighbours when somebody submits, approves or sends it.
import type { OrderState } from './life-cycle.ts'
import type { Criticality, Risk } from './policy.ts'

export type OrderLineFacts = {
  sku: string
  category: string
  criticality: Criticality
  units: number
  /** Exact decimal in the currency of the order. */
  unitPrice: string
  /** What the last order from this supplier paid, same currency; null = never bought there. */
  lastUnitPrice: string | null
  /** What the plan proposed when the line was written; null = not from a plan. */
  planUnits: number | null
}

export type OrderFacts = {
  number: string
  state: OrderState
  revision: number
  contentHash: string
  supplierCode: string
  locationCode: string
  currency: string
  /** Recorded when the order was written; null = none was known. */
  rateToBase: string | null
  totalMinor: number | bigint
  createdBy: string
  lastEditedBy: string
  /** Everybody who wrote any revision of it, or of the order that it was copied from or reopened. */
  preparedBy: readonly string[]
  costCentre: string | null
  createdAt: string
  submittedAt: string | null
  /** Who said, on record, that it is meant although a nearly equal order exists; null = nobody. */
  duplicateOverrideBy: string | null
  lines: readonly OrderLineFacts[]
}

/** Another order that may belong with this one. */
export type RelatedOrder = Pick<
  OrderFacts,
  | 'number'
  | 'state'
  | 'supplierCode'
  | 'locationCode'
  | 'currency'
  | 'rateToBase'
  | 'totalMinor'
  | 'createdBy'
  | 'preparedBy'
  | 'costCentre'
  | 'createdAt'
  | 'submittedAt'
> & { lines: readonly { sku: string; units: number }[] }

export type SupplierStatus = 'active' | 'unapproved' | 'blocked'

export type SupplierFacts = {
  code: string
  status: SupplierStatus
  risk: Risk
  createdBy: string | null
  createdAt: string | null
  /** Where orders go, from the supplier master; null = nowhere. */
  email: string | null
  bankChangedAt: string | null
  emailChangedAt: string | null
}

/** Another supplier that sells an item of the order. */
export type OtherOption = {
  sku: string
  supplierCode: string
  status: SupplierStatus
  /** 1 = preferred. */
  preferredRank: number
  validUntil: string | null
}

/** What holds for a line now, at the click. */
export type LineNow = {
  sku: string
  /** Today's price at the ordered quantity, currency of the order; null = the supplier sells it no more. */
  unitPrice: string | null
  /** What the plan asks for today, this order left out, and what it asked for when the line was written; null = no plan. */
  neededUnits: number | null
  neededBeforeUnits: number | null
}

/** An approval on record for an order. */
export type GivenApproval = {
  by: string
  /** The person whose limit was lent; null = the own limit. */
  forPerson: string | null
  revision: number
  contentHash: string
  at: string
  /** The limit that was used, minor units of base; null = any amount. */
  limitMinor: number | null
  role: string
}
