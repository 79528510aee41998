// What to buy when the money does not reach: a multiple-choice knapsack over the legal quantities of every line, with
// the freight and the minimum that each order brings along (Kellerer, Pferschy & Pisinger, Knapsack Problems, chapter
// 11). Dynamic programming over undominated states, pruned by the Lagrange bound; exact unless there are too many.

/** One legal quantity of a line. Cost and value in minor units of the base currency, goods in those of the supplier. */
export type BudgetOption = {
  units: number
  costMinor: number
  goodsMinor: number
  valueMinor: number
}

/** Lines that go into one order, what the order costs beside them, and the goods it has to reach; 0 = nothing. */
export type BudgetOrder = {
  lines: BudgetOption[][]
  fixedMinor: number
  minimumGoodsMinor: number
}

export type BudgetChoice = {
  /** By order and line: the option taken, null = the line is left out. */
  chosen: (BudgetOption | null)[][]
  costMinor: number
  valueMinor: number
  /** No choice within the budget is worth more than this; equal to `valueMinor` where the choice is exact. */
  boundMinor: number
}

/** A choice up to some line, chained to the choice before it. */
type State = {
  cost: number
  value: number
  /** Goods of the order under way; -1 = nothing of it is taken. */
  goods: number
  /** What it lost against the Lagrange bound. */
  regret: number
  option: BudgetOption | null
  before: State | null
}

/** Everything that one search shares. */
type Search = {
  budgetMinor: number
  price: number
  bound: number
  /** What all orders from an index on cost and are worth if the price of money alone picks their lines. */
  ahead: { cost: number; value: number }[]
  /** The best whole choice so far: a state after `orderCount` orders, the rest picked by the price of money. */
  best: { state: State; orderCount: number; cost: number; value: number }
  /** States kept after each line, and the most that a dropped one could have been worth. */
  keptStates: number
  lost: number
}

/** States kept over all lines; of each line between a hundred and a few thousand, those with the least regret. */
const statesInAll = 1_200_000
const fewestStates = 100
const mostStates = 4_000
const tolerance = 1e-6

/** The price of money, and what a minor unit of goods earns where an order has a minimum to reach. */
type Prices = { money: number; reward: number }

const worthOf = ({ valueMinor, costMinor, goodsMinor }: BudgetOption, { money, reward }: Prices) =>
  valueMinor - money * costMinor + reward * goodsMinor

const bestWorth = (options: BudgetOption[], prices: Prices) =>
  options.reduce((best, one) => Math.max(best, worthOf(one, prices)), 0)

/** The option of each line that is worth most, the cheapest of equals; null where none is worth anything. */
function bestLines({ lines }: BudgetOrder, prices: Prices): (BudgetOption | null)[] {
  return lines.map((options) => {
    let best: BudgetOption | null = null
    let most = tolerance
    for (const one of options) {
      const worth = worthOf(one, prices)
      if (
        worth > most + tolerance ||
        (worth > most - tolerance && best && one.costMinor < best.costMinor)
      ) {
        best = one
        most = worth
      }
    }
    return best
  })
}

const goodsOf = (chosen: (BudgetOption | null)[]) =>
  chosen.reduce((sum, one) => sum + (one?.goodsMinor ?? 0), 0)

/** The least reward of goods at which an order reaches its minimum. */
function rewardOf(order: BudgetOrder, money: number): number {
  const { lines, minimumGoodsMinor } = order
  const reaches = (reward: number) =>
    goodsOf(bestLines(order, { money, reward })) >= minimumGoodsMinor
  if (minimumGoodsMinor <= 0 || reaches(0)) return 0
  let low = 0
  let high = 2 * money * Math.max(...lines.flat().map((one) => one.costMinor / one.goodsMinor))
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2
    if (reaches(middle)) high = middle
    else low = middle
  }
  return high
}

/** An order at a price of money: the prices within it, what it costs to begin it, and what it is worth at most. */
function orderAt(order: BudgetOrder, money: number) {
  const prices = { money, reward: rewardOf(order, money) }
  const entry = money * order.fixedMinor + prices.reward * order.minimumGoodsMinor
  const lines = order.lines.reduce((sum, options) => sum + bestWorth(options, prices), 0)
  return { prices, entry, worth: lines - entry }
}

/** Upper bound of the value at a price of money: the budget at this price, and what each order is worth beyond it. */
function lagrangeBound(orders: BudgetOrder[], budgetMinor: number, price: number): number {
  const beyond = orders.map((order) => Math.max(0, orderAt(order, price).worth))
  return beyond.reduce((sum, worth) => sum + worth, price * budgetMinor)
}

/** The price of money, value for one minor unit more, at which the bound is least; the bound is convex in it. */
function bestPrice(orders: BudgetOrder[], budgetMinor: number): number {
  const options = orders.flatMap(({ lines }) => lines.flat())
  let low = 0
  let high = options.reduce((most, one) => Math.max(most, one.valueMinor / one.costMinor), 0)
  for (let step = 0; step < 60; step += 1) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3]
    const rises =
      lagrangeBound(orders, budgetMinor, left) <= lagrangeBound(orders, budgetMinor, right)
    if (rises) high = right
    else low = left
  }
  return (low + high) / 2
}

/** What a price of money picks of an order; nothing where it is not worth its fixed cost or misses the minimum. */
function picked(order: BudgetOrder, money: number) {
  const { lines, fixedMinor, minimumGoodsMinor } = order
  const chosen = bestLines(order, orderAt(order, money).prices)
  const cost = chosen.reduce((sum, one) => sum + (one?.costMinor ?? 0), fixedMinor)
  const value = chosen.reduce((sum, one) => sum + (one?.valueMinor ?? 0), 0)
  const taken = goodsOf(chosen) >= minimumGoodsMinor && value - money * cost > tolerance
  return taken ? { chosen, cost, value } : { chosen: lines.map(() => null), cost: 0, value: 0 }
}

/** States that no other one beats in cost and value and, up to `reachMinor`, in goods of the order under way. */
function undominated(states: State[], reachMinor: number): State[] {
  const reached = ({ goods }: State) => Math.min(goods, reachMinor)
  // An order of which nothing is taken owes no minimum: only one that owes nothing more is as good.
  const asFar = (goods: number, other: number) =>
    goods >= other && (other >= 0 || goods < 0 || goods >= reachMinor)
  const sorted = states.toSorted(
    (a, b) => a.cost - b.cost || b.value - a.value || reached(b) - reached(a),
  )
  const frontier = new Map<number, number>()
  return sorted.filter((state) => {
    const own = reached(state)
    for (const [goods, value] of frontier) {
      if (asFar(goods, own) && value >= state.value - tolerance) return false
    }
    for (const [goods, value] of frontier) {
      if (asFar(own, goods) && value <= state.value) frontier.delete(goods)
    }
    frontier.set(own, state.value)
    return true
  })
}

function atMost(search: Search, states: State[]): State[] {
  if (states.length <= search.keptStates) return states
  const byRegret = states.toSorted((a, b) => a.regret - b.regret)
  search.lost = Math.max(search.lost, search.bound - byRegret[search.keptStates]!.regret)
  return byRegret.slice(0, search.keptStates)
}

/** An order under way: its terms, its prices, what it costs to begin it. */
type Opened = { order: BudgetOrder; prices: Prices; entry: number }

function withLine(search: Search, states: State[], options: BudgetOption[], opened: Opened) {
  const { budgetMinor, bound, best } = search
  const { order, prices, entry } = opened
  const most = bestWorth(options, prices)
  const next: State[] = []
  for (const before of states) {
    const begins = before.goods < 0
    const add = (option: BudgetOption | null, cost: number, lost: number) => {
      const regret = before.regret + lost
      if (cost > budgetMinor || bound - regret < best.value - tolerance) return
      const value = before.value + (option?.valueMinor ?? 0)
      const goods = option === null ? before.goods : Math.max(0, before.goods) + option.goodsMinor
      next.push({ cost, value, goods, regret, option, before })
    }
    add(null, before.cost, most)
    for (const option of options) {
      const cost = before.cost + option.costMinor + (begins ? order.fixedMinor : 0)
      add(option, cost, most - worthOf(option, prices) + (begins ? entry : 0))
    }
  }
  return atMost(search, undominated(next, Math.max(0, order.minimumGoodsMinor)))
}

/** Takes a state with everything ahead of it as the best choice where it is one. */
function look(search: Search, state: State, orderCount: number): void {
  const rest = search.ahead[orderCount]!
  const [cost, value] = [state.cost + rest.cost, state.value + rest.value]
  if (cost <= search.budgetMinor && value > search.best.value) {
    search.best = { state, orderCount, cost, value }
  }
}

function withOrder(search: Search, states: State[], order: BudgetOrder, index: number): State[] {
  const { prices, entry, worth } = orderAt(order, search.price)
  const { minimumGoodsMinor } = order
  // The lines below count all that they could be worth; the bound counts an order only beyond what it costs to begin.
  const early = worth + entry - Math.max(0, worth)
  let open = states.map((state): State => {
    return { ...state, goods: -1, regret: state.regret - early, option: null, before: state }
  })
  for (const options of order.lines)
    open = withLine(search, open, options, { order, prices, entry })
  const closed = open
    .filter(({ goods }) => goods < 0 || goods >= minimumGoodsMinor)
    .map((state) => {
      const beyond = state.goods < 0 ? 0 : prices.reward * (state.goods - minimumGoodsMinor)
      return { ...state, regret: state.regret + beyond }
    })
  for (const state of closed) look(search, state, index + 1)
  return undominated(closed, -1)
}

function choicesOf(orders: BudgetOrder[], last: State): (BudgetOption | null)[][] {
  let state: State | null = last
  return orders
    .toReversed()
    .map(({ lines }) => {
      const chosen = lines.map(() => {
        const option = state?.option ?? null
        state = state?.before ?? null
        return option
      })
      // The state in which the order was opened.
      state = state?.before ?? null
      return chosen.toReversed()
    })
    .toReversed()
}

/**
 * The choice of at most one option per line that is worth most within a budget (minor units of the base currency), each
 * order that is taken at all with its fixed cost and at least its minimum of goods. Options cost more than 0.
 */
export function chooseWithin(orders: BudgetOrder[], budgetMinor: number): BudgetChoice {
  const price = bestPrice(orders, budgetMinor)
  const picks = orders.map((order) => picked(order, price))
  const ahead = [{ cost: 0, value: 0 }]
  for (const { cost, value } of picks.toReversed()) {
    ahead.unshift({ cost: ahead[0]!.cost + cost, value: ahead[0]!.value + value })
  }
  const start: State = { cost: 0, value: 0, goods: -1, regret: 0, option: null, before: null }
  const bound = lagrangeBound(orders, budgetMinor, price)
  const best = { state: start, orderCount: 0, cost: 0, value: -1 }
  const lineCount = orders.reduce((sum, { lines }) => sum + lines.length, 1)
  const perLine = Math.floor(statesInAll / lineCount)
  const keptStates = Math.min(mostStates, Math.max(fewestStates, perLine))
  const search: Search = { budgetMinor, price, bound, ahead, best, keptStates, lost: 0 }
  look(search, start, 0)
  let states = [start]
  for (const [index, order] of orders.entries()) states = withOrder(search, states, order, index)
  const { state, orderCount, cost, value } = search.best
  const rest = picks.slice(orderCount).map(({ chosen }) => chosen)
  return {
    chosen: [...choicesOf(orders.slice(0, orderCount), state), ...rest],
    costMinor: cost,
    valueMinor: value,
    boundMinor: Math.max(value, search.lost),
  }
}
