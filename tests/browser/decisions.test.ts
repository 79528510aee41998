// From the buy list to a decision by another person, in a real browser on the whole program with the demo shop.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { newestAudit } from '#store/audit.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { launchBrowser } from './chromium.ts'
import { serveDemo, signInAs, type DemoProgram } from './serve-demo.ts'
import { layoutFaults } from './layout-faults.ts'

// Three people at one program that also plans and works its jobs.
vi.setConfig({ testTimeout: 120_000 })

let browser: Browser
let program: DemoProgram
const open: Page[] = []
let picked = 0

beforeAll(async () => {
  browser = await launchBrowser()
  program = await serveDemo()
}, 240_000)
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.close()))
})
afterAll(async () => {
  await browser?.close()
  await program?.close()
})

async function as(person: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await signInAs(browser, program, person, options)
  open.push(page)
  return page
}

/** Maya drafts a line of the buy list that no test has taken yet, and submits the order; its number. */
async function submittedOrder(maya: Page): Promise<string> {
  await maya.goto(`${program.address}/list`)
  await maya.locator('input[name="recommendation"]').nth(picked).check()
  picked += 9
  await maya.locator('.selection button').click()
  await maya.locator('h1', { hasText: 'Drafted' }).waitFor()
  await maya.locator('a.button', { hasText: 'Check and submit' }).first().click()
  const number = (await maya.locator('h1').textContent())?.trim() ?? ''
  await maya.locator('button', { hasText: 'Submit for approval' }).click()
  await maya.locator('.progress .is-current', { hasText: 'Submitted' }).waitFor()
  return number
}

/** Types the total where it is asked for, as it stands beside the field. */
async function typeAmount(page: Page, text?: string): Promise<boolean> {
  const field = page.locator('input[name="typedAmount"]')
  if ((await field.count()) === 0) return false
  const label = (await page.locator('label', { has: field }).textContent()) ?? ''
  await field.fill(text ?? label.replace(/^[^,]*,/, '').trim())
  return true
}

const orderPage = (number: string) => `${program.address}/orders/${number}`

async function done(number: string, action: string): Promise<number> {
  return (await newestAudit(program.shop.db, { subject: number, action }, 10)).length
}

describe.each([
  ['wide', {}],
  ['phone', { viewport: { width: 390, height: 844 } }],
  ['phone without script', { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }],
])('%s', (_name, options) => {
  test('drafts, submits, and another person approves; a double click is one approval', async () => {
    const maya = await as('maya', options)
    const number = await submittedOrder(maya)
    expect(await maya.locator('button', { hasText: /^\s*Approve/ }).count()).toBe(0)
    const ines = await as('ines', options)
    expect(new URL(ines.url()).pathname).toBe('/approvals')
    await ines.locator('a', { hasText: number }).click()
    await ines.locator('h1', { hasText: number }).waitFor()
    const approve = ines.locator('button', { hasText: /^\s*Approve/ })
    const flags = ines.locator('.notice.warning', { hasText: 'Look at this first' })
    if ((await flags.count()) > 0) {
      const [flag, button] = [await flags.boundingBox(), await approve.boundingBox()]
      expect(flag!.y + flag!.height).toBeLessThanOrEqual(button!.y)
    }
    await typeAmount(ines)
    await approve.dblclick()
    await ines.locator('.notice.good', { hasText: 'Your approval is on record' }).waitFor()
    expect((await purchaseOrder(program.shop.db, number))?.state).toBe('approved')
    expect(await done(number, 'order.approve')).toBe(1)
  })
})

test('a page that stands open learns of the decision by itself', async () => {
  const maya = await as('maya')
  const number = await submittedOrder(maya)
  const alex = await as('alex')
  await alex.goto(orderPage(number))
  const ines = await as('ines')
  await ines.goto(orderPage(number))
  await typeAmount(ines)
  await ines.locator('button', { hasText: /^\s*Approve/ }).click()
  await ines.locator('.notice.good').waitFor()
  await alex.locator('.progress .is-current', { hasText: 'Approved' }).waitFor({ timeout: 20_000 })
})

test('an approval of what has changed meanwhile is refused over the order as it now is', async () => {
  const maya = await as('maya')
  const number = await submittedOrder(maya)
  const ines = await as('ines', { javaScriptEnabled: false })
  await ines.goto(orderPage(number))
  await typeAmount(ines)
  await maya.locator('form[action$="/withdraw"] input[name="reason"]').fill('Wrong quantity.')
  await maya.locator('button', { hasText: 'Take it back' }).click()
  await maya.locator('.notice.good').waitFor()
  await ines.locator('button', { hasText: /^\s*Approve/ }).click()
  const refusal = ines.locator('.notice.error[role=alert]')
  expect((await refusal.textContent())?.trim()).not.toBe('')
  expect(await ines.locator('h1').textContent()).toContain(number)
  const [said, lines] = [
    await refusal.boundingBox(),
    await ines.locator('h2', { hasText: 'Lines' }).boundingBox(),
  ]
  expect(said!.y).toBeLessThan(lines!.y)
  expect((await purchaseOrder(program.shop.db, number))?.state).toBe('draft')
  expect(await done(number, 'order.approve')).toBe(0)
})

test('rejected with a reason, reopened, changed: the next approver sees what is otherwise', async () => {
  const maya = await as('maya')
  const number = await submittedOrder(maya)
  const ines = await as('ines')
  await ines.goto(orderPage(number))
  const why = ines.locator('form[action$="/reject"] input[name="reason"]')
  await ines.locator('button', { hasText: /^\s*Reject/ }).click()
  expect(
    await why.evaluate((field: { matches(css: string): boolean }) => field.matches(':invalid')),
  ).toBe(true)
  await why.fill('Too many for one winter.')
  await ines.locator('button', { hasText: /^\s*Reject/ }).click()
  await ines.locator('.notice.good', { hasText: 'Rejected' }).waitFor()
  await maya.goto(orderPage(number))
  await maya.locator('td', { hasText: 'Too many for one winter.' }).waitFor()
  await maya.locator('form[action$="/reopen"] input[name="reason"]').fill('Fewer will do.')
  await maya.locator('button', { hasText: 'Reopen' }).click()
  await maya.locator('.notice.good').waitFor()
  const units = maya.locator('input[name="units"]').first()
  const before = Number(await units.inputValue())
  await units.fill(String(before * 2))
  await maya.locator('form[action$="/revise"] button[type=submit]').click()
  await maya.locator('h2', { hasText: 'Changed since revision' }).waitFor()
  await ines.goto(orderPage(number))
  const change = ines.locator('section', { hasText: 'Changed since revision' }).locator('tbody tr')
  expect((await change.first().textContent()) ?? '').toMatch(/Units/)
})

test.each([
  ['1280 px', {}],
  ['390 px', { viewport: { width: 390, height: 844 } }],
])(
  'at %s nothing overlaps, every field has its label, Tab goes down the page',
  async (_, options) => {
    const maya = await as('maya')
    const number = await submittedOrder(maya)
    const visits: [string, string[]][] = [
      ['ines', [`/orders/${number}`, '/approvals', '/orders/PO-9002']],
      ['maya', ['/orders/PO-9004', '/orders/PO-2026-0701', '/list']],
      ['sam', ['/receiving', '/receiving/PO-9005']],
      ['priya', ['/invoices', '/account']],
      ['alex', ['/audit', '/audit/verify', '/people', '/people/tom']],
    ]
    const faults: string[] = []
    for (const [person, paths] of visits) {
      const page = await as(person, options)
      for (const path of paths) {
        await page.goto(program.address + path)
        faults.push(...(await layoutFaults(page)).map((fault) => `${path}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
  },
  120_000,
)
