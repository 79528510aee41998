// Sales as JSON lines become a shop: withheld until somebody says who supplies it, then a buy list.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { operationsOn, type RunOperation } from '#operations/operations.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { writeShopFiles, writeSupplierFiles } from '../../evals/bench/online-retail-csv.ts'
import { memoryShop } from '../../evals/memory-shop.ts'

const realSales = join(
  import.meta.dirname,
  '../../../shared/data/forecast/online_retail_daily.jsonl',
)
const folder = mkdtempSync(join(tmpdir(), 'quartermaster-retail-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const unheard = () => undefined

type BuyList = {
  totals: { lineCount: number; withheldCount: number }
  lines: { defect?: string; repair?: string; units: number }[]
}

const listOf = async (run: RunOperation, show: 'due' | 'withheld') =>
  (await run('call_tool', { name: 'recommend_reorders', input: { show } }, unheard)) as BuyList

/** Forty items of steady, slow and new sales over 200 days, in the format of the real file. */
function madeUpSales(): string {
  const chance = randomSource(11)
  const path = join(folder, 'sales.jsonl')
  const series = Array.from({ length: 40 }, (_, index) => ({
    series_id: `S${index}`,
    desc: `Item ${index}`,
    start: '2025-01-01',
    train: Array.from({ length: 200 }, () =>
      chance() < 0.7 ? Math.round(chance() * (index + 2)) : 0,
    ),
    price_median: 2.5,
  }))
  writeFileSync(path, series.map((each) => JSON.stringify(each)).join('\n'))
  return path
}

async function throughTheShop(file: string, name: string): Promise<void> {
  const { asOf, itemCount } = await writeShopFiles(file, join(folder, name, 'shop'))
  await writeSupplierFiles(file, join(folder, name, 'suppliers'))
  const shop = await memoryShop(asOf)
  const run = operationsOn(shop)
  const importFolder = (part: string) => {
    const paths = [join(folder, name, part)]
    return run(
      'import_files',
      { paths, dryRun: false, problemsFile: join(folder, 'problems.csv') },
      unheard,
    )
  }
  expect((await importFolder('shop')).problems).toEqual([])
  const withheld = await listOf(run, 'withheld')
  expect(withheld.totals).toMatchObject({ lineCount: 0, withheldCount: itemCount })
  for (const line of withheld.lines) {
    expect(line.defect).toContain('supplie')
    expect(line.repair).not.toBe('')
  }
  expect((await importFolder('suppliers')).problems).toEqual([])
  const due = await listOf(run, 'due')
  expect(due.totals.lineCount).toBeGreaterThan(0)
  expect(due.lines.every((line) => line.units > 0)).toBe(true)
  const request = {
    question: 'what should I reorder this week?',
    conversationId: null,
    surface: 'cli',
  }
  const answer = await run('ask', request, unheard)
  expect(answer.text).toContain('lines due')
  await shop.database.close()
}

describe('sales without suppliers are withheld with the fact to add; with a supplier file the buy list comes', () => {
  it('for made-up sales', () => throughTheShop(madeUpSales(), 'made-up'))

  it('for 2,207 real items', async (test) => {
    if (!existsSync(realSales)) {
      process.stdout.write(
        'Online Retail is not beside the checkout: only made-up sales were run.\n',
      )
      test.skip()
    }
    await throughTheShop(realSales, 'real')
  })
})
