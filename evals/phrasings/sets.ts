// The sets of phrasings, as text: `sets/<name>.txt`, by different writers, none of whom saw the model.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCases, type Case } from './cases.ts'

const read = (name: string): Case[] =>
  readCases(readFileSync(join(import.meta.dirname, 'sets', `${name}.txt`), 'utf8'))

/** Every set of phrasings, by what it is for. */
export const phrasingSets: Record<'development' | 'locked', Case[]> = {
  /** What the model was taught with: its misses were read, and most of its wordings joined the examples. */
  development: read('development'),
  /** Written apart, never taught; a miss stays a miss and is not read. */
  locked: ['locked', 'locked-second', 'locked-third'].flatMap(read),
}
