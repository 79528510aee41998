import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stockLotSizing, type LotTerms } from '#planning/models/stock-lot-sizing.ts'
import { splitAcrossSuppliers } from '#planning/sourcing/supplier-split.ts'
import type { Report } from '../figure.ts'

type Tier = [minUnits: number, unitPrice: number]
type Solved = { id: string; infeasible: boolean; optimal_cost: number | null }
type SplitCase = Solved & {
  required: number
  suppliers: {
    id: string
    order_cost: number
    moq: number
    pack: number
    capacity: number
    tiers: Tier[]
  }[]
  excess_cost_per_unit: number
  max_share_of_required: number | null
}
type LotCase = Solved & {
  demand: number[]
  order_cost: number
  holding_per_unit_period: number
  tiers: Tier[]
  moq: number
  pack: number
  initial_stock: number
  capacity_per_order: number
}

/** The optima of the file are printed with four decimals. */
const printedError = 1e-4

const termsOf = (given: {
  order_cost: number
  tiers: Tier[]
  moq: number
  pack: number
  capacity: number | null
}): LotTerms => ({
  orderCost: given.order_cost,
  tiers: given.tiers.map(([minUnits, unitPrice]) => ({ minUnits, unitPrice })),
  moqUnits: given.moq,
  packUnits: given.pack,
  capacityUnits: given.capacity,
})

/** Our least cost of a split; null = cannot be supplied. */
function splitCost(one: SplitCase): number | null {
  const split = splitAcrossSuppliers({
    requiredUnits: one.required,
    offers: one.suppliers.map((supplier) => ({ supplierCode: supplier.id, ...termsOf(supplier) })),
    excessCost: one.excess_cost_per_unit,
    maxShare: one.max_share_of_required,
  })
  return split?.cost ?? null
}

/** Our least cost of the lots of a case; null = demand cannot be met. */
function lotCost(one: LotCase): number | null {
  const planned = stockLotSizing({
    terms: termsOf({ ...one, capacity: one.capacity_per_order }),
    demandUnits: one.demand,
    holdingCost: one.holding_per_unit_period,
    backorderCost: null,
    initialStockUnits: one.initial_stock,
  })
  return planned?.cost ?? null
}

type Found = { cost: number | null; failed: string | null }

/** What our function finds; an error of it is a result, too, so that the other cases are still told. */
function attempt<Case>(costOf: (one: Case) => number | null, one: Case): Found {
  try {
    return { cost: costOf(one), failed: null }
  } catch (error) {
    return { cost: null, failed: (error as Error).message }
  }
}

const verdict = (cost: number | null) => (cost === null ? 'infeasible' : cost.toFixed(4))

function compare<Case extends Solved>(
  name: string,
  cases: Case[],
  costOf: (one: Case) => number | null,
) {
  const misses = cases.flatMap((one) => {
    const { cost, failed } = attempt(costOf, one)
    const optimum = one.infeasible ? null : one.optimal_cost
    if (failed !== null) return [`${one.id}: ${failed}`]
    const same =
      cost === null || optimum === null
        ? cost === optimum
        : Math.abs(cost - optimum) <= printedError
    return same ? [] : [`${one.id}: ${verdict(cost)} for ${verdict(optimum)}`]
  })
  const infeasible = cases.filter((one) => one.infeasible).length
  return { row: [name, cases.length, infeasible, cases.length - misses.length], misses }
}

/** Exact supplier splits and lot sizes of the file: our cost is the optimum, and infeasible cases are told to be. */
export async function benchSupplierSplit(dataFolder: string): Promise<Report> {
  const path = join(dataFolder, 'policy', 'supplier_split_lot_cases.json')
  const cases = JSON.parse(readFileSync(path, 'utf8')) as {
    supplier_split: SplitCase[]
    lot_sizing: LotCase[]
  }
  const parts = [
    compare('supplier split', cases.supplier_split, splitCost),
    compare('lot sizing under supplier terms', cases.lot_sizing, lotCost),
  ]
  const misses = parts.flatMap((part) => part.misses)
  return {
    figures: [
      {
        name: 'supplier split and lot sizing off the optimum',
        value: misses.length,
        unit: 'misses',
        ...(misses.length > 0 ? { note: misses.join('; ') } : {}),
      },
    ],
    tables: [
      {
        title: 'Supplier split and lot sizing against exact optima',
        columns: ['problem', 'cases', 'of them infeasible', 'optimum reached'],
        rows: parts.map(({ row }) => row),
      },
    ],
  }
}
