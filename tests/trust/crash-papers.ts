// The commands about what came and what is billed.
import { bookInvoice } from '#commands/book-invoice.ts'
import { findingsHash, invoiceOf } from '#store/invoices.ts'
import { receiptsOf } from '#store/goods-receipts.ts'
import { signedIn } from '../commands/world.ts'
import type { CrashCase } from './command-places.ts'
import { because, received } from './crash-world.ts'
import type { Scene } from './crash-world.ts'

/** The invoice of an order that came, at the price that was agreed or at another. */
async function bill(scene: Scene, unitPrice: '4.20' | '4.30') {
  const order = await received(scene)
  return {
    supplierCode: 'ACME',
    number: `INV-${scene.at}`,
    order: order.number,
    invoicedOn: '2026-11-20',
    currency: 'GBP',
    total: unitPrice === '4.20' ? '50.40' : '51.60',
    lines: [{ sku: scene.sku, units: 12, unitPrice }],
  }
}

/** An invoice that is held for its price, as Priya booked it and as it is shown. */
async function held(scene: Scene) {
  const paper = await bill(scene, '4.30')
  await signedIn(scene.db, 'priya')(bookInvoice, paper)
  const { supplierCode, number } = paper
  const invoice = await invoiceOf(scene.db, { supplierCode, number })
  return { supplierCode, number, seen: findingsHash(invoice!.findings), reason: because }
}

async function hold(scene: Scene) {
  const order = await received(scene, { held: true })
  const [receipt] = await receiptsOf(scene.db, order.number)
  return { receipt: receipt!.number, line: 1, units: 12, openUnits: 12, reason: because }
}

export const paperCases: CrashCase[] = [
  {
    deed: 'release_hold',
    by: 'sam',
    inside: [],
    writes: 'hold_settlement +1, setting +1 -1, stock +1 -1',
    prepare: hold,
  },
  {
    deed: 'scrap_hold',
    by: 'sam',
    inside: [],
    writes: 'hold_settlement +1, setting +1 -1, stock +1 -1',
    prepare: hold,
  },
  {
    deed: 'book_invoice',
    by: 'priya',
    inside: [],
    writes: 'invoice +1, invoice_line +1, setting +1 -1',
    prepare: (scene) => bill(scene, '4.20'),
  },
  {
    deed: 'release_invoice',
    by: 'alex',
    inside: [],
    writes: 'invoice +1 -1, setting +1 -1',
    prepare: held,
  },
  {
    deed: 'reject_invoice',
    by: 'priya',
    inside: [],
    writes: 'invoice +1 -1, setting +1 -1',
    prepare: held,
  },
]
