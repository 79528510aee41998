import {
  emptyShelf,
  expireOnShelf,
  fillShelf,
  putOnShelf,
  sellableUnits,
  sellFromShelf,
  unsoldOnShelf,
  type Perishing,
  type Shelf,
} from './shelf.ts'
import { layOut, placeOrder, type PathOutcome, type SupplyPlan } from './simulate-path.ts'

/** Stock of one path: what is on the shelf, what customers wait for, and everything that is there or on its way. */
type Stock = { shelf: Shelf; owedUnits: number; positionUnits: number; premiumMinor: number }

/** Orders at a review what the planner would: what will expire unsold is no stock, and nothing is bought to expire. */
function review(
  plan: SupplyPlan,
  perishing: Perishing,
  at: number,
  from: number,
  luck: number,
  arrivals: Int32Array,
  stock: Stock,
): void {
  const counted = stock.positionUnits - unsoldOnShelf(stock.shelf, perishing, from)
  if (counted > plan.reorderPoint[at]!) return
  const sellable = sellableUnits(perishing, at, from, counted)
  const asked = Math.min(plan.orderUpTo[at]! - counted, sellable)
  if (asked <= 0) return
  const units = placeOrder(plan, at, from, asked, luck, arrivals)
  stock.positionUnits += units
  stock.premiumMinor += units * plan.sources[at % plan.sources.length]!.unitPremiumMinor
}

/**
 * `simulatePath` for goods that expire: the same days, orders and luck, with stock kept by its last day of sale. What
 * expires, and at the end what mean demand will not reach, is waste at its cost.
 */
export function simulatePerishing(
  plan: SupplyPlan,
  perishing: Perishing,
  demand: Int32Array,
  luck: number,
  arrivals: Int32Array,
  outcome: PathOutcome,
): void {
  const keeps = perishing.cumulative.length
  const shelf = emptyShelf(keeps - 1)
  const stock: Stock = {
    shelf,
    owedUnits: Math.max(0, -plan.startUnits),
    positionUnits: plan.positionUnits + layOut(plan, luck, arrivals),
    premiumMinor: 0,
  }
  fillShelf(shelf, perishing, Math.max(0, plan.startUnits))
  let [lost, out, first, unitDays, wasted] = [0, 0, 0, 0, 0]
  for (let day = 0; day < demand.length; day++) {
    if (day % plan.reviewPeriodDays === 0) {
      review(plan, perishing, day / plan.reviewPeriodDays, day, luck, arrivals, stock)
    }
    const arrived = arrivals[day + 1]!
    const toOwed = Math.min(arrived, stock.owedUnits)
    stock.owedUnits -= toOwed
    const { shelfLifeDays } = perishing
    putOnShelf(shelf, shelfLifeDays === null ? keeps : day + 1 + shelfLifeDays, arrived - toOwed)
    const asked = demand[day]!
    const isOpen = day + 1 >= plan.opensOnDay
    const isOut = !isOpen || shelf.totalUnits === 0 || asked > shelf.totalUnits
    const sold = isOpen ? sellFromShelf(shelf, asked) : 0
    const expired = expireOnShelf(shelf, day + 1)
    wasted += expired
    stock.positionUnits -= sold + expired
    lost += asked - sold
    if (isOut) out++
    if (isOut && first === 0) first = day + 1
    if (isOpen) unitDays += shelf.totalUnits
  }
  wasted += unsoldOnShelf(shelf, perishing, demand.length)
  outcome.stockoutDays = out
  outcome.lostUnits = lost
  outcome.wastedUnits = wasted
  outcome.firstStockoutDay = first
  outcome.costMinor =
    plan.fixedCostMinor +
    stock.premiumMinor +
    unitDays * plan.holdingMinorPerUnitDay +
    wasted * perishing.wasteMinorPerUnit
}
