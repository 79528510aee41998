import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { openDatabase } from '#store/database.ts'
import { demandOf } from '#store/demand.ts'
import { administer, databaseUrl } from './administer.ts'

const url = inject('postgresUrl') ?? ''
const names = ['quartermaster_test_memory_small', 'quartermaster_test_memory_large']
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-memory-'))
  for (const name of names) {
    await administer(url, `drop database if exists ${name} with (force)`)
    await administer(url, `create database ${name}`)
  }
})
afterAll(async () => {
  for (const name of names) await administer(url, `drop database ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
})

const sku = (index: number) => `SKU${String(index).padStart(4, '0')}`

/** A shop of 1,000 items that sold on each of some days, in the order of the days: every page of the file has them all. */
function writeShopFiles(name: string, days: number): string {
  const into = join(folder, name)
  mkdirSync(into)
  writeFileSync(join(into, 'shop.csv'), 'name,base_currency,time_zone\nMemory,GBP,UTC\n')
  writeFileSync(join(into, 'locations.csv'), 'code,name\nMAIN,Main\n')
  writeFileSync(join(into, 'channels.csv'), 'code,name\nWEB,Web\n')
  const items = Array.from({ length: 1_000 }, (_, index) => `${sku(index)},Item ${index},each\n`)
  writeFileSync(join(into, 'items.csv'), `sku,name,unit_of_measure\n${items.join('')}`)
  const file = openSync(join(into, 'demand.csv'), 'w')
  writeSync(file, 'sku,location_code,channel_code,sold_on,units\n')
  for (let day = 0; day < days; day++) {
    const soldOn = addDays('2024-01-01', day)
    const lines = Array.from(
      { length: 1_000 },
      (_, index) => `${sku(index)},MAIN,WEB,${soldOn},${(day + index) % 23}\n`,
    )
    writeSync(file, lines.join(''))
  }
  closeSync(file)
  return into
}

/** Imports a folder with the command people use, in a process of its own; its peak of resident memory in megabytes. */
async function importInChild(database: string, from: string): Promise<number> {
  const tellPeak = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))`
  const command = [
    '--import',
    `data:text/javascript,${tellPeak}`,
    'bin/quartermaster.mjs',
    'import',
    from,
  ]
  const child = spawn(process.execPath, command, {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl(url, database),
      NODE_OPTIONS: '',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [said, told] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(said).toContain('imported  demand.csv')
  return Number(/peak (\d+)/.exec(told)?.[1]) / 1024
}

test('a million days of demand take no more memory than a fifth of them', async () => {
  const small = await importInChild(names[0] ?? '', writeShopFiles('small', 200))
  const large = await importInChild(names[1] ?? '', writeShopFiles('large', 1_000))
  console.log(
    `peak memory: ${small.toFixed(0)} MB for 200,000 rows, ${large.toFixed(0)} MB for 1,000,000`,
  )
  const open = await openDatabase({
    dataFolder: null,
    databaseUrl: databaseUrl(url, names[1] ?? ''),
  })
  const [last] = await demandOf(open.db, '2026-11-20', [sku(999)])
  await open.close()
  expect(last?.units.length).toBe(1_000)
  expect(large - small).toBeLessThan(80)
  expect(large).toBeLessThan(300)
}, 180_000)
