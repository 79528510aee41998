import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFiles } from '#imports/import-files.ts'
import type { ImportReport } from '#imports/report.ts'
import { writeTemplates } from '#imports/templates.ts'
import { kinds } from '#imports/kinds.ts'
import { selectRows, type OpenDatabase } from '#store/database.ts'
import { freshDatabase } from '../database.ts'

const now = '2026-11-21T10:00:00Z'
const folder = mkdtempSync(join(tmpdir(), 'quartermaster-import-'))
const templates = join(folder, 'templates')
let database: OpenDatabase

/** Writes one file and imports it. */
async function importText(
  name: string,
  text: string | Buffer,
  dryRun = false,
): Promise<ImportReport> {
  const path = join(folder, name)
  writeFileSync(path, text)
  return importPaths([path], dryRun)
}

function importPaths(paths: string[], dryRun = false): Promise<ImportReport> {
  const problemsFile = join(folder, 'import-problems.csv')
  return importFiles({
    db: database.db,
    paths,
    dryRun,
    now,
    problemsFile,
    onProgress: () => undefined,
  })
}

const count = async (table: string) => {
  const [row] = await selectRows<{ count: number }>(
    database.db,
    sql`select count(*)::int as count from ${sql.identifier(table)}`,
  )
  return row!.count
}

const problemsOf = (report: ImportReport) =>
  report.problems.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)

beforeAll(async () => {
  database = await freshDatabase()
  writeTemplates(templates)
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the templates', () => {
  it('import as they are, in one run, in any order of files', async () => {
    const dry = await importPaths([templates], true)
    expect(dry.problems).toEqual([])
    expect(await count('item')).toBe(0)
    const report = await importPaths([templates])
    expect(report.problems).toEqual([])
    expect(report.files.map((file) => file.outcome)).toEqual(kinds.map(() => 'imported'))
    expect(await count('item')).toBe(3)
  })

  it('change nothing when they are imported again', async () => {
    const report = await importPaths([templates])
    expect(report.files.map((file) => [file.file, file.outcome])).toEqual(
      kinds.map(({ kind }) => [`${kind}.csv`, 'unchanged']),
    )
  })
})

const stockHead = 'sku,location_code,on_hand_units,unit_of_measure,counted_at\n'
const stockRow = (units: string, counted = '2026-11-20') =>
  `${stockHead}MUG-BLU-350,LDS,${units},each,${counted}\n`

describe.each([
  ['negative stock', stockRow('-5'), '2 on_hand_units: it is negative'],
  ['a figure beyond every number', stockRow('1e309'), '2 on_hand_units: it is not a plain number'],
  ['half a unit', stockRow('1.5'), '2 on_hand_units: it is not a whole number of units'],
  ['no number', stockRow('NaN'), '2 on_hand_units: it is not a plain number'],
  ['too many', stockRow('99999999999'), '2 on_hand_units: it is too large'],
  ['a count of tomorrow week', stockRow('5', '2026-11-28'), '2 counted_at: it is in the future'],
  ['no such day', stockRow('5', '2026-02-30'), '2 counted_at: it is not a day or an instant'],
  [
    'a day that may be two',
    stockRow('5', '03/04/2026'),
    '2 counted_at: it is not a day or an instant',
  ],
  [
    'an empty cell',
    `${stockHead}MUG-BLU-350,LDS,,each,2026-11-20\n`,
    '2 on_hand_units: it is empty',
  ],
  [
    'an unknown item',
    `${stockHead}MUG-BLU-351,LDS,5,each,2026-11-20\n`,
    '2 sku: there is no item "MUG-BLU-351"',
  ],
  [
    'an unknown unit',
    `${stockHead}MUG-BLU-350,LDS,5,furlong,2026-11-20\n`,
    '2 unit_of_measure: it is no unit of measure known here',
  ],
  [
    'a slipped row',
    `${stockHead}MUG-BLU-350,LDS,5,each,2026-11-20,extra\n`,
    '2 : the row has 6 cells, the heading 5',
  ],
  ['a NUL', `${stockHead}MUG-BLU\u0000,LDS,5,each,2026-11-20\n`, '2 sku: it holds a NUL character'],
  [
    'the same key twice',
    `${stockRow('5')}MUG-BLU-350,LDS,6,each,2026-11-20\n`,
    '3 sku: line 2 has the same sku, location_code',
  ],
])('%s', (_name, text, expected) => {
  it('is refused with line, column and reason, and the file changes nothing', async () => {
    const before = await selectRows(database.db, sql`select * from stock order by sku`)
    const report = await importText('stock.csv', text)
    expect(problemsOf(report)).toEqual([expected])
    expect(report.problems[0]!.repair).not.toBe('')
    expect(report.files[0]!.outcome).toBe('rejected')
    expect(await selectRows(database.db, sql`select * from stock order by sku`)).toEqual(before)
  })
})

describe.each([
  ['empty', '', /empty/],
  ['a heading alone', stockHead, /no rows/],
  ['wrong columns', 'a,b,c\n1,2,3\n', /lacks sku, location_code, on_hand_units/],
  [
    'a column twice',
    'sku,sku,location_code,on_hand_units,unit_of_measure,counted_at\n1,2,3,4,5,6\n',
    /twice/,
  ],
  ['an open quotation mark', `${stockHead}"MUG-BLU-350,LDS,5,each,2026-11-20\n`, /quot/i],
])('a file that is %s', (_name, text, expected) => {
  it('is refused with what to do', async () => {
    const report = await importText('stock.csv', text)
    expect(report.rejectedFiles).toBe(1)
    expect(report.problems[0]!.reason).toMatch(expected)
    expect(report.problems[0]!.repair.length).toBeGreaterThan(10)
  })
})

it('a kit that would contain itself is refused at the row that closes the circle', async () => {
  const head = 'kit_sku,component_sku,units\n'
  const [set] = await selectRows<{ kit: string; part: string }>(
    database.db,
    sql`select kit_sku as kit, component_sku as part from bundle_component order by component_sku limit 1`,
  )
  const before = await count('bundle_component')
  const circle = await importText('bundles.csv', `${head}${set!.part},${set!.kit},1\n`)
  expect(circle.files.map((file) => file.outcome)).toEqual(['rejected'])
  expect(circle.problems).toMatchObject([
    {
      line: 2,
      column: 'component_sku',
      repair: 'Take one of these components out of the bundles.',
    },
  ])
  expect(circle.problems[0]!.reason).toMatch(/^The kit \S+ contains itself: \S+ > \S+ > \S+\.$/)
  const own = await importText('bundles.csv', `${head}${set!.kit},${set!.kit},1\n`)
  expect(own.problems.map(({ reason }) => reason)).toEqual([
    `The kit ${set!.kit} contains itself: ${set!.kit} > ${set!.kit}.`,
  ])
  expect(await count('bundle_component')).toBe(before)
})

it('a mistyped code is answered with the one that is meant', async () => {
  const report = await importText('stock.csv', `${stockHead}MUG-BLU-35O,LDS,5,each,2026-11-20\n`)
  expect(report.problems[0]!.repair).toContain('MUG-BLU-350')
})

it('an unknown currency is refused', async () => {
  const head = 'code,name,currency\n'
  const report = await importText('suppliers.csv', `${head}NEW,New supplier,XXZ\n`)
  expect(problemsOf(report)).toEqual(['2 currency: it is no currency'])
  expect(await selectRows(database.db, sql`select code from supplier where code = 'NEW'`)).toEqual(
    [],
  )
})

it('one bad row in a thousand keeps the whole file out; every problem is in the file of problems', async () => {
  const rows = Array.from(
    { length: 1000 },
    (_, index) => `NEW-${index},Item ${index},${index % 10 === 0 ? 'furlong' : 'each'}`,
  )
  const report = await importText('items.csv', `sku,name,unit_of_measure\n${rows.join('\n')}\n`)
  expect(report.problemCount).toBe(100)
  expect(report.problems).toHaveLength(50)
  expect(readFileSync(report.problemsFile!, 'utf8').trim().split('\r\n')).toHaveLength(101)
  expect(await count('item')).toBe(3)
})

describe.each([
  ['UTF-8 with a mark', Buffer.from('\uFEFFcode,name\nEN,Café Größe\n')],
  [
    'UTF-16',
    Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('code,name\nEN,Café Größe\n', 'utf16le'),
    ]),
  ],
  ['Windows-1252', Buffer.from('code,name\nEN,Café Größe\n', 'latin1')],
  ['semicolons', Buffer.from('code;name\nEN;Café Größe\n')],
  ['tabs and Windows line ends', Buffer.from('Code\tName\r\nEN\tCafé Größe\r\n')],
  [
    'quotes and another name of the column',
    Buffer.from('"Channel Code","NAME"\n"EN","Café Größe"\n'),
  ],
])('a file in %s', (_name, bytes) => {
  it('is read as it is meant', async () => {
    await database.db.execute(sql`delete from channel where code = 'EN'`)
    const report = await importText('channels.csv', bytes)
    expect(report.problems).toEqual([])
    const rows = await selectRows(database.db, sql`select name from channel where code = 'EN'`)
    expect(rows).toEqual([{ name: 'Café Größe' }])
  })
})

describe('figures as spreadsheets write them', () => {
  const priceOf = async (written: string, delimiter = ';') => {
    const cells = ['ACME', 'MUG-BLU-350', written, 'GBP', 'each', '48', '24']
    const head = [
      'supplier_code',
      'sku',
      'unit_price',
      'currency',
      'unit_of_measure',
      'moq_units',
      'order_multiple_units',
    ]
    const report = await importText(
      'supplier_items.csv',
      `${head.join(delimiter)}\n${cells.join(delimiter)}\n`,
    )
    if (report.problems.length > 0) return report.problems[0]!.reason
    const [row] = await selectRows<{ price: string }>(
      database.db,
      sql`select unit_price::text as price from supplier_item where supplier_code = 'ACME' and sku = 'MUG-BLU-350'`,
    )
    return row!.price
  }
  it.each([
    ['4,25', '4.250000'],
    ['1.234,56', '1234.560000'],
    ['1,234.56', '1234.560000'],
    ['1 234,56', '1234.560000'],
    ['1,234', 'it may mean 1234 or 1.234'],
    ['4.1234567', 'it has more than 6 decimals'],
    ['-1', 'it is negative'],
  ])('%s', async (written, expected) => {
    expect(await priceOf(written)).toBe(expected)
  })
})

it('a price that moves by more than five per cent is said, and kept in the history', async () => {
  const head =
    'supplier_code,sku,unit_price,currency,unit_of_measure,moq_units,order_multiple_units\n'
  await importText('supplier_items.csv', `${head}ACME,MUG-BLU-350,4.20,GBP,each,48,24\n`)
  const report = await importText(
    'supplier_items.csv',
    `${head}ACME,MUG-BLU-350,4.62,GBP,each,48,24\n`,
  )
  expect(report.files[0]!.notes.join(' ')).toContain('MUG-BLU-350 of ACME: +10 %')
})

it('a column that the file does not have stays as it was', async () => {
  await importText('items.csv', 'sku,name,unit_of_measure\nMUG-BLU-350,Blue mug,each\n')
  const rows = await selectRows(
    database.db,
    sql`select name, category from item where sku = 'MUG-BLU-350'`,
  )
  expect(rows).toEqual([{ name: 'Blue mug', category: 'Mugs' }])
})

it('a day written twice is refused with both lines', async () => {
  const head = 'sku,location_code,channel_code,sold_on,units\n'
  const row = 'MUG-BLU-350,LDS,WEB,2026-11-01,5\n'
  const report = await importText('demand.csv', `${head}${row}${row}`)
  expect(problemsOf(report)).toEqual([
    '3 sold_on: line 2 tells the same item, location, channel and day',
  ])
})

it('days with slashes are read where the file tells their order', async () => {
  const head = 'sku,location_code,channel_code,sold_on,units\n'
  const row = (day: string) => `MUG-BLU-350,LDS,WEB,${day},7\n`
  const told = await importText('demand.csv', `${head}${row('03/04/2026')}${row('25/04/2026')}`)
  expect(told.problems).toEqual([])
  const untold = await importText('demand.csv', `${head}${row('03/05/2026')}${row('04/05/2026')}`)
  expect(untold.problems[0]!.reason).toContain('does not tell whether day or month')
})

it('text that is hostile is kept to the letter, and far too much of it is refused', async () => {
  const hostile = `<script>alert(1)</script>'; drop table item; -- {{call_1.units}} \u202E`
  const csv = (name: string) => `sku,name,unit_of_measure\nHOSTILE,"${name}",each\n`
  expect((await importText('items.csv', csv(hostile))).problems).toEqual([])
  const rows = await selectRows(database.db, sql`select name from item where sku = 'HOSTILE'`)
  expect(rows).toEqual([{ name: hostile }])
  expect(problemsOf(await importText('items.csv', csv('x'.repeat(500))))).toEqual([
    '2 name: it has 500 characters',
  ])
})

it('another unit than the item is counted in is said', async () => {
  const report = await importText('stock.csv', `${stockHead}MUG-BLU-350,LDS,5,case,2026-11-20\n`)
  expect(report.files[0]!.notes.join(' ')).toContain('MUG-BLU-350 is counted in each, here in case')
})

it('a path without files is one clear error', async () => {
  await expect(importPaths([join(folder, 'nowhere')])).rejects.toMatchObject({ code: 'not_found' })
})

describe('suppliers in the books', () => {
  const head = 'code,name,currency,email,phone,bank_account,created_by,risk\n'
  const first = `${head}FRESH,Fresh & Co,GBP,orders@fresh.example,+44 113 496 0001,200000 55779911,leo,high\n`
  const supplierNow = async () => {
    const [row] = await selectRows<Record<string, unknown>>(
      database.db,
      sql`select name, email, phone, bank_account, created_by, risk, created_at is not null as dated, email_changed_at
          from supplier where code = 'FRESH'`,
    )
    return row
  }
  const asGiven = {
    name: 'Fresh & Co',
    email: 'orders@fresh.example',
    phone: '+44 113 496 0001',
    bank_account: '200000 55779911',
    created_by: 'leo',
    risk: 'high',
    dated: true,
    email_changed_at: null,
  }

  it('come in as given, new from that day; the same file again changes nothing', async () => {
    expect((await importText('suppliers.csv', first)).problems).toEqual([])
    expect(await supplierNow()).toEqual(asGiven)
    const again = await importText('suppliers.csv', first)
    expect(again.files.map(({ outcome }) => outcome)).toEqual(['unchanged'])
    await importText('suppliers.csv', 'code,name,currency\nPLAIN,Plain,GBP\n')
    const [plain] = await selectRows(
      database.db,
      sql`select created_by from supplier where code = 'PLAIN'`,
    )
    expect(plain).toEqual({ created_by: 'import' })
  })

  it.each([
    ['email', 'orders@fresh.example', 'orders@fnesh.example'],
    ['phone', '+44 113 496 0001', '+44 20 7946 0000'],
    ['bank_account', '200000 55779911', '200000 99999999'],
  ])('keep their %s: a file with another one is refused at its row', async (column, old, other) => {
    await importText('suppliers.csv', first)
    const report = await importText(
      'suppliers.csv',
      first.replace(old, other).replace('Fresh & Co', 'Renamed'),
    )
    expect(report.files.map(({ outcome }) => outcome)).toEqual(['rejected'])
    expect(report.problems).toMatchObject([{ line: 2, column, value: other }])
    expect(report.problems[0]!.repair).toContain('on the page of the supplier')
    expect(await supplierNow()).toEqual(asGiven)
  })

  it('keep what a file leaves empty or out, and who entered them; their other terms change', async () => {
    await importText('suppliers.csv', first)
    await database.db.execute(
      sql`update supplier set email_changed_at = '2026-11-01T00:00:00Z' where code = 'FRESH'`,
    )
    await importText('suppliers.csv', `${head}FRESH,Renamed,GBP,,,,maya,high\n`)
    await importText('suppliers.csv', 'code,name,currency\nFRESH,Renamed,GBP\n')
    const { email_changed_at: changedAt, ...now } = (await supplierNow())!
    const { email_changed_at: _, ...terms } = asGiven
    expect(now).toEqual({
      ...terms,
      name: 'Renamed',
    })
    expect(changedAt).not.toBeNull()
    await database.db.execute(
      sql`update supplier set name = 'Fresh & Co', email_changed_at = null where code = 'FRESH'`,
    )
  })
})
