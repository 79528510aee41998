import type { AbcClass, IsoDate } from '../types.ts'
import type { Disruption, ResponseKind, ScenarioAssumptions } from './disruption.ts'
import type { Standing } from './line.ts'
import type { Spread } from './outcomes.ts'
import type { ImpossibleResponse, ResponseOrder, ResponseTransfer } from './response-option.ts'

// Money is in minor units of the base currency. Means are over the paths; a spread has the mean and the span in which
// nine of ten paths lie. Added cost is above the undisturbed plan: premiums, freight and holding of the goods bought.

/** A response less `accept`, path by path on the same demand. */
export type DifferenceToAccept = {
  stockoutDays: Spread
  lostUnits: Spread
  lostMarginMinor: Spread | null
  addedCostMinor: Spread
  /** Lost margin avoided less added cost; null = the margin is not known. */
  savedMinor: Spread | null
}

export type ResponseOutcome = {
  response: ResponseKind
  best: boolean
  stockoutDays: number
  lostUnits: number
  lostMarginMinor: number | null
  addedCostMinor: number
  /** Lost margin and added cost together. */
  totalMinor: number | null
  /** Share of demand served from stock. */
  serviceRate: number
  /** Units that expire unsold, of goods that expire; their cost is part of the added cost. */
  wastedUnits?: number
  toAccept: DifferenceToAccept
  /** What would be ordered and moved today; the draft that a person may ask for. */
  orders: ResponseOrder[]
  transfers: ResponseTransfer[]
  /** What to know before ordering, full sentences; absent = nothing. */
  notes?: string[]
}

export type ScenarioItem = {
  sku: string
  name: string
  locationCode: string
  abcClass: AbcClass
  standing: Standing
  supplierCode: string
  /** The day by which half of the paths that run out have done so, when nothing is done. */
  firstStockoutOn: IsoDate | null
  stockoutProbability: number
  baseline: {
    stockoutDays: number
    lostUnits: number
    lostMarginMinor: number | null
    serviceRate: number
  }
  responses: ResponseOutcome[]
  notPossible: ImpossibleResponse[]
  best: ResponseKind
  bestReason: string
}

/** All affected lines together; a line that can not take a response accepts. */
export type ScenarioTotal = {
  response: ResponseKind | 'best'
  /** Lines that really take it. */
  lineCount: number
  stockoutDays: number
  lostUnits: number
  lostMarginMinor: number
  addedCostMinor: number
  totalMinor: number
  savedToAcceptMinor: Spread
}

export type ScenarioResult = {
  asOf: IsoDate
  currency: string
  disruption: Disruption
  assumptions: ScenarioAssumptions
  pathCount: number
  horizonDays: number
  seed: number
  checkedCount: number
  affectedCount: number
  /** Affected lines whose margin is not known: their money is not in the totals. */
  unpricedCount: number
  items: ScenarioItem[]
  notSimulated: { sku: string; locationCode: string; reason: string }[]
  totals: ScenarioTotal[]
}
