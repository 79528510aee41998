// `npm run bench -- NAME [--data PATH] [--json]`: prints a table for people and, with --json, one line for programs.
import { parseArgs } from 'node:util'
import { QuartermasterError, outsideError } from '#root/errors.ts'
import { benchHistory } from './history.ts'
import { benchImport } from './import.ts'
import { benchOnlineRetail } from './online-retail.ts'
import { benchQuestions } from './questions.ts'
import { benchStart } from './start.ts'
import { benchTokens } from './tokens.ts'
import type { Bench, Figure } from './figure.ts'

const benches: Record<string, { run: Bench; what: string }> = {
  start: { run: benchStart, what: 'cold and warm start of the whole program' },
  questions: {
    run: benchQuestions,
    what: 'answers of the offline model on the demo shop, and the plan',
  },
  tokens: { run: benchTokens, what: 'tokens of tools/list and of the larger replies, over MCP' },
  history: { run: benchHistory, what: 'two ways to keep demand history, on Postgres' },
  import: { run: benchImport, what: 'one million demand rows against plain COPY of the same rows' },
  'online-retail': {
    run: benchOnlineRetail,
    what: 'real sales from JSON lines to a buy list, phase by phase',
  },
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean' }, rows: { type: 'string' } },
})

/** The figures as aligned lines: name, value, unit, and what it is compared with. */
function table(figures: Figure[]): string {
  const width = Math.max(...figures.map((figure) => figure.name.length))
  return figures
    .map(({ name, value, unit, note }) => {
      const shown = value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
      return `${name.padEnd(width)}  ${shown.padStart(12)} ${unit}${note === undefined ? '' : `  (${note})`}`
    })
    .join('\n')
}

async function main(): Promise<void> {
  const bench = benches[positionals[0] ?? '']
  if (bench === undefined) {
    const known = Object.entries(benches).map(([name, { what }]) => `  ${name.padEnd(14)} ${what}`)
    throw new QuartermasterError(
      'not_found',
      `There is no bench "${positionals[0] ?? ''}".`,
      `Run one of:\n${known.join('\n')}`,
    )
  }
  const rows = values.rows === undefined ? null : Number(values.rows)
  const figures = await bench.run({ data: values.data ?? null, rows })
  process.stdout.write(`${table(figures)}\n`)
  if (values.json) process.stdout.write(`${JSON.stringify({ bench: positionals[0], figures })}\n`)
}

try {
  await main()
} catch (error) {
  const { code, message, repair } = outsideError(error)
  process.stderr.write(`${message}\n${repair}\n`)
  if (code === 'internal') process.stderr.write(`${String((error as Error).stack)}\n`)
  process.exitCode = 1
}
