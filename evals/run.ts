// `npm run evals -- --model NAME`: how far an assistant may be trusted with buying, as a table, JSON, JUnit and one page.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import { tableLines } from './bench/print.ts'
import { junitOf } from './report/junit.ts'
import { pageOf } from './report/page.ts'
import type { RunFile } from './report/run-file.ts'
import { runTables } from './report/table.ts'
import { readOptions } from './suite/options.ts'
import { runModel } from './suite/run-model.ts'

function runOf(path: string): RunFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunFile
  } catch (error) {
    throw new QuartermasterError(
      'invalid',
      `${path} can not be read as a run.`,
      'Give the run.json of an earlier run.',
      {},
      error,
    )
  }
}

/** Ends the command with 1, and says why. */
function fail(why: string): void {
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const baseline = options.baseline === null ? null : runOf(options.baseline)
  const { run, missing } = await runModel({
    ...options,
    address: {
      openaiApiKey: process.env['OPENAI_API_KEY'] || null,
      modelUrl: process.env['QUARTERMASTER_MODEL_URL'] || null,
    },
    date: new Date().toISOString().slice(0, 10),
    say: (text) => process.stderr.write(text),
  })
  const files = {
    'run.json': `${JSON.stringify(run)}\n`,
    'junit.xml': junitOf(run),
    'report.html': pageOf(run, baseline),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(options.out, name), text)
  for (const table of runTables(run, baseline)) process.stdout.write(`${tableLines(table)}\n\n`)
  const written = Object.keys(files).map((name) => join(options.out, name))
  process.stdout.write(`Written: ${written.join(', ')}\n`)
  const unjudged = run.tone ? run.tone.tries - run.tone.judged : 0
  if (unjudged > 0) {
    process.stderr.write(`The tone of ${unjudged} tries was not judged; run.json says why.\n`)
  }
  if (missing > 0) {
    fail(
      `Ended at the cap of cost: ${missing} tries were not made. Run it again with a higher --max-cost to go on.`,
    )
  }
  const { failUnder } = options
  if (failUnder !== null && (run.summary.passed.rate ?? 0) < failUnder) {
    fail(`Fewer are right than --fail-under ${failUnder} asks for.`)
  }
}

try {
  await main()
} catch (error) {
  const { code, message, repair } = outsideError(error)
  fail(`${message}\n${repair}`)
  if (code === 'internal') process.stderr.write(`${inspect(error)}\n`)
}
