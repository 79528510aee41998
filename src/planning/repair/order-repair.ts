import type { IsoDate, ItemLocationInput, PlanningPolicy, Recommendation } from '../types.ts'

export type RepairAction = 'keep' | 'cut' | 'cancel' | 'postpone' | 'pull_in' | 'expedite'

/** A planned line whose open orders are looked at. */
export type RepairLine = { input: ItemLocationInput; recommendation: Recommendation }

/** What to do with one open order line; money in minor units of the base currency. */
export type OrderRepair = {
  orderNumber: string
  lineNumber: number
  sku: string
  locationCode: string
  supplierCode: string
  action: RepairAction
  /** Units still to come as ordered, and after the change. */
  openUnits: number
  toUnits: number
  fromOn: IsoDate
  toOn: IsoDate
  /** Carrying cost or lost margin that the change avoids. */
  savesMinor: number
  /** Cancel fee, rush and price breaks lost; null = the supplier has stated no price for a rush. */
  costMinor: number | null
  reason: string
}

/** Savings less cost, minor units of the base currency; what a rush of unknown price is worth at most. */
export function netMinor({ savesMinor, costMinor }: OrderRepair): number {
  return savesMinor - (costMinor ?? 0)
}

/** The rules of a repair that a supplier does not state. */
export type RepairRules = {
  /** A delivery is moved by at least so many days: less is not worth a call. */
  leastShiftDays: number
  /** No supplier keeps a finished order for longer. */
  longestShiftDays: number
  /** Units that last longer than this after their arrival are too many. */
  longestCoverDays: number
  /** The fee of a supplier that has stated none, as a fraction of the goods value. */
  assumedCancelFeeRate: number
  /** The work of a change. */
  changeCostMinor: number
}

/** A week at least, two months at most; a half year of cover; 10 % for cancelling what was sent; the work of one order line. */
export function repairRules(policy: PlanningPolicy): RepairRules {
  return {
    leastShiftDays: 7,
    longestShiftDays: 60,
    longestCoverDays: 182,
    assumedCancelFeeRate: 0.1,
    changeCostMinor: policy.orderCostMinor,
  }
}
