import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { exportShop } from '#imports/export-shop.ts'
import { importFiles } from '#imports/import-files.ts'
import { columnsPage } from '#imports/templates.ts'
import { sql } from 'drizzle-orm'
import { planningInputs } from '#store/planning-inputs.ts'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import type { OpenDatabase } from '#store/database.ts'
import { freshDatabase } from '../database.ts'
import { item, smallShop } from '../store/small-shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'quartermaster-prices-'))
let database: OpenDatabase

const shopIn = (baseCurrency: string) => ({
  name: 'Shop',
  baseCurrency,
  timeZone: 'Europe/London',
  demoAsOf: null,
})

beforeAll(async () => {
  database = await freshDatabase()
  const { items } = smallShop()
  const young = item('CUP', 'Cup', { lifecycle: 'new', analogueSku: 'MUG' })
  await writeShop(database.db, smallShop({ items: [...items, young] }))
})
beforeEach(async () => {
  await writeShopSettings(database.db, shopIn('GBP'))
  await database.db.execute(sql`delete from sell_price`)
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function importText(text: string, name = 'sell_prices.csv', dryRun = false) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return importFiles({
    db: database.db,
    paths: [path],
    dryRun,
    now: '2026-11-20T09:00:00Z',
    problemsFile: join(folder, 'problems.csv'),
    onProgress: () => undefined,
  })
}

const heading = 'sku,valid_from,price,currency\n'
const three = `${heading}MUG,2026-01-01,9.99,GBP\nMUG,2026-12-01,8.99,GBP\nTEA,2026-02-01,"6,5",gbp\n`

async function inputsOf(...skus: string[]) {
  const inputs = []
  for await (const input of planningInputs(database.db, { asOf: '2026-11-20', skus }))
    inputs.push(input)
  return inputs
}

it('prices of the past and planned ones reach the planner, in the currency of the shop', async () => {
  expect((await importText(three)).problems).toEqual([])
  for (const input of await inputsOf('MUG')) {
    expect(input.sellPrices).toEqual([
      { validFrom: '2026-01-01', priceMinor: 999 },
      { validFrom: '2026-12-01', priceMinor: 899 },
    ])
  }
  const [tea] = await inputsOf('TEA')
  expect(tea!.sellPrices).toEqual([{ validFrom: '2026-02-01', priceMinor: 650 }])
})

it('an item without a price says nothing of price, one with an analogue knows its prices', async () => {
  await importText(`${heading}MUG,2026-01-01,9.99,GBP\n`)
  const [tea] = await inputsOf('TEA')
  expect(tea).not.toHaveProperty('sellPrices')
  const { items, stock } = smallShop()
  await writeShop(database.db, {
    ...smallShop({
      items: [...items, item('CUP', 'Cup', { lifecycle: 'new', analogueSku: 'MUG' })],
      stock: [...stock, { ...stock[0]!, sku: 'CUP' }],
    }),
  })
  const [cup] = await inputsOf('CUP')
  expect(cup).not.toHaveProperty('sellPrices')
  expect(cup!.analogueSellPrices).toEqual([{ validFrom: '2026-01-01', priceMinor: 999 }])
})

it('the same file again changes nothing, a corrected price changes its row', async () => {
  expect((await importText(three)).files[0]).toMatchObject({ outcome: 'imported', changedRows: 3 })
  expect((await importText(three)).files[0]).toMatchObject({ outcome: 'unchanged', changedRows: 0 })
  const corrected = three.replace('8.99', '8.49')
  expect((await importText(corrected)).files[0]).toMatchObject({
    outcome: 'imported',
    changedRows: 1,
  })
})

it('a dry run leaves every price as it is', async () => {
  expect((await importText(three, 'sell_prices.csv', true)).files[0]).toMatchObject({
    outcome: 'would_import',
  })
  expect((await inputsOf('MUG'))[0]).not.toHaveProperty('sellPrices')
})

it.each([
  ['MUG,2026-01-01,9.99,EUR', 'currency', 'the base currency is GBP'],
  ['MUG,2026-01-01,9.99,pounds', 'currency', 'it is no currency'],
  ['MUG,2026-01-01,0.00,GBP', 'price', 'it is zero'],
  ['MUG,2026-01-01,-1,GBP', 'price', 'it is negative'],
  ['MUG,2026-01-01,9.999,GBP', 'price', 'decimals'],
  ['MUG,2026-01-01,,GBP', 'price', 'it is empty'],
  ['MUGG,2026-01-01,9.99,GBP', 'sku', 'there is no item "MUGG"'],
  ['MUG,2026-02-30,9.99,GBP', 'valid_from', ''],
])('%s is refused at %s, and nothing of its file is taken', async (row, column, reason) => {
  const report = await importText(`${heading}TEA,2026-01-01,5.00,GBP\n${row}\n`)
  expect(report.files[0]!.outcome).toBe('rejected')
  expect(report.problems).toEqual([expect.objectContaining({ line: 3, column })])
  expect(report.problems[0]!.reason).toContain(reason)
  expect((await inputsOf('TEA'))[0]).not.toHaveProperty('sellPrices')
})

it('two prices of one day are refused, both lines named', async () => {
  const { problems } = await importText(
    `${heading}MUG,2026-01-01,9.99,GBP\nMUG,2026-01-01,8.99,GBP\n`,
  )
  expect(problems).toEqual([
    expect.objectContaining({ line: 3, reason: 'line 2 has the same sku, valid_from' }),
  ])
})

it('prices in a currency that is the base no longer are not mixed with others', async () => {
  await importText(three)
  await writeShopSettings(database.db, shopIn('EUR'))
  expect((await inputsOf('MUG'))[0]).not.toHaveProperty('sellPrices')
})

it('a file of prices is known by its heading, whatever its name', async () => {
  const report = await importText(three, 'price list export.csv')
  expect(report.files[0]).toMatchObject({ kind: 'sell_prices', outcome: 'imported' })
})

it('an export imports to the same bytes', async () => {
  await importText(three)
  const first = await exportShop(database.db, join(folder, 'first'))
  expect(first.files).toContainEqual({ name: 'sell_prices.csv', rows: 3 })
  const text = readFileSync(join(folder, 'first', 'sell_prices.csv'), 'utf8')
  expect(text.replaceAll('\r\n', '\n')).toBe(
    `${heading}MUG,2026-01-01,9.99,GBP\nMUG,2026-12-01,8.99,GBP\nTEA,2026-02-01,6.50,GBP\n`,
  )
  await database.db.execute(sql`delete from sell_price`)
  expect((await importText(text)).problems).toEqual([])
  await exportShop(database.db, join(folder, 'second'))
  expect(readFileSync(join(folder, 'second', 'sell_prices.csv'), 'utf8')).toBe(text)
})

it('the page of columns tells what the file may hold', () => {
  expect(columnsPage()).toMatch(
    /## sell_prices\.csv[\s\S]*`price` \| amount above 0 in the base currency/,
  )
})
