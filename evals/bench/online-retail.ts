import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operationsOn, type RunOperation } from '#operations/operations.ts'
import { QuartermasterError } from '#root/errors.ts'
import { memoryShop } from '../memory-shop.ts'
import { timed, type BenchOptions, type Figure } from './figure.ts'
import { writeShopFiles, writeSupplierFiles } from './online-retail-csv.ts'

const unheard = () => undefined
const question = 'what should I reorder this week?'

type BuyList = {
  totals: { lineCount: number; withheldCount: number }
  lines: { defect?: string; display: string }[]
}

const listOf = async (run: RunOperation, show: 'due' | 'withheld'): Promise<BuyList> => {
  const request = { name: 'recommend_reorders', input: { show, limit: 3 } }
  return (await run('call_tool', request, unheard)) as BuyList
}

async function importFolder(run: RunOperation, folder: string): Promise<void> {
  const report = await run(
    'import_files',
    { paths: [folder], dryRun: false, problemsFile: `${folder}-problems.csv` },
    unheard,
  )
  if (report.rejectedFiles === 0) return
  throw new QuartermasterError(
    'invalid',
    'A generated file was rejected.',
    JSON.stringify(report, null, 2).slice(0, 2000),
  )
}

/** Real sales to a buy list: convert, import, plan without suppliers (all withheld), add suppliers, plan, ask. */
export async function benchOnlineRetail({ data }: BenchOptions): Promise<Figure[]> {
  if (data === null) {
    throw new QuartermasterError(
      'invalid',
      'No data was named.',
      'Run it with --data online_retail_daily.jsonl.',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-retail-'))
  try {
    const convert = await timed(() => writeShopFiles(data, join(folder, 'shop')))
    await writeSupplierFiles(data, join(folder, 'suppliers'))
    const { asOf, itemCount, dayCount } = convert.result
    const shop = await memoryShop(asOf)
    const run = operationsOn(shop)
    const load = await timed(() => importFolder(run, join(folder, 'shop')))
    const barePlan = await timed(() => run('plan', {}, unheard))
    const withheld = await listOf(run, 'withheld')
    const loadSuppliers = await timed(() => importFolder(run, join(folder, 'suppliers')))
    const plan = await timed(() => run('plan', {}, unheard))
    const due = await listOf(run, 'due')
    const answer = await timed(() =>
      run('ask', { question, conversationId: null, surface: 'cli' }, unheard),
    )
    await shop.database.close()
    process.stdout.write(
      `Withheld, for example: ${withheld.lines[0]?.display ?? 'nothing'}\n\n${answer.result.text}\n\n`,
    )
    const ms = (
      name: string,
      { milliseconds }: { milliseconds: number },
      note?: string,
    ): Figure => ({
      name,
      value: milliseconds,
      unit: 'ms',
      ...(note === undefined ? {} : { note }),
    })
    return [
      { name: 'items', value: itemCount, unit: 'items' },
      { name: 'demand days with sales', value: dayCount, unit: 'rows' },
      ms('convert', convert),
      ms('import', load, 'embedded database in memory'),
      ms('plan without suppliers', barePlan, `${withheld.totals.withheldCount} lines withheld`),
      ms('import suppliers', loadSuppliers),
      ms('plan', plan, `${due.totals.lineCount} lines due, ${due.totals.withheldCount} withheld`),
      ms('answer', answer, question),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
