// Tries and grades on the disk, one file each: a run that was cut off goes on, and what nothing changed about is not asked
// again.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads what is there by its key. A file that a killed run left half written is as if it were not there. */
export function keptIn<Kept>(folder: string): Map<string, Kept> {
  mkdirSync(folder, { recursive: true })
  const kept = new Map<string, Kept>()
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json')) continue
    try {
      const text = readFileSync(join(folder, file), 'utf8')
      kept.set(file.slice(0, -'.json'.length), JSON.parse(text) as Kept)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return kept
}

/** Keeps a try or a grade under its key. */
export function keepIn(folder: string, key: string, record: object): void {
  writeFileSync(join(folder, `${key}.json`), JSON.stringify(record))
}
