// Orders dated so that what is paid in each week stays within its limit: a multi-dimensional knapsack, one dimension per
// week. Lagrange prices of money by week (Fisher 1981, The Lagrangian Relaxation Method, Management Science 27) give the
// bound; orders then take their best week in the order of what they lose without it, and are moved while that helps.

/** An order as a whole: what it costs and what it saves if it is placed in week 0, 1, ...; minor units of the base currency. */
export type DatedOrder = {
  costMinor: number
  /** Weeks from placing the order to paying it. */
  payAfterWeeks: number
  savesMinor: number[]
}

export type CashDates = {
  /** The week in which each order is placed; null = in none of them. */
  weeks: (number | null)[]
  savesMinor: number
  /** No choice of weeks within the limits saves more. */
  savesAtMostMinor: number
}

const rounds = 300

/** The week that is worth most at the prices of money, and what it is worth beyond them; null = none. */
function bestWeek(order: DatedOrder, prices: Float64Array, fits: (week: number) => boolean) {
  let best: { week: number; worth: number } | null = null
  for (const [week, saves] of order.savesMinor.entries()) {
    const worth = saves - order.costMinor * (prices[week + order.payAfterWeeks] ?? 0)
    if (worth > 1e-9 && fits(week) && (best === null || worth > best.worth)) best = { week, worth }
  }
  return best
}

/** Prices of money by week that make the bound small, by subgradient steps; the bound with them. */
function pricesOf(orders: DatedOrder[], limitsMinor: number[]) {
  const density = Math.max(0, ...orders.map((one) => one.savesMinor[0]! / one.costMinor))
  let prices = new Float64Array(limitsMinor.length)
  let best = { bound: Infinity, prices }
  for (let round = 0; round < rounds; round += 1) {
    const spent = new Float64Array(limitsMinor.length)
    let bound = limitsMinor.reduce((sum, limit, week) => sum + limit * prices[week]!, 0)
    for (const order of orders) {
      const found = bestWeek(order, prices, () => true)
      bound += found?.worth ?? 0
      const paid = found === null ? -1 : found.week + order.payAfterWeeks
      if (paid >= 0 && paid < spent.length) spent[paid]! += order.costMinor
    }
    if (bound < best.bound) best = { bound, prices }
    const stride = density / (4 + round)
    prices = prices.map((price, week) =>
      Math.max(
        0,
        price + (stride * (spent[week]! - limitsMinor[week]!)) / (limitsMinor[week]! + 1),
      ),
    )
  }
  return best
}

/** The state of a choice: the week of each order and the money left in each week. */
type Choice = { weeks: (number | null)[]; left: number[] }

function place(choice: Choice, orders: DatedOrder[], index: number, week: number | null): void {
  const { costMinor, payAfterWeeks } = orders[index]!
  const before = choice.weeks[index]!
  if (before !== null && before + payAfterWeeks < choice.left.length) {
    choice.left[before + payAfterWeeks]! += costMinor
  }
  if (week !== null && week + payAfterWeeks < choice.left.length) {
    choice.left[week + payAfterWeeks]! -= costMinor
  }
  choice.weeks[index] = week
}

const fitsIn = ({ left }: Choice, { costMinor, payAfterWeeks }: DatedOrder, week: number) =>
  (left[week + payAfterWeeks] ?? Infinity) >= costMinor

const savedBy = (orders: DatedOrder[], { weeks }: Choice) =>
  orders.reduce((sum, { savesMinor }, index) => {
    const week = weeks[index]
    return sum + (typeof week === 'number' ? savesMinor[week]! : 0)
  }, 0)

/** Orders take their best week that still fits, those first that lose most by the week after. */
function placedBy(orders: DatedOrder[], limitsMinor: number[], prices: Float64Array): Choice {
  const choice: Choice = { weeks: orders.map(() => null), left: [...limitsMinor] }
  const urgency = ({ savesMinor, costMinor }: DatedOrder) =>
    (savesMinor[0]! - (savesMinor[1] ?? 0)) / costMinor
  const byUrgency = [...orders.keys()].toSorted((a, b) => urgency(orders[b]!) - urgency(orders[a]!))
  for (const index of byUrgency) {
    const order = orders[index]!
    const found = bestWeek(order, prices, (week) => fitsIn(choice, order, week))
    if (found !== null) place(choice, orders, index, found.week)
  }
  return choice
}

/** Moves one order, or changes the weeks of two, while that saves more. */
function improve(orders: DatedOrder[], choice: Choice): void {
  const none = new Float64Array(0)
  for (let changed = true; changed;) {
    changed = false
    for (const [first, order] of orders.entries()) {
      const now = savedBy(orders, choice)
      const before = [...choice.weeks]
      for (const [second, other] of orders.entries()) {
        place(choice, orders, first, null)
        if (second !== first) place(choice, orders, second, null)
        const mine = bestWeek(order, none, (week) => fitsIn(choice, order, week))
        if (mine !== null) place(choice, orders, first, mine.week)
        const its = bestWeek(other, none, (week) => fitsIn(choice, other, week))
        if (second !== first && its !== null) place(choice, orders, second, its.week)
        if (savedBy(orders, choice) > now + 1e-6) {
          changed = true
          break
        }
        for (const [index, week] of before.entries()) place(choice, orders, index, week)
      }
    }
  }
}

/**
 * The weeks in which to place orders so that what falls due in each week stays within `limitsMinor` and most is saved;
 * weeks behind the limits are free. The bound says how far from the best that can be at most.
 */
export function dateOrders(orders: DatedOrder[], limitsMinor: number[]): CashDates {
  const { bound, prices } = pricesOf(orders, limitsMinor)
  const choices = [prices, new Float64Array(limitsMinor.length)].map((at) => {
    const choice = placedBy(orders, limitsMinor, at)
    // Pairs of very many orders are not tried: the first choice is close by then.
    if (orders.length <= 60) improve(orders, choice)
    return { weeks: choice.weeks, saves: savedBy(orders, choice) }
  })
  const best = choices.reduce((a, b) => (b.saves > a.saves ? b : a))
  return {
    weeks: best.weeks,
    savesMinor: best.saves,
    savesAtMostMinor: Math.max(best.saves, bound),
  }
}
