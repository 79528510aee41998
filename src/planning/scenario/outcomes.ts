import { fillDemandPath } from './demand-paths.ts'
import type { DemandPaths } from './demand-paths.ts'
import { mix32 } from './seeds.ts'
import { simulatePath } from './simulate-path.ts'
import { simulatePerishing } from './simulate-perishing.ts'
import type { SupplyPlan } from './simulate-path.ts'

/** What one plan did on every path. */
export type Ledger = {
  stockoutDays: Float64Array
  lostUnits: Float64Array
  costMinor: Float64Array
  /** Paths by the day of their first stockout; entry 0 = paths without any. */
  firstStockouts: Int32Array
  askedUnits: number
  /** Units that expired, of all paths. */
  wastedUnits: number
}

/** Arrays that every path writes over; arrivals have one entry more, for the as-of day. */
export type PathBench = { arrivals: Int32Array; demand: Int32Array }

/** A mean over the paths and the span in which nine of ten of them lie. */
export type Spread = { mean: number; p05: number; p95: number }

/** An empty ledger for this many paths and days. */
export function emptyLedger(pathCount: number, horizonDays: number): Ledger {
  return {
    stockoutDays: new Float64Array(pathCount),
    lostUnits: new Float64Array(pathCount),
    costMinor: new Float64Array(pathCount),
    firstStockouts: new Int32Array(horizonDays + 1),
    askedUnits: 0,
    wastedUnits: 0,
  }
}

/**
 * Simulates several plans on the same paths, each with its demand, and writes one ledger per plan. Plans that share a
 * `DemandPaths` share the very demand; all share the luck of their lead times.
 */
export function fillLedgers(
  runs: { plan: SupplyPlan; demand: DemandPaths; ledger: Ledger }[],
  seed: number,
  cellShift: number,
  bench: PathBench,
): void {
  const outcome = {
    stockoutDays: 0,
    lostUnits: 0,
    wastedUnits: 0,
    costMinor: 0,
    firstStockoutDay: 0,
  }
  for (const { ledger } of runs) {
    ledger.firstStockouts.fill(0)
    ledger.askedUnits = 0
    ledger.wastedUnits = 0
  }
  const pathCount = runs[0]?.ledger.stockoutDays.length ?? 0
  for (let path = 0; path < pathCount; path++) {
    const luck = mix32(seed ^ Math.imul(path + 1, 0xc2b2_ae35))
    let drawn: DemandPaths | null = null
    let asked = 0
    for (let i = 0; i < runs.length; i++) {
      const { plan, demand, ledger } = runs[i]!
      if (demand !== drawn) {
        fillDemandPath(demand, seed, path, cellShift, bench.demand)
        drawn = demand
        asked = 0
        for (let day = 0; day < bench.demand.length; day++) asked += bench.demand[day]!
      }
      if (plan.perishing === null) simulatePath(plan, bench.demand, luck, bench.arrivals, outcome)
      else simulatePerishing(plan, plan.perishing, bench.demand, luck, bench.arrivals, outcome)
      ledger.stockoutDays[path] = outcome.stockoutDays
      ledger.lostUnits[path] = outcome.lostUnits
      ledger.costMinor[path] = outcome.costMinor
      ledger.firstStockouts[outcome.firstStockoutDay]!++
      ledger.askedUnits += asked
      ledger.wastedUnits += outcome.wastedUnits
    }
  }
}

/** Mean of a figure over the paths. */
export function meanOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return values.length === 0 ? 0 : sum / values.length
}

/** Mean and central 90 % of a - b (of a alone when b is null), times a factor, over the paths; `scratch` is written over. */
export function spreadOf(
  a: Float64Array,
  b: Float64Array | null,
  factor: number,
  scratch: Float64Array,
): Spread {
  if (a === b) return { mean: 0, p05: 0, p95: 0 }
  for (let i = 0; i < a.length; i++) scratch[i] = (a[i]! - (b === null ? 0 : b[i]!)) * factor
  const mean = meanOf(scratch)
  scratch.sort()
  const at = (probability: number) => scratch[Math.round((scratch.length - 1) * probability)] ?? 0
  return { mean, p05: at(0.05), p95: at(0.95) }
}

/**
 * `spreadOf` of a - b times a factor of at least 0, from `spread`, which is that of a - b alone: what is sorted need not
 * be sorted again.
 */
export function scaledSpread(
  a: Float64Array,
  b: Float64Array,
  factor: number,
  spread: Spread,
): Spread {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * factor
  return {
    mean: a.length === 0 ? 0 : sum / a.length,
    p05: spread.p05 * factor,
    p95: spread.p95 * factor,
  }
}

/** The day by which half of the paths that run out have done so; null when none does. */
export function medianFirstStockout(ledger: Ledger): number | null {
  const stockouts = ledger.stockoutDays.length - (ledger.firstStockouts[0] ?? 0)
  if (stockouts === 0) return null
  let counted = 0
  for (let day = 1; day < ledger.firstStockouts.length; day++) {
    counted += ledger.firstStockouts[day]!
    if (counted * 2 >= stockouts) return day
  }
  return null
}
