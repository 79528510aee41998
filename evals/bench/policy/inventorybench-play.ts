/** One instance as the data file holds it; a lead time that is no number means that the order never comes. */
export type Instance = {
  instance: string
  family: string
  lead_time: string
  promised_lead_time: number
  train: number[]
  demand: number[]
  lead: (number | string | null)[]
  profit: number
  holding: number
  published?: { perfect: number; or_reward: number }
}

/** What a policy may know when it orders: nothing of the period that begins, and of an open order only its age. */
export type Seen = {
  period: number
  promisedLead: number
  profit: number
  holding: number
  /** Demand of all periods so far, the training periods first. */
  demand: readonly number[]
  onHandUnits: number
  open: readonly { placedIn: number; units: number }[]
  arrived: readonly { placedIn: number; arrivedIn: number; units: number }[]
}

export type Decide = (seen: Seen) => number

export type Played = { reward: number; fillRate: number; orders: number[] }

/** Periods until an order of this period arrives; Infinity = never, however the file says so. */
function leadOf({ lead, demand }: Instance, period: number): number {
  const said = lead[period]
  const periods = typeof said === 'number' ? said : Infinity
  return periods >= 0 && periods <= demand.length ? periods : Infinity
}

/**
 * Plays a policy through one instance as published: order, arrivals, demand, then profit per unit sold less holding of
 * what is left. A lost order is never told: it stays open.
 */
export function playInstance(of: Instance, decide: Decide): Played {
  let open: { placedIn: number; units: number; arrivesIn: number }[] = []
  const arrived: { placedIn: number; arrivedIn: number; units: number }[] = []
  const orders: number[] = []
  let [onHandUnits, reward, sold] = [0, 0, 0]
  of.demand.forEach((units, period) => {
    const asked = decide({
      period,
      promisedLead: of.promised_lead_time,
      profit: of.profit,
      holding: of.holding,
      demand: [...of.train, ...of.demand.slice(0, period)],
      onHandUnits,
      open: open.map((order) => ({ placedIn: order.placedIn, units: order.units })),
      arrived: [...arrived],
    })
    const ordered = Math.max(0, Math.floor(asked))
    orders.push(ordered)
    const arrivesIn = period + leadOf(of, period)
    if (ordered > 0) open.push({ placedIn: period, units: ordered, arrivesIn })
    for (const order of open) {
      if (order.arrivesIn > period) continue
      onHandUnits += order.units
      arrived.push({ placedIn: order.placedIn, arrivedIn: period, units: order.units })
    }
    open = open.filter((order) => order.arrivesIn > period)
    const sale = Math.min(onHandUnits, units)
    onHandUnits -= sale
    sold += sale
    reward += of.profit * sale - of.holding * onHandUnits
  })
  const demanded = of.demand.reduce((sum, units) => sum + units, 0)
  return { reward, fillRate: sold / demanded, orders }
}
