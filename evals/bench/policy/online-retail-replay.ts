import { Worker } from 'node:worker_threads'
import { availableParallelism } from 'node:os'
import type { CountPool } from '#planning/forecast/counts/count-pool.ts'
import type { Report, Table } from '../figure.ts'
import { learningDays, readRetailShop, retailCatalogues } from './online-retail-lines.ts'
import { addTo, type ReplaySums } from './online-retail-rows.ts'

const names: [key: string, name: string, asked: string][] = [
  ['clairvoyant', 'clairvoyant optimum (exact)', '-'],
  ['poisson', 'smoothed mean, Poisson, up to level weekly', 'cycle .95'],
  ['classical', 'classical normal, up to level weekly', 'cycle .95'],
  ['negative_binomial', 'smoothed mean, neg. binomial, up to level weekly', 'cycle .95'],
  ['min_max', 'static min/max', 'cycle .95'],
  ['planner 0.95', 'our planner', 'cycle .95'],
  ['planner 0.97', 'our planner', 'cycle .97'],
  ['planner 0.98', 'our planner', 'cycle .98'],
  ['planner fill', 'our planner', 'fill .95'],
]

function shareInWorker(workerData: {
  dataFolder: string
  share: number
  shares: number
  catalogues: Map<string, CountPool>
}): Promise<ReplaySums> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./online-retail-worker.ts', import.meta.url), {
      workerData,
    })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`a worker ended with ${code}`))
    })
  })
}

const major = (minor: number) => Math.round(minor / 100)

function tableOf(sums: ReplaySums, note: string): Table {
  const least = sums['clairvoyant']!.costMinor
  const rows = names.flatMap(([key, name, asked]) => {
    const sum = sums[key]
    if (sum === undefined) return []
    const fill = 1 - sum.shortUnits / sum.demandUnits
    const cycle = sum.fullCycles / sum.cycles
    const parts = [sum.orderMinor, sum.holdingMinor, sum.shortMinor].map(major)
    return [[name, asked, fill, cycle, sum.costMinor / least, ...parts]]
  })
  return {
    title: 'Online Retail replay',
    columns: ['policy', 'asked', 'fill', 'cycles', 'x optimum', 'orders', 'holding', 'lost'],
    rows,
    note,
  }
}

/**
 * Two thousand real items, day by day: 26 weeks to learn from, the rest replayed with a weekly review, seven days of
 * lead time and lost sales; every policy from the same starting stock (two weeks of mean demand).
 */
export async function benchOnlineRetailReplay(dataFolder: string): Promise<Report> {
  const began = performance.now()
  const shop = readRetailShop(dataFolder)
  const { lines, days, seriesCount } = shop
  const catalogues = retailCatalogues(shop)
  const shares = Math.max(1, Math.min(4, availableParallelism()))
  const found = await Promise.all(
    Array.from({ length: shares }, (_, share) =>
      shareInWorker({ dataFolder, share, shares, catalogues }),
    ),
  )
  const sums: ReplaySums = {}
  for (const share of found) {
    for (const [name, sum] of Object.entries(share)) addTo(sums, name, sum)
  }
  const seconds = (performance.now() - began) / 1000
  const note =
    `${lines.length} of ${seriesCount} items (on sale for 8 weeks and sold in them), ${learningDays} days to learn from, ` +
    `${days} scored; order line 2.00, holding 25 % a year, unit lost 40 % of its price; goal: fill .95 where .95 is asked, 5.0 x`
  return {
    figures: [
      { name: 'Online Retail replay', value: seconds, unit: 's', note: `${shares} threads` },
    ],
    tables: [tableOf(sums, note)],
  }
}
