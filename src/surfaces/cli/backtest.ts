import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import pc from 'picocolors'
import type { BacktestProgress, BacktestReport } from '#operations/backtest-shop.ts'
import { backtestedPolicies } from '#planning/scenario/backtest/backtest.ts'
import type { BacktestTotal } from '#planning/scenario/backtest/backtest-totals.ts'
import { askedService, backtestName, backtestNote } from '#render/backtest-names.ts'
import { backtestChartSvg } from '#render/chart-backtest.ts'
import { formatCount, formatDate, formatMoney, formatNumber, formatRate } from '#render/figures.ts'
import { textTable, type TableCell, type TableColumn } from '#render/table.ts'
import { connect, globalOptions } from './connect.ts'
import { outputStyle, printJson } from './print.ts'

type BacktestOptions = {
  sku?: string[]
  policy: string[]
  days: number
  service: number[]
  backorders?: boolean
  limit: number
  chart: string
}

const words = (text: string) => text.split(',').map((word) => word.trim())

function serviceLevels(text: string): number[] {
  const levels = words(text).map(Number)
  if (levels.every((level) => level > 0 && level < 1)) return levels
  throw new InvalidArgumentError('Give levels between 0 and 1, such as .95,.98.')
}

/** Adds `backtest`: the policy on the shop's own past, beside others. */
export function addBacktestCommand(program: Command): void {
  program
    .command('backtest')
    .description(
      "replay the shop's own past under its policy, other policies and perfect foresight",
    )
    .option('--sku <skus...>', 'only these items (the ones with the largest sales)')
    .option('--policy <names>', `of ${backtestedPolicies.join(',')}`, words, [
      ...backtestedPolicies,
    ])
    .option('--days <count>', 'how many of the last days to replay', Number, 182)
    .option(
      '--service <levels>',
      'cycle service levels to ask for',
      serviceLevels,
      [0.9, 0.95, 0.98, 0.99],
    )
    .option('--backorders', 'customers wait for what is not there (it is lost)')
    .option('--limit <count>', 'how many lines to replay', Number, 50)
    .option('--chart <file>', 'where to write service against inventory', 'backtest.svg')
    .action(async (options: BacktestOptions, command: Command) => {
      const { json } = globalOptions(command)
      const { run, close } = await connect(globalOptions(command), 'if_empty')
      try {
        const ask = {
          skus: options.sku ?? [],
          policies: options.policy,
          days: options.days,
          serviceLevels: options.service,
          unmet: options.backorders ? ('backordered' as const) : ('lost' as const),
          limit: options.limit,
        }
        const report = await run('backtest', ask, json ? () => undefined : showProgress)
        const file = resolve(options.chart)
        if (report.totals.length > 0) writeFileSync(file, chartOf(report))
        if (json) printJson(report)
        else printReport(report, file)
      } finally {
        await close()
      }
    })
}

function showProgress({ done, of }: BacktestProgress): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(done < of ? `\r${done} of ${of} lines` : '\r\u001b[K')
}

function chartOf({ totals, baseCurrency }: BacktestReport): string {
  const title = 'Service against inventory'
  return `${backtestChartSvg({ id: 'backtest', title, baseCurrency, totals }, 720)}\n`
}

const column = (title: string): TableColumn => ({ title, align: 'right' })
const columns: TableColumn[] = [
  { title: 'Policy', align: 'left', minimumWidth: 14 },
  ...['Asked', 'Fill', 'Cycles', 'Stock', 'Orders', 'Short', 'Cost', 'x best'].map(column),
]

const shareText = (share: number | null) => (share === null ? '–' : formatRate(share))

function rowOf(total: BacktestTotal, currency: string): TableCell[] {
  return [
    backtestName(total),
    askedService(total),
    shareText(total.fillRate),
    shareText(total.cycleService),
    formatMoney(total.stockValueMinor, currency),
    formatCount(total.orders),
    formatMoney(total.shortMinor, currency),
    formatMoney(total.costMinor, currency),
    total.costRatio === null ? '–' : formatNumber(total.costRatio, 2),
  ]
}

/** How many lines of the list below the totals are printed; --json has them all. */
const shownLines = 12

function lineTable({ lines, baseCurrency }: BacktestReport): string {
  const titles = [
    { title: 'Item', align: 'left', minimumWidth: 14 } satisfies TableColumn,
    { title: 'At', align: 'left', minimumWidth: 3 } satisfies TableColumn,
    ...['Fill', 'Cycles', 'Stock', 'Cost', 'x best'].map(column),
  ]
  const rows = lines.slice(0, shownLines).flatMap(({ sku, name, locationCode, totals }) => {
    const own = totals.find(({ policy }) => policy === 'planner') ?? totals[0]
    if (own === undefined) return []
    const [, , fill, cycles, stock, , , cost, ratio] = rowOf(own, baseCurrency)
    return [[`${sku} ${name}`, locationCode, fill!, cycles!, stock!, cost!, ratio!]]
  })
  return textTable(titles, rows, outputStyle())
}

function printReport(report: BacktestReport, file: string): void {
  const { totals, baseCurrency, leftOut, moreCount, lines } = report
  const out = (text: string) => process.stdout.write(`${text}\n`)
  if (totals.length > 0) {
    const rows = totals.map((total) => rowOf(total, baseCurrency))
    out(`From ${formatDate(report.startsOn)} to ${formatDate(report.asOf)}\n`)
    out(`${textTable(columns, rows, outputStyle())}\n`)
    out(`${lineTable(report)}\n`)
    for (const sentence of backtestNote(report)) out(sentence)
    if (lines.length > shownLines) out(`${lines.length - shownLines} more lines: --json has them.`)
  }
  for (const { sku, locationCode, problem } of leftOut.slice(0, shownLines)) {
    out(pc.yellow(`Left out: ${sku} at ${locationCode}. ${problem}`))
  }
  if (leftOut.length > shownLines) out(`${leftOut.length - shownLines} more were left out.`)
  if (moreCount > 0) out(`${moreCount} lines with smaller sales were not replayed: raise --limit.`)
  if (totals.length > 0) out(pc.dim(`Chart: ${file} (${report.milliseconds} ms)`))
}
