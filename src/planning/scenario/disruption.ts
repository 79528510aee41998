import { QuartermasterError } from '#root/errors.ts'

/** What goes wrong. `supplierCode` null = every supplier. The lines it can touch are the inputs that are given. */
export type Disruption =
  | { kind: 'supplier_down'; supplierCode: string; days: number }
  | { kind: 'lead_time_delay'; supplierCode: string | null; days: number }
  | { kind: 'demand_change'; percent: number }
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

/** Throws 'invalid' when the size of a disruption is not one that can be simulated: days 1..365, percent -100..1000. */
export function requireDisruption(disruption: Disruption): void {
  if ('days' in disruption) {
    const { days } = disruption
    if (Number.isSafeInteger(days) && days >= 1 && days <= LONGEST_DAYS) return
    throw new QuartermasterError(
      'invalid',
      `A disruption of ${days} days can not be simulated.`,
      `Give a whole number of days from 1 to ${LONGEST_DAYS}.`,
    )
  }
  const { percent } = disruption
  if (Number.isFinite(percent) && percent >= -100 && percent <= 1000) return
  throw new QuartermasterError(
    'invalid',
    `A change of ${percent} % can not be simulated.`,
    'Give a percentage from -100 to 1000.',
  )
}

/** Whether the disruption changes the terms of a supplier. */
export function touchesSupplier(disruption: Disruption, supplierCode: string): boolean {
  if (!('supplierCode' in disruption)) return false
  return disruption.supplierCode === null || disruption.supplierCode === supplierCode
}
