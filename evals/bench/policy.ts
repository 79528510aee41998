// `npm run bench -- policy [--data FOLDER]`: the planner's own policies beside the published ones, section by section.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchOptions, Figure, Report, Table } from './figure.ts'
import { benchInventoryBench } from './policy/inventorybench.ts'
import { benchLawKelton } from './policy/law-kelton.ts'
import { benchOnlineRetailReplay } from './policy/online-retail-replay.ts'
import { benchSupplierSplit } from './policy/supplier-split.ts'
import { benchTextbookCases } from './policy/textbook-cases.ts'
import { benchVn2 } from './policy/vn2.ts'

/** One comparison: reads its public data below the folder and plays the policies that the product offers. */
export type PolicySection = {
  name: string
  /** What must be there for it to run, relative to the data folder. */
  files: string[]
  run: (dataFolder: string) => Promise<Report>
}

const sections: PolicySection[] = [
  {
    name: 'textbook inventory models',
    files: ['policy/inventory_cases.json', 'policy/inventory_cases_derived.json'],
    run: benchTextbookCases,
  },
  {
    name: 'supplier split and lot sizing',
    files: ['policy/supplier_split_lot_cases.json'],
    run: benchSupplierSplit,
  },
  {
    name: 'Law & Kelton (s, S) system',
    files: ['policy/law_kelton_inventory.json'],
    run: benchLawKelton,
  },
  {
    name: 'InventoryBench',
    files: ['policy/inventorybench.jsonl', 'anchors/inventorybench_anchors.json'],
    run: benchInventoryBench,
  },
  {
    name: 'Online Retail replay',
    files: ['forecast/online_retail_daily.jsonl', 'anchors/online_retail_cancelled.json'],
    run: benchOnlineRetailReplay,
  },
  {
    name: 'VN2',
    files: ['forecast/vn2_weekly.jsonl', 'anchors/vn2_anchors.json'],
    run: benchVn2,
  },
]

/** Measurement data beside the checkout: what `--data` is when nobody says otherwise. */
const besideCheckout = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

/**
 * Every section whose files are in the folder; one line tells of each section that has to be left out. A section that
 * counts wrong results in a figure of unit "misses" turns the run red.
 */
export async function benchPolicy({ data }: BenchOptions): Promise<Report> {
  const folder = data ?? besideCheckout
  const figures: Figure[] = []
  const tables: Table[] = []
  for (const { name, files, run } of sections) {
    const absent = files.filter((file) => !existsSync(join(folder, file)))
    if (absent.length > 0) {
      process.stdout.write(`Skipped ${name}: ${absent.join(', ')} is not in the data folder.\n`)
      continue
    }
    const report = await run(folder)
    figures.push(...report.figures)
    tables.push(...report.tables)
    if (report.figures.some(({ unit, value }) => unit === 'misses' && value > 0)) {
      process.exitCode = 1
    }
  }
  return { figures, tables }
}
