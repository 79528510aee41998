import type { DemandForecast, ItemLocationInput, PlanningPolicy, Recommendation } from '../types.ts'
import { forecastFor } from './item-forecast.ts'
import { recommendLine } from './recommend-reorder.ts'
import { meetSupplierMinimum, type OrderLine } from './supplier-minimum.ts'

/** What other locations still can send, by item and sender: two lines never count on the same units. */
type TransferLedger = Map<string, number>

/** A line by its number in the order of `add`. `input` is what it was planned from: transfers already promised are off. */
export type AddedLine = {
  index: number
  input: ItemLocationInput
  line: Recommendation
  /** Names the order that the line goes into where being in it may change the line; null = it stands as it is. */
  order: string | null
}

/** A line on the list with what it was planned from. */
export type DueLine = { input: ItemLocationInput; line: Recommendation }

/** A buy list in the making, for shops whose inputs come as a stream. */
export type ReorderPlanner = {
  add(given: ItemLocationInput, forecast: DemandForecast | null): AddedLine
  /** The lines that change when the lines of each supplier and location become one order; call it once, at the end. */
  join(): { index: number; line: Recommendation }[]
}

const ledgerKey = (sku: string, locationCode: string) => JSON.stringify([sku, locationCode])

function withWhatIsLeft(input: ItemLocationInput, taken: TransferLedger): ItemLocationInput {
  if (input.transferableUnits.length === 0) return input
  const transferableUnits = input.transferableUnits.map((offer) => {
    const used = taken.get(ledgerKey(input.item.sku, offer.locationCode)) ?? 0
    return { ...offer, units: Math.max(0, offer.units - used) }
  })
  return { ...input, transferableUnits }
}

const optionOf = ({ input, line }: DueLine) =>
  input.suppliers.find(({ supplierCode }) => supplierCode === line.supplierCode)

/** The order of a due line: its supplier and location; null where the supplier charges and asks nothing per order. */
function orderOf(due: DueLine): string | null {
  const option = optionOf(due)
  if (due.line.decision !== 'order' || option === undefined) return null
  if (option.minimumOrderMinor <= 0 && option.freightPerOrderMinor <= 0) return null
  return JSON.stringify([option.supplierCode, due.input.locationCode])
}

/** The lines of one order, in the order given, as they become together: supplier minimum and freight per order. */
export function joinOrder(lines: DueLine[], policy: PlanningPolicy): Recommendation[] {
  const known = lines.flatMap((due): OrderLine[] => {
    const option = optionOf(due)
    return option === undefined ? [] : [{ ...due, option }]
  })
  return known.length < lines.length
    ? lines.map(({ line }) => line)
    : meetSupplierMinimum(known, policy)
}

/** Starts a buy list under a policy; lines are added one by one and joined at the end. */
export function reorderPlanner(policy: PlanningPolicy): ReorderPlanner {
  const taken: TransferLedger = new Map()
  const orders = new Map<string, (DueLine & { index: number })[]>()
  let count = 0
  return {
    add(given, forecast) {
      const index = count++
      const input = withWhatIsLeft(given, taken)
      const { line, plan } = recommendLine(input, policy, forecast)
      const transfers = line.decision === 'withheld' ? [] : (plan?.quantity.transfers ?? [])
      for (const { locationCode, units } of transfers) {
        const key = ledgerKey(input.item.sku, locationCode)
        taken.set(key, (taken.get(key) ?? 0) + units)
      }
      const order = orderOf({ input, line })
      if (order !== null) {
        const due = orders.get(order) ?? []
        due.push({ input, line, index })
        orders.set(order, due)
      }
      return { index, input, line, order }
    },
    join() {
      return [...orders.values()].flatMap((due) => {
        const joint = joinOrder(due, policy)
        return due.flatMap(({ index }, position) => {
          const line = joint[position]
          return line === undefined ? [] : [{ index, line }]
        })
      })
    },
  }
}

/**
 * The buy list: every line alone, then the lines of each supplier and location together for the supplier's minimum
 * order. The recommendations stand in the order of the inputs; drafts are netted, so a second run proposes nothing
 * that the first one already drafted.
 */
export function planReorders(
  inputs: ItemLocationInput[],
  policy: PlanningPolicy,
): Recommendation[] {
  const planner = reorderPlanner(policy)
  const lines = inputs.map((input) => planner.add(input, forecastFor(input, policy)).line)
  for (const { index, line } of planner.join()) lines[index] = line
  return lines
}
