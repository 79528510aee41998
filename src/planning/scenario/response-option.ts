import type { PlanningPolicy } from '../types.ts'
import type { Disruption, ResponseKind, ScenarioAssumptions } from './disruption.ts'
import type { ScenarioLine, UsableOption } from './line.ts'

/** An order that a response would place today; it becomes a draft when a person wants it. */
export type ResponseOrder = {
  supplierCode: string
  units: number
  currency: string
  unitPrice: string
  leadTimeDays: number
}

export type ResponseTransfer = { fromLocationCode: string; units: number; days: number }

/** One feasible response for one line, before it is simulated. */
export type ResponseOption = {
  response: ResponseKind
  orders: ResponseOrder[]
  transfers: ResponseTransfer[]
  /** Each arrival with its lead time; costs in minor units of the base currency above the usual unit cost. */
  arrivals: { units: number; leadMeanDays: number; leadSdDays: number }[]
  premiumMinor: number
  /** Freight per order of the suppliers used, to be shared by the lines that use them. */
  orderCharges: { supplierCode: string; chargeMinor: number }[]
  /** Ordinary orders go here instead, for a tariff: the supplier alone, or in turns with the usual one. */
  ordinaryFrom: UsableOption[] | null
  /** What `orders`, `arrivals`, `premiumMinor` and `orderCharges` were made of. */
  purchases: Purchase[]
  /** What a buyer should know of the orders, in full sentences: supplier minimums. */
  notes: string[]
}

export type ImpossibleResponse = { response: ResponseKind; reason: string }

export type ResponseFacts = {
  line: ScenarioLine
  policy: PlanningPolicy
  disruption: Disruption
  assumptions: ScenarioAssumptions
  /** Standard normal quantile of the line's service level. */
  z: number
  /** What other locations can really send, nearest first. */
  transferable: ResponseTransfer[]
}

/** What a response buys once from one supplier, today. */
export type Purchase = {
  option: UsableOption
  /** A legal quantity. */
  units: number
  /** Lead time and extra cost over those of an ordinary order. */
  leadFactor: number
  premiumRate: number
}

/** A response that does nothing: the base of every other, and the whole of `accept`. */
export function nothingOf(response: ResponseKind): ResponseOption {
  return {
    response,
    orders: [],
    transfers: [],
    arrivals: [],
    premiumMinor: 0,
    orderCharges: [],
    ordinaryFrom: null,
    purchases: [],
    notes: [],
  }
}
