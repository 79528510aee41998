// The past once more, day by day: goods arrive in the morning, the review follows, then the day's demand.

/** What the shop looks like in the morning of a review, before the demand of the day is known. */
export type ReviewMoment = {
  /** Index of the day in the history: the days before it are known, nothing else is. */
  day: number
  onHandUnits: number
  backorderedUnits: number
  /** What is on hand of goods that expire, by the last day on which it sells, oldest first; else nothing. */
  lots: { units: number; lastDay: number }[]
  onOrder: { units: number; orderedOnDay: number; arrivesOnDay: number }[]
}

/** Units to order in that moment; 0 = nothing. Sees the days before `day` and no other. */
export type Decide = (moment: ReviewMoment) => number

/** The shop that every policy of one comparison meets alike. */
export type ReplayLine = {
  /** Demand by day of the history, in units. */
  demand: readonly number[]
  /** The first day that is replayed; it is a review. */
  firstDay: number
  startingUnits: number
  reviewPeriodDays: number
  /** Day on which an order of a review day is here, in the morning. */
  arrivalOf: (day: number) => number
  /** What is not there when it is asked for is lost, or waits for the next delivery. */
  unmet: 'lost' | 'backordered'
  orderMinor: number
  holdingMinorPerUnitDay: number
  /** Once for each unit that was not there when it was asked for. */
  shortMinorPerUnit: number
  /** Days after its delivery on which a unit still sells; null = it keeps. */
  shelfLifeDays: number | null
  /** For each unit that expires. */
  wasteMinorPerUnit: number
}

/** What one policy did and what it cost, minor units of the base currency, unrounded. */
export type ReplayOutcome = {
  demandUnits: number
  shortUnits: number
  /** Units that expired unsold. */
  wastedUnits: number
  /** Times from one delivery to the next, and those of them in which nothing was short. */
  cycles: number
  fullCycles: number
  orders: number
  orderedUnits: number
  /** Mean stock at the end of the day. */
  meanStockUnits: number
  days: number
  orderMinor: number
  holdingMinor: number
  shortMinor: number
  wasteMinor: number
  costMinor: number
}

type Lot = ReviewMoment['lots'][number]

const sumOf = (lots: Lot[]) => lots.reduce((sum, { units }) => sum + units, 0)

/** What is left of lots, oldest first, when `units` of them are sold. */
function without(lots: Lot[], units: number): Lot[] {
  let left = units
  return lots.flatMap((lot) => {
    const sold = Math.min(left, lot.units)
    left -= sold
    return sold < lot.units ? [{ ...lot, units: lot.units - sold }] : []
  })
}

type Found = Pick<
  ReplayOutcome,
  'demandUnits' | 'shortUnits' | 'wastedUnits' | 'orders' | 'orderedUnits'
> & { unitDays: number }

function outcomeOf(
  line: ReplayLine,
  found: Found,
  cycle: { ended: number; full: number },
): ReplayOutcome {
  const orderMinor = found.orders * line.orderMinor
  const holdingMinor = found.unitDays * line.holdingMinorPerUnitDay
  const shortMinor = found.shortUnits * line.shortMinorPerUnit
  const wasteMinor = found.wastedUnits * line.wasteMinorPerUnit
  const days = Math.max(0, line.demand.length - line.firstDay)
  return {
    demandUnits: found.demandUnits,
    shortUnits: found.shortUnits,
    wastedUnits: found.wastedUnits,
    cycles: cycle.ended,
    fullCycles: cycle.full,
    orders: found.orders,
    orderedUnits: found.orderedUnits,
    meanStockUnits: days > 0 ? found.unitDays / days : 0,
    days,
    orderMinor,
    holdingMinor,
    shortMinor,
    wasteMinor,
    costMinor: orderMinor + holdingMinor + shortMinor + wasteMinor,
  }
}

/** Replays the days from `firstDay` to the end of the history under one policy. */
export function replay(line: ReplayLine, decide: Decide): ReplayOutcome {
  const { demand, firstDay, reviewPeriodDays } = line
  const { shelfLifeDays } = line
  let net = line.startingUnits
  let lots: Lot[] = []
  const stack = (units: number, day: number) => {
    if (shelfLifeDays !== null && units > 0) lots.push({ units, lastDay: day + shelfLifeDays })
  }
  stack(net, firstDay)
  let pipeline: ReviewMoment['onOrder'] = []
  const found = {
    demandUnits: 0,
    shortUnits: 0,
    wastedUnits: 0,
    orders: 0,
    orderedUnits: 0,
    unitDays: 0,
  }
  const cycle = { ended: 0, full: 0, short: false }
  const endCycle = () => {
    cycle.ended += 1
    if (!cycle.short) cycle.full += 1
    cycle.short = false
  }
  const unpack = (day: number) => {
    const arrived = pipeline.filter(({ arrivesOnDay }) => arrivesOnDay <= day)
    if (arrived.length === 0) return
    endCycle()
    const units = arrived.reduce((sum, order) => sum + order.units, 0)
    net += units
    stack(Math.min(units, net), day)
    pipeline = pipeline.filter(({ arrivesOnDay }) => arrivesOnDay > day)
  }
  for (let day = firstDay; day < demand.length; day += 1) {
    unpack(day)
    if ((day - firstDay) % reviewPeriodDays === 0) {
      const onHandUnits = Math.max(0, net)
      const backorderedUnits = onHandUnits - net
      const moment = { day, onHandUnits, backorderedUnits, lots, onOrder: pipeline }
      const units = decide(moment)
      if (units > 0) {
        found.orders += 1
        found.orderedUnits += units
        const order = { units, orderedOnDay: day, arrivesOnDay: line.arrivalOf(day) }
        pipeline = [...pipeline, order]
        unpack(day)
      }
    }
    const asked = demand[day]!
    const short = Math.max(0, asked - Math.max(0, net))
    if (short > 0) cycle.short = true
    net -= line.unmet === 'lost' ? asked - short : asked
    if (shelfLifeDays !== null) {
      const kept = without(lots, asked - short)
      lots = kept.filter(({ lastDay }) => lastDay > day)
      const wasted = sumOf(kept) - sumOf(lots)
      net -= wasted
      found.wastedUnits += wasted
    }
    found.demandUnits += asked
    found.shortUnits += short
    found.unitDays += Math.max(0, net)
  }
  endCycle()
  return outcomeOf(line, found, cycle)
}
