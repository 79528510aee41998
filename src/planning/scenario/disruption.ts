import { QuartermasterError } from '#root/errors.ts'

/** What goes wrong. `supplierCode` null = every supplier. The lines it can touch are the inputs that are given. */
export type Disruption =
  | { kind: 'supplier_down'; supplierCode: string; days: number }
  /** The supplier makes `percent` less for a while; what it can not ship in time follows when it can. */
  | { kind: 'capacity_cut'; supplierCode: string; percent: number; days: number }
  | { kind: 'lead_time_delay'; supplierCode: string | null; days: number }
  /** `days` null = from now on. */
  | { kind: 'demand_change'; percent: number; days: number | null }
  | { kind: 'tariff'; supplierCode: string | null; percent: number }
  | { kind: 'location_lost'; locationCode: string; days: number }

export type ResponseKind = 'accept' | 'switch' | 'split' | 'expedite' | 'transfer'

/** What a response costs and how fast it is, where no record of the shop says so. */
export type ScenarioAssumptions = {
  /** Lead time of an expedited order over the normal one. */
  expediteLeadTimeFactor: number
  /** Extra cost of an expedited order over its landed cost. */
  expeditePremiumRate: number
  /** Cost of moving a unit between locations over its landed cost. */
  transferCostRate: number
  /** What a critical, an ordinary and a low line may pay per unit of money saved. */
  willingness: { critical: number; ordinary: number; low: number }
}

/** Shown with every result; a caller may give others. */
export const defaultAssumptions: ScenarioAssumptions = {
  expediteLeadTimeFactor: 0.5,
  expeditePremiumRate: 0.25,
  transferCostRate: 0.05,
  willingness: { critical: 1.5, ordinary: 1, low: 0.75 },
}

const LONGEST_DAYS = 365

/** Throws 'invalid' when the size of a disruption is not one that can be simulated: days 1..365, percent -100..1000 (a capacity 1..100). */
export function requireDisruption(disruption: Disruption): void {
  if ('days' in disruption && disruption.days !== null) requireDays(disruption.days)
  if (disruption.kind === 'capacity_cut') requirePercent(disruption.percent, 1, 100)
  else if ('percent' in disruption) requirePercent(disruption.percent, -100, 1000)
}

function requireDays(days: number): void {
  if (Number.isSafeInteger(days) && days >= 1 && days <= LONGEST_DAYS) return
  throw new QuartermasterError(
    'invalid',
    `A disruption of ${days} days can not be simulated.`,
    `Give a whole number of days from 1 to ${LONGEST_DAYS}.`,
  )
}

function requirePercent(percent: number, least: number, most: number): void {
  if (Number.isFinite(percent) && percent >= least && percent <= most) return
  throw new QuartermasterError(
    'invalid',
    `A change of ${percent} % can not be simulated.`,
    `Give a percentage from ${least} to ${most}.`,
  )
}

/** Whether the disruption changes the terms of a supplier. */
export function touchesSupplier(disruption: Disruption, supplierCode: string): boolean {
  if (!('supplierCode' in disruption)) return false
  return disruption.supplierCode === null || disruption.supplierCode === supplierCode
}

/** Share of what is ordered from the supplier that waits until the disruption is over: 1 when it is down. */
export function heldShareOf(disruption: Disruption, supplierCode: string): number {
  if (!touchesSupplier(disruption, supplierCode)) return 0
  if (disruption.kind === 'supplier_down') return 1
  return disruption.kind === 'capacity_cut' ? disruption.percent / 100 : 0
}
