import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bookInvoice } from '#commands/book-invoice.ts'
import { exportShop } from '#imports/export-shop.ts'
import { importFiles } from '#imports/import-files.ts'
import type { OpenDatabase } from '#store/database.ts'
import { receiptsOf } from '#store/goods-receipts.ts'
import { invoicesOfOrder } from '#store/invoices.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { writeShop } from '#store/shop-write.ts'
import { receive, sentOrder } from '../commands/delivery-world.ts'
import { openForBusiness, orderNow, signedIn, staff } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { order as imported } from '../store/small-orders.ts'
import { smallShop } from '../store/small-shop.ts'

let open: OpenDatabase
let folder: string
let sent: OrderWithLines
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-kept-'))
  await openForBusiness(open.db)
  sent = await sentOrder(open.db, 60)
})
afterEach(async () => {
  await emptyTables(open.db)
  rmSync(folder, { recursive: true })
})
afterAll(() => open.close())

/** Imports one file; the problems as "column: reason", or what became of it. */
async function bring(name: string, text: string): Promise<string[]> {
  const path = join(folder, name)
  writeFileSync(path, text)
  const report = await importFiles({
    db: open.db,
    paths: [path],
    dryRun: false,
    now: '2026-11-20T12:00:00.000Z',
    problemsFile: join(folder, 'problems.csv'),
    onProgress: () => undefined,
  })
  if (report.problemCount === 0) return [report.files[0]!.outcome]
  return report.problems.map(({ column, reason, repair }) => `${column}: ${reason}; ${repair}`)
}

const receiptHead =
  'receipt_number,order_number,received_on,booked_on,line_number,sku,received_units'
const invoiceHead =
  'supplier_code,invoice_number,order_number,invoiced_on,due_on,currency,total,line_number,sku,units,unit_price'
const book = (number = 'INV-1') =>
  signedIn(open.db, 'priya')(bookInvoice, {
    supplierCode: 'ACME',
    number,
    order: sent.number,
    invoicedOn: '2026-11-20',
    currency: 'GBP',
    total: '252.00',
    lines: [{ sku: 'MUG', units: 60, unitPrice: '4.20' }],
  })

describe('an import of history', () => {
  test('books no goods on an order that lives here, and says how that is done', async () => {
    const row = `GR-9,${sent.number},2026-11-19,2026-11-19,1,MUG,60`
    expect(await bring('receipts.csv', `${receiptHead}\n${row}\n`)).toEqual([
      `receipt_number: the deliveries of ${sent.number} are booked by people here; book it with "quartermaster receive FILE" or on the page Receiving`,
    ])
    expect(await receiptsOf(open.db, sent.number)).toEqual([])
  })

  test('does not take a receipt away from an order that lives here', async () => {
    await receive(open.db, sent, [{ countedUnits: 60 }])
    const old = imported('OLD-1', { sku: 'MUG', orderedUnits: 5, state: 'sent' })
    await writeShop(open.db, smallShop({ people: staff, ...old }))
    const row = 'GR-2026-0001,OLD-1,2026-11-19,2026-11-19,1,MUG,60'
    const [problem] = await bring('receipts.csv', `${receiptHead}\n${row}\n`)
    expect(problem).toContain(`the deliveries of OLD-1 and ${sent.number} are booked by people`)
    expect(await receiptsOf(open.db, sent.number)).toHaveLength(1)
  })

  test('passes no invoice by the match with an order that lives here', async () => {
    const row = `ACME,INV-1,${sent.number},2026-11-19,2026-12-19,GBP,252.00,1,MUG,60,4.20`
    const [problem] = await bring('invoices.csv', `${invoiceHead}\n${row}\n`)
    expect(problem).toContain('are matched with it here; book it with "quartermaster invoice FILE"')
    expect(await invoicesOfOrder(open.db, sent.number)).toEqual([])
  })

  test('changes no order that lives here: neither its state nor what was received', async () => {
    await receive(open.db, sent, [{ countedUnits: 20 }])
    await exportShop(open.db, folder)
    const before = await orderNow(open.db, sent.number)
    const text = readFileSync(join(folder, 'purchase_orders.csv'), 'utf8')
    for (const changed of [
      text.replace('partly_received', 'received'),
      text.replace(',60,20,', ',60,60,'),
      text.replace('4.200000', '9.900000'),
    ]) {
      expect(changed).not.toBe(text)
      const [problem] = await bring('purchase_orders.csv', changed)
      expect(problem).toContain(`${sent.number} lives here`)
    }
    expect(await orderNow(open.db, sent.number)).toEqual(before)
  })

  test('that repeats what is in the books changes nothing', async () => {
    await receive(open.db, sent, [{ countedUnits: 66, damagedUnits: 6 }])
    await book()
    await exportShop(open.db, folder)
    const books = async () => [
      await orderNow(open.db, sent.number),
      await receiptsOf(open.db, sent.number),
      await invoicesOfOrder(open.db, sent.number),
    ]
    const before = await books()
    for (const name of ['purchase_orders.csv', 'receipts.csv', 'invoices.csv']) {
      const text = readFileSync(join(folder, name), 'utf8')
      expect([name, await bring(name, text)]).toEqual([name, ['unchanged']])
    }
    expect(await books()).toEqual(before)
  })

  test('goes on for orders of before, until somebody here books goods for them', async () => {
    const old = imported('OLD-1', {
      sku: 'MUG',
      orderedUnits: 50,
      state: 'sent',
      approvedOn: '2026-11-01',
    })
    await writeShop(open.db, smallShop({ people: staff, ...old }))
    const row = (units: number) => `GR-9,OLD-1,2026-11-19,2026-11-19,1,MUG,${units}`
    expect(await bring('receipts.csv', `${receiptHead}\n${row(10)}\n`)).toEqual(['imported'])
    await receive(open.db, await orderNow(open.db, 'OLD-1'), [{ countedUnits: 20 }])
    expect(await bring('receipts.csv', `${receiptHead}\n${row(10)}\n`)).toEqual(['unchanged'])
    const [problem] = await bring('receipts.csv', `${receiptHead}\n${row(11)}\n`)
    expect(problem).toContain('the deliveries of OLD-1 are booked by people here')
  })
})
