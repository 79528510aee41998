import { replay, type ReplayLine, type ReplayOutcome } from './replay.ts'

const keptDays = ({ shelfLifeDays }: ReplayLine) => shelfLifeDays ?? Infinity

/** Demand of each replayed day that the starting stock does not serve; it sells first, whatever is ordered. */
function demandLeft(line: ReplayLine): number[] {
  const { demand, firstDay, startingUnits } = line
  let stock = startingUnits
  return demand.slice(firstDay).map((asked, day) => {
    if (day > keptDays(line)) stock = 0
    const served = Math.min(stock, asked)
    stock -= served
    return asked - served
  })
}

type Delivery = { reviewDay: number; arrivesOnDay: number }

/** The deliveries that can be had, by day of arrival; of several on one day one is enough. */
function deliveriesOf(line: ReplayLine): Delivery[] {
  const byArrival = new Map<number, Delivery>()
  for (let day = line.firstDay; day < line.demand.length; day += line.reviewPeriodDays) {
    const arrivesOnDay = line.arrivalOf(day)
    if (arrivesOnDay < line.demand.length && !byArrival.has(arrivesOnDay)) {
      byArrival.set(arrivesOnDay, { reviewDay: day, arrivesOnDay })
    }
  }
  return [...byArrival.values()].toSorted((a, b) => a.arrivesOnDay - b.arrivesOnDay)
}

/** Units of one delivery that are worth holding until the next one: from its day on, as long as holding is cheaper. */
function worthHolding(line: ReplayLine, left: number[], from: number, until: number): number {
  const { holdingMinorPerUnitDay, shortMinorPerUnit, firstDay } = line
  let units = 0
  for (let day = from; day < until; day += 1) {
    if (day - from > keptDays(line)) break
    if (holdingMinorPerUnitDay * (day - from) > shortMinorPerUnit) break
    units += left[day - firstDay]!
  }
  return units
}

/** Orders by review day with the least cost for the demand that is left, by the recursion below. */
function cheapestOrders(line: ReplayLine, left: number[]): Map<number, number> {
  const deliveries = deliveriesOf(line)
  const end = line.demand.length
  const dayOf = (index: number) => deliveries[index]?.arrivesOnDay ?? end
  // least[i]: cost from the arrival of delivery i on, with nothing in stock; `next` = up to which delivery i serves.
  const least = new Float64Array(deliveries.length + 1)
  const next = new Int32Array(deliveries.length)
  for (let i = deliveries.length - 1; i >= 0; i -= 1) {
    const from = dayOf(i)
    let lost = 0
    for (let day = from; day < dayOf(i + 1); day += 1) lost += left[day - line.firstDay]!
    least[i] = lost * line.shortMinorPerUnit + least[i + 1]!
    next[i] = -1
    let served = line.orderMinor
    let day = from
    for (let until = i + 1; until <= deliveries.length; until += 1) {
      for (; day < dayOf(until); day += 1) {
        const keeps = day - from <= keptDays(line)
        const held = keeps ? line.holdingMinorPerUnitDay * (day - from) : Infinity
        served += left[day - line.firstDay]! * Math.min(held, line.shortMinorPerUnit)
      }
      if (served + least[until]! >= least[i]!) continue
      least[i] = served + least[until]!
      next[i] = until
    }
  }
  const orders = new Map<number, number>()
  for (let i = 0; i < deliveries.length;) {
    const until = next[i]!
    if (until > 0) {
      const units = worthHolding(line, left, dayOf(i), dayOf(until))
      orders.set(deliveries[i]!.reviewDay, units)
    }
    i = until > 0 ? until : i + 1
  }
  return orders
}

/**
 * The cheapest that anybody could have done who knew all demand, exact for orders of any size: Wagner & Whitin's
 * recursion (1958, Management Science 5) over the deliveries, with demand that may also stay unserved. A unit asked for
 * t days after its delivery costs the smaller of t days of holding and one unit short, and what keeps for fewer days is
 * short; MOQ and multiple are left out,
 * so that no policy that honours them can be cheaper. What was short is counted once, also where it is backordered.
 */
export function clairvoyant(line: ReplayLine): ReplayOutcome {
  const orders = cheapestOrders(line, demandLeft(line))
  // Lost sales are the cheaper world to know the future in: nothing that was short has to be bought later.
  return replay({ ...line, unmet: 'lost' }, ({ day }) => orders.get(day) ?? 0)
}
