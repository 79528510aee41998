import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { importFiles } from '#imports/import-files.ts'
import { dataVersion } from '#store/data-version.ts'
import { openDatabase } from '#store/database.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { demandOf, writeDemandDays } from '#store/demand.ts'
import { demandYears, items } from '#store/schema.ts'
import type { DemandDay } from '#store/shop-rows.ts'
import { writeShop } from '#store/shop-write.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { day, item, smallShop } from '../store/small-shop.ts'
import { administer, databaseUrl } from './administer.ts'

const together = <Result>(count: number, act: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))

test('openers that come at the same time to an empty database migrate it once', async () => {
  const url = inject('postgresUrl') ?? ''
  const name = `quartermaster_test_${randomUUID().slice(0, 8)}`
  await administer(url, `create database ${name}`)
  const where = { dataFolder: null, databaseUrl: databaseUrl(url, name) }
  try {
    const opened = await together(6, () => openDatabase(where))
    const counts = await Promise.all(opened.map(({ db }) => db.$count(items)))
    await Promise.all(opened.map((open) => open.close()))
    expect(counts).toEqual([0, 0, 0, 0, 0, 0])
  } finally {
    await administer(url, `drop database ${name} with (force)`)
  }
})

describe('on one database at the same time', () => {
  let open: OpenDatabase
  let folder: string
  beforeAll(async () => {
    open = await freshDatabase()
    folder = mkdtempSync(join(tmpdir(), 'quartermaster-races-'))
  })
  afterEach(() => emptyTables(open.db))
  afterAll(async () => {
    await open.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const write = (days: DemandDay[]) =>
    open.db.transaction((tx: Database) => writeDemandDays(tx, days))
  const date = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)

  test('writers of different days of one year lose none', async () => {
    await writeShop(open.db, smallShop())
    for (let round = 0; round < 5; round++) {
      await open.db.delete(demandYears)
      const changed = await together(8, (index) =>
        write([day(date(index * 3), index), day(date(index * 3 + 1), 1)]),
      )
      expect(changed).toEqual(Array(8).fill(2))
      const [series] = await demandOf(open.db, '2026-11-20', ['MUG'])
      const expected = Array.from({ length: 23 }, (_, at) => [Math.floor(at / 3), 1, -1][at % 3])
      expect([...(series?.units ?? [])]).toEqual(expected)
    }
  })

  test('writers of the same days change them once', async () => {
    await writeShop(open.db, smallShop())
    const days = Array.from({ length: 300 }, (_, index) => day(date(index), index % 7))
    const changed = await together(6, () => write(days))
    expect(changed.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 300])
  })

  test('each committed change is counted once', async () => {
    await writeShop(open.db, smallShop())
    const before = await dataVersion(open.db)
    await together(12, (index) =>
      writeShop(open.db, smallShop({ items: [item(`N${index}`, 'n')] })),
    )
    expect(await dataVersion(open.db)).toBe(before + 12)
  })

  test('importers of the same file leave what one of them would have left', async () => {
    await writeShop(open.db, smallShop({ demandFeeds: [] }))
    const path = join(folder, 'demand.csv')
    const rows = Array.from({ length: 2_000 }, (_, index) => {
      const sku = index % 2 === 0 ? 'MUG' : 'TEA'
      const channel = index % 4 < 2 ? 'WEB' : 'MKT'
      return `${sku},LDS,${channel},${date(Math.floor(index / 8))},${index % 9}`
    })
    const distinct = [
      ...new Map(rows.map((row) => [row.split(',').slice(0, 4).join(), row])).values(),
    ]
    writeFileSync(
      path,
      ['sku,location_code,channel_code,sold_on,units', ...distinct, ''].join('\n'),
    )
    const reports = await together(4, (index) =>
      importFiles({
        db: open.db,
        paths: [path],
        dryRun: false,
        now: '2026-11-20T10:00:00Z',
        problemsFile: join(folder, `problems-${index}.csv`),
        onProgress: () => undefined,
      }),
    )
    expect(reports.flatMap((report) => report.problems)).toEqual([])
    const changed = reports.map((report) => report.files[0]?.changedRows ?? -1)
    expect(changed.toSorted((a, b) => a - b)).toEqual([0, 0, 0, distinct.length])
    const [mug] = await demandOf(open.db, '2026-11-20', ['MUG'])
    expect(mug?.units.length).toBe(250)
  })
})
