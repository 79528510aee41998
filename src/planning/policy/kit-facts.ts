import type { OpenOrderLine, StockFacts } from '../types.ts'

/** A kit that an item is put into, as it stands ready-made at the same location. */
export type KitFacts = {
  kitSku: string
  /** Units of the item that go into one kit directly; 0 = only within other kits of it. */
  units: number
  /** Kits that this kit is put into, and how many of it each takes. */
  within: { kitSku: string; units: number }[]
  /** Kits asked for themselves over the last `kitShareDays` days of the item's history. */
  recentUnits: number
  /** Ready-made kits; null = nobody counts them, and nothing is taken to be there. */
  stock: StockFacts | null
  /** Orders for ready-made kits. */
  openOrders: OpenOrderLine[]
}

/** Days whose sales tell how much of an item's demand is that of its kits: thirteen weeks. */
export const kitShareDays = 91

/** Ready-made kits (available less backordered, and on order), and the units of the item that they hold. */
export type ReadyKits = { kitSku: string; readyUnits: number; holdUnits: number }
