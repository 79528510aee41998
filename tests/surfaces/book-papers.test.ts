import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PaperReport } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'
import { keepPassword } from '#store/accounts.ts'
import type { OpenDatabase } from '#store/database.ts'
import { receiptsOf } from '#store/goods-receipts.ts'
import { invoicesOfOrder } from '#store/invoices.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { webSessions } from '#store/schema-people.ts'
import { bookPapers } from '#surfaces/cli/book-papers.ts'
import { sentOrder, stockOf } from '../commands/delivery-world.ts'
import { noon, openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { cheaplyHashed } from '../web/cheap-password.ts'

const password = 'anchor lantern plum'
let open: OpenDatabase
const hash = cheaplyHashed(password)
let folder: string
let sent: OrderWithLines
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-papers-'))
  await openForBusiness(open.db)
  for (const id of ['sam', 'priya', 'ana']) await keepPassword(open.db, id, { hash, at: noon })
  sent = await sentOrder(open.db, 60)
})
afterEach(async () => {
  await emptyTables(open.db)
  rmSync(folder, { recursive: true })
})
afterAll(() => open.close())

async function book(
  kind: 'receive' | 'invoice',
  text: string,
  changes: { who?: string; dryRun?: boolean; password?: string } = {},
): Promise<PaperReport> {
  const path = join(folder, 'papers.csv')
  writeFileSync(path, text)
  const who = changes.who ?? (kind === 'receive' ? 'sam' : 'priya')
  const shop = { db: open.db, now: () => new Date(noon), fixedAsOf: '2026-11-20' } as Shop
  return bookPapers(shop, {
    kind,
    path,
    dryRun: changes.dryRun ?? false,
    email: `${who}@shop.example`,
    password: changes.password ?? password,
  })
}

const head =
  'order_number,document_number,received_on,sku,counted_units,damaged_units,lot_code,expires_on,held'
const row = (document: string, counted: number | string, rest = ',,,') =>
  `${sent.number},${document},2026-11-20,MUG,${counted},0${rest}`
const billHead =
  'supplier_code,invoice_number,order_number,invoiced_on,currency,total,sku,units,unit_price'
const problems = (report: PaperReport) =>
  report.problems.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)

describe('deliveries of a file', () => {
  test('are booked in the name of whoever gave the password, who is not left signed in', async () => {
    const report = await book(
      'receive',
      [head, row('DN-1', 20, ',L1,2027-01-31,no'), row('DN-2', 10)].join('\n'),
    )
    expect(report).toMatchObject({
      outcome: 'booked',
      problems: [],
      papers: [
        { number: 'DN-1', outcome: 'booked', state: 'partly_received' },
        { number: 'DN-2', outcome: 'booked' },
      ],
    })
    expect(await receiptsOf(open.db, sent.number)).toMatchObject([
      {
        documentNumber: 'DN-1',
        bookedBy: 'sam',
        lines: [{ lotCode: 'L1', expiresOn: '2027-01-31' }],
      },
      { documentNumber: 'DN-2' },
    ])
    expect(await stockOf(open.db)).toBe('70/0')
    const sessions = await open.db.select().from(webSessions)
    expect(sessions.every(({ endedAt }) => endedAt !== null)).toBe(true)
  })

  test('once: the same file again is nothing, another count under the number is refused', async () => {
    const text = [head, row('DN-1', 20), row('DN-2', 10)].join('\n')
    await book('receive', text)
    expect(await book('receive', text)).toMatchObject({ outcome: 'unchanged', problems: [] })
    const other = await book('receive', [head, row('DN-3', 5), row('dn 2', 11)].join('\n'))
    expect(other.outcome).toBe('rejected')
    expect(problems(other)).toEqual([
      '3 document_number: DN-2 is booked already; a document is booked once.',
    ])
    expect(await stockOf(open.db)).toBe('70/0')
  })

  test('are tried by a dry run, which writes nothing', async () => {
    const report = await book('receive', [head, row('DN-1', 20)].join('\n'), { dryRun: true })
    expect(report).toMatchObject({ outcome: 'would_book', papers: [{ number: 'DN-1' }] })
    expect(await receiptsOf(open.db, sent.number)).toEqual([])
    expect(await stockOf(open.db)).toBe('40/0')
  })

  test('are all taken back for one that is wrong, every wrong row named', async () => {
    const lines = [
      head,
      row('DN-1', 20),
      row('DN-2', '1.5'),
      row('DN-3', 5).replace('MUG', 'MUGG'),
      row('DN-4', 5).replace(sent.number, 'PO-9'),
      row('DN-5', 5).replace('2026-11-20', '2026-13-20'),
      row('DN-1', 5).replace('2026-11-20', '2026-11-19'),
    ]
    const report = await book('receive', lines.join('\n'))
    expect(report.outcome).toBe('rejected')
    expect(problems(report)).toEqual([
      '3 counted_units: it is not a whole number of units',
      '5 order_number: there is no order "PO-9"',
      '6 received_on: it is not a day of the calendar',
      '7 received_on: the paper says something else in line 2',
      '4 document_number: There is no item "MUGG", and the supplier sells none under that code.',
    ])
    expect(await stockOf(open.db)).toBe('40/0')
    expect(await receiptsOf(open.db, sent.number)).toEqual([])
  })

  test('need the role and the password, and say no more than that', async () => {
    const text = [head, row('DN-1', 20)].join('\n')
    const buyer = await book('receive', text, { who: 'ana' })
    expect(problems(buyer)[0]).toContain('The role buyer')
    for (const changes of [{ password: 'wrong' }, { who: 'eve' }, { who: 'tom' }]) {
      await expect(book('receive', text, changes)).rejects.toMatchObject({
        code: 'forbidden',
        message: 'E-mail and password do not fit, or the account rests after wrong attempts.',
      })
    }
    expect(await stockOf(open.db)).toBe('40/0')
  })

  test('of an empty file or without a column are refused', async () => {
    await expect(book('receive', head)).rejects.toThrow('has no rows')
    await expect(book('receive', 'a,b\n1,2')).rejects.toThrow('lacks order_number')
  })
})

test('invoices of a file are matched or held, each once', async () => {
  await book('receive', [head, row('DN-1', 60)].join('\n'))
  const bill = (number: string, total: string) =>
    `ACME,${number},${sent.number},2026-11-20,GBP,${total},MUG,30,4.20`
  const text = [billHead, bill('INV-1', '126'), bill('INV-2', '150')].join('\n')
  const report = await book('invoice', text)
  expect(report).toMatchObject({
    outcome: 'booked',
    papers: [
      { number: 'INV-1', state: 'matched', findings: [] },
      { number: 'INV-2', state: 'held', findings: [expect.stringContaining('£150.00')] },
    ],
  })
  expect(await book('invoice', text)).toMatchObject({ outcome: 'unchanged' })
  const other = await book('invoice', [billHead, bill('INV-1', '127')].join('\n'))
  expect(problems(other)[0]).toContain('is in the books with another content')
  expect(await invoicesOfOrder(open.db, sent.number)).toHaveLength(2)
})
