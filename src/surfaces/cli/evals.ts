import { relative, resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { connect, globalOptions } from './connect.ts'
import { printJson } from './print.ts'

const mostCases = 1000

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text)
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
  }
}

/** A path as one word of a shell line, from here where it is below. */
function wordOf(absolute: string): string {
  const below = relative('.', absolute)
  const path = below.startsWith('..') ? absolute : below
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

/** Adds `evals init`: cases about one's own shop, for `npm run evals`. */
export function addEvalsCommand(program: Command): void {
  const evals = program
    .command('evals')
    .description('questions about your own shop, to judge a model by')

  evals
    .command('init')
    .description(
      'write a suite: the shop as CSV, and cases whose truth the engine works out when they are played',
    )
    .argument('<folder>', 'a new folder')
    .option('--cases <count>', 'how many at most', wholeNumber(1, mostCases), 60)
    .option('--seed <number>', 'another seed asks other questions', wholeNumber(0, 999_999_999), 1)
    .action(async (path: string, options: { cases: number; seed: number }, command: Command) => {
      const { json } = globalOptions(command)
      const { makeSuite } = await import('../../../evals/init/make-suite.ts')
      const { run, close } = await connect(globalOptions(command), 'never')
      try {
        const made = await makeSuite({
          folder: resolve(path),
          mostCases: options.cases,
          seed: options.seed,
          run,
          say: (line) => process.stderr.write(`${line}\n`),
        })
        if (json) return printJson(made)
        const areas = Object.entries(made.byArea).map(([area, count]) => `${area} ${count}`)
        process.stdout.write(
          `${made.cases} cases of the shop as of ${made.asOf}: ${areas.join(', ')}\n` +
            `Next: npm run -s evals -- --cases ${wordOf(made.casesFolder)} --model offline\n`,
        )
      } finally {
        await close()
      }
    })
}
