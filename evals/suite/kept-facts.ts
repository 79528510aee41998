// What the engine said when a case was written: `facts.json` beside the cases. The right calls are made anew in every run,
// so an engine that says something else would otherwise be right by its own word.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** By the file of a case, in the order in which they must be said. */
export type KeptFacts = Record<string, readonly string[]>

const fileIn = (folder: string) => join(folder, 'facts.json')

/** What was kept beside the cases of a folder; nothing where there is no such file. */
export function keptFacts(folder: string): KeptFacts {
  const file = fileIn(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptFacts) : {}
}

/** Keeps facts beside the cases of a folder, by file in the order of their names. */
export function keepFacts(folder: string, facts: KeptFacts): void {
  const sorted = Object.entries(facts).toSorted(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(fileIn(folder), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}
