import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { exportShop } from '#imports/export-shop.ts'
import { importFiles } from '#imports/import-files.ts'
import type { ImportReport } from '#imports/report.ts'
import { policyInForce } from '#operations/plan-shop.ts'
import { planningPolicyKey, writeSetting, writeShopSettings } from '#store/settings.ts'
import type { OpenDatabase } from '#store/database.ts'
import { freshDatabase } from '../database.ts'

const folder = mkdtempSync(join(tmpdir(), 'quartermaster-levels-'))
const file = join(folder, 'service_levels.csv')
let database: OpenDatabase

beforeAll(async () => {
  database = await freshDatabase()
  const shop = { name: 'Shop', baseCurrency: 'GBP', timeZone: 'Europe/London', demoAsOf: null }
  await writeShopSettings(database.db, shop)
})
beforeEach(() => writeSetting(database.db, planningPolicyKey, {}))
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function importText(text: string): Promise<ImportReport> {
  writeFileSync(file, text)
  return importFiles({
    db: database.db,
    paths: [file],
    dryRun: false,
    now: '2026-11-20T09:00:00Z',
    problemsFile: join(folder, 'problems.csv'),
    onProgress: () => undefined,
  })
}

const heading = 'class,service_level,service_target\n'

test('levels and targets of a file are the policy in force, the rest of it stays', async () => {
  await writeSetting(database.db, planningPolicyKey, { reviewPeriodDays: 14 })
  const report = await importText(`${heading}A,99%,fill\nc,0.85,\nCZ,0.7,\n`)
  expect(report.problems).toEqual([])
  expect(await policyInForce(database.db)).toMatchObject({
    reviewPeriodDays: 14,
    cycleServiceLevel: { A: 0.99, B: 0.95, C: 0.85 },
    serviceTarget: { A: 'fill', B: 'cycle', C: 'cycle' },
    serviceLevelByClass: { CZ: 0.7 },
  })
})

test('a second file changes only the classes it names, and the same file nothing', async () => {
  await importText(`${heading}A,0.99,fill\nAX,0.995,\n`)
  await importText(`${heading}B,0.9,cost\n`)
  expect(await policyInForce(database.db)).toMatchObject({
    cycleServiceLevel: { A: 0.99, B: 0.9, C: 0.9 },
    serviceTarget: { A: 'fill', B: 'cost', C: 'cycle' },
    serviceLevelByClass: { AX: 0.995 },
  })
  const again = await importText(`${heading}B,0.9,\n`)
  expect(again.files.map(({ outcome }) => outcome)).toEqual(['unchanged'])
})

test('whether customers wait is told by class, kept by later files, and comes back in an export', async () => {
  const told = `class,service_level,service_target,unmet_demand\n`
  expect((await importText(`${told}A,0.98,,lost\nB,0.95,,\n`)).problems).toEqual([])
  expect((await policyInForce(database.db)).unmetDemand).toEqual({ A: 'lost' })
  await importText(`${told}B,0.95,,lost\nA,0.97,,backordered\n`)
  await importText(`${heading}A,0.99,fill\n`)
  expect((await policyInForce(database.db)).unmetDemand).toEqual({ A: 'backordered', B: 'lost' })
  const pair = await importText(`${told}AX,0.9,,lost\n`)
  expect(pair.problems.map(({ column }) => column)).toEqual(['unmet_demand'])
})

test.each([
  ['a level nobody can plan for', 'A,1,cycle', '2 service_level: nobody can plan for it'],
  ['less than half', 'A,0.2,cycle', '2 service_level: nobody can plan for it'],
  ['a class that there is not', 'D,0.9,', '2 class: it is none of the words known here'],
  ['a target for a pair', 'AX,0.9,fill', '2 service_target: the target is one of a class of value'],
  [
    'a target that there is not',
    'A,0.9,most',
    '2 service_target: it is none of the words known here',
  ],
])('%s is refused with its line, and nothing is written', async (_, row, problem) => {
  const report = await importText(`${heading}${row}\n`)
  expect(report.problems.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)).toEqual(
    [problem],
  )
  expect((await policyInForce(database.db)).serviceLevelByClass).toEqual({})
})

test('an export imports to the same policy', async () => {
  await importText(`${heading}A,0.99,fill\nBZ,0.8,\n`)
  const before = await policyInForce(database.db)
  const out = join(folder, 'export')
  await exportShop(database.db, out)
  await writeSetting(database.db, planningPolicyKey, {})
  expect(
    (await importText(readFileSync(join(out, 'service_levels.csv'), 'utf8'))).problems,
  ).toEqual([])
  expect(await policyInForce(database.db)).toEqual(before)
})
