import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simulateMinMax, type ReviewedShop } from '#planning/models/simulate-min-max.ts'
import type { Report } from '../figure.ts'

type PublishedRow = { s: number; S: number; months: number; total: number; ci95: number }

/** The inventory system of Law & Kelton, Simulation Modeling and Analysis, section 1.5; a period is a month. */
export const lawKeltonShop: ReviewedShop = {
  interarrivalPeriods: 0.1,
  demandSizes: [
    { units: 1, probability: 1 / 6 },
    { units: 2, probability: 1 / 3 },
    { units: 3, probability: 1 / 3 },
    { units: 4, probability: 1 / 6 },
  ],
  orderCost: 32,
  unitOrderCost: 3,
  deliveryPeriods: { from: 0.5, to: 1 },
  holdingCost: 1,
  backorderCost: 5,
  initialUnits: 60,
}

/** Runs per policy: enough that the error left is the published one's. */
const replications = 600

/** Nine comparisons at 95 % together, each at 1 - .05 / 9 (Bonferroni). */
const criticalZ = 2.773

/** Mean and standard error of the total over the runs of one policy. */
function simulated(row: PublishedRow): { mean: number; standardError: number } {
  const levels = { reorderPointUnits: row.s, orderUpToUnits: row.S }
  let [sum, squares] = [0, 0]
  for (let run = 1; run <= replications; run++) {
    const { total } = simulateMinMax(lawKeltonShop, levels, row.months, run)
    sum += total
    squares += total * total
  }
  const mean = sum / replications
  const variance = (squares - replications * mean * mean) / (replications - 1)
  return { mean, standardError: Math.sqrt(variance / replications) }
}

/** Our simulation of the nine (s, S) policies beside the published means: difference against both standard errors. */
export async function benchLawKelton(dataFolder: string): Promise<Report> {
  const path = join(dataFolder, 'policy', 'law_kelton_inventory.json')
  const published = JSON.parse(readFileSync(path, 'utf8')) as { rows: PublishedRow[] }
  const compared = published.rows.map((row) => {
    const { mean, standardError } = simulated(row)
    const z = (mean - row.total) / Math.hypot(standardError, row.ci95 / 1.96)
    return { row, mean, standardError, z }
  })
  const missed = compared.filter(({ z }) => !(Math.abs(z) <= criticalZ))
  const inOwnInterval = compared.filter(({ row, mean }) => Math.abs(mean - row.total) <= row.ci95)
  const rows = compared.map(({ row, mean, standardError, z }) => {
    const name = `(${row.s}, ${row.S})`
    return [name, mean, 1.96 * standardError, row.total, row.ci95, z.toFixed(2)]
  })
  const columns = ['(s, S)', 'ours', '+-', 'published', '+-', 'difference / standard error']
  const note = `Criterion: |difference| <= ${criticalZ} combined standard errors (nine comparisons, 95 % together). ${inOwnInterval.length} of ${rows.length} of our means lie in the published 95 % interval itself.`
  const names = missed.map(({ row }) => `(${row.s}, ${row.S})`).join(', ')
  return {
    figures: [
      {
        name: 'Law & Kelton policies outside the interval',
        value: missed.length,
        unit: 'misses',
        ...(missed.length > 0 ? { note: names } : {}),
      },
    ],
    tables: [
      {
        title: `Law & Kelton's (s, S) inventory system, cost per month, ${replications} runs of ours`,
        columns,
        rows,
        note,
      },
    ],
  }
}
