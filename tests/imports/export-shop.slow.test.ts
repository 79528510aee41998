import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, it } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import { exportShop } from '#imports/export-shop.ts'
import { importFiles } from '#imports/import-files.ts'
import { contentHash } from '#store/content-hash.ts'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import { freshDatabase } from '../database.ts'

const folder = mkdtempSync(join(tmpdir(), 'quartermaster-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const contents = (path: string) =>
  Object.fromEntries(
    readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]),
  )

it('the demo shop, exported and imported elsewhere, exports to the same bytes and imports unchanged', async () => {
  const asOf = '2026-11-20'
  const first = await freshDatabase()
  const shop = { name: 'Demo', baseCurrency: 'GBP', timeZone: 'Europe/London', demoAsOf: null }
  await writeShopSettings(first.db, shop)
  await writeShop(first.db, generateDemoShop({ seed: 7, asOf, hashContent: contentHash }))
  await exportShop(first.db, join(folder, 'first'))

  const second = await freshDatabase()
  const options = {
    db: second.db,
    paths: [join(folder, 'first')],
    dryRun: false,
    now: '2026-11-21T10:00:00Z',
    problemsFile: join(folder, 'problems.csv'),
    onProgress: () => undefined,
  }
  const report = await importFiles(options)
  expect(report.problems).toEqual([])
  await exportShop(second.db, join(folder, 'second'))
  const [before, after] = [contents(join(folder, 'first')), contents(join(folder, 'second'))]
  expect(Object.keys(after)).toEqual(Object.keys(before))
  for (const name of Object.keys(before)) expect(after[name] === before[name], name).toBe(true)

  const again = await importFiles(options)
  expect(again.files.filter((file) => file.outcome !== 'unchanged')).toEqual([])
  await first.close()
  await second.close()
}, 120_000)

it('text that a spreadsheet would run is guarded in the file and whole again after import', async () => {
  const files = contents(join(folder, 'first'))
  const cells = Object.values(files).flatMap((text) =>
    parse(text, { relax_column_count: true }).flat(),
  )
  expect(cells.length).toBeGreaterThan(100_000)
  expect(cells.filter((cell) => /^[=+@\t\r]/.test(cell) || /^-[^\d]/.test(cell))).toEqual([])
  expect(Object.values(files).join('')).toMatch(/'[=+@-]/)
})
