// `node evals/phrasings/run.ts [--misses]`: how often the offline model understands the phrasings of each set, by tool,
// and with --misses each one that it does not.
import { parseArgs } from 'node:util'
import { createInterpreter } from '#agent/offline/interpreter.ts'
import { demoLexicon } from '../../tests/agent/shop.ts'
import { tableLines } from '../bench/print.ts'
import { missOf, verdictsOn } from './judge.ts'
import { phrasingSets } from './sets.ts'
import { phrasingTable } from './table.ts'

const { values } = parseArgs({ options: { misses: { type: 'boolean', default: false } } })
const interpreter = createInterpreter(demoLexicon())

for (const [name, cases] of Object.entries(phrasingSets)) {
  const verdicts = verdictsOn(cases, interpreter)
  console.log(`${tableLines(phrasingTable(name, verdicts))}\n`)
  // Who reads the misses of the locked set teaches them.
  if (!values.misses || name === 'locked') continue
  for (const verdict of verdicts.filter(({ wrong }) => wrong !== null)) console.log(missOf(verdict))
  console.log()
}
