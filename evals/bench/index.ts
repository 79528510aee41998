// `npm run bench -- NAME [--data PATH] [--json]`: prints a table for people and, with --json, one line for programs.
import { inspect, parseArgs } from 'node:util'
import { QuartermasterError, outsideError } from '#root/errors.ts'
import { benchAudit } from './audit.ts'
import { benchForecast } from './forecast/bench-forecast.ts'
import { benchHistory } from './history.ts'
import { benchImport } from './import.ts'
import { benchOnlineRetail } from './online-retail.ts'
import { benchPolicy } from './policy.ts'
import { benchPlan } from './plan.ts'
import { benchPrices } from './prices/bench-prices.ts'
import { benchQuestions } from './questions.ts'
import { benchScenario } from './scenario.ts'
import { benchReorder } from './reorder/reorder.ts'
import { benchStart } from './start.ts'
import { benchTokens } from './tokens.ts'
import { benchTools } from './tools.ts'
import type { Bench, Report } from './figure.ts'
import { figureLines, tableLines } from './print.ts'

const benches: Record<string, { run: Bench; what: string }> = {
  scenario: {
    run: benchScenario,
    what: 'disruptions: one item on 10,000 paths, an outage over 5,000 items',
  },
  audit: {
    run: benchAudit,
    what: 'a million audit rows hashed again, planted breaks found, and all of verify (--rows N)',
  },
  start: { run: benchStart, what: 'cold and warm start of the whole program' },
  questions: {
    run: benchQuestions,
    what: 'answers of the offline model on the demo shop, and the plan',
  },
  tokens: { run: benchTokens, what: 'tokens of tools/list and of the larger replies, over MCP' },
  forecast: { run: benchForecast, what: 'forecasts of public series beside the published ones' },
  prices: {
    run: benchPrices,
    what: 'forecasts with and without sell prices, in shops of known elasticity (--rows N items)',
  },
  plan: {
    run: benchPlan,
    what: 'plans of 1,000 and 10,000 item-locations on Postgres, phase by phase (--rows N)',
  },
  reorder: {
    run: benchReorder,
    what: 'minimum and target of 1,000 and 10,000 items to draft orders, beside other programs',
  },
  tools: {
    run: benchTools,
    what: 'every read tool over MCP HTTP on 10,000 item-locations, beside an echo',
  },
  history: { run: benchHistory, what: 'two ways to keep demand history, on Postgres' },
  import: { run: benchImport, what: 'one million demand rows against plain COPY of the same rows' },
  policy: { run: benchPolicy, what: 'ordering policies on public data, beside the published ones' },
  'online-retail': {
    run: benchOnlineRetail,
    what: 'real sales from JSON lines to a buy list, phase by phase',
  },
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean' }, rows: { type: 'string' } },
})

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
  const measured = await bench.run({ data: values.data ?? null, rows })
  const report: Report = Array.isArray(measured) ? { figures: measured, tables: [] } : measured
  for (const table of report.tables) process.stdout.write(`${tableLines(table)}\n\n`)
  if (report.figures.length > 0) process.stdout.write(`${figureLines(report.figures)}\n`)
  if (values.json) process.stdout.write(`${JSON.stringify({ bench: positionals[0], ...report })}\n`)
  for (const fault of report.faults ?? []) process.stderr.write(`${fault}\n`)
  if ((report.faults ?? []).length > 0) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  const { code, message, repair } = outsideError(error)
  process.stderr.write(`${message}\n${repair}\n`)
  // With its causes: what failed in a thread is told there.
  if (code === 'internal') process.stderr.write(`${inspect(error)}\n`)
  process.exitCode = 1
}
