import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'drizzle-orm'
import { from as copyFrom } from 'pg-copy-streams'
import { importFiles } from '#imports/import-files.ts'
import { addDays } from '#planning/calendar.ts'
import { openDatabase, selectRows, type OpenDatabase } from '#store/database.ts'
import { timed, type BenchOptions, type Figure } from './figure.ts'
import { scratchOnServer } from './scratch-database.ts'

const skuCount = 1000
const firstDay = '2024-01-01'
const now = '2026-11-20T12:00:00Z'

function* csvLines(rows: number): Generator<string> {
  yield 'sku,location_code,channel_code,sold_on,units\n'
  for (let row = 0; row < rows; row += 1) {
    const sku = `SKU${String(row % skuCount).padStart(4, '0')}`
    const day = addDays(firstDay, Math.floor(row / skuCount))
    yield `${sku},MAIN,WEB,${day},${(row * 7919) % 23}\n`
  }
}

/** What the demand rows refer to. */
const masterFiles: Record<string, () => Generator<string>> = {
  'shop.csv': function* () {
    yield 'name,base_currency,time_zone\nBench,GBP,UTC\n'
  },
  'locations.csv': function* () {
    yield 'code,name\nMAIN,Main\n'
  },
  'channels.csv': function* () {
    yield 'code,name\nWEB,Web\n'
  },
  'items.csv': function* () {
    yield 'sku,name,unit_of_measure\n'
    for (const [index] of Array.from({ length: skuCount }).entries()) {
      const sku = `SKU${String(index).padStart(4, '0')}`
      yield `${sku},Item ${index},each\n`
    }
  },
}

const copyTarget = 'copy bench_plain from stdin with (format csv, header)'
const plainTable =
  'create table bench_plain (sku text, location_code text, channel_code text, sold_on date, units int)'

/** The same rows by the database's own COPY into a table without keys: the floor. */
async function plainCopy(database: OpenDatabase, file: string): Promise<void> {
  if (database.kind === 'pglite') {
    await database.pglite.exec(plainTable)
    const blob = new Blob([await readFile(file)])
    await database.pglite.query(copyTarget.replace('stdin', "'/dev/blob'"), [], { blob })
    return
  }
  const client = await database.pool.connect()
  try {
    await client.query(plainTable)
    await pipeline(createReadStream(file), client.query(copyFrom(copyTarget)))
  } finally {
    client.release()
  }
}

/** One million demand rows through `import`, against plain COPY of the same file; peak memory of this process. */
export async function benchImport({ rows }: BenchOptions): Promise<Figure[]> {
  const rowCount = rows ?? 1_000_000
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-bench-'))
  const demandFile = join(folder, 'demand.csv')
  const database =
    (await scratchOnServer()) ?? (await openDatabase({ dataFolder: null, databaseUrl: null }))
  const read = (paths: string[]) =>
    importFiles({
      db: database.db,
      paths,
      dryRun: false,
      now,
      problemsFile: join(folder, 'problems'),
      onProgress: watchMemory,
    })
  let peakBytes = 0
  function watchMemory(): void {
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss)
  }
  try {
    for (const [name, lines] of Object.entries(masterFiles)) {
      await pipeline(Readable.from(lines()), createWriteStream(join(folder, name)))
    }
    await read([folder])
    await pipeline(Readable.from(csvLines(rowCount)), createWriteStream(demandFile))
    peakBytes = 0
    const first = await timed(() => read([demandFile]))
    const peak = peakBytes
    const again = await timed(() => read([demandFile]))
    const plain = await timed(() => plainCopy(database, demandFile))
    const [kept] = await selectRows<{ count: number }>(
      database.db,
      sql`select sum(cardinality(units) - cardinality(array_positions(units, null)))::int as count from demand_year`,
    )
    if (kept!.count !== rowCount || first.result.rejectedFiles > 0)
      throw new Error(JSON.stringify(first.result))
    const perSecond = ({ milliseconds }: { milliseconds: number }) =>
      (rowCount / milliseconds) * 1000
    const where =
      database.kind === 'pglite' ? 'embedded database, its memory included' : 'Postgres server'
    return [
      { name: 'rows', value: rowCount, unit: 'rows', note: where },
      { name: 'import', value: perSecond(first), unit: 'rows/s' },
      {
        name: 'import of the same again',
        value: perSecond(again),
        unit: 'rows/s',
        note: 'nothing changes',
      },
      { name: 'plain COPY', value: perSecond(plain), unit: 'rows/s', note: 'no checks, no keys' },
      {
        name: 'import / plain COPY',
        value: first.milliseconds / plain.milliseconds,
        unit: 'times the time',
      },
      { name: 'peak memory of our process', value: peak / 1024 / 1024, unit: 'MiB' },
    ]
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
