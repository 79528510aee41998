// The VN2 inventory planning challenge: an order at the end of a week arrives at the start of the third week after,
// sales without stock are lost. Eight weeks are played; what no order of the player could reach is not scored.
import { readFileSync } from 'node:fs'
import { toDay } from '#planning/calendar.ts'

export type Vn2Stock = { onHandUnits: number; nextWeekUnits: number; weekAfterUnits: number }

export type Vn2Item = {
  id: string
  /** Widest first: group of departments, department. */
  groups: string[]
  /** Epoch day of week 0, and the first week in which the item was on sale. */
  startDay: number
  firstWeek: number
  units: Float64Array
  inStock: Uint8Array
  /** Stock at the end of the known weeks, as the challenge gives it. */
  opening: Vn2Stock
}

/** Units to order at the end of the last known week. It must not look at `item.units` from `knownWeeks` on. */
export type Vn2Policy = (knownWeeks: number, item: Vn2Item, stock: Vn2Stock) => number

/** Eight weeks that begin after `knownWeeks`, with the items that take part and what they begin with. */
export type Vn2Window = {
  name: string
  knownWeeks: number
  entries: { item: Vn2Item; opening: Vn2Stock }[]
}

export type Vn2Result = { cost: number; holding: number; shortage: number; fillRate: number }

export const HORIZON_WEEKS = 8
export const ARRIVAL_WEEKS = 2
export const HOLDING_COST = 0.2
export const SHORTAGE_COST = 1

type Line = {
  series_id: string
  master: { DepartmentGroup: number; Department: number }
  start: string
  train: number[]
  test: number[]
  in_stock: string
  init: { on_hand: number; in_transit_w1: number; in_transit_w2: number }
}

/** The items of a file of the challenge; weeks of `test` follow those of `train` and count as in stock. */
export function readVn2(path: string): { items: Vn2Item[]; knownWeeks: number; official: boolean } {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  const rows = lines.map((line) => JSON.parse(line) as Line)
  const items = rows.map((row): Vn2Item => {
    const flags = row.in_stock.padEnd(row.train.length + row.test.length, '1')
    return {
      id: row.series_id,
      groups: [String(row.master.DepartmentGroup), String(row.master.Department)],
      startDay: toDay(row.start),
      firstWeek: Math.max(0, row.in_stock.indexOf('1')),
      units: Float64Array.from([...row.train, ...row.test]),
      inStock: Uint8Array.from(flags, Number),
      opening: {
        onHandUnits: row.init.on_hand,
        nextWeekUnits: row.init.in_transit_w1,
        weekAfterUnits: row.init.in_transit_w2,
      },
    }
  })
  const official = rows.every((row) => row.test.length >= HORIZON_WEEKS)
  return { items, knownWeeks: rows[0]?.train.length ?? 0, official }
}

/** Stock at the end of the next week, and the units sold in it. */
export function playWeek(stock: Vn2Stock, orderUnits: number, demandUnits: number) {
  const have = stock.onHandUnits + stock.nextWeekUnits
  const soldUnits = Math.min(have, demandUnits)
  const after: Vn2Stock = {
    onHandUnits: have - soldUnits,
    nextWeekUnits: stock.weekAfterUnits,
    weekAfterUnits: orderUnits,
  }
  return { after, soldUnits }
}

/** Cost of the scored weeks of a window under a policy: .2 per unit left at the end of a week, 1 per lost sale. */
export function playVn2(window: Vn2Window, policy: Vn2Policy): Vn2Result {
  let [holding, shortage, demand] = [0, 0, 0]
  for (const { item, opening } of window.entries) {
    let stock = opening
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      const known = window.knownWeeks + week
      const orders = week < HORIZON_WEEKS - ARRIVAL_WEEKS ? policy(known, item, stock) : 0
      const wanted = item.units[known]!
      const { after, soldUnits } = playWeek(stock, orders, wanted)
      stock = after
      if (week < ARRIVAL_WEEKS) continue
      holding += HOLDING_COST * after.onHandUnits
      shortage += SHORTAGE_COST * (wanted - soldUnits)
      demand += wanted
    }
  }
  const fillRate = demand > 0 ? 1 - shortage / SHORTAGE_COST / demand : 1
  return { cost: holding + shortage, holding, shortage, fillRate }
}

/** Weeks that a validation window is run in with the organiser's rule, so that every policy begins with its stock. */
const RUN_IN_WEEKS = 12
const LEAST_SEEN_WEEKS = 8

/**
 * Eight known weeks as if they were still to come: items that were in stock in all of them (else nobody knows their
 * demand) and on sale for eight weeks before, with the stock that the run-in policy leaves them.
 */
export function validationWindow(
  items: readonly Vn2Item[],
  lastWeek: number,
  runIn: Vn2Policy,
): Vn2Window {
  const knownWeeks = lastWeek - HORIZON_WEEKS
  const entries = items.flatMap((item) => {
    const seen = item.inStock.subarray(0, knownWeeks).reduce((sum, flag) => sum + flag, 0)
    const whole = item.inStock.subarray(knownWeeks, lastWeek).every((flag) => flag === 1)
    return whole && seen >= LEAST_SEEN_WEEKS
      ? [{ item, opening: runInStock(item, knownWeeks, runIn) }]
      : []
  })
  return { name: `weeks ${knownWeeks + 1}-${lastWeek}`, knownWeeks, entries }
}

function runInStock(item: Vn2Item, knownWeeks: number, runIn: Vn2Policy): Vn2Stock {
  const from = knownWeeks - RUN_IN_WEEKS
  const quarter = item.units.subarray(Math.max(0, from - 13), from)
  const weekly = quarter.reduce((sum, units) => sum + units, 0) / 13
  let stock: Vn2Stock = {
    onHandUnits: Math.round(3 * weekly),
    nextWeekUnits: 0,
    weekAfterUnits: 0,
  }
  for (let known = from; known < knownWeeks; known++) {
    stock = playWeek(stock, runIn(known, item, stock), item.units[known]!).after
  }
  return stock
}
