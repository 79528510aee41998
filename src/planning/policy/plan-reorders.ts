import type { DemandForecast, ItemLocationInput, PlanningPolicy, Recommendation } from '../types.ts'
import { fillContainers, mayFillContainer, shipsByContainer } from './fill-container.ts'
import { forecastFor } from './item-forecast.ts'
import { isNearlyDue, joinForFreight, orderFreightMinor } from './joint-order.ts'
import { recommendLine } from './recommend-reorder.ts'
import { sharesOrder } from './order-sharing.ts'
import { capacityUnits, shareCapacity } from './share-capacity.ts'
import { ownPart } from './line-parts.ts'
import { handedOver, splitLine } from './split-line.ts'
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

/** Whether all lines of a supplier, at all locations, share what it can make. */
export function sharesCapacity(
  { suppliers }: Pick<ItemLocationInput, 'suppliers'>,
  supplierCode: string | null,
): boolean {
  const option = suppliers.find((one) => one.supplierCode === supplierCode)
  return typeof option?.supplierCapacityUnitsPerWeek === 'number'
}

/** Whether a line of these facts may change with an order that it is not yet part of. */
export function mayComeAlong({
  suppliers,
  baseCurrency,
}: Pick<ItemLocationInput, 'suppliers' | 'baseCurrency'>): boolean {
  return (
    suppliers.some((option) => orderFreightMinor(option, baseCurrency) > 0) ||
    shipsByContainer({ suppliers, baseCurrency })
  )
}

/**
 * The order that a line goes into or may come along with: its supplier and location, or the supplier alone where its
 * capacity is shared by all; null where nothing of that can change the line.
 */
function orderOf(due: DueLine, policy: PlanningPolicy): string | null {
  const option = optionOf(due)
  if (option === undefined) return null
  const { line, input } = due
  const hasCapacity = sharesCapacity(input, option.supplierCode)
  const comes = isNearlyDue({ ...due, option }, policy) || mayFillContainer({ ...due, option })
  if (line.decision !== 'order' && !comes) return null
  if (!sharesOrder(option)) return null
  return JSON.stringify([option.supplierCode, hasCapacity ? null : input.locationCode])
}

/** Recommendations of some lines by a rule that sees the lines of one location at a time. */
function byLocation(
  lines: OrderLine[],
  rule: (together: OrderLine[]) => Recommendation[],
): Recommendation[] {
  const found = new Map<OrderLine, Recommendation>()
  for (const together of Map.groupBy(lines, ({ input }) => input.locationCode).values()) {
    const after = rule(together)
    for (const [index, one] of together.entries()) found.set(one, after[index]!)
  }
  return lines.map((one) => found.get(one)!)
}

/** The lines as the containers of each location make them, within what the supplier can make of all. */
function shippedOf(lines: OrderLine[], policy: PlanningPolicy): Recommendation[] {
  const unitsOf = (all: Recommendation[]) => all.reduce((sum, { units }) => sum + units, 0)
  const most = capacityUnits(lines[0]?.option.supplierCapacityUnitsPerWeek, policy)
  let spareUnits = Math.max(0, (most ?? Infinity) - unitsOf(lines.map(({ line }) => line)))
  return byLocation(lines, (some) => {
    const after = fillContainers(some, policy, spareUnits)
    spareUnits -= Math.max(0, unitsOf(after) - unitsOf(some.map(({ line }) => line)))
    return after
  })
}

/**
 * The lines of one supplier, in the order given, as they become together: what shares the freight, what the supplier can
 * make, its minimum order and its containers at each location. What it can not deliver others do.
 */
export function joinOrder(lines: DueLine[], policy: PlanningPolicy): Recommendation[] {
  const known = lines.flatMap((due): OrderLine[] => {
    const option = optionOf(due)
    const line = ownPart(due.line, due.input.baseCurrency)
    return option === undefined ? [] : [{ ...due, line, option }]
  })
  const isDue = ({ line }: DueLine) => line.decision === 'order'
  if (known.length < lines.length || !lines.some(isDue)) return lines.map(({ line }) => line)
  const withLines = (after: Recommendation[]) =>
    known.map((one, index) => ({ ...one, line: after[index]! }))
  const freight = withLines(byLocation(known, (some) => joinForFreight(some, policy)))
  const shared = withLines(shareCapacity(freight, policy))
  const isCut = shared.some(({ line }, index) => line !== freight[index]!.line)
  // What is cut to a capacity is not topped up to a minimum again.
  const asked = shared.map((one) =>
    isCut ? { ...one, option: { ...one.option, minimumOrderMinor: 0 } } : one,
  )
  const due = asked.filter(isDue)
  const met = byLocation(due, (some) => meetSupplierMinimum(some, policy))
  const lineOf = new Map(due.map((one, index) => [one, met[index]!]))
  const ordered = asked.map((one, index) => {
    return { ...known[index]!, line: lineOf.get(one) ?? one.line }
  })
  return shippedOf(ordered, policy).map((line, index) => {
    const { input, line: planned } = known[index]!
    return handedOver(input, policy, planned, splitLine(input, policy, line))
  })
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
      const order = orderOf({ input, line }, policy)
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
