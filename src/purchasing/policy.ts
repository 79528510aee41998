// What a shop has decided about its buying, as plain data. People change it through a command; programs only read it.

/** Further eyes on some orders. Every condition that is stated must hold; null states nothing. */
export type ApprovalRule = {
  name: string
  /** Orders above this, minor units of the base currency. */
  aboveMinor: number | null
  /** Orders with an item of one of these categories. */
  categories: readonly string[] | null
  supplierRisks: readonly Risk[] | null
  criticalities: readonly Criticality[] | null
  /** So many different people must approve, one of them with the limit for the amount. */
  approvals: number
  /** One of them must have this role; null = any. */
  role: string | null
}

export type Risk = 'low' | 'medium' | 'high'
export type Criticality = 'low' | 'normal' | 'critical'

/** What may be spent on a category in a period, both days included, minor units of the base currency. */
export type Budget = { category: string; startsOn: string; endsOn: string; amountMinor: number }

export type DuplicateRule = {
  windowDays: number
  /** Units of a shared item may differ by this fraction of the larger and still be the same need. */
  unitsRate: number
  /** Shared items over all items of the two orders from which on they count as nearly equal. */
  sharedItemsRate: number
}

export type PurchasingPolicy = {
  baseCurrency: string
  /** The shop's time zone: delegations and budgets end with its days. */
  timeZone: string
  /** What a person of a role may approve in one order where no limit is stated for the person; null = any amount. */
  roleLimitsMinor: Record<string, number | null>
  approvalRules: readonly ApprovalRule[]
  /** An order not sent so long after its last approval must be approved again. */
  approvalExpiryHours: number
  /** Above this amount the approver types the amount; null = never. */
  typedAmountAboveMinor: number | null
  /** Orders of one requester (or cost centre) to one supplier within these days are held against a limit together. */
  splitWindowDays: number
  /** An amount this close below a limit is flagged. */
  justUnderLimitRate: number
  duplicates: DuplicateRule
  prices: {
    /** A price that moved by this or more since the last order is flagged. */
    flagRate: number
    /** A price that moved by more since the order was written stops the approval. */
    toleranceRate: number
  }
  quantities: {
    /** So many times the plan is flagged. */
    planFactor: number
    /** More than the need of today by this rate stops the approval. */
    needToleranceRate: number
  }
  suppliers: {
    /** A supplier is new for so many days. */
    newDays: number
    /** Bank details and e-mail addresses count only so many days after a change. */
    coolDownDays: number
  }
  sending: {
    /** A supplier that has not confirmed an order after so many days is reminded once; null = never. */
    remindAfterDays: number | null
  }
  receiving: {
    /** Goods above the ordered quantity by no more than this are booked without a question. */
    overRate: number
    /** An order short by no more than this counts as received. */
    shortRate: number
  }
  matching: {
    /** An invoice line may differ from the ordered price by this rate ... */
    priceRate: number
    /** ... or by this many minor units of the order's currency, for rounding, whichever is more. */
    lineMinor: number
    /** Units invoiced above units accepted, as a rate. */
    unitsRate: number
  }
  budgets: readonly Budget[]
  /** Whether an order beyond a budget is refused or only flagged. */
  beyondBudget: 'refuse' | 'flag'
  autoApproval: {
    /** The person in whose name small orders are approved; null = switched off. */
    switchedOnBy: string | null
    upToMinor: number
  }
}

/** The policy of a shop that has decided nothing yet: cautious, and nobody approves without a stated limit. */
export const defaultPolicy: PurchasingPolicy = {
  baseCurrency: 'GBP',
  timeZone: 'UTC',
  roleLimitsMinor: { buyer: 0, approver: 0, warehouse: 0, payables: 0, administrator: 0 },
  approvalRules: [
    {
      name: 'large orders',
      aboveMinor: 2_500_000,
      categories: null,
      supplierRisks: null,
      criticalities: null,
      approvals: 2,
      role: null,
    },
    {
      name: 'risky suppliers',
      aboveMinor: null,
      categories: null,
      supplierRisks: ['high'],
      criticalities: null,
      approvals: 2,
      role: null,
    },
  ],
  approvalExpiryHours: 72,
  typedAmountAboveMinor: 1_000_000,
  splitWindowDays: 7,
  justUnderLimitRate: 0.02,
  duplicates: { windowDays: 7, unitsRate: 0.2, sharedItemsRate: 0.5 },
  prices: { flagRate: 0.05, toleranceRate: 0.02 },
  quantities: { planFactor: 10, needToleranceRate: 0.1 },
  suppliers: { newDays: 30, coolDownDays: 10 },
  sending: { remindAfterDays: 3 },
  receiving: { overRate: 0.02, shortRate: 0 },
  matching: { priceRate: 0.01, lineMinor: 5, unitsRate: 0 },
  budgets: [],
  beyondBudget: 'refuse',
  autoApproval: { switchedOnBy: null, upToMinor: 0 },
}
