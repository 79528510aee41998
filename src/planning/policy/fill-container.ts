// Freight by the container is paid for the container, not for what is in it. An order that begins a further one is filled
// up with what is needed next, cut back to whole containers, or left as it is, whichever costs least: the holding of what
// comes early and the waiting of what comes later against the freight of empty space. Exact, by dynamic programming over
// the space of the containers (a knapsack; Kellerer, Pferschy & Pisinger, Knapsack Problems, chapter 11).

import { formatDate, formatMoney, formatNumber } from '#render/figures.ts'
import { daysBetween } from '../calendar.ts'
import { borneFreightMinor, unitsPerContainer } from '../sourcing/landed-cost.ts'
import { longestLotDays } from '../sourcing/lot-size.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation, SupplierOption } from '../types.ts'
import { containerChoices, type ContainerChoice } from './container-choices.ts'
import { containerSpace, type ContainerSpace } from './container-space.ts'
import { activeRules } from './human-rules.ts'
import { step } from './need-steps.ts'
import { orderCost } from './order-cost.ts'
import { urgencyOf } from './order-timing.ts'
import type { OrderLine } from './supplier-minimum.ts'

/** Freight of one container in minor units of the base currency; 0 where there is none, or the supplier bears it. */
export function containerFreightMinor(option: SupplierOption, baseCurrency: string): number {
  const { containerPallets, containerUnits, freightPerContainerMinor = 0 } = option
  const isKnown = Boolean(containerPallets ?? containerUnits)
  return isKnown ? borneFreightMinor(option, freightPerContainerMinor, baseCurrency) : 0
}

/** Whether lines of these facts may change with the containers of a supplier, of any of them where none is named. */
export function shipsByContainer(
  { suppliers, baseCurrency }: Pick<ItemLocationInput, 'suppliers' | 'baseCurrency'>,
  supplierCode: string | null = null,
): boolean {
  return suppliers.some(
    (option) =>
      (supplierCode === null || option.supplierCode === supplierCode) &&
      containerFreightMinor(option, baseCurrency) > 0,
  )
}

/** Whether a line that is not due may fill a container that goes anyway: it is due within a quarter. */
export function mayFillContainer({ input, option, line }: OrderLine): boolean {
  const dueOn = line.whyNot?.dueOn ?? null
  if (line.decision !== 'enough' || dueOn === null) return false
  if (containerFreightMinor(option, input.baseCurrency) <= 0) return false
  return daysBetween(input.asOf, dueOn) <= longestLotDays && unitsPerContainer(option) !== null
}

/** A choice for each line, what it costs with the empty space, and that space alone; minor units of the base currency. */
type Load = { choices: ContainerChoice[]; containers: number; costMinor: number }

const emptyMinor = (space: ContainerSpace, used: number, freightMinor: number) =>
  Math.round(freightMinor * (Math.ceil(used / space.capacity) - used / space.capacity))

/** The cheapest choice of one quantity a line within so many containers; null = they hold no such choice. */
function cheapestLoad(
  choices: ContainerChoice[][],
  space: ContainerSpace,
  most: number,
  freightMinor: number,
): Load | null {
  const { capacity, cell } = space
  const size = Math.floor((most * capacity) / cell) + 1
  let cost = new Float64Array(size).fill(Infinity)
  cost[0] = 0
  const taken = choices.map((options) => {
    const next = new Float64Array(size).fill(Infinity)
    const chosen = new Int16Array(size)
    options.forEach(({ space: taken, costMinor }, index) => {
      const own = Math.ceil(taken / cell)
      for (let used = own; used < size; used += 1) {
        const now = cost[used - own]! + costMinor
        if (now >= next[used]!) continue
        next[used] = now
        chosen[used] = index
      }
    })
    cost = next
    return chosen
  })
  let [best, least] = [-1, Infinity]
  for (let used = 0; used < size; used += 1) {
    const total = cost[used]! + emptyMinor(space, used * cell, freightMinor)
    if (total < least) [best, least] = [used, total]
  }
  if (best < 0) return null
  let left = best
  const found = choices.map(() => null as ContainerChoice | null)
  for (let line = choices.length - 1; line >= 0; line -= 1) {
    const option = choices[line]![taken[line]![left]!]!
    found[line] = option
    left -= Math.ceil(option.space / cell)
  }
  const chosen = found.map((one) => one!)
  const used = chosen.reduce((sum, one) => sum + one.space, 0)
  const own = chosen.reduce((sum, one) => sum + one.costMinor, 0)
  const costMinor = own + emptyMinor(space, used, freightMinor)
  return { choices: chosen, containers: Math.ceil(used / capacity), costMinor }
}

/** What keeps an order from being changed: the supplier's minimum, which it reaches now, and units that it can still make. */
type Bounds = { policy: PlanningPolicy; spareUnits: number }

function isAllowed(lines: OrderLine[], load: Load, { policy, spareUnits }: Bounds): boolean {
  const goods = (units: number[]) =>
    lines.reduce((sum, { input, option }, index) => {
      const count = units[index]!
      return count === 0 ? sum : sum + orderCost(input, policy, option, count, 1).lineTotalMinor
    }, 0)
  const now = goods(lines.map(({ line }) => line.units))
  const then = goods(load.choices.map(({ units }) => units))
  const added = lines.reduce((sum, { line }, at) => sum + load.choices[at]!.units - line.units, 0)
  const minimum = Math.min(now, lines[0]!.option.minimumOrderMinor)
  return added <= spareUnits && (then === 0 || then >= minimum)
}

type Decision = { load: Load; detail: string }

/** Fills, cuts or leaves the order, whichever costs least; a tie leaves it. */
function decide(
  lines: OrderLine[],
  space: ContainerSpace,
  freightMinor: number,
  bounds: Bounds,
): Decision {
  const { policy } = bounds
  const stay = lines.map((one): ContainerChoice => {
    return { units: one.line.units, space: space.of(one, one.line.units), costMinor: 0 }
  })
  const used = stay.reduce((sum, one) => sum + one.space, 0)
  const containers = Math.ceil(used / space.capacity)
  const empty = emptyMinor(space, used, freightMinor)
  const left: Load = { choices: stay, containers, costMinor: empty }
  const spare = { containers: containers - used / space.capacity, units: bounds.spareUnits }
  const best = (way: 'more' | 'less') => {
    const choices = lines.map((one) => containerChoices(one, policy, space, way, spare))
    const load = cheapestLoad(choices, space, containers, freightMinor)
    return load !== null && isAllowed(lines, load, bounds) ? load : null
  }
  const [filled, cut] = empty > 0 ? [best('more'), best('less')] : [null, null]
  const load = [filled, cut].reduce<Load>(
    (least, one) => (one !== null && one.costMinor < least.costMinor ? one : least),
    left,
  )
  const { baseCurrency } = lines[0]!.input
  const money = (minor: number) => formatMoney(Math.round(minor), baseCurrency)
  const ways = [
    `left as it is ${money(empty)} of it is empty`,
    filled === null ? '' : `filled up it costs ${money(filled.costMinor)}`,
    cut === null ? '' : `cut back ${money(cut.costMinor)}`,
  ].filter((text) => text !== '')
  const begun = formatNumber(used / space.capacity, 2)
  const detail = `the order takes ${begun} containers of ${money(freightMinor)} each: ${ways.join(', ')}`
  return { load, detail }
}

function changed(
  { input, option, line }: OrderLine,
  policy: PlanningPolicy,
  units: number,
  detail: string,
): Recommendation {
  if (units === line.units) return line
  const label = units > line.units ? 'Fills the container' : 'Waits for the next container'
  const because = line.whyNot?.dueOn ? `due on ${formatDate(line.whyNot.dueOn)}; ${detail}` : detail
  const waterfall = [...line.waterfall, step('container', label, units - line.units, because)]
  if (units > 0 && line.decision === 'order') return { ...line, units, waterfall }
  if (units > 0) {
    const urgency = urgencyOf(input, policy, option, line.orderByOn)
    const come = { urgency, costOfWaitingMinor: 0, whyNot: null }
    return { ...line, decision: 'order', units, waterfall, ...come }
  }
  const position = line.position?.inventoryPositionUnits ?? 0
  const reorderPointUnits = line.reorderPointUnits ?? 0
  return {
    ...line,
    decision: 'not_planned',
    units: 0,
    unitPrice: null,
    lineTotalMinor: null,
    landedCostMinor: null,
    urgency: 'none',
    costOfWaitingMinor: null,
    waterfall,
    warnings: [...line.warnings, `It waits for the next container: ${detail}.`],
    whyNot: { inventoryPositionUnits: position, reorderPointUnits, dueOn: input.asOf },
  }
}

/** Freight of the order and of its containers, shared: by goods value the one, by the space that it takes the other. */
function withFreight(
  lines: OrderLine[],
  after: Recommendation[],
  policy: PlanningPolicy,
  load: Load,
): Recommendation[] {
  const goods = lines.map(({ input, option }, index) => {
    const { units } = after[index]!
    return units === 0 ? 0 : orderCost(input, policy, option, units, 1).lineTotalMinor
  })
  const sum = (figures: number[]) => figures.reduce((total, one) => total + one, 0)
  const [goodsMinor, used] = [sum(goods), sum(load.choices.map(({ space }) => space))]
  return lines.map(({ input, option }, index) => {
    const line = after[index]!
    if (line.units === 0) return line
    const share = goodsMinor > 0 ? goods[index]! / goodsMinor : 1
    const own = used > 0 ? (load.containers * load.choices[index]!.space) / used : 0
    return { ...line, ...orderCost(input, policy, option, line.units, share, own) }
  })
}

/** What nobody can put into a container because nobody knows how many go in. */
function unknownWarning({ option, line }: OrderLine): string[] {
  if (line.units === 0 || unitsPerContainer(option) !== null) return []
  return [
    `${option.supplierName} ships by container, and nobody knows how many units of ${line.sku} go on a pallet; its freight is not counted. Enter pallet_units of the supplier item.`,
  ]
}

/**
 * The lines of one supplier and location as its containers make them, those that are not due among them: filled, cut back
 * or left, with the freight of the containers shared out by the space that each line takes. `spareUnits` = what the
 * supplier can still make. Unchanged where no line is ordered or nothing is shipped by container. The steps still sum.
 */
export function fillContainers(
  lines: OrderLine[],
  policy: PlanningPolicy,
  spareUnits: number,
): Recommendation[] {
  const unchanged = lines.map(({ line }) => line)
  const [first] = lines
  const freightMinor = first ? containerFreightMinor(first.option, first.input.baseCurrency) : 0
  if (freightMinor <= 0 || !lines.some(({ line }) => line.decision === 'order')) return unchanged
  const kept = lines.filter(
    (one) =>
      one.line.decision === 'order' ||
      (mayFillContainer(one) && !activeRules(one.input).doNotOrder),
  )
  const space = containerSpace(kept)
  const { load, detail } = decide(kept, space, freightMinor, { policy, spareUnits })
  const after = kept.map((one, index) => {
    const line = changed(one, policy, load.choices[index]!.units, detail)
    return { ...line, warnings: [...line.warnings, ...unknownWarning({ ...one, line })] }
  })
  const shipped = withFreight(kept, after, policy, load)
  const lineOf = new Map(kept.map((one, index) => [one, shipped[index]!]))
  return lines.map((one) => lineOf.get(one) ?? one.line)
}
