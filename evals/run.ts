// `npm run evals -- --model NAME`: how far an assistant may be trusted with buying, as a table, JSON, JUnit and one page.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect, parseArgs } from 'node:util'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import { tools } from '#tools/index.ts'
import { tableLines } from './bench/print.ts'
import { pageOf } from './report/page.ts'
import { junitOf } from './report/junit.ts'
import type { RunFile } from './report/run-file.ts'
import { runTables } from './report/table.ts'
import { casesIn, type EvalCase } from './suite/case.ts'
import { contestantOf } from './suite/contestant.ts'
import { contractHash, promptHash, tryKey, type Identity } from './suite/identity.ts'
import { keepTry, keptTries } from './suite/kept-tries.ts'
import { progressOf } from './suite/progress.ts'
import { runSuite } from './suite/run-suite.ts'
import { summarise, type TokenPrices } from './suite/score.ts'

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'offline' },
    cases: { type: 'string', default: join(import.meta.dirname, 'cases') },
    filter: { type: 'string', default: '' },
    k: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '1' },
    out: { type: 'string', default: 'evals-out' },
    baseline: { type: 'string' },
    through: { type: 'string', default: 'process' },
    fresh: { type: 'boolean', default: false },
    prices: { type: 'string' },
    'max-cost': { type: 'string' },
    'fail-under': { type: 'string' },
  },
})

const invalid = (what: string, repair: string) => new QuartermasterError('invalid', what, repair)

function wholeNumber(name: string, text: string, most: number): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
  throw invalid(`--${name} ${text} is not usable.`, `Give a whole number from 1 to ${most}.`)
}

/** '0.25,2.00 USD': a million tokens in, a million out, and the currency. */
function pricesOf(text: string | undefined): (TokenPrices & { currency: string }) | null {
  if (text === undefined) return null
  const match = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text)
  if (match === null) {
    throw invalid(
      `--prices ${text} is not usable.`,
      'Give what a million tokens cost, in and out, such as --prices "0.25,2.00 USD".',
    )
  }
  return { input: Number(match[1]), output: Number(match[2]), currency: match[3]! }
}

function share(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const value = Number(text)
  if (text !== '' && value >= 0 && value <= 1) return value
  throw invalid(`--${name} ${text} is not usable.`, 'Give a share from 0 to 1, such as 0.95.')
}

function amount(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw invalid(`--${name} ${text} is not usable.`, 'Give an amount in the currency of --prices.')
}

function chosenCases(): EvalCase[] {
  const cases = casesIn(values.cases)
  const chosen = cases.filter(({ file }) => file.includes(values.filter.replaceAll(' ', '-')))
  if (chosen.length > 0) return chosen
  const areas = [...new Set(cases.map(({ area }) => area))].join(', ')
  throw new QuartermasterError(
    'not_found',
    `No case has "${values.filter}" in its name.`,
    `Give part of a file's name; the areas are: ${areas}.`,
  )
}

function throughOf(text: string): Identity['through'] {
  if (text === 'process' || text === 'mcp') return text
  throw invalid(`--through ${text} is not known.`, 'Use --through mcp, or leave it out.')
}

function baselineOf(path: string | undefined): RunFile | null {
  if (path === undefined) return null
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

async function main(): Promise<void> {
  const prices = pricesOf(values.prices)
  const mostCost = amount('max-cost', values['max-cost'])
  if (mostCost !== null && prices === null) {
    throw invalid('--max-cost needs to know what tokens cost.', 'Give --prices too.')
  }
  const failUnder = share('fail-under', values['fail-under'])
  const baseline = baselineOf(values.baseline)
  const cases = chosenCases()
  const k = wholeNumber('k', values.k, 64)
  const where = {
    openaiApiKey: process.env['OPENAI_API_KEY'] || null,
    modelUrl: process.env['QUARTERMASTER_MODEL_URL'] || null,
  }
  const through = throughOf(values.through)
  const contestant = () => contestantOf(values.model, where, through)
  const identity: Identity = {
    model: contestant().name,
    promptHash: promptHash(),
    contractHash: contractHash(tools),
    worldSeeds: [...new Set(cases.map(({ world }) => world.seed))],
    through,
    date: new Date().toISOString().slice(0, 10),
  }
  // The offline model is this program: what it said before the last change of the code means nothing now.
  const folder = join(values.out, 'tries')
  const isFresh = values.fresh || identity.model === 'offline'
  const known = isFresh ? new Map() : keptTries(folder)
  mkdirSync(folder, { recursive: true })
  const progress = progressOf(cases.length * k, (line) => process.stderr.write(line))
  let spent = 0
  const tries = await runSuite({
    cases,
    contestant,
    k,
    parallel: wholeNumber('parallel', values.parallel, 16),
    known,
    keyOf: (wanted, attempt) => tryKey(wanted, attempt, identity),
    done(key, record) {
      keepTry(folder, key, record)
      spent += summarise([record], prices).cost ?? 0
      progress.done(record)
    },
    isOver: () => mostCost !== null && spent >= mostCost,
  })
  progress.end()
  const summary = summarise(tries, prices)
  const run: RunFile = { identity, summary, cost: prices?.currency ?? null, tries }
  writeFileSync(join(values.out, 'run.json'), `${JSON.stringify(run)}\n`)
  writeFileSync(join(values.out, 'junit.xml'), junitOf(run))
  writeFileSync(join(values.out, 'report.html'), pageOf(run, baseline))
  for (const table of runTables(run, baseline)) process.stdout.write(`${tableLines(table)}\n\n`)
  process.stdout.write(
    `Written: ${['run.json', 'junit.xml', 'report.html'].map((name) => join(values.out, name)).join(', ')}\n`,
  )
  const missing = cases.length * k - tries.length
  if (missing > 0) {
    process.stderr.write(
      `Ended at the cap of cost: ${missing} tries were not made. Run it again with a higher --max-cost to go on.\n`,
    )
    process.exitCode = 1
  }
  if (failUnder !== null && (summary.passed.rate ?? 0) < failUnder) {
    process.stderr.write(`Fewer are right than --fail-under ${values['fail-under']} asks for.\n`)
    process.exitCode = 1
  }
}

try {
  await main()
} catch (error) {
  const { code, message, repair } = outsideError(error)
  process.stderr.write(`${message}\n${repair}\n`)
  if (code === 'internal') process.stderr.write(`${inspect(error)}\n`)
  process.exitCode = 1
}
