import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderPaper } from '#operations/order-paper.ts'
import type { OpenDatabase } from '#store/database.ts'
import { writeShopSettings } from '#store/settings.ts'
import { noon, orderNow } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { approved, openMailShop } from '../jobs/mail-world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
  await openMailShop(open.db)
})
afterAll(() => open.close())

const about = { kind: 'order' as const, issuedAt: noon, replyTo: 'buyers@shop.example' }

test('the paper says who orders what from whom, for where and on which terms', async () => {
  const { order } = await approved(open.db)
  await writeShopSettings(open.db, {
    name: 'Small shop',
    baseCurrency: 'GBP',
    timeZone: 'Europe/London',
    demoAsOf: null,
    address: '9 Mill Lane; Leeds; LS1 4AP',
    country: 'GB',
    taxNumber: 'GB 123 4567 89',
  })
  expect(await orderPaper(open.db, await orderNow(open.db, order.number), about)).toMatchObject({
    kind: 'new',
    test: false,
    messageId: `order.${order.number}.r1.new@shop.example`,
    shop: {
      name: 'Small shop',
      streetLines: ['9 Mill Lane'],
      city: 'Leeds',
      postalCode: 'LS1 4AP',
      taxNumber: 'GB 123 4567 89',
      email: 'buyers@shop.example',
    },
    supplier: { code: 'ACME', city: 'Stoke-on-Trent', email: 'orders@acme.example' },
    deliverTo: { code: 'LDS', name: 'Small shop, Leeds', streetLines: [] },
    incoterm: 'DAP',
    paymentTermsDays: 30,
    lines: [{ sku: 'MUG', units: 60, unitCode: 'EA', unitPrice: '4.200000' }],
    totalMinor: 25_200,
  })
})

test('the paper of a demo is marked, and the note that the shop keeps for itself stays at home', async () => {
  const { order } = await approved(open.db, 12, { sku: 'TEA' })
  await writeShopSettings(open.db, {
    name: 'Demo',
    baseCurrency: 'GBP',
    timeZone: 'Europe/London',
    demoAsOf: '2026-11-20',
  })
  const noted = { ...(await orderNow(open.db, order.number)), note: 'they owe us a favour' }
  const paper = await orderPaper(open.db, noted, about)
  expect(paper).toMatchObject({
    test: true,
    note: null,
    shop: { streetLines: [], taxNumber: null },
  })
})
