// From the lorry to the invoice, clicked to the end in a real browser on the whole program and its database.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyShop } from '#operations/verify-shop.ts'
import { newestAudit } from '#store/audit.ts'
import { receiptsOf } from '#store/goods-receipts.ts'
import { invoicesOfOrder } from '#store/invoices.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { sentOrder, stockOf } from '../commands/delivery-world.ts'
import { noon, openForBusiness } from '../commands/world.ts'
import { item } from '../store/small-shop.ts'
import { launchBrowser } from './chromium.ts'
import { layoutFaults } from './layout-faults.ts'
import { serveShop, signInAs, type DemoProgram } from './serve-demo.ts'

vi.setConfig({ testTimeout: 180_000 })

let browser: Browser
let program: DemoProgram
const orders: OrderWithLines[] = []
const open: Page[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  program = await serveShop(async ({ db }) => {
    const mug = item('MUG', 'Blue mug', { lotTracked: true, shelfLifeDays: 300 })
    await openForBusiness(db, { items: [mug, item('TEA', 'Green tea')] })
    for (const units of [60, 240]) orders.push(await sentOrder(db, units))
  }, noon)
}, 240_000)
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.close()))
})
afterAll(async () => {
  await browser?.close()
  await program?.close()
})

const sizes = [
  ['wide', {}],
  ['phone without script', { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }],
] as const

async function as(person: string, options: object): Promise<Page> {
  const page = await signInAs(browser, program, person, options)
  open.push(page)
  return page
}

/** Fills the fields of a form by their labels and presses its button. */
async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label).first().fill(text)
}

describe.each(sizes)('%s', (name, options) => {
  const at = name === 'wide' ? 0 : 1
  const price = at === 0 ? '4.20' : '3.90'

  test('a short delivery with damage, lot and best-before is booked once, and says what was found', async () => {
    const order = orders[at]!
    const sam = await as('sam', options)
    await sam.goto(`${program.address}/receiving`)
    await sam.locator('a', { hasText: order.number }).first().click()
    await sam.locator('h1', { hasText: order.number }).waitFor()
    await fill(sam, {
      'Number of the delivery note': `DN-${at}`,
      Counted: '50',
      'Of these damaged': '60',
      'Lot (this': `L-${at}`,
      'Best before (this': '2027-09-30',
    })
    await sam.locator('button', { hasText: 'Book it in' }).click()
    const refusal = sam.locator('.notice.error[role=alert]')
    expect(await refusal.textContent()).toMatch(/damaged/i)
    expect(await receiptsOf(program.shop.db, order.number)).toEqual([])
    expect(await sam.getByLabel('Counted').first().inputValue()).toBe('50')
    await fill(sam, { 'Of these damaged': '2' })
    await sam.locator('button', { hasText: 'Book it in' }).dblclick()
    await sam.locator('.notice', { hasText: /48 units are usable|booked before/ }).waitFor()
    const receipts = await receiptsOf(program.shop.db, order.number)
    expect(receipts).toMatchObject([
      {
        documentNumber: `DN-${at}`,
        bookedBy: 'sam',
        lines: [
          { receivedUnits: 48, damagedUnits: 0, lotCode: `L-${at}`, expiresOn: '2027-09-30' },
          { receivedUnits: 2, damagedUnits: 2 },
        ],
      },
    ])
    await sam.goto(`${program.address}/receiving/${order.number}`)
    const shown = (await sam.locator('main').textContent()) ?? ''
    for (const part of [`DN-${at}`, `L-${at}`, 'damaged']) expect(shown).toContain(part)
    expect(await layoutFaults(sam)).toEqual([])
    expect(await stockOf(program.shop.db)).toBe(at === 0 ? '88/0' : '136/0')
  })

  test('an invoice of what came is matched; one with another price is held until somebody else releases it', async () => {
    const order = orders[at]!
    const priya = await as('priya', options)
    const book = async (number: string, units: number, unitPrice: string) => {
      await priya.goto(`${program.address}/invoices`)
      const total = (units * Number(unitPrice)).toFixed(2)
      await fill(priya, {
        'Supplier code': 'ACME',
        'Number of the invoice': number,
        'Order it bills': order.number,
        'Currency, such as GBP': 'GBP',
        'Item code': 'MUG',
        Units: String(units),
        'Unit price': unitPrice,
      })
      await priya.getByLabel('Total', { exact: true }).fill(total)
      await priya.locator('button', { hasText: 'Book and match it' }).click()
    }
    await book(`INV-${at}-1`, 24, price)
    await priya.locator('.notice.good', { hasText: `INV-${at}-1 is matched` }).waitFor()
    await book(`INV-${at}-2`, 24, '5.40')
    const said = priya.locator('.notice.warning', { hasText: `INV-${at}-2 is held` })
    expect(await said.textContent()).toMatch(/5\.40/)
    const held = (page: Page) => page.locator('section.card', { hasText: `INV-${at}-2` }).first()
    expect(await held(priya).locator('button', { hasText: 'Release it' }).count()).toBe(0)
    expect(await layoutFaults(priya)).toEqual([])
    const alex = await as('alex', options)
    await alex.goto(`${program.address}/invoices`)
    await held(alex).getByLabel('Why').fill('Agreed by telephone.')
    await held(alex).locator('button', { hasText: 'Release it' }).click()
    await alex.locator('.notice.good', { hasText: 'Released' }).waitFor()
    expect(
      (await invoicesOfOrder(program.shop.db, order.number)).map(({ number, state }) => [
        number,
        state,
      ]),
    ).toEqual([
      [`INV-${at}-1`, 'matched'],
      [`INV-${at}-2`, 'released'],
    ])
    const [told] = await newestAudit(program.shop.db, { action: 'invoice.release' }, 1)
    expect(told?.actor).toBe('alex')
  })
})

test('the books hold after all of it', async () => {
  const { checks } = await verifyShop({ ...program.shop, auditAnchorFile: null })
  expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([])
})
